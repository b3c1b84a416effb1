//! Tables whose columns are set off by dashes over each of them, as pandoc, reStructuredText and
//! people write them: `----  ------  ----`.
//!
//! A simple table has one line per row, and ends at a blank line. One of several lines a row begins
//! and ends with a rule over its whole width, or has blank lines between its rows. The columns
//! are those of a terminal, in which a Chinese character is two wide; where that does not fit,
//! they are counted in characters.

use super::columns::glued_columns;
use super::lines::{Line, parts};
use super::model::{Cell, Row, Table, Text};
use super::place::Place;
use super::wrapped::{Measure, Wrapped};
use crate::documentation::markdown::Markup;

/// A header has so few lines; more would make a page of rules cost more than its length.
const HEADER_LIMIT: usize = 8;

/// The table that begins at a line, and the line after it.
pub(super) fn table_at<'a>(
    lines: &[Line<'a>],
    at: usize,
    markup: Markup,
) -> Option<(Table<'a>, usize)> {
    let frame = Frame::at(lines, at)?;
    let rule = lines.get(frame.rule)?;
    let end = frame.end(lines)?;
    let header = lines.get(frame.header..frame.rule)?;
    let body = lines.get(frame.rule + 1..end)?;
    let whole = || header.iter().chain(body);
    let (starts, widths): (Vec<_>, Vec<_>) = columns(rule.text).into_iter().unzip();
    let starts = starts.get(1..)?.to_vec();
    let fits = |measure: &Measure| whole().all(|line| cuts(line, &starts, *measure).is_some());
    let measure = Measure::ALL.into_iter().find(fits)?;
    let grid = Grid { starts, widths, measure, markup };
    let header = grid.row(header)?;
    let rows = grid.rows(body, frame.several(body))?;
    let closed = lines.get(end).is_some_and(|line| is_rule(line.text));
    Some((Table::new(header, rows), end + usize::from(closed)))
}

/// Whether a line is the header of a table: a rule that sets columns off is right under it.
pub(super) fn is_header(lines: &[Line<'_>], at: usize) -> bool {
    let below = lines.get(at + 1).is_some_and(|line| is_column_rule(line.text));
    below && lines.get(at).is_some_and(|line| glued_columns(line.text).is_some())
}

/// Where the parts of a table stand.
struct Frame {
    /// A rule over the whole width is above the header.
    framed: bool,
    /// The first line of the header.
    header: usize,
    /// The line that sets the columns off.
    rule: usize,
}

impl Frame {
    fn at(lines: &[Line<'_>], at: usize) -> Option<Self> {
        let first = lines.get(at)?;
        if first.is_blank() {
            return None;
        }
        let framed = is_rule(first.text);
        let header = at + usize::from(framed);
        // A table without a header begins with the rule of its columns: none of ours does.
        let reach = if framed { HEADER_LIMIT } else { 1 };
        let below = lines.get(header..)?.iter().take(reach + 1);
        let rule = header
            + below
                .take_while(|line| !line.is_blank())
                .position(|line| is_column_rule(line.text))?;
        (rule > header).then_some(Self { framed, header, rule })
    }

    /// The rule that closes the table, or the line after its last row.
    fn end(&self, lines: &[Line<'_>]) -> Option<usize> {
        let begin = self.rule + 1;
        let rest = lines.get(begin..).unwrap_or_default();
        let ends = |line: &Line<'_>| {
            is_rule(line.text) || (!self.framed && (line.is_blank() || parts(line.text)))
        };
        let end = rest.iter().position(ends);
        end.or((!self.framed).then_some(rest.len())).map(|length| begin + length)
    }

    /// Whether a row may have several lines.
    fn several(&self, body: &[Line<'_>]) -> bool {
        self.framed && body.iter().any(|line| line.text.is_empty())
    }
}

/// A line of dashes or equals signs, parted by spaces or not.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && (line.bytes().all(|byte| byte == b'-' || byte == b' ')
            || line.bytes().all(|byte| byte == b'=' || byte == b' '))
}

/// A rule of two columns at least, each of two signs at least: `- - -` is a rule across the page.
pub(super) fn is_column_rule(line: &str) -> bool {
    is_rule(line)
        && line.split_whitespace().count() >= 2
        && line.split_whitespace().all(|group| group.len() >= 2)
}

/// Where each column begins, and how wide it is.
fn columns(rule: &str) -> Vec<(usize, usize)> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    let mut before = ' ';
    for (at, sign) in rule.chars().enumerate() {
        match columns.last_mut() {
            Some((_, width)) if sign != ' ' && before != ' ' => *width += 1,
            _ if sign != ' ' => columns.push((at, 1)),
            _ => {}
        }
        before = sign;
    }
    columns
}

/// The byte offsets at which the columns of a line begin; nothing if one of them cuts a word.
fn cuts(line: &Line<'_>, starts: &[usize], measure: Measure) -> Option<Vec<usize>> {
    measure.cuts(line.text, starts, char::is_whitespace)
}

/// The columns of a table.
struct Grid {
    /// Where all but the first begin.
    starts: Vec<usize>,
    widths: Vec<usize>,
    measure: Measure,
    markup: Markup,
}

impl Grid {
    /// The rows; a line without a first cell goes on with the row above it.
    fn rows<'a>(&self, body: &[Line<'a>], several: bool) -> Option<Vec<Row<'a>>> {
        let mut begins = Vec::new();
        let mut blank = true;
        for (at, line) in body.iter().enumerate() {
            let first = cuts(line, &self.starts, self.measure)?.first().copied()?;
            let named = line.text.get(..first).is_some_and(|cell| !cell.trim().is_empty());
            if named && (blank || !several) {
                begins.push(at);
            }
            blank = line.is_blank();
        }
        let ends = begins.iter().skip(1).copied().chain([body.len()]);
        begins.iter().zip(ends).map(|(begin, end)| self.row(body.get(*begin..end)?)).collect()
    }

    /// The lines of a row: each cell goes on from line to line.
    fn row<'a>(&self, lines: &[Line<'a>]) -> Option<Row<'a>> {
        let first = lines.first()?;
        let mut cells: Vec<Wrapped> = self.widths.iter().map(|_| Wrapped::default()).collect();
        for line in lines {
            let mut from = 0;
            let ends = cuts(line, &self.starts, self.measure)?;
            let ends = ends.into_iter().chain([line.text.len()]);
            for ((cell, width), end) in cells.iter_mut().zip(&self.widths).zip(ends) {
                cell.take(line.text.get(from..end)?, line, from, *width, self.measure);
                from = end;
            }
        }
        let start = Place { line: first.number, column: 1 };
        let cells = cells.into_iter().map(|cell| Cell {
            at: cell.at.unwrap_or(start),
            text: Text::new(cell.source, self.markup),
        });
        Some(Row { at: start, cells: cells.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn table(text: &str) -> Option<(Vec<Vec<String>>, usize)> {
        let lines: Vec<_> = lines(text).collect();
        let (table, next) = table_at(&lines, 0, Markup::Markdown)?;
        let cells =
            |row: &Row<'_>| row.cells.iter().map(|cell| cell.text.source.to_string()).collect();
        let rows = [&table.header].into_iter().chain(&table.rows).map(cells).collect();
        Some((rows, next))
    }

    #[test]
    fn a_simple_table_has_a_line_a_row() {
        let text = "  名称   类型     描述\n  ------ -------- ------\n  甲     String   一 二\n  B      Array of X\n\nend";
        let (rows, next) = table(text).unwrap();
        assert_eq!(rows[1], ["甲", "String", "一 二"]);
        assert_eq!(next, 4);
    }

    #[test]
    fn a_row_of_several_lines_ends_at_an_empty_one() {
        let text = "-----------------\n名称   类型   描述\n------ ------ ------\n甲     Array  一\\\n       of X   \n              二\n       \n              三\n\n乙     y      z\n-----------------\nend";
        let (rows, next) = table(text).unwrap();
        assert_eq!(rows[1], ["甲", "Array of X", "一\n\n二\n\n三"]);
        assert_eq!(rows[2], ["乙", "y", "z"]);
        assert_eq!(next, 11);
    }

    #[test]
    fn columns_may_be_counted_in_characters() {
        let (rows, _) = table("名称 类型\n-- --\n一二 ab").unwrap();
        assert_eq!(rows[1], ["一二", "ab"]);
    }

    #[test]
    fn what_cuts_words_is_no_table() {
        for text in ["a b c\n-- --\nabcd", "a\n---\nb", "a b\n- - -\nc d", "---\n\na b\n-- --"] {
            assert!(table(text).is_none(), "{text}");
        }
    }
}
