//! What is done with words, whatever they are about.

pub(crate) mod phrases;
pub(crate) mod shell;
pub(crate) mod suggest;
pub(crate) mod traditional;
