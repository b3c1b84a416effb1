//! AsciiDoc.

use super::blocks::{Blocks, cell, column_of, place};
use super::inline::{link, paired};
use crate::documentation::page::lines::Line;
use crate::documentation::page::model::{Cell, Row};
use crate::documentation::page::wrapped::parting;

/// Level and words of `== Words`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'=').count();
    let words = line.get(level..)?.strip_prefix(' ')?.trim();
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level, words))
}

/// Lines between which code stands.
const LISTINGS: &[&str] = &["....", "----", "```", "++++"];
/// Lines around what is set off: it is on the page all the same.
const FRAMES: &[&str] = &["====", "****", "____", "--"];

pub(super) fn parse(lines: &[Line<'_>]) -> Blocks {
    let mut blocks = Blocks::default();
    let mut columns = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let words = line.text.trim_end();
        if let Some((level, words)) = heading(words) {
            blocks.heading(line, level, inline(words));
        } else if let Some(sign) = LISTINGS.iter().find(|sign| is_fence(words, sign)) {
            let rest = lines.get(at..).unwrap_or_default();
            let length = rest.iter().position(|line| is_fence(line.text.trim_end(), sign));
            let code = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
            let code: Vec<&str> = code.iter().map(|line| line.text).collect();
            blocks.code(line.number, code.join("\n"));
            at += length.map_or(rest.len(), |length| length + 1);
        } else if words == "|===" {
            let rest = lines.get(at..).unwrap_or_default();
            let length = rest.iter().position(|line| line.text.trim_end() == "|===");
            let body = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
            blocks.table(table(body, columns.take()));
            at += length.map_or(rest.len(), |length| length + 1);
        } else if words.starts_with('[') && words.ends_with(']') {
            columns = columns_in(words).or(columns);
            blocks.end_paragraph();
        } else if !is_silent(words) {
            prose(line, words, &mut blocks);
        } else if words.is_empty() {
            blocks.end_paragraph();
        }
    }
    blocks
}

/// A fence has at least so many signs, and behind it at most the name of a language.
fn is_fence(line: &str, sign: &str) -> bool {
    let first = sign.chars().next();
    match line.strip_prefix(sign) {
        Some(rest) if sign == "```" => !rest.contains('`'),
        Some(rest) => rest.chars().all(|c| Some(c) == first),
        None => false,
    }
}

/// Blank lines, comments, attributes of the document, frames.
fn is_silent(line: &str) -> bool {
    let framed = || FRAMES.iter().any(|sign| is_fence(line, sign));
    let attribute = || {
        let name = line.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        name.is_some_and(|(name, _)| !name.is_empty() && !name.contains(' '))
    };
    line.is_empty() || line == "+" || line.starts_with("//") || framed() || attribute()
}

/// How many columns `[cols="1,2,3*"]` gives a table.
fn columns_in(attributes: &str) -> Option<usize> {
    let (_, rest) = attributes.split_once("cols=")?;
    let list = match rest.strip_prefix('"') {
        Some(rest) => rest.split('"').next()?,
        None => rest.split([',', ']']).next()?,
    };
    let of = |column: &str| {
        let times = column.trim().split_once('*').and_then(|(times, _)| times.parse().ok());
        times.unwrap_or(1)
    };
    // More columns than any table has would only cost memory.
    let count = list.split([',', ';']).map(of).fold(0_usize, usize::saturating_add);
    (1..=64).contains(&count).then_some(count)
}

fn prose(line: &Line<'_>, words: &str, blocks: &mut Blocks) {
    let trimmed = words.trim_start();
    let stars = trimmed.bytes().take_while(|byte| *byte == b'*').count();
    let item = match stars {
        0 => ["- ", ". "].iter().find_map(|sign| trimmed.strip_prefix(sign)),
        _ => trimmed.get(stars..).and_then(|rest| rest.strip_prefix(' ')),
    };
    let broken = words.strip_suffix(" +");
    match item {
        Some(item) => blocks.item(line, stars.saturating_sub(1), &inline(item)),
        None => blocks.line(line, &inline(broken.unwrap_or(words).trim())),
    }
    if broken.is_some() {
        blocks.break_line();
    }
}

/// The rows of a table: the cells one after the other, as many a row as there are columns; those
/// of the first line, where no attribute says how many.
fn table(lines: &[Line<'_>], columns: Option<usize>) -> Vec<Row<'static>> {
    let mut cells: Vec<Cell<'static>> = Vec::new();
    let mut first_line = None;
    for line in lines {
        take_line(line, &mut cells);
        if first_line.is_none() && !line.is_blank() {
            first_line = Some(cells.len());
        }
    }
    let columns = columns.or(first_line).unwrap_or(1).max(1);
    let mut rows = Vec::with_capacity(cells.len() / columns + 1);
    let mut cells = cells.into_iter().map(trimmed).peekable();
    while let Some(first) = cells.peek() {
        let at = place(first.at.line, 1);
        rows.push(Row { at, cells: cells.by_ref().take(columns).collect() });
    }
    rows
}

fn trimmed(mut cell: Cell<'static>) -> Cell<'static> {
    cell.text.source = cell.text.source.trim().to_owned().into();
    cell
}

/// Adds what a line of a table says: the rest of a cell, then others behind their bars.
fn take_line(line: &Line<'_>, cells: &mut Vec<Cell<'static>>) {
    let mut pieces = pieces(line.text).into_iter();
    if let Some((_, rest)) = pieces.next()
        && let Some(cell) = cells.last_mut()
    {
        let source = cell.text.source.to_mut();
        if rest.trim().is_empty() && line.is_blank() {
            source.push_str("\n\n");
        } else {
            let rest = rest.trim();
            let broken =
                rest.strip_suffix('+').filter(|rest| rest.is_empty() || rest.ends_with(' '));
            if !source.is_empty() && !source.ends_with('\n') && !rest.is_empty() {
                source.push_str(parting(source));
            }
            source.push_str(&inline(broken.unwrap_or(rest).trim_end()));
            source.push_str(if broken.is_some() { "\n" } else { "" });
        }
    }
    for (at, piece) in pieces {
        let column = column_of(line.text, at + piece.len() - piece.trim_start().len());
        let words = piece.trim();
        let broken = words.strip_suffix(" +");
        let mut words = inline(broken.unwrap_or(words));
        words.push_str(if broken.is_some() { "\n" } else { "" });
        cells.push(cell(line.number, column, words));
    }
}

/// What is before the first bar, and behind each; `a|` says how a cell is written.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in line.match_indices('|') {
        let before = line.get(from..at).unwrap_or_default();
        if before.ends_with('\\') {
            continue;
        }
        pieces.push((from, before.strip_suffix(specifier(before)).unwrap_or(before)));
        from = at + 1;
    }
    pieces.push((from, line.get(from..).unwrap_or_default()));
    pieces
}

/// What is right before a bar and tells how the cell behind it is written: `a`, `2+`, `^.^h`.
fn specifier(text: &str) -> &str {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let style = last.strip_suffix(['a', 'd', 'e', 'h', 'l', 'm', 's', 'v']).unwrap_or(last);
    let is_span = style.chars().all(|c| c.is_ascii_digit() || "+*.<>^".contains(c));
    let alone = last.len() == text.len() || text.len() > last.len();
    if is_span && alone && last.parse::<u64>().is_err() { last } else { "" }
}

/// Inline signs as those of Markdown.
fn inline(text: &str) -> String {
    let text = text.replace("\\|", "|").replace('<', "&lt;");
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, url, words, after)) = next_link(rest) {
        result.push_str(&signs(before));
        result.push_str(&link(&signs(words), url));
        rest = after;
    }
    result.push_str(&signs(rest));
    result
}

/// Where the first address begins.
fn first_address(text: &str) -> Option<usize> {
    let starts = ["link:", "https://", "http://", "xref:"];
    let begins = |at: usize| {
        text.get(at..).is_some_and(|text| starts.iter().any(|start| text.starts_with(start)))
    };
    text.char_indices().map(|(at, _)| at).find(|at| begins(*at))
}

/// What is before a link, its address and words, and what is behind it.
fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let mut from = 0;
    // Behind a bracket that is never closed, none is.
    let mut closes = true;
    loop {
        let at = from + first_address(text.get(from..)?)?;
        let found = text.get(at..)?;
        let end = found.find(|c: char| c == '[' || c.is_whitespace());
        let url = end.and_then(|end| found.get(..end));
        let inside = end.and_then(|end| found.get(end..)?.strip_prefix('[')).filter(|_| closes);
        let words = inside.and_then(|inside| inside.split_once(']'));
        closes &= inside.is_none() || words.is_some();
        match (url, words) {
            (Some(url), Some((words, after))) => {
                let url = url.trim_start_matches("link:").trim_start_matches("xref:");
                return Some((text.get(..at)?, url, words.trim_end_matches('^'), after));
            }
            _ => from = at + end.unwrap_or(found.len()).max(1),
        }
    }
}

/// Names for characters that would be signs.
const CHARACTERS: &[(&str, &str)] = &[
    ("{plus}", "+"),
    ("{vbar}", "|"),
    ("{asterisk}", "*"),
    ("{backtick}", "`"),
    ("{tilde}", "~"),
    ("{caret}", "^"),
    ("{startsb}", "["),
    ("{endsb}", "]"),
    ("{backslash}", "\\"),
    ("{amp}", "&amp;"),
    ("{lt}", "&lt;"),
    ("{gt}", ">"),
    ("{nbsp}", " "),
    ("{empty}", ""),
    ("{zwsp}", ""),
    ("{apos}", "'"),
    ("{quot}", "\""),
];

fn signs(text: &str) -> String {
    if !text.contains(['*', '+', '{', '_']) {
        return text.to_owned();
    }
    let mut text = paired(&paired(text, '*', "**"), '+', "");
    for (name, character) in CHARACTERS {
        if text.contains(name) {
            text = text.replace(name, character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::super::lines::lines;
    use super::*;

    fn cells_of(text: &str, columns: Option<usize>) -> Vec<Vec<String>> {
        let rows = table(&lines(text).collect::<Vec<_>>(), columns);
        let cells = |row: &Row<'_>| row.cells.iter().map(|c| c.text.source.to_string()).collect();
        rows.iter().map(cells).collect()
    }

    #[test]
    fn cells_follow_each_other_over_lines() {
        let text = "|名称 |描述\n|A\n|一\n二\n\n三\n\n|B a|\n* 四 +\n五\n";
        let rows = cells_of(text, None);
        assert_eq!(rows[0], ["名称", "描述"]);
        assert_eq!(rows[1], ["A", "一 二\n\n三"]);
        assert_eq!(rows[2], ["B", "* 四\n五"]);
        assert_eq!(cells_of("|a|b\n|c|d", Some(4)).len(), 1);
    }

    #[test]
    fn columns_are_counted_in_the_attribute() {
        assert_eq!(columns_in("[cols=\"25%,25%,25%,25%\",options=\"header\"]"), Some(4));
        assert_eq!(columns_in("[cols=\"2*,3\"]"), Some(3));
        assert_eq!(columns_in("[cols=\",,\",options=\"header\",]"), Some(3));
        assert_eq!(columns_in("[cols=\"99999999*\"]"), None);
    }

    #[test]
    fn inline_signs_become_those_of_markdown() {
        for (asciidoc, markdown) in [
            ("登录https://a.test/x[控制台]查询", "登录[控制台](https://a.test/x)查询"),
            ("link:/x#Y[`Y`]。", "[`Y`](/x#Y)。"),
            ("见 https://a.test 与 *重要* C{plus}{plus}", "见 https://a.test 与 **重要** C++"),
            ("a \\| b < c", "a | b &lt; c"),
        ] {
            assert_eq!(inline(asciidoc), markdown);
        }
    }
}
