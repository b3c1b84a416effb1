//! What several whole-pipeline tests share.

pub mod surface;
