//! One file may hold several pages: where each begins.

use crate::page::{Block, Content, Section, section_of};

/// The blocks of a file, a list for each page, none lost.
pub(super) fn pages(blocks: Vec<Block<'_>>) -> Vec<Vec<Block<'_>>> {
    let mut pages = Vec::new();
    let mut page: Vec<Block<'_>> = Vec::new();
    let mut seen = Seen::default();
    for block in blocks {
        if seen.begins_page(&block) {
            let rest = title_of_next(&mut page);
            pages.push(std::mem::replace(&mut page, rest));
            seen = Seen::default();
        }
        seen.look_at(&block);
        page.push(block);
    }
    pages.push(page);
    pages
}

/// What the page so far has.
#[derive(Default)]
struct Seen {
    /// The part of the page that is open.
    section: Option<Section>,
    /// A table under Input or Output: the page is more than a table of contents.
    members: bool,
}

impl Seen {
    /// Whether a block begins another page: the first part of a page once more, or a title.
    fn begins_page(&self, block: &Block<'_>) -> bool {
        let Content::Heading { level, text } = &block.content else { return false };
        match section_of(&text.plain()) {
            Some((Section::Description, _)) => self.members,
            // Inside an example these words stand over the request and the answer.
            Some((Section::Input, _)) => {
                self.members
                    && !matches!(self.section, Some(Section::Example | Section::Scenario))
                    && matches!(self.section, Some(Section::Errors))
            }
            Some(_) => false,
            None => self.members && *level == 1,
        }
    }

    fn look_at(&mut self, block: &Block<'_>) {
        match &block.content {
            Content::Heading { text, .. } => {
                if let Some((section, _)) = section_of(&text.plain()) {
                    self.section = Some(section);
                }
            }
            Content::Table(_) => {
                self.members |= matches!(self.section, Some(Section::Input | Section::Output));
            }
            Content::Text(_) | Content::Code(_) => {}
        }
    }
}

/// A title that stands right before the first part of the next page is of that page.
fn title_of_next<'a>(page: &mut Vec<Block<'a>>) -> Vec<Block<'a>> {
    let is_title = |block: &Block<'_>| match &block.content {
        Content::Heading { level, text } => *level <= 2 && section_of(&text.plain()).is_none(),
        _ => false,
    };
    if page.last().is_some_and(is_title) { page.pop().into_iter().collect() } else { Vec::new() }
}
