//! Raw rows, metadata and error lists to spec; the union of several sources.

mod error_list;
mod example;
mod first_page;
mod fragment;
mod host;
mod import;
mod index;
mod merge;
mod metadata;
mod named;
mod page;
mod pages;
mod places;
mod query;
mod undefined;

pub use example::{Structures, interpret_request, interpret_response};
pub use fragment::{Fragment, Language};
pub use import::{FoundPackages, find_packages};
pub use merge::merge;
pub use metadata::{MetadataFile, interpret_examples, interpret_metadata};
pub use pages::{Counts, PageOptions, Pages, Skipped, parse_page, parse_pages};
pub use places::{ItemPlaces, Place, Places, RowPlace, TableOf, TablePlaces};

#[cfg(feature = "mock")]
pub(crate) use query::typed_query;
pub use undefined::undefined_structures;
