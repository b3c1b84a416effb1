//! What several whole-pipeline tests share.

pub mod compared;
pub mod mutations;
pub mod program;
pub mod random;
pub mod real_pages;
pub mod releases;
pub mod surface;
