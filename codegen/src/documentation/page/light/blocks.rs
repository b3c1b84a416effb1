//! Collects the blocks of a page.

use crate::documentation::markdown::Markup;
use crate::documentation::page::lines::Line;
use crate::documentation::page::model::{Block, Cell, Content, Row, Table, Text};
use crate::documentation::page::wrapped::parting;
use crate::documentation::page::{Place, Section, section_of};

/// The blocks so far, and the paragraph that is open.
#[derive(Default)]
pub(super) struct Blocks {
    done: Vec<Block<'static>>,
    at: Option<u32>,
    /// Its lines as they are meant; those that were only wrapped are joined.
    lines: Vec<String>,
}

impl Blocks {
    /// A heading, 1 to 6 deep.
    pub(super) fn heading(&mut self, line: &Line<'_>, level: usize, words: String) {
        let level = u8::try_from(level.clamp(1, 6)).unwrap_or(6);
        self.push(line.number, Content::Heading { level, text: text(words) });
    }

    /// A line of a paragraph. One that goes on with the line above is joined to it.
    pub(super) fn line(&mut self, line: &Line<'_>, words: &str) {
        match self.lines.last_mut() {
            Some(last) if !last.ends_with('\n') => {
                last.push_str(parting(last));
                last.push_str(words);
            }
            _ => self.lines.push(words.to_owned()),
        }
        self.at.get_or_insert(line.number);
    }

    /// An item of a list.
    pub(super) fn item(&mut self, line: &Line<'_>, depth: usize, words: &str) {
        self.lines.push(format!("{}- {words}", "  ".repeat(depth.min(8))));
        self.at.get_or_insert(line.number);
    }

    /// Ends the line that is open where the author broke it.
    pub(super) fn break_line(&mut self) {
        if let Some(last) = self.lines.last_mut() {
            last.push('\n');
        }
    }

    /// Ends the paragraph.
    pub(super) fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        if let Some(number) = self.at.take() {
            let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
            let content = Content::Text(text(lines.join("\n")));
            self.done.push(Block { at: place(number, 1), content });
        }
    }

    /// Code, as found.
    pub(super) fn code(&mut self, number: u32, code: String) {
        self.push(number, Content::Code(code.into()));
    }

    /// A table: its first row is the header.
    pub(super) fn table(&mut self, mut rows: Vec<Row<'static>>) {
        if rows.is_empty() {
            return;
        }
        let header = rows.remove(0);
        self.push(header.at.line, Content::Table(Table::new(header, rows)));
    }

    /// A block that another form of table has given.
    pub(super) fn push(&mut self, number: u32, content: Content<'static>) {
        self.end_paragraph();
        self.done.push(Block { at: place(number, 1), content });
    }

    /// All blocks. Markups count the levels of headings each in its own way: the parts of a page
    /// stand two deep.
    pub(super) fn finish(mut self) -> Vec<Block<'static>> {
        self.end_paragraph();
        let level_of_parts = self.done.iter().find_map(|block| match &block.content {
            Content::Heading { level, text } => match section_of(&text.plain()) {
                Some((Section::Description | Section::Input | Section::Output, _)) => Some(*level),
                _ => None,
            },
            _ => None,
        });
        if let Some(parts) = level_of_parts {
            for block in &mut self.done {
                if let Content::Heading { level, .. } = &mut block.content {
                    *level = (*level + 2).saturating_sub(parts).clamp(1, 6);
                }
            }
        }
        self.done
    }
}

pub(super) fn place(line: u32, column: usize) -> Place {
    Place { line, column: u32::try_from(column).unwrap_or(1) }
}

/// Text of which the inline signs are those of Markdown, and a backslash is a backslash.
pub(super) fn text(words: String) -> Text<'static> {
    Text::new(words, Markup::Official)
}

pub(super) fn cell(line: u32, column: usize, words: String) -> Cell<'static> {
    Cell { at: place(line, column), text: text(words) }
}

/// The column, in characters from 1, of a byte offset in a line.
pub(super) fn column_of(line: &str, offset: usize) -> usize {
    line.get(..offset).map_or(1, |before| before.chars().count() + 1)
}
