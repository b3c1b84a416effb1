//! What one page says of one product version.

use super::Places;
use crate::diagnostics::Location;
pub use crate::documentation::page::Language;
use crate::spec::Spec;

/// What one page says of one product version: a [`Spec`] that holds only the items of this page.
///
/// Product and version are always known; each action and structure carries exactly one
/// `sources` entry, this page. What a page leaves open (`uint64`, `presence: always`) is absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    /// The items of the page.
    pub spec: Spec,
    /// Where the page begins, for diagnostics about the whole of it.
    pub location: Location,
    /// Where its items stand, for diagnostics about one row.
    pub places: Places,
    /// The language of its headings, and so of its docs.
    pub language: Language,
    /// The page's own date of last change, `YYYY-MM-DD HH:MM:SS`, for choosing the newer page.
    pub updated: Option<String>,
}
