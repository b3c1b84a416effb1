//! What shows that a page is not whole: every page of the site says what an action takes and
//! gives, shows examples, and lists error codes or says that there are none.
//!
//! Invariant: an excerpt, which does not begin where a page begins, lacks nothing.

use super::action::Part;
use crate::documentation::page::Place;

/// The parts of a page that were seen.
#[derive(Debug, Default)]
pub(super) struct Parts {
    seen: Vec<(Part, Place)>,
    /// Where the last block stands.
    last: Option<Place>,
}

impl Parts {
    pub(super) fn see(&mut self, part: Part, at: Place) {
        if self.heading(part).is_none() {
            self.seen.push((part, at));
        }
    }

    fn heading(&self, part: Part) -> Option<Place> {
        self.seen.iter().find(|(seen, _)| *seen == part).map(|(_, at)| *at)
    }

    /// Where the part for examples begins.
    pub(super) fn examples(&self) -> Option<Place> {
        self.heading(Part::Examples)
    }

    pub(super) fn end_at(&mut self, at: Place) {
        self.last = Some(at);
    }

    /// What the page lacks, and where it ends.
    pub(super) fn missing(&self) -> Option<(Place, &'static str)> {
        let has = |part: Part| self.heading(part).is_some();
        let is_excerpt = !has(Part::Description) || !has(Part::Input) || !has(Part::Output);
        let examples = has(Part::Examples) || has(Part::ExampleInput) || has(Part::ExampleOutput);
        let words = match (examples, has(Part::Errors)) {
            _ if is_excerpt => return None,
            (true, true) => return None,
            (true, false) => "no part for error codes",
            (false, true) => "no examples",
            (false, false) => "no examples and no part for error codes",
        };
        Some((self.last?, words))
    }
}
