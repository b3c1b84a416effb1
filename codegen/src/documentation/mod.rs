//! The documentation: what Tencent Cloud publishes, read as it is and interpreted as spec.
//!
//! In: the bytes of pages, of the official metadata and of error lists. Out: [`interpret`] makes
//! specs of them, each statement with its source. `page → tables → interpret` for pages,
//! `metadata → interpret` and `error_list → interpret` for the packages.

pub mod error_list;
pub mod interpret;
pub mod markdown;
pub mod metadata;
pub mod page;
pub mod tables;
