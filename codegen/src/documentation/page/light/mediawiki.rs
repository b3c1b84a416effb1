//! MediaWiki, the markup of Wikipedia.

use super::blocks::{Blocks, cell, column_of, place};
use super::inline::link;
use crate::documentation::page::lines::Line;
use crate::documentation::page::model::Row;

/// Level and words of `== Words ==`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let level = line.bytes().take_while(|byte| *byte == b'=').count();
    let sign = line.get(..level)?;
    let words = line.get(level..)?.strip_suffix(sign)?.trim();
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level, words))
}

/// Tags between which code stands.
const LISTINGS: &[&str] = &["pre", "syntaxhighlight", "source"];

pub(super) fn parse(lines: &[Line<'_>]) -> Blocks {
    let mut blocks = Blocks::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let words = line.text.trim();
        if let Some((level, words)) = heading(words) {
            blocks.heading(line, level, inline(words));
            at += 1;
        } else if let Some((code, length)) = listing(lines.get(at..).unwrap_or_default()) {
            blocks.code(line.number, code);
            at += length;
        } else if words.starts_with("{|") {
            let (rows, length) = table(lines.get(at..).unwrap_or_default());
            blocks.table(rows);
            at += length;
        } else {
            prose(line, words, &mut blocks);
            at += 1;
        }
    }
    blocks
}

/// Code between tags, and how many lines it takes.
fn listing(lines: &[Line<'_>]) -> Option<(String, usize)> {
    let first = lines.first()?.text.trim_start().strip_prefix('<')?;
    let name = LISTINGS
        .iter()
        .find(|name| first.strip_prefix(**name).is_some_and(|rest| rest.starts_with(['>', ' '])))?;
    let (_, first) = first.split_once('>')?;
    let end = format!("</{name}>");
    let length = lines.iter().position(|line| line.text.contains(&end)).unwrap_or(lines.len() - 1);
    let mut code: Vec<&str> = vec![first];
    code.extend(lines.get(1..=length).unwrap_or_default().iter().map(|line| line.text));
    let code = code.join("\n");
    let code = code.split(&end).next().unwrap_or_default();
    Some((html_escape::decode_html_entities(code).trim_matches('\n').to_owned(), length + 1))
}

fn prose(line: &Line<'_>, words: &str, blocks: &mut Blocks) {
    let depth = words.bytes().take_while(|byte| b"*#:".contains(byte)).count();
    if words.is_empty() || is_tag(words) {
        blocks.end_paragraph();
    } else if depth > 0 {
        let item = words.get(depth..).unwrap_or_default().trim();
        blocks.item(line, depth - 1, &inline(item));
    } else {
        blocks.line(line, &inline(words));
        blocks.break_line();
    }
}

/// A line of nothing but tags: the containers of a page.
fn is_tag(line: &str) -> bool {
    let mut rest = line;
    while let Some(inside) = rest.strip_prefix('<') {
        rest = inside.split_once('>').map_or("", |(_, after)| after.trim_start());
    }
    rest.is_empty()
}

/// The rows of a table, and how many lines it takes. A table inside a cell is text of the cell.
fn table(lines: &[Line<'_>]) -> (Vec<Row<'static>>, usize) {
    let mut rows: Vec<Row<'static>> = Vec::new();
    let mut depth = 0_usize;
    for (at, line) in lines.iter().enumerate() {
        let words = line.text.trim();
        if words.starts_with("{|") {
            depth += 1;
            if depth == 1 {
                continue;
            }
        } else if words.starts_with("|}") {
            depth -= 1;
            if depth == 0 {
                rows.retain(|row| !row.cells.is_empty());
                return (rows, at + 1);
            }
        } else if depth == 1 && words.starts_with("|-") {
            rows.push(Row { at: place(line.number, 1), cells: Vec::new() });
            continue;
        } else if depth == 1 && words.starts_with("|+") {
            continue;
        }
        take_line(line, words, depth == 1, &mut rows);
    }
    rows.retain(|row| !row.cells.is_empty());
    (rows, lines.len())
}

fn take_line(line: &Line<'_>, words: &str, ours: bool, rows: &mut Vec<Row<'static>>) {
    let cells = words.strip_prefix(['|', '!']).filter(|_| ours);
    if rows.is_empty() {
        rows.push(Row { at: place(line.number, 1), cells: Vec::new() });
    }
    let Some(row) = rows.last_mut() else { return };
    match (cells, row.cells.last_mut()) {
        (Some(cells), _) => {
            let parting = if words.starts_with('!') && cells.contains("!!") { "!!" } else { "||" };
            for words in cells.split(parting) {
                let words = without_attributes(words).trim();
                let at = line.text.find(words).unwrap_or(0);
                row.cells.push(cell(line.number, column_of(line.text, at), inline(words)));
            }
        }
        (None, Some(cell)) => {
            let source = cell.text.source.to_mut();
            source.push('\n');
            source.push_str(&inline(words));
        }
        (None, None) => {}
    }
}

/// A cell without the attributes that may be before its text: `style="…" | text`.
fn without_attributes(cell: &str) -> &str {
    match cell.split_once('|') {
        Some((before, text)) if before.contains('=') && !before.contains("[[") => text,
        _ => cell,
    }
}

/// Inline signs as those of Markdown; tags stay.
fn inline(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    // Where the last brackets close: behind it nobody needs to look for one.
    let [single, double] = ["]", "]]"].map(|close| text.rfind(close));
    while let Some((before, after)) = rest.split_once('[') {
        result.push_str(&signs(before));
        let (close, inner, last) = match after.strip_prefix('[') {
            Some(inner) => ("]]", inner, double),
            None => ("]", after, single),
        };
        let begin = text.len() - inner.len();
        let closed = last.filter(|last| begin <= *last).and_then(|_| inner.split_once(close));
        let Some((inside, behind)) = closed else {
            result.push('[');
            rest = after;
            continue;
        };
        if let Some(words) = linked(inside, close) {
            result.push_str(&words);
        } else {
            let found = after.len() - behind.len();
            result.push('[');
            result.push_str(&signs(after.get(..found).unwrap_or_default()));
        }
        rest = behind;
    }
    result.push_str(&signs(rest));
    result
}

/// The inside of brackets as a link of Markdown.
fn linked(inside: &str, close: &str) -> Option<String> {
    if close == "]]" {
        let (page, words) = inside.split_once('|').unwrap_or(("", inside));
        // A page of the wiki itself is without the slash that begins its address.
        let url = match page {
            "" => String::new(),
            page if page.contains("://") || page.starts_with('/') => page.to_owned(),
            page => format!("/{page}"),
        };
        return Some(link(&signs(words), &url));
    }
    let (url, words) = inside.split_once(' ').unwrap_or((inside, ""));
    (url.contains("://") || url.starts_with('/')).then(|| link(&signs(words), url))
}

fn signs(text: &str) -> String {
    // Four are italics with nothing between them.
    text.replace("''''", "")
        .replace("'''", "**")
        .replace("''", "*")
        .replace("<nowiki>", "")
        .replace("</nowiki>", "")
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::*;

    #[test]
    fn a_cell_has_a_line_of_its_own_or_two_bars_before_it() {
        let text = "{| class=\"wikitable\"\n|-\n! 名称 !! 描述\n|-\n| A\n| style=\"x\" | [[a/b#C|C]]\n二\n|-\n| B || c\n|}\nx";
        let (rows, length) = table(&lines(text).collect::<Vec<_>>());
        let cells = |row: &Row<'_>| row.cells.iter().map(|c| c.text.source.to_string()).collect();
        let rows: Vec<Vec<_>> = rows.iter().map(cells).collect();
        assert_eq!(length, 10);
        assert_eq!(rows, [["名称", "描述"], ["A", "[C](/a/b#C)\n二"], ["B", "c"]]);
    }

    #[test]
    fn brackets_that_are_no_link_stay() {
        assert_eq!(inline("[1] 与 [https://a.test 甲] 与 [x"), "[1] 与 [甲](https://a.test) 与 [x");
    }
}
