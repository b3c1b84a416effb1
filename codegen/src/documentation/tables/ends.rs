//! What shows that a page is not whole: every page of the site says what an action takes and
//! gives, shows examples, and lists error codes or says that there are none.
//!
//! Invariant: an excerpt, which does not begin where a page begins, lacks nothing.

use super::page_part::PagePart;
use crate::documentation::page::Place;

/// The parts of a page that were seen.
#[derive(Debug, Default)]
pub(super) struct Parts {
    seen: Vec<(PagePart, Place)>,
    /// Where the last block stands.
    last: Option<Place>,
}

impl Parts {
    pub(super) fn see(&mut self, part: PagePart, at: Place) {
        if self.heading(part).is_none() {
            self.seen.push((part, at));
        }
    }

    fn heading(&self, part: PagePart) -> Option<Place> {
        self.seen.iter().find(|(seen, _)| *seen == part).map(|(_, at)| *at)
    }

    /// Where the part for examples begins.
    pub(super) fn examples(&self) -> Option<Place> {
        self.heading(PagePart::Examples)
    }

    pub(super) fn end_at(&mut self, at: Place) {
        self.last = Some(at);
    }

    /// What the page lacks, and where it ends.
    pub(super) fn missing(&self) -> Option<(Place, &'static str)> {
        let has = |part: PagePart| self.heading(part).is_some();
        let is_excerpt =
            !has(PagePart::Description) || !has(PagePart::Input) || !has(PagePart::Output);
        let examples =
            has(PagePart::Examples) || has(PagePart::ExampleInput) || has(PagePart::ExampleOutput);
        let words = match (examples, has(PagePart::Errors)) {
            _ if is_excerpt => return None,
            (true, true) => return None,
            (true, false) => "no part for error codes",
            (false, true) => "no examples",
            (false, false) => "no examples and no part for error codes",
        };
        Some((self.last?, words))
    }
}
