//! Structures that members name and nothing defines.
//!
//! In: a merged spec, and where its items are on pages. Out: one warning per structure.

use std::collections::BTreeMap;

use super::{ItemPlaces, Places, TableOf};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::spec::{Member, Source, Spec};

/// Structures that members name and nothing defines: one warning each, at the row that names it
/// first. `places` are those of the pages that were read; an item of none of them stands for its
/// first source. To be asked when nothing more is added or corrected.
pub fn undefined_structures(spec: &Spec, places: &[Places]) -> Diagnostics {
    let mut missing = BTreeMap::new();
    for (name, action) in &spec.actions {
        let stands = places.iter().filter_map(|places| places.actions.get(name));
        let item = Described { name, sources: &action.sources, places: stands.collect() };
        item.look(spec, TableOf::Input, &action.input, &mut missing);
        item.look(spec, TableOf::Output, &action.output, &mut missing);
    }
    for (name, structure) in &spec.structures {
        let stands = places.iter().filter_map(|places| places.structures.get(name));
        let item = Described { name, sources: &structure.sources, places: stands.collect() };
        item.look(spec, TableOf::Members, &structure.members, &mut missing);
    }
    let mut all = Diagnostics::new();
    all.extend(missing.into_values());
    all
}

/// An action or a structure, and where its tables stand.
struct Described<'a> {
    name: &'a str,
    sources: &'a [Source],
    places: Vec<&'a ItemPlaces>,
}

impl<'a> Described<'a> {
    fn look(
        &self,
        spec: &Spec,
        table: TableOf,
        members: &'a [Member],
        missing: &mut BTreeMap<&'a str, Diagnostic>,
    ) {
        for member in members {
            let Some(name) = member.member_type.structure() else { continue };
            if !spec.structures.contains_key(name) && !missing.contains_key(name) {
                missing.insert(name, self.names(name, table, &member.name));
            }
        }
    }

    fn names(&self, structure: &str, table: TableOf, member: &str) -> Diagnostic {
        let item = self.name;
        let message = format!(
            "structure `{structure}` is nowhere defined; member `{member}` of `{item}` names it"
        );
        let diagnostic = Diagnostic::new(Code::UndefinedStructure, message)
            .help("add the data structures page of the product, or import its metadata");
        let mut tables = self.places.iter().filter_map(|places| places.get(&table));
        if let Some(table) = tables.find(|table| table.rows.contains_key(member)) {
            let diagnostic = diagnostic.at(table.location(member));
            return match table.rows.get(member) {
                Some(row) => diagnostic.found(row.found.as_ref()),
                None => diagnostic,
            };
        }
        match self.sources.first() {
            Some(source) => diagnostic.at(Location::file(source.path.clone())),
            None => diagnostic,
        }
    }
}
