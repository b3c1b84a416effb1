//! Error codes, "as found", in three official sources: the lists of the Python SDK, by product
//! version; the comments of the Go SDK, by action; and the catalogue, which knows what to do
//! about some.
//!
//! In: the text of a file. Out: codes with what is said of them, borrowed from the text. No code
//! of others is ever run.
//!
//! Invariant: a line or key of another form than the one that all official files have is an
//! error with its place.

mod catalog;
mod go;
mod python;

pub use catalog::{CatalogEntry, is_catalog, parse_catalog};
pub use go::{GoClient, parse_go};
pub use python::{ListedCode, parse_python};
