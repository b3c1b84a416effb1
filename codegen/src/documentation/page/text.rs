//! Text: headings are lines like any other, code has no fences.

use super::bare::{bare_section, example_section};
use super::lines::{Line, fence};
use super::markdown::Scanner;
use super::model::{Block, Content, Text};
use super::{Section, aligned, columns, dumped, frame, section_of, tabs};
use crate::documentation::markdown::{Markup, beginning};
use crate::text::traditional::simplified;

/// Parses text. Lines that open a part of a page are headings; what is under the headings
/// of an example's request and answer is code. The number of the first header whose cells cannot
/// be told apart, if there is one.
pub(super) fn parse<'a>(text: &'a str, lines: &[Line<'a>]) -> Result<Vec<Block<'a>>, u32> {
    let references = dumped::references_at(lines);
    let page = lines.get(..references.unwrap_or(lines.len())).unwrap_or_default();
    let mut blocks = scan(text, page)?;
    if references.is_some() {
        blocks.iter_mut().for_each(unnumber);
    }
    Ok(blocks)
}

/// Takes the numbers of links out of a block.
fn unnumber(block: &mut Block<'_>) {
    let unnumber = |text: &mut Text<'_>| text.source = dumped::unnumbered(&text.source).into();
    match &mut block.content {
        Content::Text(text) | Content::Heading { text, .. } => unnumber(text),
        Content::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.for_each(|cell| unnumber(&mut cell.text));
        }
        Content::Code(_) => {}
    }
}

fn scan<'a>(text: &'a str, lines: &[Line<'a>]) -> Result<Vec<Block<'a>>, u32> {
    let structures = structure_headings(lines);
    let mut scanner = Scanner::new(text, lines, Markup::Text);
    let mut examples = false;
    while let Some(line) = scanner.line() {
        if scanner.is_at_footer(line) {
            break;
        }
        let section = match bare_section(line.text) {
            Some(section) => Some(section),
            None if examples => example_section(line.text),
            None => None,
        };
        let Some(section) = section else {
            if structures.binary_search(&scanner.at()).is_ok() {
                scanner.heading(3, line.text.trim());
            } else if !(scanner.fence()
                || scanner.aligned_table()
                || scanner.atx()
                || scanner.table(&structures)
                || scanner.spaced_table())
            {
                if columns::is_lost_header(line.text) {
                    return Err(line.number);
                }
                scanner.paragraph_line();
            }
            continue;
        };
        examples = match section {
            Section::Examples => true,
            Section::Example
            | Section::Scenario
            | Section::ExampleInput
            | Section::ExampleOutput => examples,
            _ => false,
        };
        scanner.heading(section.level(), line.text.trim());
        let takes_code = matches!(section, Section::ExampleInput | Section::ExampleOutput);
        if takes_code && !scanner.fence_follows() {
            scanner.code();
        }
    }
    Ok(scanner.finish())
}

/// Words before the actions that use a structure, under its heading.
const USED_BY: &[&str] = &[
    "被如下接口引用",
    "被以下接口引用",
    "Used by actions",
    "Used by action",
    "Referenced by",
    "It is referenced by the API(s)",
    "It is referenced by the APIs",
    "It is referenced by",
    "以下のAPIによって引用",
    "次のAPIによって参照",
    "다음 API에서 참조",
];

/// What follows the words before the actions that use a structure, where a line begins with them.
pub fn users_in(line: &str) -> Option<&str> {
    let line = line.trim();
    // None of the words is longer.
    let begin = beginning(line, 64);
    let words_of = |text: &str| USED_BY.iter().find(|words| text.starts_with(**words));
    let words = words_of(begin).or_else(|| words_of(&simplified(begin)))?;
    line.get(words.len()..)
}

/// The lines that are the names of structures: a name alone on a line, somewhere between the
/// table before and a table, with a line between that says who uses the structure.
fn structure_headings(lines: &[Line<'_>]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut table_before = 0;
    for (at, line) in lines.iter().enumerate() {
        let bars = line.text.trim().trim_matches('|').split('|');
        let starts = tabs::is_table_start(line.text)
            || (line.text.contains('|') && columns::is_header(bars))
            || aligned::is_header(lines, at);
        if !starts {
            continue;
        }
        let between = lines.get(table_before..at).unwrap_or_default();
        let used = between.iter().rposition(|line| users_in(line.text).is_some());
        let above = between.get(..used.unwrap_or(0)).unwrap_or_default();
        found.extend(above.iter().rposition(|line| is_name(line.text)).map(|at| table_before + at));
        table_before = at + 1;
    }
    found
}

fn is_name(line: &str) -> bool {
    let name = line.trim();
    (2..=64).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl<'a> Scanner<'a, '_> {
    /// Whether the next line that is not blank is a fence.
    fn fence_follows(&self) -> bool {
        let next = self.lines_ahead().find(|line| !line.is_blank());
        next.is_some_and(|line| fence(line.text).is_some())
    }

    /// Takes the lines up to the next part, or to a fence whose partner is lost, as code.
    fn code(&mut self) {
        let ends = |line: &str| {
            bare_section(line).is_some() || example_section(line).is_some() || fence(line).is_some()
        };
        let is_blank = |line: &Line<'_>| line.is_blank() || frame::is_site(line.text);
        self.advance(self.lines_ahead().take_while(|line| is_blank(line)).count());
        let begin = self.at();
        let mut end = begin;
        while let Some(line) = self.line().filter(|line| !ends(line.text)) {
            if self.is_at_footer(line) {
                break;
            }
            self.advance(1);
            end = if is_blank(&line) { end } else { self.at() };
        }
        if let Some((at, raw)) = self.raw(begin, end).filter(|_| begin < end) {
            self.push(at, Content::Code(raw.trim_matches('\n').into()));
        }
    }

    /// Takes a line as heading.
    pub(super) fn heading(&mut self, level: u8, words: &'a str) {
        self.flush();
        if let Some((section, _)) = section_of(words) {
            self.section = Some(section);
            self.examples |= matches!(section, Section::Examples | Section::Example);
        }
        if let Some(line) = self.line() {
            let markup = self.markup();
            self.push_line(line, Content::Heading { level, text: Text::new(words, markup) });
        }
        self.advance(1);
    }
}
