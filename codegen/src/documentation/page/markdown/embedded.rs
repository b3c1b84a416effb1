//! What of another form is in Markdown: quotations, headings and tables written as tags.

use super::{Scanner, scan};
use crate::documentation::page::lines::{Line, html_heading, lines};
use crate::documentation::page::{Place, html, quoted};

/// How a table or code begins and ends that is written as tags; the table of Feishu has names of
/// its own.
const BLOCK_TAGS: &[(&str, &str)] =
    &[("<table", "</table>"), ("<lark-table", "</lark-table>"), ("<pre", "</pre>")];

impl Scanner<'_, '_> {
    /// Takes a quotation that is a part of the page.
    pub(super) fn quoted(&mut self) -> bool {
        let Some(line) = self.line() else { return false };
        if self.at < self.quoted || quoted::unquoted(line.text).is_none() {
            return false;
        }
        let (length, part) = quoted::part_at(self.lines.get(self.at..).unwrap_or_default());
        let Some(part) = part else {
            self.quoted = self.at + length;
            return false;
        };
        self.flush();
        let inside: Vec<Line<'_>> = lines(&part).collect();
        let mut scanner = Scanner::new(&part, &inside, self.markup);
        (scanner.wrap, scanner.section, scanner.examples) =
            (self.wrap, self.section, self.examples);
        let scanner = scan(scanner);
        (self.section, self.examples) = (scanner.section, scanner.examples);
        let blocks = scanner.finish().into_iter();
        let at = |place: Place| Place { line: place.line + line.number - 1, ..place };
        self.blocks.extend(blocks.map(|block| quoted::owned(block, &at)));
        self.at += length;
        true
    }

    /// Takes a heading that is written as HTML.
    pub(super) fn html_heading(&mut self) -> bool {
        let Some((level, words)) = self.line().and_then(|line| html_heading(line.text)) else {
            return false;
        };
        self.heading(level, words);
        true
    }

    /// Takes a table or code written as HTML. One that is never closed ends with the page.
    pub(super) fn html_block(&mut self) -> bool {
        let Some(line) = self.line() else { return false };
        let begins = |tag: &str| {
            let start = line.text.trim_start().get(..tag.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
        };
        let Some((_, close)) = BLOCK_TAGS.iter().find(|(open, _)| begins(open)) else {
            return false;
        };
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|line| line.text.contains(close));
        let end = self.at + length.map_or(rest.len(), |length| length + 1);
        self.flush();
        if let Some((first, raw)) = self.raw(self.at, end) {
            let start = Place { line: first.number, column: 1 };
            self.blocks.extend(html::parse_piece(raw, start, self.markup));
        }
        self.at = end;
        true
    }
}
