//! The hand-written part of the generated crate, compiled and tested on its own.

pub mod runtime;
