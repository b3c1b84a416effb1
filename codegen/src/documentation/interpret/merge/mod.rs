//! The union of what several sources say of one product version.
//!
//! In: fragments of pages, specs of metadata and of error lists, and, where `parse` or `import` add to a spec that
//! is there, that spec as the base. Out: one [`Spec`] and every contradiction as a diagnostic.
//!
//! Who is believed:
//! - Pages alone know error codes, the region rule, the rate limit and links, and their
//!   titles, docs and examples go before those of the metadata.
//! - The metadata is what the official SDKs are made from. It goes before pages where the shape
//!   of a call is concerned: types (`int64` becomes `uint64`), required, presence, disabled,
//!   status. A member that only one side has is kept.
//! - An error code is known when one source lists it; see `errors` for whose words describe it.
//! - Of two pages, or two releases of the metadata, the newer is believed; where neither has a
//!   date, the first by path.
//!
//! Invariant: the result does not depend on the order of the parts. Every choice that is not a
//! mere refinement is a diagnostic that names both places.

mod action;
mod base;
mod errors;
mod members;
mod sourced;
mod structure;

use std::collections::BTreeMap;

use super::{Fragment, Places};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::spec::{Action, Source, SourceKind, Spec, Structure};

use members::Difference;
use sourced::{Sourced, sourced_item};

/// Merges what is known of one product version.
///
/// Without a base the result follows from the parts alone. With a base, what it has from pages
/// or metadata that were not read again is kept; `regenerate` gives no base and is exact.
pub fn merge(
    product: &str,
    version: &str,
    pages: Vec<Fragment>,
    packages: Vec<Spec>,
    base: Option<Spec>,
) -> (Spec, Diagnostics) {
    let mut parts: Vec<Contribution> = pages.into_iter().map(Contribution::page).collect();
    parts.extend(packages.into_iter().map(Contribution::package));
    parts.sort_by(Contribution::order);
    let base = base.map(|base| base::remaining(base, &parts));

    let mut diagnostics = Diagnostics::new();
    let mut spec = Spec::new(product, version);
    product_facts(&mut spec, &parts, &mut diagnostics);
    errors::merge_errors(&mut spec, &parts, base.as_ref().and_then(|base| base.is_chinese));
    let mut said = SaidItems::default();
    let mut listed = errors::Listed::default();
    for mut part in parts {
        listed.take(&mut part);
        said.add(part);
    }
    if let Some(base) = base {
        spec.title = spec.title.or(base.title);
        spec.endpoint = spec.endpoint.or(base.endpoint);
        for (code, doc) in base.errors {
            spec.errors.entry(code).or_insert(doc);
        }
        for (code, doc) in base.solutions {
            spec.solutions.entry(code).or_insert(doc);
        }
        spec.sources.extend(base.sources);
        said.add_base(base.items);
    }
    spec.sources.sort();
    spec.sources.dedup();
    for (name, said) in said.actions {
        let mut item = action::merge_action(&name, said, &mut diagnostics);
        listed.add_to(&name, &mut item);
        describe_errors(&mut item, &spec.errors);
        spec.actions.insert(name, item);
    }
    for (name, said) in said.structures {
        let item = structure::merge_structure(&name, said, &mut diagnostics);
        spec.structures.insert(name, item);
    }
    diagnostics.sort();
    (spec, diagnostics)
}

/// One source: a page, the metadata or an error list of the product version.
struct Contribution {
    kind: SourceKind,
    updated: Option<String>,
    location: Location,
    places: Places,
    spec: Spec,
}

impl Contribution {
    fn page(fragment: Fragment) -> Self {
        let Fragment { spec, location, updated, places, .. } = fragment;
        Self { kind: SourceKind::Page, updated, location, places, spec }
    }

    fn package(spec: Spec) -> Self {
        let items = spec.actions.values().flat_map(|action| &action.sources);
        let items = items.chain(spec.structures.values().flat_map(|item| &item.sources));
        let newest = |a: &&Source, b: &&Source| {
            sourced::release_order(a.release.as_deref(), b.release.as_deref())
        };
        // A file of facts holds both; it is metadata that knows error codes too.
        let source = items.max_by(newest).or(spec.sources.iter().max_by(newest));
        let kind = source.map_or(SourceKind::Metadata, |source| source.kind);
        let location = Location::file(source.map_or("metadata", |source| source.path.as_str()));
        let updated = source.and_then(|source| source.release.clone());
        let places = Places::default();
        Self { kind, updated, location, places, spec }
    }

    /// The one that is believed first.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.kind
            .cmp(&other.kind)
            .then_with(|| {
                sourced::newer_first(self.kind, self.updated.as_deref(), other.updated.as_deref())
            })
            .then_with(|| self.location.cmp(&other.location))
            .then_with(|| crate::spec::write(&self.spec).cmp(&crate::spec::write(&other.spec)))
    }
}

/// What each source says of each item, the one that is believed first at the front.
#[derive(Default)]
struct SaidItems {
    actions: BTreeMap<String, Vec<Sourced<Action>>>,
    structures: BTreeMap<String, Vec<Sourced<Structure>>>,
}

impl SaidItems {
    fn add(&mut self, part: Contribution) {
        let Contribution { kind, updated, location, mut places, spec } = part;
        let updated = updated.as_deref();
        for (name, action) in spec.actions {
            let places = places.actions.remove(&name);
            let said = sourced_item(kind, updated, &location, places, action);
            self.actions.entry(name).or_default().push(said);
        }
        for (name, item) in spec.structures {
            let places = places.structures.remove(&name);
            let said = sourced_item(kind, updated, &location, places, item);
            self.structures.entry(name).or_default().push(said);
        }
    }

    fn add_base(&mut self, items: base::BaseItems) {
        for (name, action) in items.actions {
            self.actions.entry(name).or_default().extend(action);
        }
        for (name, item) in items.structures {
            self.structures.entry(name).or_default().extend(item);
        }
        self.actions.values_mut().for_each(|said| sourced::sort(said));
        self.structures.values_mut().for_each(|said| sourced::sort(said));
    }
}

fn product_facts(spec: &mut Spec, parts: &[Contribution], diagnostics: &mut Diagnostics) {
    let mut endpoint_from: Option<&Contribution> = None;
    for part in parts {
        if spec.title.is_none() {
            spec.title.clone_from(&part.spec.title);
        }
        // The metadata's host is made from the short name: a page that says another knows more.
        match (&spec.endpoint, &part.spec.endpoint, endpoint_from) {
            (None, Some(endpoint), _) => {
                spec.endpoint = Some(endpoint.clone());
                endpoint_from = Some(part);
            }
            (Some(ours), Some(theirs), Some(from))
                if ours != theirs && part.kind == SourceKind::Page =>
            {
                let message = format!(
                    "product endpoint is `{ours}` here and `{theirs}` in {}",
                    part.location
                );
                let diagnostic = Diagnostic::new(Code::ProductContradiction, message);
                diagnostics.push(diagnostic.at(from.location.clone()));
            }
            _ => {}
        }
    }
}

/// An error code without a description takes that of the product's error codes page.
fn describe_errors(action: &mut Action, known: &BTreeMap<String, String>) {
    for (code, doc) in &mut action.errors {
        if doc.is_empty()
            && let Some(known) = known.get(code)
        {
            doc.clone_from(known);
        }
    }
}

/// A choice between two pages, or two releases, that differ: doubtful unless both have a date.
/// It points at the first row that differs, in both.
fn described_twice<T>(
    what: &str,
    differences: &[Difference],
    first: &Sourced<T>,
    second: &Sourced<T>,
) -> Diagnostic {
    let dated =
        first.updated.is_some() && second.updated.is_some() && first.updated != second.updated;
    let reason = if dated { "the newer is used" } else { "the first by path is used" };
    let shown: Vec<&str> = differences.iter().take(5).map(|one| one.text.as_str()).collect();
    let more = differences.len().saturating_sub(shown.len());
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let row = differences.iter().find_map(|one| one.row.as_ref());
    let there = row
        .map_or_else(|| second.location.clone(), |(table, name)| second.location_of(*table, name));
    let message = format!(
        "{what} is described differently here and in {there}; {reason}: {}{more}",
        shown.join("; ")
    );
    let mut diagnostic = Diagnostic::new(Code::DescribedTwice, message);
    diagnostic = match row {
        Some((table, name)) => first.point(diagnostic, *table, name),
        None => diagnostic.at(first.location.clone()),
    };
    if dated {
        diagnostic.severity = Severity::Note;
    }
    diagnostic
}
