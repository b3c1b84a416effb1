//! Words: those that are the same in all of the documentation, and what is done with any.

pub(crate) mod codes;
pub(crate) mod devices;
pub(crate) mod phrases;
pub(crate) mod shell;
pub(crate) mod suggest;
pub(crate) mod traditional;
