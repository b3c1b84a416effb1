//! Error codes as enums.

use super::{Doc, Name};

/// The error-code type of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorType {
    /// The action documents codes of its own.
    Enum(Enum),
    /// It documents none: an alias of the common codes.
    Alias {
        /// The name of the alias.
        name: String,
        /// Its documentation.
        doc: Doc,
    },
}

impl ErrorType {
    /// The name of the type.
    pub fn name(&self) -> &str {
        match self {
            Self::Enum(item) => &item.name,
            Self::Alias { name, .. } => name,
        }
    }
}

/// An open enum of codes: every variant is a code, and one more holds any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub doc: Doc,
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
