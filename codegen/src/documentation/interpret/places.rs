//! Where on a page is what it says.

use std::collections::BTreeMap;

use crate::diagnostics::Location;
pub use crate::documentation::page::Place;

/// Where the items of one page stand, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The actions.
    pub actions: BTreeMap<String, ItemPlaces>,
    /// The structures.
    pub structures: BTreeMap<String, ItemPlaces>,
}

/// Where the tables of one action or structure stand.
pub type ItemPlaces = BTreeMap<TableOf, TablePlaces>;

/// Which table of an action or a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableOf {
    /// The input of an action.
    Input,
    /// The output of an action.
    Output,
    /// The error codes of an action.
    Errors,
    /// The members of a structure.
    Members,
}

/// Where the rows of one table stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePlaces {
    /// The first row of an action's table, the heading of a structure.
    pub begin: Location,
    /// The rows, by the name of the member or the error code.
    pub rows: BTreeMap<String, RowPlace>,
}

/// Where one row is, in the file of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// The cell with the name.
    pub at: Place,
    /// The cells that a finding may be about, as found: name, type and required flag.
    pub found: Box<str>,
}

impl TablePlaces {
    /// The place of the row with this name; of the table, where it has no such row.
    pub fn location(&self, name: &str) -> Location {
        self.rows.get(name).map_or_else(
            || self.begin.clone(),
            |row| Location::new(self.begin.file.clone(), row.at.line, row.at.column),
        )
    }
}
