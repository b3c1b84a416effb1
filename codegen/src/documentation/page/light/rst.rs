//! reStructuredText, the markup of Python.

use super::blocks::{Blocks, cell, column_of, place};
use super::inline::{link, literal};
use crate::documentation::markdown::Markup;
use crate::documentation::page::lines::Line;
use crate::documentation::page::model::{Content, Row, Table, Text};
use crate::documentation::page::{aligned, grid, section_of};

/// Name and argument of `.. name:: argument`.
pub(super) fn directive(line: &str) -> Option<(&str, &str)> {
    let (name, argument) = line.trim().strip_prefix(".. ")?.split_once("::")?;
    let named =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    named.then_some((name, argument.trim()))
}

pub(super) fn parse(lines: &[Line<'_>]) -> Blocks {
    let mut parser = Parser { lines, at: 0, blocks: Blocks::default(), adornments: Vec::new() };
    while let Some(line) = parser.lines.get(parser.at) {
        let taken = parser.table() || parser.heading() || parser.explicit(line);
        if !taken {
            parser.prose(line);
            parser.at += 1;
        }
    }
    parser.blocks
}

struct Parser<'l, 't> {
    lines: &'l [Line<'t>],
    at: usize,
    blocks: Blocks,
    /// The signs that headings are underlined with, the first of them the highest.
    adornments: Vec<(char, bool)>,
}

impl Parser<'_, '_> {
    /// Takes a table that is drawn or has rules over its columns.
    fn table(&mut self) -> bool {
        let Some(line) = self.lines.get(self.at) else { return false };
        let found = grid::table_at(self.lines, self.at, Markup::Official)
            .or_else(|| aligned::table_at(self.lines, self.at, Markup::Official));
        let Some((table, next)) = found else { return false };
        let owned = |row: Row<'_>| {
            let cells = row.cells.into_iter().map(|cell| crate::documentation::page::model::Cell {
                at: cell.at,
                text: Text::new(lines_inline(&cell.text.source), Markup::Official),
            });
            Row { at: row.at, cells: cells.collect() }
        };
        let header = owned(table.header);
        let rows = table.rows.into_iter().map(owned).collect();
        self.blocks.push(line.number, Content::Table(Table::new(header, rows)));
        self.at = next;
        true
    }

    /// Takes a line that is underlined, with or without a line over it.
    fn heading(&mut self) -> bool {
        let over = self.lines.get(self.at).and_then(|line| adornment(line.text));
        let words_at = self.at + usize::from(over.is_some());
        let (Some(line), Some(sign)) = (
            self.lines.get(words_at).filter(|line| !line.is_blank()),
            self.lines.get(words_at + 1).and_then(|line| adornment(line.text)),
        ) else {
            return false;
        };
        if adornment(line.text).is_some() || over.is_some_and(|over| over != sign) {
            return false;
        }
        let style = (sign, over.is_some());
        let known = self.adornments.iter().position(|known| *known == style);
        let level = known.unwrap_or_else(|| {
            self.adornments.push(style);
            self.adornments.len() - 1
        });
        self.blocks.heading(line, level + 1, inline(line.text.trim()));
        self.at = words_at + 2;
        true
    }

    /// Takes a directive, an anchor or a comment.
    fn explicit(&mut self, line: &Line<'_>) -> bool {
        let words = line.text.trim();
        if words == ".." || (words.starts_with(".. ") && directive(words).is_none()) {
            let is_comment = !words.starts_with(".. _") && !words.starts_with(".. |");
            self.at += 1;
            if is_comment {
                self.at = body_end(self.lines, self.at, indent_of(line));
            }
            return true;
        }
        let Some((name, argument)) = directive(words) else { return false };
        self.at += 1;
        let is_option = |line: &&Line<'_>| {
            let words = line.text.trim();
            words.starts_with(':') && words.get(1..).is_some_and(|rest| rest.contains(':'))
        };
        let options = self.lines.get(self.at..).unwrap_or_default().iter().take_while(is_option);
        self.at += options.count();
        match name {
            "rubric" => {
                let level = section_of(argument).map_or(3, |(section, _)| section.level());
                self.blocks.heading(line, usize::from(level), inline(argument));
            }
            "code" | "code-block" | "sourcecode" | "parsed-literal" => self.literal(line),
            "list-table" => {
                let end = body_end(self.lines, self.at, indent_of(line));
                let body = self.lines.get(self.at..end).unwrap_or_default();
                self.blocks.table(list_table(body));
                self.at = end;
            }
            "image" | "figure" | "meta" => self.at = body_end(self.lines, self.at, indent_of(line)),
            // What is in a container or a note is on the page.
            _ => self.blocks.end_paragraph(),
        }
        true
    }

    /// Takes the code that is indented under a line.
    fn literal(&mut self, line: &Line<'_>) {
        let end = body_end(self.lines, self.at, indent_of(line));
        let body = self.lines.get(self.at..end).unwrap_or_default();
        let begin =
            body.iter().find(|line| !line.is_blank()).map_or(line.number, |line| line.number);
        let indent = body.iter().filter(|line| !line.is_blank()).map(indent_of).min().unwrap_or(0);
        let code: Vec<&str> =
            body.iter().map(|line| line.text.get(indent..).unwrap_or("")).collect();
        self.blocks.code(begin, code.join("\n").trim_matches('\n').to_owned());
        self.at = end;
    }

    /// Takes a line of a paragraph or list; `::` at its end says that code follows.
    fn prose(&mut self, line: &Line<'_>) {
        let words = line.text.trim();
        let before = words.strip_suffix("::");
        let words = before.map_or(words, str::trim_end);
        let item = ["- ", "* ", "• ", "#. "].iter().find_map(|sign| words.strip_prefix(sign));
        if let Some(item) = item {
            self.blocks.item(line, 0, &inline(item));
        } else if let Some(words) = words.strip_prefix("| ") {
            self.blocks.line(line, &inline(words));
            self.blocks.break_line();
        } else if words.is_empty() {
            self.blocks.end_paragraph();
        } else {
            self.blocks.line(line, &inline(words));
        }
        if before.is_some() {
            self.at += 1;
            self.literal(line);
            self.at -= 1;
        }
    }
}

fn indent_of(line: &Line<'_>) -> usize {
    line.text.len() - line.text.trim_start().len()
}

/// The line after what is indented deeper than `indent`.
fn body_end(lines: &[Line<'_>], from: usize, indent: usize) -> usize {
    let rest = lines.get(from..).unwrap_or_default();
    let inside = rest.iter().take_while(|line| line.is_blank() || indent_of(line) > indent);
    from + inside.count()
}

/// The sign of a line that underlines a heading.
fn adornment(line: &str) -> Option<char> {
    let line = line.trim();
    let sign = line.chars().next().filter(|sign| "=-~^\"'`#*+.:_".contains(*sign))?;
    (line.len() >= 3 && line.chars().all(|c| c == sign)).then_some(sign)
}

/// `* - cell` begins a row, `  - cell` goes on with it.
fn list_table(lines: &[Line<'_>]) -> Vec<Row<'static>> {
    let mut rows: Vec<Row<'static>> = Vec::new();
    for line in lines {
        let words = line.text.trim();
        let (first, rest) = match words.strip_prefix("* -") {
            Some(rest) => (true, Some(rest)),
            None => (false, words.strip_prefix("- ").or((words == "-").then_some(""))),
        };
        if first {
            rows.push(Row { at: place(line.number, 1), cells: Vec::new() });
        }
        let Some(row) = rows.last_mut() else { continue };
        match (rest, row.cells.last_mut()) {
            (Some(words), _) => {
                let column = column_of(line.text, line.text.len() - words.trim_start().len());
                row.cells.push(cell(line.number, column, inline(words.trim())));
            }
            (None, Some(cell)) => {
                let source = cell.text.source.to_mut();
                source.push_str(if words.is_empty() { "\n\n" } else { " " });
                source.push_str(&inline(words));
            }
            (None, None) => {}
        }
    }
    rows
}

/// The text of a cell, line by line.
fn lines_inline(text: &str) -> String {
    text.split('\n').map(inline).collect::<Vec<_>>().join("\n")
}

/// Inline signs as those of Markdown.
fn inline(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '\\']) {
        let (before, tail) = rest.split_at(at);
        result.push_str(&literal(before));
        rest = if tail.starts_with('\\') {
            escaped(tail, &mut result)
        } else if let Some((words, after)) = linked(tail) {
            result.push_str(&words);
            after
        } else {
            code(tail, &mut result)
        };
    }
    result.push_str(&literal(rest));
    result
}

/// A backslash takes the meaning from a sign, and a space away.
fn escaped<'t>(text: &'t str, result: &mut String) -> &'t str {
    let mut characters = text.chars();
    characters.next();
    match characters.next() {
        Some(' ') | None => {}
        Some(character) => result.push_str(&literal(character.encode_utf8(&mut [0; 4]))),
    }
    characters.as_str()
}

/// `` `words <url>`__ `` as a link of Markdown, and what is behind it.
fn linked(text: &str) -> Option<(String, &str)> {
    if text.starts_with("``") && !text.starts_with("```") {
        return None;
    }
    let body = text.get(1..)?;
    // Code in the words has signs of its own.
    let code = body.strip_prefix("``").and_then(|code| code.find("``")).map_or(0, |end| end + 4);
    let (rest, after) = body.get(code..)?.split_once('`')?;
    let inside = body.get(..code + rest.len())?;
    let after = after.strip_prefix('_')?;
    let (words, url) = match inside.strip_suffix('>').and_then(|inside| inside.rsplit_once('<')) {
        Some((words, url)) => (words.trim_end(), url),
        None => (inside, ""),
    };
    Some((link(&inline(words), &literal(url)), after.strip_prefix('_').unwrap_or(after)))
}

/// ``` ``code`` ``` as code of Markdown; what is behind it. A single sign is a role.
fn code<'t>(text: &'t str, result: &mut String) -> &'t str {
    let sign = if text.starts_with("``") { "``" } else { "`" };
    let inside = text.get(sign.len()..).unwrap_or_default();
    if let Some((code, after)) = inside.split_once(sign) {
        result.push('`');
        result.push_str(&literal(code));
        result.push('`');
        after
    } else {
        result.push_str(sign);
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_signs_become_those_of_markdown() {
        for (rst, markdown) in [
            ("见 `甲 <https://a.test/x>`__\\ 。", "见 [甲](https://a.test/x)。"),
            ("``a\\b``\\ 与 `乙`_ \\*", "`a\\b`与 乙 *"),
            ("```Filter`` </x>`__", "[`Filter`](/x)"),
            ("a < b", "a &lt; b"),
        ] {
            assert_eq!(inline(rst), markdown);
        }
    }
}
