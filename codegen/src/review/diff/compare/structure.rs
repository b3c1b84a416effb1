//! Structures of a version, old against new.

use crate::spec::Structure;
use crate::spec::direction::Direction;

use crate::review::diff::change::{Change, Class, Classes, Detail, Item};
use crate::review::diff::kind::{ItemChange, Kind, Part};
use crate::review::diff::pair::Pair;
use crate::review::diff::renames;

use super::member::{Members, compare_members};

/// Structures that came, went, changed, or have another name: which of those that came is one that
/// went is guessed by their members.
pub(super) fn compare_structures(pair: &Pair, changes: &mut Vec<Change>) {
    let (old, new) = (&pair.old.spec.structures, &pair.new.spec.structures);
    let mut removed = Vec::new();
    for (name, structure) in old {
        match new.get(name) {
            Some(after) => compare_structure(pair, (name, after), (name, structure), changes),
            None => removed.push((name.as_str(), structure)),
        }
    }
    let added = new.iter().filter(|(name, _)| !old.contains_key(*name));
    let added = added.map(|(name, structure)| (name.as_str(), structure)).collect();
    let guesses = renames::guess_structures(removed, added);
    let of_whole = |name: &str, what, class, from: Option<&str>, to: Option<&str>| {
        let place = pair.place(Item::Structure(name.to_owned()), Detail::Whole);
        let text = |text: Option<&str>| text.map(str::to_owned);
        Change::new(Kind::Item(what), place, Classes::One(class), text(from), text(to))
    };
    for guess in guesses.pairs {
        let (from, to) = (guess.old.0, guess.new.0);
        let mut change =
            of_whole(to, ItemChange::StructureRenamed, Class::Docs, Some(from), Some(to));
        change.likeness = Some(guess.likeness);
        changes.push(change);
        compare_structure(pair, guess.new, guess.old, changes);
    }
    for (name, _) in guesses.removed {
        let mut change = of_whole(name, ItemChange::StructureRemoved, Class::Docs, None, None);
        change.direction = pair.old.graph().direction(name);
        changes.push(change);
    }
    for (name, _) in guesses.added {
        let used = pair.new.graph().direction(name).is_some();
        let class = if used { Class::Compatible } else { Class::Docs };
        changes.push(of_whole(name, ItemChange::StructureAdded, class, None, None));
    }
}

/// What changed in a structure that is in both, under the names that it has.
fn compare_structure(
    pair: &Pair,
    (name, new): (&str, &Structure),
    (old_name, old): (&str, &Structure),
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
    let direction = pair.old.graph().direction(old_name).and(pair.new.graph().direction(name));
    let (old, new) = (&old.members, &new.members);
    let members = Members { item: &item, part: Part::Member, old, new, direction };
    compare_members(pair, &members, changes);
}

/// Surviving structures that travel another way than before.
pub(super) fn compare_directions(pair: &Pair, changes: &mut Vec<Change>) {
    for name in pair.old.spec.structures.keys() {
        if !pair.new.spec.structures.contains_key(name) {
            continue;
        }
        let before = pair.old.graph().direction(name);
        let after = pair.new.graph().direction(name);
        if before == after {
            continue;
        }
        let note = match (before, after) {
            (Some(_), None) => Some("no action reaches it any more".to_owned()),
            (None, Some(_)) => Some("an action reaches it now".to_owned()),
            _ => None,
        };
        let word = |direction: Option<Direction>| direction.map(|one| one.as_str().to_owned());
        let place = pair.place(Item::Structure(name.clone()), Detail::Whole);
        let kind = Kind::Item(ItemChange::StructureDirection);
        let (from, to) = (word(before), word(after));
        let mut change = Change::new(kind, place, Class::Compatible, from, to);
        change.note = note;
        change.direction = after.or(before);
        changes.push(change);
    }
}
