//! What several whole-pipeline tests share.

pub mod random;
pub mod real_pages;
pub mod surface;
