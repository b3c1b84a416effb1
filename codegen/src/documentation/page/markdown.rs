//! Markdown, of the dialects that the documentation comes in; also the scanner of lines that
//! text shares.

mod embedded;
mod site;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::lines::{Line, atx_heading, fence, parts, setext_level, without_attributes};
use super::model::{Block, Content, Table, Text};
use super::references::{References, definition};
use super::wrap::{Wrap, wrap_of};
use super::{
    Place, Section, aligned, code, columns, escapes, grid, pipes, section_of, spaced, tabs,
};
use crate::documentation::markdown::Markup;

/// Parses Markdown.
pub(super) fn parse<'a>(text: &'a str, lines: &[Line<'a>]) -> Vec<Block<'a>> {
    let markup = if escapes::has_escapes(lines) { Markup::Markdown } else { Markup::Official };
    let mut blocks = scan(Scanner::new(text, lines, markup)).finish();
    References::of(lines).resolve(&mut blocks);
    blocks
}

fn scan<'a, 'l>(mut scanner: Scanner<'a, 'l>) -> Scanner<'a, 'l> {
    while let Some(line) = scanner.line() {
        if scanner.is_at_footer(line) {
            break;
        }
        let taken = scanner.fence()
            || scanner.quoted()
            || scanner.aligned_table()
            || scanner.indented_code()
            || scanner.atx()
            || scanner.setext()
            || scanner.rule()
            || scanner.site()
            || scanner.definition()
            || scanner.bold_heading()
            || scanner.html_heading()
            || scanner.table(&[])
            || scanner.html_block();
        if !taken {
            scanner.paragraph_line();
        }
    }
    scanner
}

fn is_table_start(line: &str) -> bool {
    tabs::is_table_start(line)
        || (line.contains('|') && columns::is_header(line.trim().trim_matches('|').split('|')))
}

/// What follows the indent of code: four columns, or a tab.
fn indent_of(line: &str) -> Option<&str> {
    line.strip_prefix("    ").or_else(|| line.strip_prefix('\t'))
}

/// Walks the lines of a text and collects blocks.
pub(super) struct Scanner<'a, 'l> {
    text: &'a str,
    lines: &'l [Line<'a>],
    at: usize,
    markup: Markup,
    /// How the paragraphs were broken to fit a width.
    wrap: Option<Wrap>,
    /// The line after a quotation that is not part of the page.
    quoted: usize,
    /// The lines of the paragraph that is open.
    paragraph: Option<(usize, usize)>,
    /// The lines that are fences, by their sign, once somebody has asked.
    fences: BTreeMap<&'static str, Vec<usize>>,
    /// The part of a page that the last heading opened.
    pub(super) section: Option<Section>,
    /// The part for examples has been opened.
    pub(super) examples: bool,
    /// The line of the last table: the site puts none below a page.
    last_table: usize,
    /// The last line that may open a part of the page, once somebody has asked.
    last_part: Option<usize>,
    blocks: Vec<Block<'a>>,
}

impl<'a, 'l> Scanner<'a, 'l> {
    pub(super) fn new(text: &'a str, lines: &'l [Line<'a>], markup: Markup) -> Self {
        Self {
            text,
            lines,
            at: 0,
            markup,
            wrap: wrap_of(lines),
            quoted: 0,
            paragraph: None,
            fences: BTreeMap::new(),
            section: None,
            examples: false,
            last_table: lines.iter().rposition(|line| is_table_start(line.text)).unwrap_or(0),
            last_part: None,
            blocks: Vec::new(),
        }
    }

    pub(super) fn line(&self) -> Option<Line<'a>> {
        self.lines.get(self.at).copied()
    }

    /// The line that is next, and those behind it.
    pub(super) fn lines_ahead(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines.get(self.at..).unwrap_or_default().iter()
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn markup(&self) -> Markup {
        self.markup
    }

    pub(super) fn advance(&mut self, lines: usize) {
        self.at += lines;
    }

    /// The text of some lines, and where it begins.
    pub(super) fn raw(&self, begin: usize, end: usize) -> Option<(Line<'a>, &'a str)> {
        let (first, last) = (self.lines.get(begin)?, self.lines.get(end.checked_sub(1)?)?);
        Some((*first, self.text.get(first.offset..last.end())?))
    }

    pub(super) fn push(&mut self, line: Line<'a>, content: Content<'a>) {
        self.flush();
        self.push_line(line, content);
    }

    pub(super) fn push_line(&mut self, line: Line<'a>, content: Content<'a>) {
        let at = Place { line: line.number, column: 1 };
        self.blocks.push(Block { at, content });
    }

    /// Takes code that is indented, which only examples are sure to be.
    fn indented_code(&mut self) -> bool {
        let Some(line) = self.line() else { return false };
        let indented = |line: &Line<'_>| indent_of(line.text).is_some();
        if !self.in_example() || self.paragraph.is_some() || line.is_blank() || !indented(&line) {
            return false;
        }
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|line| line.is_blank() || indented(line)).count();
        let code = rest.get(..length).unwrap_or_default();
        let lines: Vec<&str> =
            code.iter().map(|line| indent_of(line.text).unwrap_or_default()).collect();
        self.push(line, Content::Code(lines.join("\n").trim_end().to_owned().into()));
        self.at += length;
        true
    }

    /// Takes a line of a paragraph, or the blank line that ends one.
    pub(super) fn paragraph_line(&mut self) {
        if self.line().is_some_and(|line| line.is_blank()) {
            self.flush();
        } else {
            let begin = self.paragraph.map_or(self.at, |(begin, _)| begin);
            self.paragraph = Some((begin, self.at + 1));
        }
        self.at += 1;
    }

    /// Ends the paragraph that is open.
    pub(super) fn flush(&mut self) {
        if let Some((begin, end)) = self.paragraph.take()
            && let Some((line, raw)) = self.raw(begin, end)
        {
            if let Some(code) = code::of_spans(raw).filter(|_| self.in_example()) {
                return self.push_line(line, Content::Code(code.into()));
            }
            let text = self.wrap.map_or(Cow::Borrowed(raw), |wrap| wrap.join(raw));
            self.push_line(line, Content::Text(Text::new(text, self.markup)));
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block<'a>> {
        self.flush();
        self.blocks
    }

    /// Takes a heading with `#`.
    pub(super) fn atx(&mut self) -> bool {
        let Some((level, words)) = self.line().and_then(|line| atx_heading(line.text)) else {
            return false;
        };
        self.heading(level, words);
        true
    }

    /// Takes a heading that is underlined; only one line can be.
    fn setext(&mut self) -> bool {
        let level = self.lines.get(self.at + 1).and_then(|next| setext_level(next.text));
        let (Some(line), Some(level), None) = (self.line(), level, self.paragraph) else {
            return false;
        };
        if line.is_blank() || line.text.contains('|') || line.text.len() > 256 {
            return false;
        }
        self.heading(level, without_attributes(line.text.trim()));
        self.at += 1;
        true
    }

    /// Takes the address of links that are elsewhere.
    fn definition(&mut self) -> bool {
        let defines = self.line().is_some_and(|line| definition(line.text).is_some());
        if defines {
            self.flush();
            self.at += 1;
        }
        defines
    }

    /// Takes a line that only parts what is above and below it.
    fn rule(&mut self) -> bool {
        let rules = self.line().is_some_and(|line| parts(line.text));
        if rules {
            self.flush();
            self.at += 1;
        }
        rules
    }

    /// Takes a bold line that opens a part of the page or is right over a table: written by
    /// hand, it is a heading.
    fn bold_heading(&mut self) -> bool {
        let line = self.line().map(|line| line.text.trim()).unwrap_or_default();
        let words = line.strip_prefix("**").and_then(|line| line.strip_suffix("**"));
        let Some(words) = words.filter(|words| !words.is_empty() && !words.contains("**")) else {
            return false;
        };
        let opens = section_of(words).is_some();
        if !opens && !self.stands_over_table() {
            return false;
        }
        self.heading(if opens { 3 } else { 5 }, words);
        true
    }

    fn stands_over_table(&self) -> bool {
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        // One blank line at most: more would make a page of bold lines cost more than its length.
        let blank = rest.iter().take(2).take_while(|line| line.is_blank()).count();
        pipes::begins_table(self.lines, self.at + 1 + blank)
    }

    /// Takes a block of code between fences. One that is never closed ends at the next heading,
    /// so that it cannot swallow the rest; it shows by the number of fences that are left.
    pub(super) fn fence(&mut self) -> bool {
        let Some(line) = self.line() else { return false };
        let Some(sign) = fence(line.text) else { return false };
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        let is_fence = |line: &Line<'_>| fence(line.text) == Some(sign);
        let is_paired = self.fences_after(sign, self.at) % 2 == 1;
        let ends =
            |line: &Line<'_>| is_fence(line) || (!is_paired && code::is_behind_code(line.text));
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let begin = self.at + 1;
        let code = self.raw(begin, begin + length).map_or("", |(_, raw)| raw);
        let code = if length == 0 { "" } else { code };
        self.push(line, Content::Code(code::without_tags(code)));
        let closes = |line: &Line<'_>| is_fence(line) && !code::has_info(line.text);
        let has_end = rest.get(length).is_some_and(closes);
        self.at = begin + length + usize::from(has_end);
        true
    }

    /// How many lines with this fence stand behind a line.
    fn fences_after(&mut self, sign: &'static str, at: usize) -> usize {
        let lines = self.lines;
        let fences = self.fences.entry(sign).or_insert_with(|| {
            let is_fence = |line: &Line<'_>| fence(line.text) == Some(sign);
            lines.iter().enumerate().filter(|(_, line)| is_fence(line)).map(|(at, _)| at).collect()
        });
        fences.len() - fences.partition_point(|fence| *fence <= at)
    }

    /// Takes a table whose columns are set off by dashes.
    pub(super) fn aligned_table(&mut self) -> bool {
        let table = aligned::table_at(self.lines, self.at, self.markup);
        let (Some((table, next)), Some(line)) = (table, self.line()) else { return false };
        self.push(line, Content::Table(table));
        self.at = next;
        true
    }

    /// Takes a table whose cells are only spaces apart.
    pub(super) fn spaced_table(&mut self) -> bool {
        let table = spaced::table_at(self.lines, self.at);
        let (Some((mut table, next)), Some(line)) = (table, self.line()) else { return false };
        self.join_cells(&mut table);
        self.push(line, Content::Table(table));
        self.at = next;
        true
    }

    /// The table with bars that begins here.
    fn pipe_table(&self) -> Option<(Table<'a>, usize)> {
        let (mut table, next) = pipes::table_at(self.text, self.lines, self.at, self.markup)?;
        self.join_cells(&mut table);
        Some((table, next))
    }

    /// Makes whole in the cells of a table what was broken to fit a width.
    fn join_cells(&self, table: &mut Table<'_>) {
        if let Some(wrap) = self.wrap {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                cell.text.source = wrap.join(&cell.text.source).into_owned().into();
            }
        }
    }

    /// Takes a table with bars or tabs.
    pub(super) fn table(&mut self, headings: &[usize]) -> bool {
        let is_heading = |at: usize| headings.binary_search(&at).is_ok();
        let table = grid::table_at(self.lines, self.at, self.markup)
            .or_else(|| self.pipe_table())
            .or_else(|| tabs::table_at(self.text, self.lines, self.at, is_heading));
        let (Some((table, next)), Some(line)) = (table, self.line()) else { return false };
        self.push(line, Content::Table(table));
        self.at = next;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn shape(text: &str) -> Vec<String> {
        let name = |block: Block<'_>| match block.content {
            Content::Heading { level, text } => format!("h{level} {}", text.source),
            Content::Text(text) => format!("p {}", text.source),
            Content::Code(text) => format!("code {text}"),
            Content::Table(table) => format!("table {}", table.rows.len()),
        };
        let lines: Vec<_> = lines(text).collect();
        parse(text, &lines).into_iter().map(name).collect()
    }

    #[test]
    fn headings_of_all_kinds_are_headings() {
        assert_eq!(shape("# A\nB\n===\nC\n---\n### D ###"), ["h1 A", "h1 B", "h2 C", "h3 D"]);
    }

    #[test]
    fn a_fence_that_is_never_closed_ends_at_the_next_section() {
        assert_eq!(shape("```\na\n\n## 5. 错误码\nb"), ["code a\n", "h2 5. 错误码", "p b"]);
        assert_eq!(shape("```json\n```\nx"), ["code ", "p x"]);
    }

    #[test]
    fn a_table_written_as_html_is_a_table() {
        let text = "x\n<table><tr><th>A</th></tr>\n<tr><td>b</td></tr></table>\ny";
        assert_eq!(shape(text), ["p x", "table 1", "p y"]);
    }
}
