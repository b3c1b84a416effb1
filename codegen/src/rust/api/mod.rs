//! The Rust IR: what the crate will hold, with every decision made.
//!
//! In: nothing; `lower` builds it from the spec, `emit` prints it. Each item carries its wire
//! name and its Rust name. Names are valid identifiers that do not collide, types are spelled
//! out, documentation is still the text of the service and has to be made inert by `emit`.
//!
//! Invariant: imports nothing of this crate; holds no choice that `emit` would have to make.

mod doc;
mod enums;
mod example;
mod field;
mod function;
mod krate;

pub use doc::{Doc, DocPart};
pub use enums::{Enum, Variant};
pub use example::{ExampleCase, ExampleSet};
pub use field::{Field, FieldType, Struct, Value, Wrap};
pub use function::{Function, PagedFunction, Pagination, RegionRule, Stream};
pub use krate::{Crate, Module, Package, Product, Publish, Runtime, Sample, Workspace};

/// The name of a thing on the wire and in Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// As the service spells it, never altered.
    pub wire: String,
    /// An identifier that compiles: `r#type`, `UserInfo`.
    pub rust: String,
}
