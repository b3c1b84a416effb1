//! Tables that are drawn: `+---+---+` between rows, as pandoc writes cells of several lines.

use super::lines::Line;
use super::model::{Cell, Row, Table, Text};
use super::place::Place;
use super::wrapped::{Measure, Wrapped};
use crate::documentation::markdown::Markup;

/// The table that is drawn from a line on, and the line after it.
pub(super) fn table_at<'a>(
    lines: &[Line<'a>],
    at: usize,
    markup: Markup,
) -> Option<(Table<'a>, usize)> {
    // Asked of every line, so it must not look far where no table begins.
    if !is_border(lines.get(at)?.text) || !lines.get(at + 1)?.text.trim_start().starts_with('|') {
        return None;
    }
    let drawn = lines.get(at..)?.iter().take_while(|line| is_drawn(line.text)).count();
    let table = lines.get(at..at + drawn)?;
    if drawn < 3 {
        return None;
    }
    let border = lines.get(at)?.text.trim_end();
    let borders: Vec<usize> =
        border.chars().enumerate().filter(|(_, c)| *c == '+').map(|(at, _)| at).collect();
    let groups = || table.split(|line| is_border(line.text)).filter(|group| !group.is_empty());
    let drawn_by = |measure: &Measure| {
        let rows = groups().map(|group| drawn_row(group, &borders, *measure, markup));
        rows.collect::<Option<Vec<_>>>()
    };
    // Columns that are not kept to: the bars of each line part its cells.
    let rows = Measure::ALL.iter().find_map(drawn_by);
    let mut rows = rows.unwrap_or_else(|| groups().map(|group| row(group, markup)).collect());
    if rows.is_empty() {
        return None;
    }
    let header = rows.remove(0);
    Some((Table::new(header, rows), at + drawn))
}

/// The lines between two borders, cut where the border has its corners; nothing if no bar stands
/// at one of them.
fn drawn_row<'a>(
    lines: &[Line<'a>],
    borders: &[usize],
    measure: Measure,
    markup: Markup,
) -> Option<Row<'a>> {
    let columns: Vec<usize> = borders.iter().map(|at| at + 1).collect();
    let widths = columns.windows(2).map(|pair| pair.iter().rev().fold(0, |a, b| b.abs_diff(a)));
    // The border, and a space on each side of the text where the cells have one.
    let besides = if lines.iter().all(|line| is_padded(line.text)) { 3 } else { 1 };
    let widths: Vec<usize> = widths.map(|width| width.saturating_sub(besides)).collect();
    let mut cells: Vec<Wrapped> = widths.iter().map(|_| Wrapped::default()).collect();
    for line in lines {
        let text = line.text.trim_end();
        let cuts = measure.cuts(text, &columns, |c| c == '|' || c == '+')?;
        if !text.ends_with('|') || cuts.last() != Some(&text.len()) {
            return None;
        }
        for ((cell, pair), width) in cells.iter_mut().zip(cuts.windows(2)).zip(&widths) {
            let [from, to] = pair else { return None };
            let piece = text.get(*from..to.checked_sub(1)?)?;
            cell.take(piece, line, *from, *width, measure);
        }
    }
    let start = Place { line: lines.first()?.number, column: 1 };
    let cell =
        |cell: Wrapped| Cell { at: cell.at.unwrap_or(start), text: Text::new(cell.source, markup) };
    Some(Row { at: start, cells: cells.into_iter().map(cell).collect() })
}

/// Whether a space is behind each bar of a line but the last.
fn is_padded(line: &str) -> bool {
    let mut cells = line.trim().split('|').skip(1).peekable();
    std::iter::from_fn(|| cells.next().filter(|_| cells.peek().is_some()))
        .all(|cell| cell.starts_with(' '))
}

fn is_drawn(line: &str) -> bool {
    line.trim_start().starts_with('|') || is_border(line)
}

/// `+-----+:===:+`
fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// The lines between two borders: each cell goes on from line to line.
fn row<'a>(lines: &[Line<'a>], markup: Markup) -> Row<'a> {
    let number = lines.first().map_or(1, |line| line.number);
    let mut cells: Vec<(Place, String)> = Vec::new();
    for line in lines {
        let text = line.text.trim();
        let text = text.strip_prefix('|').unwrap_or(text);
        let text = text.strip_suffix('|').unwrap_or(text);
        let mut column = 2;
        for (index, piece) in text.split('|').enumerate() {
            if let Some((_, cell)) = cells.get_mut(index) {
                cell.push('\n');
                cell.push_str(piece.trim());
            } else {
                let lead = piece.chars().take_while(|c| c.is_whitespace()).count();
                let column = u32::try_from(column + lead).unwrap_or(1);
                cells.push((Place { line: line.number, column }, piece.trim().to_owned()));
            }
            column += piece.chars().count() + 1;
        }
    }
    let cell = |(at, source): (Place, String)| Cell {
        at,
        text: Text::new(source.trim().to_owned(), markup),
    };
    Row { at: Place { line: number, column: 1 }, cells: cells.into_iter().map(cell).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn a_cell_goes_on_until_the_next_border() {
        let text = "+---+---+\n| 名称 | 类型 |\n+===+===+\n| A | x |\n|   | y |\n+---+---+\nend";
        let lines: Vec<_> = lines(text).collect();
        let (table, next) = table_at(&lines, 0, Markup::Markdown).unwrap();
        let sources: Vec<_> =
            table.rows[0].cells.iter().map(|cell| cell.text.source.as_ref()).collect();
        assert_eq!((next, sources), (6, vec!["A", "x\ny"]));
        assert_eq!(table.rows[0].cells[1].at, Place { line: 4, column: 7 });
    }

    #[test]
    fn a_border_alone_is_no_table() {
        for text in ["+---+---+\ntext", "| a | b |\n+---+", "+---+\n+---+"] {
            let lines: Vec<_> = lines(text).collect();
            assert!(table_at(&lines, 0, Markup::Markdown).is_none(), "{text}");
        }
    }
}
