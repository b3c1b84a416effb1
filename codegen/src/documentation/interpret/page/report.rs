//! Where findings and counts of a page go.

use super::super::counts::Counts;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::interpret::{Places, TableOf, TablePlaces};
use crate::documentation::page::{Cell, Document, Place};
use crate::spec::{Spec, Structure};

/// The findings and counts of a page.
pub(super) struct PageReport<'r> {
    pub(super) file: &'r Document<'r>,
    pub(super) counts: &'r mut Counts,
    pub(super) diagnostics: &'r mut Diagnostics,
}

impl PageReport<'_> {
    pub(super) fn location(&self, at: Place) -> Location {
        self.file.location(at)
    }

    /// A finding about a cell, which is shown.
    pub(super) fn cell(&mut self, code: Code, message: String, cell: &Cell<'_>, help: &str) {
        let mut diagnostic =
            Diagnostic::new(code, message).at(self.location(cell.at)).found(cell.text.plain());
        if !help.is_empty() {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    /// A finding about a place.
    pub(super) fn at(&mut self, code: Code, message: String, at: Place, help: &str) {
        let diagnostic = Diagnostic::new(code, message).at(self.location(at)).help(help);
        self.diagnostics.push(diagnostic);
    }

    /// Puts a structure into the spec; one that is on the page twice is a finding, and its
    /// rows are counted as repeated.
    pub(super) fn structure(
        &mut self,
        spec: &mut Spec,
        places: &mut Places,
        read: StructureReading,
    ) {
        let StructureReading { name, structure, places: table, .. } = read;
        if let Some(first) = spec.structures.get(&name) {
            let same = first.members == structure.members;
            let rows = structure.members.len();
            self.counts.members -= rows;
            self.counts.repeated += rows;
            let how = if same { "the same" } else { "other members; the first is kept" };
            let message = format!("structure `{name}` is on the page twice, with {how}");
            let diagnostic = Diagnostic::new(Code::DuplicateStructure, message);
            self.diagnostics.push(diagnostic.at(table.begin));
        } else {
            places.structures.insert(name.clone(), [(TableOf::Members, table)].into());
            spec.structures.insert(name, structure);
        }
    }
}

/// What a page says of a structure.
pub(super) struct StructureReading {
    pub(super) name: String,
    pub(super) structure: Structure,
    /// Where its table stands.
    pub(super) places: TablePlaces,
    /// The actions that use it.
    pub(super) users: Vec<String>,
}
