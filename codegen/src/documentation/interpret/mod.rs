//! Raw rows, metadata and error lists to spec; the union of several sources.

mod counts;
mod error_list;
mod example;
mod first_page;
mod fragment;
mod host;
mod import;
mod index;
mod json_text;
mod merge;
mod metadata;
mod named;
mod page;
mod pages;
mod places;
mod query;
mod undefined;

pub use counts::Counts;
pub use example::{interpret_request, interpret_response};
pub use fragment::{Fragment, Language};
pub use import::{FoundPackages, find_packages};
pub use merge::merge;
pub use metadata::{MetadataFile, interpret_examples, interpret_metadata};
pub use pages::{PageOptions, ParsedPages, Skipped, parse_page, parse_pages};
pub use places::{ItemPlaces, Place, Places, RowPlace, TableOf, TablePlaces};

pub use query::Structures;
#[cfg(feature = "mock")]
pub(crate) use query::typed_query;
pub use undefined::undefined_structures;
