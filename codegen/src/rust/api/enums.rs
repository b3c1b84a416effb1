//! Error codes as an enum.

use super::{Doc, Name};

/// The open enum of a product version's error codes: every variant is a code, and one more, of the
/// runtime's making, holds any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// The codes, sorted by code.
    pub variants: Vec<Variant>,
}

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The code and the variant.
    pub name: Name,
    /// Its documentation.
    pub doc: Doc,
}
