//! What of a copy is the site's: the words around code, and all that is below a page.

use super::Scanner;
use crate::documentation::page::lines::Line;
use crate::documentation::page::{Section, frame, section_of};

impl Scanner<'_, '_> {
    /// Whether examples are open. Some of them call their request and answer as the page calls
    /// its tables.
    pub(super) fn in_example(&self) -> bool {
        match self.section {
            Some(
                Section::Example
                | Section::ExampleInput
                | Section::ExampleOutput
                | Section::Examples,
            ) => true,
            Some(Section::Input | Section::Output | Section::Scenario) => self.examples,
            _ => false,
        }
    }

    /// Takes a line of the site between or below examples.
    pub(super) fn site(&mut self) -> bool {
        let is_site =
            self.in_example() && self.line().is_some_and(|line| frame::is_site(line.text));
        if is_site {
            self.flush();
            self.at += 1;
        }
        is_site
    }

    /// Whether a line begins what the site has below a page: its last part is open, or an example
    /// behind which no part follows.
    pub(in crate::documentation::page) fn is_at_footer(&mut self, line: Line<'_>) -> bool {
        if self.at <= self.last_table || !frame::is_footer(line.text) {
            return false;
        }
        matches!(self.section, Some(Section::Errors | Section::Resources | Section::Resource))
            || (self.in_example() && self.at > self.last_part())
    }

    /// The last line that may open a part of the page.
    fn last_part(&mut self) -> usize {
        let opens = |line: &Line<'_>| section_of(line.text).is_some();
        *self.last_part.get_or_insert_with(|| self.lines.iter().rposition(opens).unwrap_or(0))
    }
}
