//! Raw rows and metadata to spec; the union of several sources.

mod fragment;
mod pages;

pub use fragment::{Fragment, Language};
pub use pages::{Counts, PageOptions, Pages, Progress, Skipped, parse_pages};
