//! What the folder of a user holds beside what is generated: tcgen.toml, corrections.toml, and
//! the files of the spec.

pub mod config;
pub mod corrections;
pub mod spec_files;
pub mod specs;
