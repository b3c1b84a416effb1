//! Reads files and folders; knows paths and bytes, no meaning.
//!
//! In: paths as the user gave them. Out: the files below them, sorted, hidden ones left out,
//! and their text.
//!
//! Invariant: nothing but this layer reads an input, and it decides nothing about what a
//! file means.

mod bytes;
mod charset;
mod conflict;
mod files;
mod format;
mod mhtml;
pub mod package;
mod revision;
mod text;
mod wheel;

pub use bytes::read_bounded;
pub use charset::decode;
pub use conflict::conflict;
pub use files::{list_files, names_in};
pub use revision::{RevisionFile, read_revision};
pub use text::{PlainText, SourceText, read_text, read_utf8, text_of_bytes, utf8_of_bytes};
