//! Tables whose cells are only spaces apart, as lynx and w3m show them.
//!
//! They can be told apart where each column begins at the same place in all rows, and the cells
//! show what they are: a name, a flag, a type. Where the columns begin anywhere, the cells of each
//! row may still show it.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::anchored;
use super::bare::bare_section;
use super::columns::{Column, glued_columns, is_lost_header};
use super::dumped::{cell_at, indent_of, push_line, unnumbered};
use super::flag::flag_of;
use super::lines::Line;
use super::model::{Cell, Row, Table, Text};
use super::pipes::is_name;
use super::place::Place;
use crate::documentation::markdown::Markup;

/// So many gaps from the left may part columns.
const GAP_LIMIT: usize = 12;

/// The table whose header is a line, and the line after it. Nothing if the line is not a header, or
/// the cells below it cannot be told apart.
pub(super) fn table_at<'a>(lines: &[Line<'a>], at: usize) -> Option<(Table<'a>, usize)> {
    // A page is refused at the first such header whose table is not read, so few are looked at.
    let header = lines.get(at).filter(|line| is_lost_header(line.text))?;
    let words = glued_columns(header.text)?;
    let columns: Vec<Column> = words.iter().map(|(column, _)| *column).collect();
    let rest = lines.get(at + 1..)?;
    let end = rest.iter().position(|line| bare_section(line.text).is_some()).unwrap_or(rest.len());
    let body = rest.get(..end)?;
    let anchored = || Some((anchored::rows(body, &columns)?, body.len()));
    let (rows, length) = aligned_rows(body, &columns).or_else(anchored)?;
    let place = Place { line: header.number, column: 1 };
    let heading = |(_, word)| Cell { at: place, text: Text::new(word, Markup::Text) };
    let cells = words.into_iter().map(heading).collect();
    Some((Table::new(Row { at: place, cells }, rows), at + 1 + length))
}

/// The rows whose columns begin at the same places, and how many lines they take.
fn aligned_rows<'a>(body: &[Line<'a>], columns: &[Column]) -> Option<(Vec<Row<'a>>, usize)> {
    let first = body.iter().position(|line| !line.is_blank())?;
    let indent = indent_of(body.get(first)?.text);
    let begins: Vec<usize> = (first..body.len())
        .filter(|at| body.get(*at).is_some_and(|line| is_row(line.text, indent, columns)))
        .collect();
    let lines: Vec<&Line<'a>> = begins.iter().filter_map(|at| body.get(*at)).collect();
    if begins.first() != Some(&first) {
        return None;
    }
    let starts = starts_of(&lines, columns)?;
    let (mut rows, mut length) = (Vec::with_capacity(begins.len()), 0);
    for (index, begin) in begins.iter().enumerate() {
        let until = begins.get(index + 1).copied().unwrap_or(body.len());
        let line = body.get(*begin)?;
        let mut found = row(line, &starts);
        let more = body.get(begin + 1..until)?;
        let is_last = index + 1 == begins.len();
        let taken = take_more(found.cells.last_mut()?, more, is_last && columns.len() == 2)?;
        rows.push(found);
        length = begin + 1 + taken;
    }
    Some((rows, length))
}

/// Adds the lines under a row to its last cell; says how many were taken. Nothing if a line
/// right under the row could be of another cell of it. Behind a table of error codes, a blank
/// line ends it.
fn take_more(cell: &mut Cell<'_>, lines: &[Line<'_>], is_last_code: bool) -> Option<usize> {
    let mut blank = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            if is_last_code {
                return Some(at);
            }
            blank = true;
        } else if at == 0 {
            return None;
        } else {
            push_line(cell, line, blank);
            blank = false;
        }
    }
    Some(lines.len())
}

/// Whether a line can be the first of a row: a name where the first row has its name, then words
/// enough for the other columns. Behind a flag the description may be missing.
fn is_row(line: &str, indent: usize, columns: &[Column]) -> bool {
    let mut words = line.split_whitespace();
    if indent_of(line) != indent || !words.next().is_some_and(is_name) {
        return false;
    }
    let flagged = columns.get(1) == Some(&Column::Required)
        && words.clone().next().is_some_and(|word| flag_of(word).is_some());
    words.count() + 1 + usize::from(flagged) >= columns.len()
}

/// Where all columns but the first begin, counted in the columns of a terminal.
fn starts_of(rows: &[&Line<'_>], columns: &[Column]) -> Option<Vec<usize>> {
    let gaps = gaps(rows);
    let mut chosen: Vec<usize> = (0..columns.len() - 1).collect();
    loop {
        let starts: Option<Vec<usize>> = chosen.iter().map(|at| gaps.get(*at).copied()).collect();
        let starts = starts?;
        if rows.iter().all(|line| fits(&cells(line.text, &starts), columns)) {
            return Some(starts);
        }
        advance(&mut chosen, gaps.len())?;
    }
}

/// The next choice of so many gaps, in order.
fn advance(chosen: &mut [usize], gaps: usize) -> Option<()> {
    let places = chosen.len();
    let at =
        (0..places).rev().find(|at| chosen.get(*at).is_some_and(|gap| gap + places - at < gaps))?;
    let first = chosen.get(at)? + 1;
    for (gap, value) in chosen.get_mut(at..)?.iter_mut().zip(first..) {
        *gap = value;
    }
    Some(())
}

/// Where text begins behind columns that are blank in all rows.
fn gaps(rows: &[&Line<'_>]) -> Vec<usize> {
    let width = rows.iter().map(|line| line.text.width()).max().unwrap_or(0);
    let mut taken = vec![false; width.min(4096)];
    for line in rows {
        let mut column = 0;
        for character in line.text.chars() {
            let length = character.width().unwrap_or(0);
            if !character.is_whitespace() {
                taken.iter_mut().skip(column).take(length).for_each(|taken| *taken = true);
            }
            column += length;
        }
    }
    let begins = taken.windows(2).enumerate();
    let begins = begins.filter(|(_, pair)| matches!(pair, [false, true])).map(|(at, _)| at + 1);
    let first = taken.iter().position(|taken| *taken).unwrap_or(0);
    begins.filter(|at| *at > first).take(GAP_LIMIT).collect()
}

/// The cells of a line with their byte offsets.
fn cells<'t>(line: &'t str, starts: &[usize]) -> Vec<(usize, &'t str)> {
    let mut offsets = vec![0];
    let mut column = 0;
    for (at, character) in line.char_indices() {
        if starts.get(offsets.len() - 1).is_some_and(|start| *start <= column) {
            offsets.push(at);
        }
        column += character.width().unwrap_or(0);
    }
    offsets.resize(starts.len() + 1, line.len());
    let ends = offsets.iter().skip(1).copied().chain([line.len()]);
    let cell = |(from, to): (&usize, usize)| {
        let piece = line.get(*from..to).unwrap_or_default();
        (from + piece.len() - piece.trim_start().len(), piece.trim())
    };
    offsets.iter().zip(ends).map(cell).collect()
}

/// Whether each cell is what is in its column.
fn fits(cells: &[(usize, &str)], columns: &[Column]) -> bool {
    cells.iter().zip(columns).all(|((_, text), column)| match column {
        Column::Name | Column::ErrorCode => is_name(text),
        Column::Required => flag_of(text).is_some(),
        Column::Type => is_type(text),
        _ => true,
    })
}

/// `String`, `Array of Part`, `Timestamp ISO8601`.
fn is_type(text: &str) -> bool {
    let text = unnumbered(text);
    let mut rest = text.as_str();
    while let Some(inner) = rest.strip_prefix("Array of ") {
        rest = inner.trim_start();
    }
    let rest = rest.strip_suffix(" ISO8601").unwrap_or(rest);
    is_name(rest) && !matches!(rest, "Array" | "of")
}

fn row<'a>(line: &Line<'a>, starts: &[usize]) -> Row<'a> {
    let cells = cells(line.text, starts).into_iter();
    let cells = cells.map(|(from, text)| cell_at(line, from, from + text.len()));
    Row { at: Place { line: line.number, column: 1 }, cells: cells.collect() }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn rows(text: &str) -> Option<Vec<Vec<String>>> {
        let lines: Vec<_> = lines(text).collect();
        let (table, _) = table_at(&lines, 0)?;
        let cells =
            |row: &Row<'_>| row.cells.iter().map(|cell| cell.text.source.to_string()).collect();
        Some(table.rows.iter().map(cells).collect())
    }

    #[test]
    fn columns_that_begin_at_one_place_are_told_apart() {
        let text = "  参数名称  必选  类型  描述\n   A.N 否 Array of [2]Part 一 二\n   Bb  是 String           三\n\n     四\n   C   否 Integer          五\n\n3. 输出参数";
        let expected = [
            ["A.N", "否", "Array of [2]Part", "一 二"],
            ["Bb", "是", "String", "三\n\n四"],
            ["C", "否", "Integer", "五"],
        ];
        assert_eq!(rows(text).unwrap(), expected);
        assert_eq!(
            rows("Name Type Description\nList Array of X The list").unwrap(),
            [["List", "Array of X", "The list"]]
        );
    }

    #[test]
    fn rows_whose_columns_are_not_aligned_are_not_read() {
        for text in [
            "参数名称 必选 类型 描述\nAction String 公共参数\nVersion String 公共参数",
            "参数名称 必选 类型 描述\nAction 是 String\n       公共参数\nVersion 是\n String 公共参数",
            "参数名称 类型 描述\n       Array  一\nA.N    of     二\n       X      三",
            "参数名称 类型 描述\nA.N    Array  一\n       of X   二\nB      String 三",
        ] {
            assert_eq!(rows(text), None, "{text}");
        }
    }
}
