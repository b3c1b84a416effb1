//! One product version to its changes, and those of all versions to a diff.
//!
//! Invariant: in which order versions are compared changes nothing, so that both specs of a
//! version can be dropped before the next is read.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use crate::rust::lock::Lock;
use crate::spec::{Spec, VersionKey, page_of};

use super::super::attribute::add_source;
use super::super::change::{Change, ChangePlace, Class, Classes, Detail, Item};
use super::super::kind::{ItemChange, Kind};
use super::super::model::{Compared, Diff, Title};
use super::super::pair::Pair;
use super::super::{causes, renames};
use super::{action, structure};

/// What the tcgen.lock of either operand has decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Locks<'a> {
    pub(crate) old: Option<&'a Lock>,
    pub(crate) new: Option<&'a Lock>,
}

impl Locks<'_> {
    /// The changes of a product version that both operands have.
    pub(crate) fn compare(self, old: &Spec, new: &Spec) -> VersionChanges {
        let decisions = |lock: Option<&Lock>, spec: &Spec| {
            lock.map(|lock| {
                lock.decisions(&spec.product, &spec.version).cloned().unwrap_or_default()
            })
        };
        let pair = Pair::new((old, decisions(self.old, old)), (new, decisions(self.new, new)));
        VersionChanges::of(compare_version(&pair), [Some(new), Some(old)])
    }
}

/// The changes of one product version, with what a report says beside them.
#[derive(Debug)]
pub(crate) struct VersionChanges {
    key: VersionKey,
    title: Option<String>,
    changes: Vec<Change>,
    /// The known pages of the actions that changed.
    pages: Vec<(String, String)>,
}

impl VersionChanges {
    /// Specs: as it is now, and as it was.
    fn of(changes: Vec<Change>, specs: [Option<&Spec>; 2]) -> Self {
        let newest = specs.into_iter().flatten().next();
        Self {
            key: newest.map(Spec::key).unwrap_or_default(),
            title: newest.and_then(|spec| spec.title.clone()),
            pages: pages(&changes, specs),
            changes,
        }
    }
}

fn pages(changes: &[Change], specs: [Option<&Spec>; 2]) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for place in changes.iter().map(|change| &change.place) {
        let Item::Action(name) = &place.item else { continue };
        let mut actions = specs.iter().flatten().filter_map(|spec| spec.actions.get(name));
        if let Some(page) = actions.find_map(|action| page_of(&action.sources)) {
            pages.push((name.clone(), page.to_owned()));
        }
    }
    pages
}

/// What was compared so far.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    versions: BTreeMap<VersionKey, VersionChanges>,
}

impl Comparison {
    pub(crate) fn push(&mut self, changes: VersionChanges) {
        self.versions.insert(changes.key.clone(), changes);
    }

    /// All changes, with those of the versions that one operand alone has.
    pub(crate) fn finish<S: Borrow<Spec>>(
        mut self,
        removed: &BTreeMap<VersionKey, S>,
        added: &BTreeMap<VersionKey, S>,
        locks: Locks<'_>,
    ) -> Diff {
        let both = self.versions.len();
        let compared = Compared { old: both + removed.len(), new: both + added.len() };
        let old: BTreeSet<VersionKey> =
            self.versions.keys().chain(removed.keys()).cloned().collect();
        for spec in removed.values().map(Borrow::borrow) {
            self.push(VersionChanges::of(vec![version_removed(spec)], [None, Some(spec)]));
        }
        for spec in added.values().map(Borrow::borrow) {
            let change = version_added(spec, &old, locks.new);
            self.push(VersionChanges::of(vec![change], [Some(spec), None]));
        }
        let mut diff = Diff { compared, ..Diff::default() };
        for ((product, version), changes) in self.versions {
            for (action, page) in changes.pages {
                diff.pages.insert((product.clone(), version.clone(), action), page);
            }
            let title = changes.title.filter(|_| !changes.changes.is_empty());
            diff.titles.extend(title.map(|title| Title { product, version, title }));
            diff.changes.extend(changes.changes);
        }
        diff
    }
}

fn version_place(spec: &Spec) -> ChangePlace {
    ChangePlace {
        product: spec.product.as_str().into(),
        version: spec.version.as_str().into(),
        item: Item::Version,
        detail: Detail::Whole,
    }
}

fn version_removed(spec: &Spec) -> Change {
    let kind = Kind::Item(ItemChange::VersionRemoved);
    Change::new(kind, version_place(spec), Classes::SourceAndWire, Some(size(spec)), None)
}

/// A newer version of a known product does not take over the short path of its module, unless
/// somebody lets go of it: code that says `ess::UserInfo` would mean another type.
fn version_added(spec: &Spec, old: &BTreeSet<VersionKey>, lock: Option<&Lock>) -> Change {
    let dates = old.iter().filter(|key| key.0 == spec.product).map(|key| key.1.as_str());
    let newest = dates.max().filter(|newest| *newest < spec.version.as_str());
    let is_kept =
        lock.is_none_or(|lock| lock.short_paths.get(&spec.product).map(String::as_str) == newest);
    let class = if newest.is_some() && !is_kept { Class::Source } else { Class::Compatible };
    let kind = Kind::Item(ItemChange::VersionAdded);
    let mut change = Change::new(kind, version_place(spec), class, None, Some(size(spec)));
    change.note = newest.map(|newest| {
        let product = &spec.product;
        if is_kept {
            format!("the module `{product}` still means {newest}")
        } else {
            format!("the module `{product}` now means this version, no longer {newest}")
        }
    });
    change
}

fn size(spec: &Spec) -> String {
    let count = |number, noun| {
        if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
    };
    let (actions, structures) = (spec.actions.len(), spec.structures.len());
    format!("{}, {}", count(actions, "action"), count(structures, "structure"))
}

fn compare_version(pair: &Pair) -> Vec<Change> {
    let mut changes = version_facts(pair);
    action::compare_actions(pair, &mut changes);
    structure::compare_structures(pair, &mut changes);
    if pair.has_other_decisions() || !changes.iter().all(Change::is_prose) {
        structure::compare_directions(pair, &mut changes);
        renames::explain_types(&mut changes);
        add_source(pair, &mut changes);
        causes::explain(pair, &mut changes);
    }
    for change in &mut changes {
        if let Item::Structure(name) = &change.place.item {
            change.reached_by = pair.reached_by(name);
            change.direction = change.direction.or(pair.direction(name));
        }
    }
    changes.sort_by(|a, b| (&a.place, a.kind, &a.from).cmp(&(&b.place, b.kind, &b.from)));
    changes
}

/// What the product version says of itself. Which host is called is for the Rust API to tell:
/// what only one spec says may be what the other leaves unsaid.
fn version_facts(pair: &Pair) -> Vec<Change> {
    let mut changes = Vec::new();
    let (old, new) = (pair.old.spec, pair.new.spec);
    let texts = [
        (ItemChange::TitleChanged, &old.title, &new.title),
        (ItemChange::EndpointChanged, &old.endpoint, &new.endpoint),
    ];
    for (what, from, to) in texts {
        if from != to {
            let place = pair.place(Item::Version, Detail::Whole);
            changes.push(Change::new(
                Kind::Item(what),
                place,
                Class::Docs,
                from.clone(),
                to.clone(),
            ));
        }
    }
    action::compare_errors(pair, &Item::Version, (&old.errors, &new.errors), &mut changes);
    let codes: BTreeSet<_> = old.solutions.keys().chain(new.solutions.keys()).collect();
    for code in codes {
        let (from, to) = (old.solutions.get(code), new.solutions.get(code));
        if from != to {
            let place = pair.place(Item::Version, Detail::Error(code.clone()));
            let kind = Kind::Item(ItemChange::ErrorDocChanged);
            changes.push(Change::new(kind, place, Class::Docs, from.cloned(), to.cloned()));
        }
    }
    changes
}
