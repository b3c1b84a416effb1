//! Rows by the headings of their columns.

use std::borrow::Cow;

use super::raw::{RawErrorCode, RawMember, Tally};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::page::{Cell, Column, Document, Row, Table, Text, flag_of};

/// What a table is, by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    /// Members: name and type.
    Members,
    /// Members, with a column that says which are required.
    MembersRequired,
    /// Error codes.
    Errors,
    /// Something else.
    Other,
}

/// What a table is.
pub(super) fn kind_of(table: &Table<'_>) -> TableKind {
    let columns: Vec<_> = columns_of(table).into_iter().flatten().collect();
    let has = |column| columns.contains(&column);
    if has(Column::ErrorCode) {
        TableKind::Errors
    } else if has(Column::Name) && has(Column::Type) {
        if has(Column::Required) { TableKind::MembersRequired } else { TableKind::Members }
    } else {
        TableKind::Other
    }
}

fn columns_of(table: &Table<'_>) -> Vec<Option<Column>> {
    table.header.cells.iter().map(|cell| Column::of_heading(&cell.text.plain())).collect()
}

/// Reads tables and counts what it reads.
pub(super) struct Reader<'r> {
    pub(super) file: &'r Document<'r>,
    pub(super) diagnostics: &'r mut Diagnostics,
    pub(super) tally: Tally,
}

impl Reader<'_> {
    /// The rows of a members table.
    pub(super) fn members<'a>(&mut self, table: Table<'a>) -> Vec<RawMember<'a>> {
        let columns = self.columns(&table);
        let rows = self.rows(table, &columns);
        rows.into_iter().filter_map(|row| self.member(row)).collect()
    }

    fn member<'a>(&mut self, mut row: Cells<'a>) -> Option<RawMember<'a>> {
        let (name, member_type) = (row.take(Column::Name), row.take(Column::Type));
        let (Some(name), Some(member_type)) = (name, member_type) else {
            self.tally.refused += 1;
            return None;
        };
        Some(RawMember {
            at: row.at,
            name,
            member_type,
            required: row.take(Column::Required),
            doc: row.take(Column::Doc),
            default: row.take(Column::Default),
            example: row.take(Column::Example),
        })
    }

    /// The rows of an error table.
    pub(super) fn errors<'a>(&mut self, table: Table<'a>) -> Vec<RawErrorCode<'a>> {
        let columns = self.columns(&table);
        let rows = self.rows(table, &columns);
        let mut codes = Vec::with_capacity(rows.len());
        for mut row in rows {
            match row.take(Column::ErrorCode) {
                Some(code) => codes.push(RawErrorCode { code, doc: row.take(Column::Doc) }),
                None => self.tally.refused += 1,
            }
        }
        codes
    }

    /// The columns of a table; one without a known heading is a diagnostic, and so is the
    /// second of a kind.
    fn columns(&mut self, table: &Table<'_>) -> Vec<Option<Column>> {
        self.tally.tables += 1;
        self.tally.rows += table.rows.len();
        let mut columns = columns_of(table);
        let mut seen = Vec::new();
        for (column, cell) in columns.iter_mut().zip(&table.header.cells) {
            let repeated = column.is_some_and(|column| seen.contains(&column));
            if column.is_some() && !repeated {
                seen.extend(*column);
                continue;
            }
            *column = None;
            let heading = cell.text.plain();
            let message = if repeated {
                format!("the table has a second column `{heading}`, which is not read")
            } else {
                format!("the column `{heading}` is not known and is not read")
            };
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownColumn, message)
                    .at(self.file.location(cell.at))
                    .found(header_text(table))
                    .help("known headings are those of a name, type, required flag, description, error code, default and example"),
            );
        }
        // A heading that lost its end: the column that is left is the description.
        if !seen.contains(&Column::Doc)
            && let Some(last) = columns.last_mut().filter(|last| last.is_none())
        {
            *last = Some(Column::Doc);
        }
        columns
    }

    fn rows<'a>(&mut self, table: Table<'a>, columns: &[Option<Column>]) -> Vec<Cells<'a>> {
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in table.rows {
            if row.cells.iter().all(|cell| cell.text.is_blank() || cell.text.plain().is_empty()) {
                self.tally.blank += 1;
                continue;
            }
            match self.assign(row, columns) {
                Some(cells) => rows.push(cells),
                None => self.tally.refused += 1,
            }
        }
        rows
    }

    /// Gives each cell its column. With too many cells, a `|` stands in the description: the
    /// cells left and right of it are counted from the ends. With too few, only the last ones
    /// can be left out.
    fn assign<'a>(&mut self, row: Row<'a>, columns: &[Option<Column>]) -> Option<Cells<'a>> {
        let Row { at, mut cells } = row;
        // `|| Name | …`: a bar too many at the front.
        if cells.len() > columns.len() && cells.first().is_some_and(|cell| cell.text.is_blank()) {
            cells.remove(0);
        }
        if part_flag(&mut cells, columns) {
            let message = "required flag and type stand in one cell; they are read apart";
            self.diagnostics.push(
                Diagnostic::new(Code::ShortRow, message)
                    .at(self.file.location(at))
                    .found(row_text(&cells)),
            );
        }
        let (found, wanted) = (cells.len(), columns.len());
        if found > wanted {
            let shown = row_text(&cells);
            let doc = columns.iter().position(|column| *column == Some(Column::Doc));
            let doc = doc.unwrap_or(wanted.saturating_sub(1));
            let extra: Vec<_> = cells.splice(doc..=doc + found - wanted, []).collect();
            cells.insert(doc, join(&extra)?);
            self.diagnostics.push(
                Diagnostic::new(
                    Code::SurplusCells,
                    format!("the row has {found} cells under {wanted} headings; the surplus is read as description"),
                )
                .at(self.file.location(at))
                .found(shown)
                .help("a `|` in a cell is written `\\|`"),
            );
        } else if found < wanted {
            return self.short(at, cells, columns);
        }
        Some(Cells { at, cells: columns.iter().copied().zip(cells).collect() })
    }

    fn short<'a>(
        &mut self,
        at: crate::page::Place,
        cells: Vec<Cell<'a>>,
        columns: &[Option<Column>],
    ) -> Option<Cells<'a>> {
        let (found, wanted) = (cells.len(), columns.len());
        let left_out = columns.get(found..).unwrap_or_default();
        // What is left out is at the end, if the cells that are there fit their columns.
        let fits = columns.iter().zip(&cells).all(|(column, cell)| fits(*column, cell))
            && left_out.iter().all(|column| {
                !matches!(
                    column,
                    Some(Column::Name | Column::Type | Column::ErrorCode | Column::Required)
                )
            });
        let message = format!("the row has {found} cells under {wanted} headings");
        let diagnostic =
            Diagnostic::new(if fits { Code::ShortRow } else { Code::BrokenRow }, message)
                .at(self.file.location(at))
                .found(row_text(&cells));
        self.diagnostics.push(if fits {
            diagnostic
        } else {
            diagnostic.help("see the page on the site and repair the row here")
        });
        fits.then(|| Cells { at, cells: columns.iter().copied().zip(cells).collect() })
    }
}

/// Parts `Yes String` where the bar between required flag and type is lost, but not what both
/// say; tells whether it did.
fn part_flag(cells: &mut Vec<Cell<'_>>, columns: &[Option<Column>]) -> bool {
    let Some(at) = columns.iter().position(|column| *column == Some(Column::Required)) else {
        return false;
    };
    let follows = columns.get(at + 1) == Some(&Some(Column::Type));
    if !follows || cells.len() + 1 != columns.len() {
        return false;
    }
    let Some(cell) = cells.get_mut(at) else { return false };
    let Some((flag, rest)) = cell.text.source.trim().split_once(char::is_whitespace) else {
        return false;
    };
    if flag_of(flag).is_none() || rest.trim().is_empty() {
        return false;
    }
    let (flag, rest) = (flag.to_owned(), rest.trim().to_owned());
    let markup = cell.text.markup;
    let part = |source: String| Text { source: Cow::Owned(source), markup };
    let member_type = Cell { at: cell.at, text: part(rest) };
    cell.text = part(flag);
    cells.insert(at + 1, member_type);
    true
}

/// Whether a cell can stand under a column.
fn fits(column: Option<Column>, cell: &Cell<'_>) -> bool {
    match column {
        Some(Column::Required) => flag_of(&cell.text.plain()).is_some(),
        Some(Column::Name | Column::ErrorCode | Column::Type) => !cell.text.is_blank(),
        _ => true,
    }
}

/// The cells of one row by column.
struct Cells<'a> {
    at: crate::page::Place,
    cells: Vec<(Option<Column>, Cell<'a>)>,
}

impl<'a> Cells<'a> {
    fn take(&mut self, column: Column) -> Option<Cell<'a>> {
        let at = self.cells.iter().position(|(found, _)| *found == Some(column))?;
        Some(self.cells.swap_remove(at).1)
    }
}

fn join<'a>(cells: &[Cell<'a>]) -> Option<Cell<'a>> {
    let first = cells.first()?;
    let (at, markup) = (first.at, first.text.markup);
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.source.as_ref()).collect();
    let source: Cow<'_, str> = Cow::Owned(texts.join(" | "));
    Some(Cell { at, text: Text { source, markup } })
}

fn row_text(cells: &[Cell<'_>]) -> String {
    let texts: Vec<String> = cells.iter().map(|cell| cell.text.plain()).collect();
    format!("| {} |", texts.join(" | "))
}

fn header_text(table: &Table<'_>) -> String {
    row_text(&table.header.cells)
}
