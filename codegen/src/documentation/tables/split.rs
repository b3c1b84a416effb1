//! One file may hold several pages: where each begins.

use super::rows::{TableKind, kind_of};
use super::unheaded::is_input;
use crate::documentation::page::{Block, Content, Section, Table, section_of};

/// The blocks of a file, a list for each page, none lost.
pub(super) fn pages(blocks: Vec<Block<'_>>) -> Vec<Vec<Block<'_>>> {
    let mut pages = Vec::new();
    let mut page: Vec<Block<'_>> = Vec::new();
    let mut seen = PageSoFar::default();
    let ahead = tables_ahead(&blocks);
    for (block, ahead) in blocks.into_iter().zip(ahead) {
        if seen.begins_page(&block, ahead) {
            let rest = title_of_next(&mut page);
            pages.push(std::mem::replace(&mut page, rest));
            seen = PageSoFar::default();
        }
        if seen.is_of_another_action(&block) {
            let rest = page.split_off(begin_of_action(&page));
            pages.push(std::mem::replace(&mut page, rest));
            seen = PageSoFar::default();
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

/// Which tables of its own a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tables {
    input: bool,
    output: bool,
    errors: bool,
}

impl Tables {
    /// Takes a table that is in this part of the page.
    fn add(&mut self, section: Option<Section>, table: &Table<'_>) {
        let kind = kind_of(table);
        let members = matches!(kind, TableKind::Members | TableKind::MembersRequired);
        self.input |= members && section == Some(Section::Input);
        self.output |= members && section == Some(Section::Output);
        self.errors |= kind == TableKind::Errors && section == Some(Section::Errors);
    }

    /// Whether both have one of the same kind.
    fn shares(self, other: Self) -> bool {
        (self.input && other.input)
            || (self.output && other.output)
            || (self.errors && other.errors)
    }
}

/// For each block, the tables from there to the next description.
fn tables_ahead(blocks: &[Block<'_>]) -> Vec<Tables> {
    let mut open = None;
    let mut sections = Vec::with_capacity(blocks.len());
    for block in blocks {
        let section = match &block.content {
            Content::Heading { text, .. } => section_of(&text.plain()).map(|(section, _)| section),
            _ => None,
        };
        open = section.or(open);
        sections.push((section, open));
    }
    let mut tables = Tables::default();
    let mut ahead = Vec::with_capacity(blocks.len());
    for (block, (section, open)) in blocks.iter().zip(sections).rev() {
        if let Content::Table(table) = &block.content {
            tables.add(open, table);
        }
        ahead.push(tables);
        if section == Some(Section::Description) {
            tables = Tables::default();
        }
    }
    ahead.reverse();
    ahead
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
struct PageSoFar {
    /// The part of the page that is open.
    section: Option<Section>,
    /// There is something under the heading of a description.
    described: bool,
    /// A table under Input or Output: the page is more than a table of contents.
    members: bool,
    tables: Tables,
    /// The action that its input names.
    action: Option<String>,
}

impl PageSoFar {
    /// Whether a block begins another page: a part that the page has, or behind which others come
    /// once more, or a title. The parts of one page may be in any order.
    fn begins_page(&self, block: &Block<'_>, ahead: Tables) -> bool {
        let Content::Heading { level, text } = &block.content else { return false };
        match section_of(&text.plain()) {
            Some((Section::Description, _)) => {
                self.members && (self.described || self.tables.shares(ahead))
            }
            // Inside an example these words stand over the request and the answer.
            Some((Section::Input, _)) => {
                self.members
                    && self.section == Some(Section::Errors)
                    && (self.tables.input || self.tables.shares(ahead))
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
                self.tables.add(self.section, table);
            }
            Content::Text(_) | Content::Code(_) => {
                self.described |= self.section == Some(Section::Description);
            }
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
