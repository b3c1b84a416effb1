//! From the Rust IR to the text of files.
//!
//! In: [`crate::rust::api`]. Out: files by path. Items are templates that `prettyplease` prints once each
//! (`template`); documentation is put between the lines afterwards, made inert (`doc`).
//!
//! Invariant: knows no spec and no file system; no text of the service becomes anything but
//! documentation and string literals.

mod doc;
mod errors;
mod examples;
mod fence;
mod functions;
mod krate;
mod manifest;
mod markdown;
mod module;
mod readme;
mod runtime;
mod structs;
mod template;
mod text;
mod workspace;

pub use krate::emit_crate;
pub use module::{File, emit_module};
pub use runtime::runtime_features;
pub use workspace::emit_workspace;
