//! The commands that make files, each a function from what is given to files and findings.
//!
//! The whole flow is told by [`regenerate::regenerate`]: read and interpret, merge, correct,
//! choose, remember, lower and emit ([`generate::generate`]); what comes out is compared with
//! what is there, or written. `tcgen regenerate`, its `--check` and build scripts go through it;
//! the other commands are parts of it, or, as `init`, begin with it.

pub mod generate;
pub mod import;
pub mod init;
pub mod operands;
pub mod parse;
pub mod regenerate;
