//! Org, the markup of Emacs.

use super::blocks::{Blocks, cell, column_of, place};
use super::inline::{link, literal, paired};
use crate::documentation::page::lines::Line;
use crate::documentation::page::model::Row;

/// Level and words of `** Words`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'*').count();
    let words = line.get(level..)?.strip_prefix(' ')?.trim();
    (level > 0 && !words.is_empty()).then_some((level, words))
}

/// `#+begin_src`, `#+title:`
pub(super) fn is_keyword(line: &str) -> bool {
    keyword(line).is_some_and(|(key, _)| {
        ["begin_src", "begin_example", "title", "options", "startup"]
            .iter()
            .any(|known| key.eq_ignore_ascii_case(known))
    })
}

/// Key and value of `#+key: value` or `#+key value`.
fn keyword(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim().strip_prefix("#+")?;
    let end = rest.find([':', ' ']).unwrap_or(rest.len());
    let (key, value) = rest.split_at_checked(end)?;
    Some((key, value.trim_start_matches(':').trim()))
}

pub(super) fn parse(lines: &[Line<'_>]) -> Blocks {
    let mut blocks = Blocks::default();
    let ends = Ends::of(lines);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let words = line.text.trim();
        if let Some((level, words)) = heading(line.text) {
            blocks.heading(line, level, inline(words));
        } else if words.starts_with('|') {
            let length = lines.get(at..).unwrap_or_default().iter();
            let length = length.take_while(|line| line.text.trim().starts_with('|')).count();
            blocks.table(table(lines.get(at - 1..at + length).unwrap_or_default()));
            at += length;
        } else if let Some((key, value)) = keyword(words) {
            at = block(lines, at, (key, value), &ends, &mut blocks);
        } else if words.starts_with(':') && words.ends_with(':') && words.len() > 2 {
            // A drawer: `:PROPERTIES:` to `:END:`.
            at += ends.until(lines, at, ":end:");
        } else if let Some(code) = words.strip_prefix(": ") {
            blocks.code(line.number, code.to_owned());
        } else if words.is_empty() || words == "#" || words.starts_with("# ") {
            blocks.end_paragraph();
        } else if !(words.starts_with("<<") && words.ends_with(">>")) {
            prose(line, words, &mut blocks);
        }
    }
    blocks
}

/// The lines that end blocks and drawers.
const ENDS: [&str; 4] = [":end:", "#+end_src", "#+end_example", "#+end_export"];

/// Where the last of each end is: behind it nobody needs to look for one.
struct Ends([Option<usize>; 4]);

impl Ends {
    fn of(lines: &[Line<'_>]) -> Self {
        Self(ENDS.map(|end| lines.iter().rposition(|line| is_end(line, end))))
    }

    /// How many lines there are up to an end, that one included; none without one.
    fn until(&self, lines: &[Line<'_>], from: usize, end: &str) -> usize {
        let last = ENDS.iter().zip(self.0).find(|(known, _)| **known == end);
        let last = last.and_then(|(_, last)| last).filter(|last| from <= *last);
        let rest = last.and_then(|last| lines.get(from..=last)).unwrap_or_default();
        rest.iter().position(|line| is_end(line, end)).map_or(0, |length| length + 1)
    }
}

fn is_end(line: &Line<'_>, end: &str) -> bool {
    line.text.trim().eq_ignore_ascii_case(end)
}

/// What a keyword begins; gives the line after it.
fn block(
    lines: &[Line<'_>],
    at: usize,
    (key, value): (&str, &str),
    ends: &Ends,
    blocks: &mut Blocks,
) -> usize {
    let Some(line) = lines.get(at - 1) else { return at };
    let lower = key.to_ascii_lowercase();
    match lower.as_str() {
        "title" => blocks.heading(line, 1, inline(value)),
        "begin_src" | "begin_example" | "begin_export" => {
            let length = ends.until(lines, at, &lower.replacen("begin", "#+end", 1));
            let code = lines.get(at..(at + length).saturating_sub(1)).unwrap_or_default();
            let code: Vec<&str> = code.iter().map(|line| uncomma(line.text)).collect();
            blocks.code(line.number, code.join("\n"));
            return at + length;
        }
        _ => {}
    }
    at
}

/// In a block a comma keeps a line from being a heading.
fn uncomma(line: &str) -> &str {
    let rest = line.strip_prefix(',').unwrap_or(line);
    if rest.starts_with(['*', '#', ',']) { rest } else { line }
}

fn prose(line: &Line<'_>, words: &str, blocks: &mut Blocks) {
    let indent = line.text.len() - line.text.trim_start().len();
    let item = ["- ", "+ "].iter().find_map(|sign| words.strip_prefix(sign));
    let broken = words.strip_suffix("\\\\");
    match item {
        Some(item) => blocks.item(line, indent / 2, &inline(item)),
        None => blocks.line(line, &inline(broken.unwrap_or(words))),
    }
    if broken.is_some() {
        blocks.break_line();
    }
}

/// The rows of a table. A row whose first cell is blank goes on with the one above.
fn table(lines: &[Line<'_>]) -> Vec<Row<'static>> {
    let mut rows: Vec<Row<'static>> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        if text.starts_with("|-") {
            continue;
        }
        let cells = cells(line);
        let goes_on = cells.first().is_some_and(|(_, words)| words.is_empty());
        if let Some(row) = rows.last_mut().filter(|row| goes_on && row.cells.len() == cells.len()) {
            for (cell, (_, words)) in row.cells.iter_mut().zip(cells) {
                if !words.is_empty() {
                    let source = cell.text.source.to_mut();
                    source.push('\n');
                    source.push_str(&words);
                }
            }
        } else {
            let cells = cells.into_iter();
            let cells = cells.map(|(column, words)| cell(line.number, column, words));
            rows.push(Row { at: place(line.number, 1), cells: cells.collect() });
        }
    }
    rows
}

/// The cells of a line with their columns. The bars of a link are not those of a table.
fn cells(line: &Line<'_>) -> Vec<(usize, String)> {
    let mut cells = Vec::new();
    let (mut from, mut open) = (None, 0_usize);
    for (at, character) in line.text.char_indices() {
        match character {
            '[' => open += 1,
            ']' => open = open.saturating_sub(1),
            '|' if open < 2 => {
                if let Some(piece) = from.and_then(|from: usize| line.text.get(from..at)) {
                    let lead = at - piece.trim_start().len();
                    let words = piece.trim().trim_end_matches('\\');
                    cells.push((column_of(line.text, lead), inline(words.trim_end())));
                }
                from = Some(at + 1);
            }
            _ => {}
        }
    }
    let rest = from.and_then(|from| line.text.get(from..)).map(str::trim).unwrap_or_default();
    if !rest.is_empty() {
        cells.push((column_of(line.text, line.text.len() - rest.len()), inline(rest)));
    }
    cells
}

/// Inline signs as those of Markdown.
fn inline(text: &str) -> String {
    let text = literal(text);
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, behind)) = after.split_once("]]") else { break };
        result.push_str(&signs(before));
        let (url, words) = inside.split_once("][").unwrap_or((inside, ""));
        result.push_str(&link(&signs(words.trim_start_matches('/')), url));
        rest = behind;
    }
    result.push_str(&signs(rest));
    result
}

fn signs(text: &str) -> String {
    let text = text.replace("\\vert{}", "|").replace("\\vert", "|");
    let text = paired(&text, '=', "`");
    paired(&paired(&text, '~', "`"), '*', "**")
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::*;

    #[test]
    fn cells_that_go_on_are_one_and_bars_of_links_part_nothing() {
        let text = "| 名称 | 描述 |\n|---+---|\n| A | 见 [[/x|y][=Z=]]\\\\ |\n|   | 二 |";
        let rows = table(&lines(text).collect::<Vec<_>>());
        let sources: Vec<_> = rows[1].cells.iter().map(|cell| cell.text.source.as_ref()).collect();
        assert_eq!(sources, ["A", "见 [`Z`](/x|y)\n二"]);
        assert_eq!(rows[1].cells[1].at, place(3, 7));
    }
}
