//! One source's word on one item, and whose word goes first.

use std::cmp::Ordering;

use serde::Serialize;

use crate::diagnostics::{Diagnostic, Location};
use crate::documentation::interpret::{ItemPlaces, TableOf};
use crate::spec::SourceKind;

/// What one source says of one item.
#[derive(Clone, Debug)]
pub(super) struct Sourced<T> {
    /// Whether a page or the metadata says it.
    pub(super) kind: SourceKind,
    /// The date of the page, or the release of the metadata.
    pub(super) updated: Option<String>,
    /// Where it is said.
    pub(super) location: Location,
    /// Where its tables stand, as far as that is known.
    pub(super) places: ItemPlaces,
    /// What is said.
    pub(super) item: T,
}

pub(super) fn sourced_item<T>(
    kind: SourceKind,
    updated: Option<&str>,
    location: &Location,
    places: Option<ItemPlaces>,
    item: T,
) -> Sourced<T> {
    Sourced {
        kind,
        updated: updated.map(str::to_owned),
        location: location.clone(),
        places: places.unwrap_or_default(),
        item,
    }
}

impl<T> Sourced<T> {
    /// Where the row is; where there is none, its table; where that is not known, the source.
    pub(super) fn location_of(&self, table: TableOf, name: &str) -> Location {
        let places = self.places.get(&table);
        places.map_or_else(|| self.location.clone(), |table| table.location(name))
    }

    /// A finding there, which shows the row.
    pub(super) fn point(&self, diagnostic: Diagnostic, table: TableOf, name: &str) -> Diagnostic {
        let diagnostic = diagnostic.at(self.location_of(table, name));
        match self.places.get(&table).and_then(|table| table.rows.get(name)) {
            Some(row) => diagnostic.found(&*row.found),
            None => diagnostic,
        }
    }
}

/// Pages before metadata, then the newer first, then by place, then by content: a total order,
/// so that nothing depends on the order of reading.
pub(super) fn sort<T: Serialize>(said: &mut [Sourced<T>]) {
    said.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then_with(|| newer_first(a.kind, a.updated.as_deref(), b.updated.as_deref()))
            .then_with(|| a.location.cmp(&b.location))
            .then_with(|| content(&a.item).cmp(&content(&b.item)))
    });
}

fn content<T: Serialize>(item: &T) -> String {
    serde_json::to_string(item).unwrap_or_default()
}

/// The newer first; what has no date last.
pub(super) fn newer_first(kind: SourceKind, a: Option<&str>, b: Option<&str>) -> Ordering {
    match kind {
        SourceKind::Page => b.cmp(&a),
        _ => release_order(b, a),
    }
}

/// Releases by number: `3.1.99.1` before `3.1.189.1`.
pub(super) fn release_order(a: Option<&str>, b: Option<&str>) -> Ordering {
    let numbers = |release: Option<&str>| {
        release.map(|release| {
            release.split('.').map(|part| part.parse::<u64>().unwrap_or(0)).collect::<Vec<_>>()
        })
    };
    numbers(a).cmp(&numbers(b)).then_with(|| a.cmp(&b))
}
