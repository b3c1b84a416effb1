//! The input, the output and the error codes of an action page: whether what their headings
//! promise follows.

use super::page_part::PagePart;
use super::prose;
use super::raw::RawSide;
use crate::documentation::page::{Place, Text};

/// The headings Input, Output and error codes, in order.
#[derive(Default)]
pub(super) struct HeadedParts(Vec<HeadedPart>);

struct HeadedPart {
    at: Place,
    part: PagePart,
    words: String,
    /// A table is there, or a word that there is nothing.
    filled: bool,
    /// What is there instead: the first words of its text, or the header of another table.
    instead: Option<String>,
}

impl HeadedParts {
    pub(super) fn begin(&mut self, at: Place, part: PagePart, words: String) {
        if matches!(part, PagePart::Input | PagePart::Output | PagePart::Errors) {
            self.0.push(HeadedPart { at, part, words, filled: false, instead: None });
        }
    }

    /// A table of the right kind is under the last heading.
    pub(super) fn fill(&mut self) {
        if let Some(side) = self.0.last_mut() {
            side.filled = true;
        }
    }

    /// A table of another kind is under the last heading.
    pub(super) fn other_table(&mut self, header: impl FnOnce() -> String) {
        if let Some(side) = self.0.last_mut() {
            side.instead.get_or_insert_with(header);
        }
    }

    /// A text is under the last heading.
    pub(super) fn text(&mut self, text: &Text<'_>) {
        let Some(side) = self.0.last_mut().filter(|side| side.instead.is_none()) else { return };
        let words = text.plain();
        side.filled |= prose::says_nothing(&words);
        if side.part == PagePart::Errors {
            side.filled |= prose::says_no_codes(&words);
            // What is over the codes of every action says nothing of these.
            if prose::is_boilerplate(text) {
                return;
            }
        }
        side.instead = Some(words);
    }

    /// The parts whose table is lost. A heading may be in a table of contents too, or be
    /// repeated below itself. Error codes under whose heading there is nothing are not lost by us.
    pub(super) fn missing(&mut self) -> Vec<RawSide> {
        let mut missing = Vec::new();
        for part in [PagePart::Input, PagePart::Output, PagePart::Errors] {
            let mut of_part = self.0.iter_mut().filter(|side| side.part == part);
            if of_part.any(|side| side.filled) {
                continue;
            }
            let last = self.0.iter_mut().rfind(|side| side.part == part);
            let last = last.filter(|side| part != PagePart::Errors || side.instead.is_some());
            missing.extend(last.map(|side| RawSide {
                at: side.at,
                words: std::mem::take(&mut side.words),
                text: side.instead.take(),
            }));
        }
        missing
    }

    /// A heading of error codes, where there is nothing under any.
    pub(super) fn empty_errors(&self) -> Option<(Place, &str)> {
        let mut errors = self.0.iter().filter(|side| side.part == PagePart::Errors);
        let last = errors.clone().next_back()?;
        let is_empty = errors.all(|side| !side.filled && side.instead.is_none());
        is_empty.then_some((last.at, last.words.as_str()))
    }
}
