//! Rows by the headings of their columns.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::raw::{RawErrorCode, RawMember, Tally};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::documentation::markdown::{Markup, beginning};
use crate::documentation::page::{Cell, Column, Document, Row, Table, Text, flag_of};

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
    let has = |column| table.columns.contains(&Some(column));
    if has(Column::ErrorCode) {
        TableKind::Errors
    } else if has(Column::Name) && has(Column::Type) {
        if has(Column::Required) { TableKind::MembersRequired } else { TableKind::Members }
    } else {
        TableKind::Other
    }
}

/// Reads tables and counts what it reads.
pub(super) struct Reader<'r> {
    pub(super) file: &'r Document<'r>,
    pub(super) diagnostics: &'r mut Diagnostics,
    pub(super) tally: Tally,
}

impl Reader<'_> {
    /// The rows of a members table; that of an input says which are required.
    pub(super) fn members<'a>(&mut self, table: Table<'a>, is_input: bool) -> Vec<RawMember<'a>> {
        let table = with_whole_rows(table);
        let columns = self.columns(&table);
        if is_input && !columns.contains(&Some(Column::Required)) {
            self.missing_column(&table, "which says what is required; all is read as optional");
        }
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
        let table = with_whole_rows(table);
        let Some(table) = self.with_codes(table) else { return Vec::new() };
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

    /// The table with its heading of codes over the column that holds codes of API 3.0: some
    /// pages call the number of an older API the code, and the code a message. A table without
    /// any such code is left out.
    fn with_codes<'a>(&mut self, mut table: Table<'a>) -> Option<Table<'a>> {
        let headed = table.columns.iter().position(|one| *one == Some(Column::ErrorCode))?;
        let count = |at: usize| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            cells.filter(|cell| is_code(&cell.text.plain())).count()
        };
        let numbers = table.rows.iter().filter_map(|row| row.cells.get(headed)).all(|cell| {
            !cell.text.plain().contains(|c: char| c.is_alphabetic()) && !cell.text.is_blank()
        });
        if table.rows.is_empty() || !numbers {
            return Some(table);
        }
        let best = (0..table.header.cells.len()).map(|at| (count(at), Reverse(at))).max();
        match best {
            Some((found, Reverse(at))) if found * 2 > table.rows.len() => {
                table.header.cells.swap(headed, at);
                // The number says nothing in API 3.0.
                for row in [&mut table.header].into_iter().chain(&mut table.rows) {
                    if headed < row.cells.len() {
                        row.cells.remove(headed);
                    }
                }
                Some(Table::new(table.header, table.rows))
            }
            _ => {
                self.tally.tables += 1;
                self.tally.rows += table.rows.len();
                self.tally.refused += table.rows.len();
                let message = format!(
                    "a table of {} error codes is left out: none of them is one of API 3.0",
                    table.rows.len()
                );
                let at = self.file.location(table.header.at);
                self.diagnostics.push(
                    Diagnostic::new(Code::NoCodes, message).at(at).found(header_text(&table)),
                );
                None
            }
        }
    }

    /// The columns of a table; one without a known heading is a diagnostic, and so is the
    /// second of a kind.
    fn columns(&mut self, table: &Table<'_>) -> Vec<Option<Column>> {
        self.tally.tables += 1;
        self.tally.rows += table.rows.len();
        let mut columns = table.columns.clone();
        let mut seen = Vec::new();
        // Made once: a header may have any number of columns.
        let mut shown = None;
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
                    .found(shown.get_or_insert_with(|| header_text(table)).as_str())
                    .help("known headings are those of a name, type, required flag, description, error code, default and example"),
            );
        }
        // A heading that lost its end: the column that is left is the description.
        if !seen.contains(&Column::Doc)
            && let Some(last) = columns.last_mut().filter(|last| last.is_none())
        {
            *last = Some(Column::Doc);
        } else if !seen.contains(&Column::Doc) {
            self.missing_column(table, "of descriptions");
        }
        columns
    }

    fn missing_column(&mut self, table: &Table<'_>, what: &str) {
        let message = format!("the table has no column {what}");
        self.diagnostics.push(
            Diagnostic::new(Code::MissingColumn, message)
                .at(self.file.location(table.header.at))
                .found(header_text(table))
                .help("see the page on the site, and put the column in"),
        );
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

    /// Gives each cell its column. With too many cells, a `|` is in the description: the
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
        at: crate::documentation::page::Place,
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
        let cell = if found == 1 { "cell" } else { "cells" };
        let message = format!("the row has {found} {cell} under {wanted} headings");
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

/// Puts rows back together that a converter has parted, because a list or a paragraph is in
/// the last cell: what follows the first line of the cell has rows of its own, in which all
/// other cells are blank or missing.
fn with_whole_rows(mut table: Table<'_>) -> Table<'_> {
    let doc = table.columns.iter().position(|column| *column == Some(Column::Doc));
    let Some(doc) = doc.or(table.columns.len().checked_sub(1)) else { return table };
    let mut rows: Vec<Row<'_>> = Vec::with_capacity(table.rows.len());
    let mut whole = 0;
    for mut row in table.rows {
        if row.cells.len() > 1 && row.cells.first().is_some_and(|cell| !cell.text.is_blank()) {
            whole = rows.len();
        }
        let above = rows.get_mut(whole).and_then(|above| above.cells.get_mut(doc));
        match (more_of(&mut row, doc, table.columns.len()), above) {
            (Some(more), Some(above)) => append(above, &more),
            (Some(more), None) => rows.push(Row { at: row.at, cells: vec![more] }),
            (None, _) => rows.push(row),
        }
    }
    table.rows = rows;
    table
}

/// The cell of a row that only goes on with the description above it.
fn more_of<'a>(row: &mut Row<'a>, doc: usize, columns: usize) -> Option<Cell<'a>> {
    let is_blank = |cell: &Cell<'_>| cell.text.is_blank() || cell.text.plain().is_empty();
    let alone = row.cells.len() == 1 && columns > 2;
    let at = if alone { 0 } else { doc };
    let others = row.cells.iter().enumerate().filter(|(index, _)| *index != at);
    let only = (alone || row.cells.len() == columns) && others.map(|(_, cell)| cell).all(is_blank);
    let cell = row.cells.get(at).filter(|cell| only && !is_blank(cell))?;
    // A name alone is a row that has lost its other cells.
    let is_lost = alone && is_name(cell.text.plain().trim_end_matches(".N"));
    (!is_lost).then(|| row.cells.swap_remove(at))
}

fn append<'a>(cell: &mut Cell<'a>, more: &Cell<'a>) {
    let parting = if cell.text.markup == Markup::Html { "<br>" } else { "\n" };
    let source = cell.text.source.to_mut();
    source.push_str(parting);
    source.push_str(&more.text.source);
}

/// `InvalidParameter.MissingParameter`
fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && is_name(text)
}

/// A letter, then letters, digits and what parts the words of a name.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
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

/// Whether a cell can be under a column.
fn fits(column: Option<Column>, cell: &Cell<'_>) -> bool {
    match column {
        Some(Column::Required) => flag_of(&cell.text.plain()).is_some(),
        Some(Column::Name | Column::ErrorCode | Column::Type) => !cell.text.is_blank(),
        _ => true,
    }
}

/// The cells of one row by column.
struct Cells<'a> {
    at: crate::documentation::page::Place,
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

/// The beginning of a header, for a finding.
pub(super) fn header_text(table: &Table<'_>) -> String {
    beginning(&row_text(&table.header.cells), 400).to_owned()
}
