//! What is said of the parts of a page that are not read, or not there.

use super::rows::{Reader, header_text};
use crate::diagnostics::{Code, Diagnostic};
use crate::documentation::page::{Place, Table};

impl Reader<'_> {
    /// Says what shows that a page is not whole.
    pub(super) fn incomplete(&mut self, at: Place, message: String) {
        self.diagnostics.push(
            Diagnostic::new(Code::IncompletePage, message)
                .at(self.file.location(at))
                .help("if the copy of the page ends early, save it again"),
        );
    }

    /// Says that the table of a structure is lost.
    pub(super) fn no_table(&mut self, at: Place, name: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::MissingTable, format!("the structure `{name}` has no table"))
                .at(self.file.location(at))
                .help(
                    "save the page as HTML, or copy it so that tabs or `|` stand between the cells",
                ),
        );
    }

    /// Says that a row is outside of a table.
    pub(super) fn lost_row(&mut self, at: Place, row: &str) {
        (self.tally.rows, self.tally.refused) = (self.tally.rows + 1, self.tally.refused + 1);
        self.diagnostics.push(
            Diagnostic::new(Code::LostRow, "a row of cells is outside of a table")
                .at(self.file.location(at))
                .found(row)
                .help("put the row, and those behind it, right under the table"),
        );
    }

    /// Says that a part of a page is not read.
    pub(super) fn unknown_section(&mut self, at: Place, words: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownSection,
                format!("the section `{words}` is not known and is not read"),
            )
            .at(self.file.location(at)),
        );
    }

    /// Says that a table is not read: its rows are counted, and lost.
    pub(super) fn stray(&mut self, at: Place, table: &Table<'_>) {
        self.tally.tables += 1;
        self.tally.rows += table.rows.len();
        self.tally.refused += table.rows.len();
        let message = format!(
            "a table of {} rows is not read: its columns do not belong here",
            table.rows.len()
        );
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownTable, message)
                .at(self.file.location(at))
                .found(header_text(table))
                .help("input and output tables have columns for name and type, error tables one for the code"),
        );
    }
}
