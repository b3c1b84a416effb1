//! Cells that are over several rows: `<td rowspan="3">`.

use crate::documentation::page::{Cell, Row};

/// No cell is over more rows; more would make a page cost more than its length.
const LIMIT: usize = 64;

/// The cells that go on in the rows below, by their column, with the number of those rows.
#[derive(Default)]
pub(super) struct Spans(Vec<Option<(usize, Cell<'static>)>>);

impl Spans {
    /// Puts a cell of this many rows to the end of a row, behind those that go on from above.
    pub(super) fn push(&mut self, row: &mut Row<'static>, cell: Cell<'static>, rows: Option<&str>) {
        self.fill(row);
        let more = rows.and_then(|rows| rows.trim().parse::<usize>().ok()).unwrap_or(1);
        let more = more.min(LIMIT).saturating_sub(1);
        if more > 0 {
            let column = row.cells.len();
            self.0.resize_with(self.0.len().max(column + 1), || None);
            if let Some(span) = self.0.get_mut(column) {
                *span = Some((more, cell.clone()));
            }
        }
        row.cells.push(cell);
    }

    /// Puts the cells that go on from above to the end of a row.
    pub(super) fn fill(&mut self, row: &mut Row<'static>) {
        while let Some(span) = self.0.get_mut(row.cells.len()) {
            let Some((more, cell)) = span.take() else { break };
            row.cells.push(cell.clone());
            *span = (more > 1).then_some((more - 1, cell));
        }
    }
}
