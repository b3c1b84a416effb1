//! Two sides to changes: versions are paired by product and date, items and members by name.
//!
//! Invariant: what an item was read from, and the order of keys in a file, change nothing.

mod action;
mod examples;
mod member;
mod pair;
mod structure;
mod surface;

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::Spec;

use super::change::{Change, Class, Classes, Detail, Item, Place};
use super::kind::{ItemChange, Kind};
use super::model::{Compared, Diff, Title};
use super::view::View;
use super::{causes, renames};

pub(super) use pair::Pair;

/// Every change from the specs of one side to those of the other.
///
/// Each side holds a product version once; of two with the same product and version the later
/// one counts.
pub fn compare(old: &[Spec], new: &[Spec]) -> Diff {
    let old: Vec<_> = old.iter().map(View::of).collect();
    let new: Vec<_> = new.iter().map(View::of).collect();
    compare_views(&old, &new)
}

/// The same over borrowed specs, for sides that are files.
pub fn compare_views(old: &[View], new: &[View]) -> Diff {
    let (old, new) = (by_version(old), by_version(new));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let mut diff =
        Diff { compared: Compared { old: old.len(), new: new.len() }, ..Diff::default() };
    for key in keys {
        let changes = match (old.get(&key), new.get(&key)) {
            (Some(before), Some(after)) => compare_version(before, after),
            (Some(before), None) => vec![version_removed(before)],
            (None, Some(after)) => vec![version_added(after, &old)],
            (None, None) => Vec::new(),
        };
        let title = new.get(&key).or(old.get(&key)).and_then(|view| view.title.as_deref());
        if let (Some(title), false) = (title, changes.is_empty()) {
            let (product, version) = (key.0.to_owned(), key.1.to_owned());
            diff.titles.push(Title { product, version, title: title.to_owned() });
        }
        diff.changes.extend(changes);
    }
    diff
}

type Versions<'v, 'a> = BTreeMap<(&'v str, &'v str), &'v View<'a>>;

fn by_version<'v, 'a>(views: &'v [View<'a>]) -> Versions<'v, 'a> {
    views.iter().map(|view| ((view.product(), view.version()), view)).collect()
}

fn version_place(view: &View) -> Place {
    Place {
        product: view.product().into(),
        version: view.version().into(),
        item: Item::Version,
        detail: Detail::Whole,
    }
}

fn version_removed(view: &View) -> Change {
    let kind = Kind::Item(ItemChange::VersionRemoved);
    Change::new(kind, version_place(view), Classes::SourceAndWire, Some(size(view)), None)
}

/// A newer version of a known product takes over the short path of its module: code that says
/// `ess::UserInfo` then means another type.
fn version_added(view: &View, old: &Versions) -> Change {
    let newest = old.keys().filter(|key| key.0 == view.product()).map(|key| key.1).max();
    let takes_over = newest.filter(|newest| *newest < view.version());
    let class = if takes_over.is_some() { Class::Source } else { Class::Compatible };
    let kind = Kind::Item(ItemChange::VersionAdded);
    let mut change = Change::new(kind, version_place(view), class, None, Some(size(view)));
    change.note = takes_over.map(|newest| {
        format!("the module `{}` now means this version, no longer {newest}", view.product())
    });
    change
}

fn size(view: &View) -> String {
    let count = |number, noun| {
        if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
    };
    let (actions, structures) = (view.actions.len(), view.structures.len());
    format!("{}, {}", count(actions, "action"), count(structures, "structure"))
}

fn compare_version<'v>(old: &'v View<'v>, new: &'v View<'v>) -> Vec<Change> {
    let pair = Pair::new(old, new);
    let mut changes = version_facts(&pair);
    action::compare_actions(&pair, &mut changes);
    structure::compare_structures(&pair, &mut changes);
    if changes.iter().any(Change::moves_types) {
        structure::compare_directions(&pair, &mut changes);
        surface::compare_surfaces(&pair, &mut changes);
        renames::explain_types(&mut changes);
        causes::explain(&pair, &mut changes);
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

fn version_facts(pair: &Pair) -> Vec<Change> {
    let mut changes = Vec::new();
    let (old, new) = (pair.old, pair.new);
    let texts = [
        (ItemChange::TitleChanged, &old.title, &new.title, Class::Docs),
        (ItemChange::EndpointChanged, &old.endpoint, &new.endpoint, Class::Wire),
    ];
    for (what, from, to, class) in texts {
        if from != to {
            // What only one side knows is a better source, not another service.
            let class = if from.is_some() && to.is_some() { class } else { Class::Docs };
            let place = pair.place(Item::Version, Detail::Whole);
            let text = |text: &Option<super::view::Text>| text.as_deref().map(str::to_owned);
            changes.push(Change::new(Kind::Item(what), place, class, text(from), text(to)));
        }
    }
    action::compare_errors(pair, &Item::Version, (&old.errors, &new.errors), &mut changes);
    let codes: BTreeSet<_> = old.solutions.keys().chain(new.solutions.keys()).collect();
    for code in codes {
        let (from, to) = (old.solutions.get(code), new.solutions.get(code));
        if from != to {
            let place = pair.place(Item::Version, Detail::Error(code.to_string()));
            let text = |text: Option<&super::view::Text>| text.map(|text| text.to_string());
            let kind = Kind::Item(ItemChange::ErrorDocChanged);
            changes.push(Change::new(kind, place, Class::Docs, text(from), text(to)));
        }
    }
    changes
}
