//! Two specs to changes: versions are paired by product and date, items and members by name.
//! What breaks code is not told here but read off the Rust APIs, see `attribute.rs`.
//!
//! Invariant: what an item was read from, and the order of keys in a file, change nothing.

mod action;
mod examples;
mod member;
mod structure;

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::lock::Lock;
use crate::spec::{Spec, page_of};

use super::attribute::add_source;
use super::change::{Change, ChangePlace, Class, Classes, Detail, Item};
use super::kind::{ItemChange, Kind};
use super::model::{Compared, Diff, Title};
use super::pair::Pair;
use super::{causes, renames};

/// The specs of one operand of a diff, and what tcgen.lock has decided about their crate.
#[derive(Clone, Copy, Debug)]
pub struct Operand<'a> {
    /// The product versions. Of two with the same product and version the later one counts.
    pub specs: &'a [Spec],
    /// The lock beside them. An old operand without one follows the plain rules, a new one is
    /// what the next regeneration makes of the old.
    pub lock: Option<&'a Lock>,
}

/// Every change from old specs to new ones, where neither has a lock.
pub fn compare(old: &[Spec], new: &[Spec]) -> Diff {
    compare_operands(Operand { specs: old, lock: None }, Operand { specs: new, lock: None })
}

/// Every change from one operand to the other.
pub fn compare_operands(old: Operand<'_>, new: Operand<'_>) -> Diff {
    let (before, after) = (by_version(old.specs), by_version(new.specs));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let mut diff =
        Diff { compared: Compared { old: before.len(), new: after.len() }, ..Diff::default() };
    for key in keys {
        let changes = match (before.get(&key), after.get(&key)) {
            (Some(one), Some(other)) => {
                let decisions = |operand: Operand<'_>| {
                    operand
                        .lock
                        .map(|lock| lock.decisions(key.0, key.1).cloned().unwrap_or_default())
                };
                compare_version(&Pair::new((one, decisions(old)), (other, decisions(new))))
            }
            (Some(one), None) => vec![version_removed(one)],
            (None, Some(other)) => vec![version_added(other, &before, new.lock)],
            (None, None) => Vec::new(),
        };
        let title = after.get(&key).or(before.get(&key)).and_then(|spec| spec.title.as_deref());
        if let (Some(title), false) = (title, changes.is_empty()) {
            let (product, version) = (key.0.to_owned(), key.1.to_owned());
            diff.titles.push(Title { product, version, title: title.to_owned() });
        }
        diff.pages.extend(pages(&changes, [after.get(&key), before.get(&key)]));
        diff.changes.extend(changes);
    }
    diff
}

/// The known pages of the actions that changed: as it is now, else as it was.
fn pages(
    changes: &[Change],
    sides: [Option<&&Spec>; 2],
) -> BTreeMap<(String, String, String), String> {
    let mut pages = BTreeMap::new();
    for place in changes.iter().map(|change| &change.place) {
        let Item::Action(name) = &place.item else { continue };
        let mut actions = sides.iter().flatten().filter_map(|spec| spec.actions.get(name));
        if let Some(page) = actions.find_map(|action| page_of(&action.sources)) {
            let key = (place.product.to_string(), place.version.to_string(), name.clone());
            pages.insert(key, page.to_owned());
        }
    }
    pages
}

type Versions<'v> = BTreeMap<(&'v str, &'v str), &'v Spec>;

fn by_version(specs: &[Spec]) -> Versions<'_> {
    specs.iter().map(|spec| ((spec.product.as_str(), spec.version.as_str()), spec)).collect()
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
fn version_added(spec: &Spec, old: &Versions<'_>, lock: Option<&Lock>) -> Change {
    let newest = old.keys().filter(|key| key.0 == spec.product).map(|key| key.1).max();
    let newest = newest.filter(|newest| *newest < spec.version.as_str());
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
