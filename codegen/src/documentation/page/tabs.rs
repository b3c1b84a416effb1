//! Tables whose cells are parted by tabs, as a browser copies them.
//!
//! Only the first line of a row has tabs; the lines of its last cell follow, blank ones among
//! them, until a line has as many tabs as the header or opens a part of the page.

use super::bare::bare_section;
use super::columns::is_header;
use super::lines::{Line, atx_heading};
use super::model::{Cell, Row, Table, Text};
use super::place::Walker;
use super::{Place, frame, section_of};
use crate::documentation::markdown::Markup;

/// The table that begins at a line, and the line after it. `is_heading` says which lines are
/// headings although nothing on them shows it.
pub(super) fn table_at<'a>(
    text: &'a str,
    lines: &[Line<'a>],
    at: usize,
    is_heading: impl Fn(usize) -> bool,
) -> Option<(Table<'a>, usize)> {
    let first = lines.get(at)?;
    if !is_table_start(first.text) {
        return None;
    }
    let header = row(text, first, first);
    let columns = header.cells.len();
    let mut rows = Vec::new();
    let mut next = at + 1;
    while let Some(line) = lines.get(next) {
        if line.is_blank() {
            next += 1;
            continue;
        }
        if !begins_row(line.text, columns) || ends_table(line.text) || is_heading(next) {
            break;
        }
        let mut end = next + 1;
        let mut last = line;
        while let Some(line) = lines.get(end) {
            if begins_row(line.text, columns) || ends_table(line.text) || is_heading(end) {
                break;
            }
            // Error codes have one line each; what follows a blank line is another matter, and so
            // is what the site puts below the page.
            if columns == 2 && (line.is_blank() || frame::is_footer(line.text)) {
                break;
            }
            if !line.is_blank() {
                last = line;
            }
            end += 1;
        }
        rows.push(row(text, line, last));
        next = end;
    }
    Some((Table::new(header, rows), next))
}

pub(super) fn is_table_start(line: &str) -> bool {
    line.contains('\t') && is_header(line.trim().split('\t'))
}

fn ends_table(line: &str) -> bool {
    is_table_start(line)
        || bare_section(line).is_some()
        || atx_heading(line).is_some_and(|(level, words)| level == 1 || section_of(words).is_some())
}

/// Whether a line is the first of a row: as many tabs as the header, or fewer, but then a name
/// first, which makes it a short row rather than a line of text with a tab.
fn begins_row(line: &str, columns: usize) -> bool {
    let tabs = line.matches('\t').count();
    let named = || {
        let name = line.split('\t').next().unwrap_or_default().trim();
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    tabs + 1 == columns || (tabs > 0 && named())
}

fn row<'a>(text: &'a str, first: &Line<'a>, last: &Line<'a>) -> Row<'a> {
    let start = Place { line: first.number, column: 1 };
    let raw = text.get(first.offset..last.end()).unwrap_or_default();
    let mut walker = Walker::new(raw, start);
    let mut cells = Vec::new();
    let mut from = 0;
    // Tabs part cells on the first line only.
    let tabs = first.text.match_indices('\t').map(|(at, _)| Some(at)).chain([None]);
    for tab in tabs {
        let end = tab.unwrap_or(raw.len());
        let piece = raw.get(from..end).unwrap_or_default();
        let lead = if piece.trim().is_empty() { 0 } else { piece.len() - piece.trim_start().len() };
        let at = walker.place(from + lead);
        cells.push(Cell { at, text: Text::new(piece.trim(), Markup::Text) });
        from = end + 1;
    }
    Row { at: start, cells }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn the_last_cell_runs_on_over_lines_without_tabs() {
        let text = "参数名称\t类型\t描述\nA\tString\t\na\n\nb\nB\tDate\tc\n\n4. 示例\n";
        let lines: Vec<_> = lines(text).collect();
        let (table, next) = table_at(text, &lines, 0, |_| false).unwrap();
        let cells: Vec<Vec<_>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.source.as_ref()).collect())
            .collect();
        assert_eq!(cells, [["A", "String", "a\n\nb"], ["B", "Date", "c"]]);
        assert_eq!(lines[next].text, "4. 示例");
        assert_eq!(table.rows[0].cells[2].at, Place { line: 3, column: 1 });
    }
}
