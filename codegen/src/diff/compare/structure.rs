//! Structures of a version, old against new.

use std::collections::BTreeMap;

use crate::usage::Direction;

use crate::diff::change::{Change, Class, Classes, Detail, Item};
use crate::diff::kind::{ItemChange, Kind, Part};
use crate::diff::view::{MemberView, StructureView};
use crate::diff::{renames, shape};

use super::Pair;
use super::member::{Members, compare_members};

pub(super) fn compare_structures(pair: &Pair, changes: &mut Vec<Change>) {
    let (old, new) = (&pair.old.structures, &pair.new.structures);
    let mut removed = Vec::new();
    for (name, structure) in old {
        match new.get(name) {
            Some(after) => compare_structure(pair, (name, after), (name, structure), changes),
            None => removed.push((&**name, structure)),
        }
    }
    let added = new.iter().filter(|(name, _)| !old.contains_key(*name));
    let added = added.map(|(name, structure)| (&**name, structure)).collect();
    let guesses = renames::guess_structures(removed, added);
    let change = |name: &str, what, class, from: Option<&str>, to: Option<&str>| {
        let place = pair.place(Item::Structure(name.to_owned()), Detail::Whole);
        let text = |text: Option<&str>| text.map(str::to_owned);
        Change::new(Kind::Item(what), place, Classes::One(class), text(from), text(to))
    };
    let was_used = |name| pair.old_graph().direction(name).is_some();
    for guess in guesses.pairs {
        let (from, to) = (guess.old.0, guess.new.0);
        let class = if was_used(from) { Class::Source } else { Class::Docs };
        let mut change = change(to, ItemChange::StructureRenamed, class, Some(from), Some(to));
        change.likeness = Some(guess.likeness);
        changes.push(change);
        compare_structure(pair, guess.new, guess.old, changes);
    }
    for (name, _) in guesses.removed {
        let class = if was_used(name) { Class::Source } else { Class::Docs };
        let mut change = change(name, ItemChange::StructureRemoved, class, None, None);
        change.direction = pair.old_graph().direction(name);
        changes.push(change);
    }
    for (name, _) in guesses.added {
        let used = pair.new_graph().direction(name).is_some();
        let class = if used { Class::Compatible } else { Class::Docs };
        changes.push(change(name, ItemChange::StructureAdded, class, None, None));
    }
}

fn compare_structure(
    pair: &Pair,
    (name, new): (&str, &StructureView),
    (old_name, old): (&str, &StructureView),
    changes: &mut Vec<Change>,
) {
    if old.doc == new.doc && old.members == new.members {
        return;
    }
    let item = Item::Structure(name.to_owned());
    if old.doc != new.doc {
        let place = pair.place(item.clone(), Detail::Whole);
        let (from, to) = (old.doc.as_deref(), new.doc.as_deref());
        let kind = Kind::Item(ItemChange::DocChanged);
        let text = |text: Option<&str>| text.map(str::to_owned);
        changes.push(Change::new(kind, place, Class::Docs, text(from), text(to)));
    }
    // A type that is in the crate on one side only comes or goes as a whole.
    let direction = pair.old_graph().direction(old_name).and(pair.new_graph().direction(name));
    let (old, new) = (&old.members, &new.members);
    let members = Members { item: &item, part: Part::Member, old, new, direction };
    compare_members(pair, &members, changes);
}

/// Surviving structures that travel another way than before: other field types, another `new`.
pub(super) fn compare_directions(pair: &Pair, changes: &mut Vec<Change>) {
    for (name, old) in &pair.old.structures {
        let Some(new) = pair.new.structures.get(name) else { continue };
        let before = pair.old_graph().direction(name);
        let after = pair.new_graph().direction(name);
        if before == after {
            continue;
        }
        let (classes, note) = match (before, after) {
            (Some(before), Some(after)) => turned(before, after, (&old.members, &new.members)),
            (Some(_), None) => (Class::Source, Some("no action reaches it any more".to_owned())),
            _ => (Class::Compatible, Some("an action reaches it now".to_owned())),
        };
        let word = |direction: Option<Direction>| direction.map(|one| one.as_str().to_owned());
        let place = pair.place(Item::Structure(name.to_string()), Detail::Whole);
        let kind = Kind::Item(ItemChange::StructureDirection);
        let mut change = Change::new(kind, place, classes, word(before), word(after));
        change.note = note;
        change.direction = after.or(before);
        changes.push(change);
    }
}

fn turned(
    before: Direction,
    after: Direction,
    (old, new): (&[MemberView], &[MemberView]),
) -> (Class, Option<String>) {
    let old: BTreeMap<&str, _> = old.iter().map(|member| (&*member.name, member)).collect();
    let mut fields = Vec::new();
    for member in new {
        let Some(was) = old.get(&*member.name) else { continue };
        let same = shape::field(was, before) == shape::field(was, after)
            && shape::is_argument(was, before) == shape::is_argument(was, after);
        if !same {
            fields.push(&*member.name);
        }
    }
    if !fields.is_empty() {
        return (Class::Source, Some(format!("other field types: {}", fields.join(", "))));
    }
    (Class::Compatible, None)
}
