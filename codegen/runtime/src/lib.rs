//! The hand-written part of the generated crate, compiled and tested on its own.
//!
//! A generated crate has the folder `runtime` of this one, as it stands, and the same names at its
//! root, beside one module a product.

pub mod runtime;

pub use runtime::public::*;
