//! The commands that make files, each a function from what is given to files and findings.

pub mod generate;
pub mod import;
pub mod init;
pub mod operands;
pub mod parse;
pub mod regenerate;
