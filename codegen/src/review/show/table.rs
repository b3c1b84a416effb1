//! Rows in aligned columns; the last column is prose and wraps.

use super::screen::{Ink, Screen, columns, wrap};

/// One row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct TableRow {
    cells: Vec<(String, Ink)>,
    prose: String,
}

impl TableRow {
    pub(super) fn cell(mut self, text: impl Into<String>, ink: Ink) -> Self {
        self.cells.push((text.into(), ink));
        self
    }

    pub(super) fn prose(mut self, text: impl Into<String>) -> Self {
        self.prose = text.into();
        self
    }
}

/// Columns between two cells.
const GAP: usize = 2;
/// The least width of the prose beside the cells; on a narrower screen it goes below them.
const LEAST_PROSE: usize = 30;
/// The indent of prose that is below its cells.
const BELOW: usize = 6;

/// The rows as text, every line indented.
pub(super) fn render(rows: &[TableRow], indent: usize, screen: Screen) -> String {
    let widths = widths(rows);
    let start = indent + widths.iter().map(|width| with_gap(*width)).sum::<usize>();
    let is_beside = start + LEAST_PROSE <= screen.width;
    let prose_at = if is_beside { start } else { indent + BELOW };
    let mut text = String::new();
    for row in rows {
        let lines = wrap(&row.prose, screen.width.saturating_sub(prose_at));
        let mut lines = lines.iter();
        text.push_str(&" ".repeat(indent));
        text.push_str(&cells(row, &widths, screen));
        if is_beside && let Some(first) = lines.next() {
            text.push_str(first);
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
        for line in lines {
            if !line.is_empty() {
                text.push_str(&" ".repeat(prose_at));
                text.push_str(line);
            }
            text.push('\n');
        }
    }
    text
}

fn cells(row: &TableRow, widths: &[usize], screen: Screen) -> String {
    let mut text = String::new();
    for ((cell, ink), width) in row.cells.iter().zip(widths) {
        text.push_str(&screen.paint(cell, *ink));
        text.push_str(&" ".repeat(with_gap(*width).saturating_sub(columns(cell))));
    }
    text
}

/// A column and the room after it; one that is empty in all rows takes none.
fn with_gap(width: usize) -> usize {
    if width == 0 { 0 } else { width + GAP }
}

/// The widths of the columns.
fn widths(rows: &[TableRow]) -> Vec<usize> {
    let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let width = |at: usize| {
        rows.iter().filter_map(|row| row.cells.get(at)).map(|(cell, _)| columns(cell)).max()
    };
    (0..count).map(|at| width(at).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Color;

    use super::*;

    fn screen(width: usize, color: Color) -> Screen {
        Screen { width, color, language: crate::language::Language::English }
    }

    fn rows() -> Vec<TableRow> {
        let row = |name: &str, prose: &str| TableRow::default().cell(name, Ink::Bold).prose(prose);
        vec![row("印章", "一枚印章"), row("SealId", "its number")]
    }

    #[test]
    fn columns_are_aligned_by_width_not_by_characters() {
        let text = render(&rows(), 2, screen(60, Color::None));
        assert_eq!(text, "  印章    一枚印章\n  SealId  its number\n");
    }

    #[test]
    fn on_a_narrow_screen_prose_stands_below() {
        let text = render(&rows(), 2, screen(30, Color::None));
        assert_eq!(text, "  印章\n        一枚印章\n  SealId\n        its number\n");
    }

    #[test]
    fn colour_takes_no_room() {
        let text = render(&rows(), 0, screen(60, Color::Ansi));
        assert!(text.starts_with("\x1b[1m印章\x1b[0m    一枚印章\n"), "{text:?}");
    }
}
