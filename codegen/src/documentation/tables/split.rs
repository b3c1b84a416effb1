//! One file may hold several pages: where each begins.

use super::unheaded::is_input;
use crate::documentation::page::{Block, Content, Section, Table, section_of};

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
        if seen.is_of_another_action(&block) {
            let rest = page.split_off(begin_of_action(&page));
            pages.push(std::mem::replace(&mut page, rest));
            seen = Seen::default();
            for block in &*page {
                seen.look_at(block);
            }
        }
        seen.look_at(&block);
        page.push(block);
    }
    pages.push(page);
    pages
}

/// Where the part of an action begins whose input table comes next: at the first heading behind
/// the last table, code or part of the action before.
fn begin_of_action(page: &[Block<'_>]) -> usize {
    let mut begin = page.len();
    for (at, block) in page.iter().enumerate().rev() {
        match &block.content {
            Content::Table(_) | Content::Code(_) => break,
            Content::Text(_) => {}
            Content::Heading { text, .. } => match section_of(&text.plain()) {
                None | Some((Section::Description | Section::Input, _)) => begin = at,
                Some(_) => break,
            },
        }
    }
    begin
}

/// The action that a table of an input names.
fn action_of(table: &Table<'_>) -> Option<String> {
    if !is_input(table) {
        return None;
    }
    let mut rows = table.rows.iter().take(4);
    let row =
        rows.find(|row| row.cells.first().is_some_and(|cell| cell.text.plain() == "Action"))?;
    let words = row.cells.last()?.text.plain();
    let mut names = words.rsplit(|c: char| !c.is_ascii_alphanumeric());
    names.find(|name| name.starts_with(|c: char| c.is_ascii_uppercase())).map(str::to_owned)
}

/// What the page so far has.
#[derive(Default)]
struct Seen {
    /// The part of the page that is open.
    section: Option<Section>,
    /// A table under Input or Output: the page is more than a table of contents.
    members: bool,
    /// The action that its input names.
    action: Option<String>,
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

    /// Whether a block is the input of another action than the page is about.
    fn is_of_another_action(&self, block: &Block<'_>) -> bool {
        let Content::Table(table) = &block.content else { return false };
        let Some(before) = &self.action else { return false };
        action_of(table).is_some_and(|action| action != *before)
    }

    fn look_at(&mut self, block: &Block<'_>) {
        match &block.content {
            Content::Heading { text, .. } => {
                if let Some((section, _)) = section_of(&text.plain()) {
                    self.section = Some(section);
                }
            }
            Content::Table(table) => {
                self.action = self.action.take().or_else(|| action_of(table));
                self.members |= matches!(self.section, Some(Section::Input | Section::Output));
            }
            Content::Text(_) | Content::Code(_) => {}
        }
    }
}

/// A title that is right before the first part of the next page is of that page.
fn title_of_next<'a>(page: &mut Vec<Block<'a>>) -> Vec<Block<'a>> {
    let is_title = |block: &Block<'_>| match &block.content {
        Content::Heading { level, text } => *level <= 2 && section_of(&text.plain()).is_none(),
        _ => false,
    };
    if page.last().is_some_and(is_title) { page.pop().into_iter().collect() } else { Vec::new() }
}
