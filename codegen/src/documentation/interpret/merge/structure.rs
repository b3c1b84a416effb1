//! One structure from all that is said of it.

use super::described_twice;
use super::members::{Between, differences, merge_members};
use super::sourced::Sourced;
use crate::diagnostics::Diagnostics;
use crate::documentation::interpret::TableOf;
use crate::spec::{SourceKind, Structure};

/// What the sources say of the structure `name`, the one that is believed first at the front.
pub(super) fn merge_structure(
    name: &str,
    said: Vec<Sourced<Structure>>,
    diagnostics: &mut Diagnostics,
) -> Structure {
    let sources = said.iter().flat_map(|said| said.item.sources.clone()).collect();
    let (pages, metadata): (Vec<_>, Vec<_>) =
        said.into_iter().partition(|said| said.kind == SourceKind::Page);
    let what = format!("structure `{name}`");
    let page = of_one_kind(&what, pages, diagnostics);
    let metadata = of_one_kind(&what, metadata, diagnostics);
    let mut merged = match (page, metadata) {
        (Some(page), Some(metadata)) => page_and_metadata(&what, page, metadata, diagnostics),
        (Some(one), None) | (None, Some(one)) => one.item,
        (None, None) => Structure::default(),
    };
    merged.sources = sources;
    dedup(&mut merged.sources);
    merged
}

fn page_and_metadata(
    what: &str,
    mut page: Sourced<Structure>,
    metadata: Sourced<Structure>,
    diagnostics: &mut Diagnostics,
) -> Structure {
    let members = std::mem::take(&mut page.item.members);
    let between = Between {
        what,
        table: TableOf::Members,
        page: &page,
        metadata: &metadata.location,
        // A table of outputs has no column for it.
        required_stated: members.iter().any(|member| member.required),
    };
    let members = merge_members(&between, members, metadata.item.members, diagnostics);
    Structure { members, doc: page.item.doc.or(metadata.item.doc), sources: Vec::new() }
}

/// The same source may be twice where a base is taken in.
pub(super) fn dedup(sources: &mut Vec<crate::spec::Source>) {
    let mut seen = std::collections::BTreeSet::new();
    sources.retain(|source| seen.insert(source.clone()));
}

fn of_one_kind(
    what: &str,
    said: Vec<Sourced<Structure>>,
    diagnostics: &mut Diagnostics,
) -> Option<Sourced<Structure>> {
    let mut said = said.into_iter();
    let mut first = said.next()?;
    for other in said {
        let differences = differences(TableOf::Members, &first.item.members, &other.item.members);
        if !differences.is_empty() {
            diagnostics.push(described_twice(what, &differences, &first, &other));
        }
        if first.item.doc.is_none() {
            first.item.doc = other.item.doc;
        }
    }
    Some(first)
}
