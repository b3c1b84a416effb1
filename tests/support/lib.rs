//! What several whole-pipeline tests share.

pub mod random;
pub mod surface;
