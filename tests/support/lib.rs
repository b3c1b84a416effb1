//! What several whole-pipeline tests share.
