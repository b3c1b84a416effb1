//! What stays of the spec that is there, when some of its sources are read again.
//!
//! Everything that a source said goes when that source is read again: a page is told by its
//! path; the metadata describes a product version whole, so any metadata replaces all of it, and
//! so do error lists.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use super::Contribution;
use super::sourced::Sourced;
use crate::diagnostics::Location;
use crate::documentation::interpret::ItemPlaces;
use crate::spec::{Action, Source, SourceKind, Spec, Structure};

/// What stays of the base.
pub(super) struct Remaining {
    pub(super) title: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) errors: BTreeMap<String, String>,
    pub(super) solutions: BTreeMap<String, String>,
    pub(super) sources: Vec<Source>,
    /// Whether its texts are Chinese, where it has any.
    pub(super) is_chinese: Option<bool>,
    pub(super) items: BaseItems,
}

/// Items of the base, as what its remaining sources say.
#[derive(Default)]
pub(super) struct BaseItems {
    pub(super) actions: BTreeMap<String, Vec<Sourced<Action>>>,
    pub(super) structures: BTreeMap<String, Vec<Sourced<Structure>>>,
}

pub(super) fn remaining(mut base: Spec, parts: &[Contribution]) -> Remaining {
    let again = Again::of(parts);
    let is_chinese = super::errors::is_chinese(&base);
    let (errors, solutions) = again.codes(&mut base);
    let mut items = BaseItems::default();
    for (name, action) in base.actions {
        let said = again.said(action, |action| &mut action.sources);
        items.actions.insert(name, said);
    }
    for (name, structure) in base.structures {
        let said = again.said(structure, |structure| &mut structure.sources);
        items.structures.insert(name, said);
    }
    items.actions.retain(|_, said| !said.is_empty());
    items.structures.retain(|_, said| !said.is_empty());
    let (title, endpoint, sources) = (base.title, base.endpoint, base.sources);
    Remaining { title, endpoint, errors, solutions, sources, is_chinese, items }
}

/// Which sources are read again.
struct Again<'a> {
    pages: BTreeSet<&'a str>,
    /// Metadata, error lists and the catalogue: each is read whole.
    packages: BTreeSet<SourceKind>,
}

/// Error codes with what is said of them.
type Codes = BTreeMap<String, String>;

impl<'a> Again<'a> {
    fn of(parts: &'a [Contribution]) -> Self {
        let sources = |part: &'a Contribution| {
            let actions = part.spec.actions.values().flat_map(|action| &action.sources);
            let structures = part.spec.structures.values().flat_map(|item| &item.sources);
            actions.chain(structures).chain(&part.spec.sources)
        };
        Self {
            pages: parts
                .iter()
                .filter(|part| part.kind == SourceKind::Page)
                .flat_map(sources)
                .map(|source| source.path.as_str())
                .collect(),
            packages: parts
                .iter()
                .flat_map(|part| sources(part).map(|source| source.kind).chain([part.kind]))
                .filter(|kind| *kind != SourceKind::Page)
                .collect(),
        }
    }

    fn is_read(&self, source: &Source) -> bool {
        match source.kind {
            SourceKind::Page => self.pages.contains(source.path.as_str()),
            kind => self.packages.contains(&kind),
        }
    }

    /// The codes and solutions of the base that stay. What a list said of a code and what a page
    /// did cannot be told apart, so the codes stay as long as one of their sources does.
    fn codes(&self, base: &mut Spec) -> (Codes, Codes) {
        let of_catalog = |source: &Source| source.kind == SourceKind::ErrorCatalog;
        let (mut errors, mut solutions) = (take(&mut base.errors), take(&mut base.solutions));
        let known = base.sources.iter().any(|source| !of_catalog(source));
        base.sources.retain(|source| !self.is_read(source));
        if known && base.sources.iter().all(of_catalog) {
            errors.clear();
        }
        if !base.sources.iter().any(of_catalog) {
            solutions.clear();
        }
        (errors, solutions)
    }

    /// The item once for each kind of source that stays: what pages and metadata said of it can
    /// no longer be told apart, and the rules of merging take from each side what is its own.
    fn said<T: Clone>(
        &self,
        item: T,
        sources: impl Fn(&mut T) -> &mut Vec<Source>,
    ) -> Vec<Sourced<T>> {
        let mut item = item;
        let all = take(sources(&mut item));
        let known = !all.is_empty();
        let (pages, metadata): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|source| !self.is_read(source))
            .partition(|source| source.kind == SourceKind::Page);
        let of_pages = !pages.is_empty() || !known;
        // Most items have one side, and a copy of all of them would cost as much as reading them.
        if metadata.is_empty() {
            let said = of_pages.then(|| with(item, SourceKind::Page, pages, &sources));
            return said.into_iter().collect();
        }
        let said = of_pages.then(|| with(item.clone(), SourceKind::Page, pages, &sources));
        let more = with(item, SourceKind::Metadata, metadata, &sources);
        said.into_iter().chain([more]).collect()
    }
}

fn with<T>(
    mut item: T,
    kind: SourceKind,
    of: Vec<Source>,
    sources: impl Fn(&mut T) -> &mut Vec<Source>,
) -> Sourced<T> {
    let first = of.first();
    let updated = first.and_then(|source| match kind {
        SourceKind::Page => source.updated.clone(),
        _ => source.release.clone(),
    });
    let location = Location::file(first.map_or("the spec", |source| source.path.as_str()));
    *sources(&mut item) = of;
    Sourced { kind, updated, location, places: ItemPlaces::new(), item }
}
