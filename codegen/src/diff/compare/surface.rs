//! What changes of types do elsewhere in the Rust API: a member that goes into a `Box`, because
//! its structure grew or came to hold itself, and a function for pages that comes or goes.

use crate::resolve::{self, Owner, Surface};

use crate::diff::change::{Change, Class, Detail, Fingerprint, Item};
use crate::diff::kind::{ItemChange, Kind, MemberChange, Part};
use crate::diff::view::MemberView;

use super::Pair;

pub(super) fn compare_surfaces(pair: &Pair, changes: &mut Vec<Change>) {
    let old = resolve::surface(&pair.old.types());
    let new = resolve::surface(&pair.new.types());
    compare_pages(pair, &old, &new, changes);
    let sides = [(&old, &new, MemberChange::Unboxed), (&new, &old, MemberChange::Boxed)];
    for (here, there, what) in sides {
        for (owner, member) in here.boxed.difference(&there.boxed) {
            if let Some(change) = rewrapped(pair, owner, member, what) {
                changes.push(change);
            }
        }
    }
}

/// The change, if the member is there on both sides and of the same type: otherwise it comes,
/// goes or changes as a whole.
fn rewrapped(pair: &Pair, owner: &Owner, member: &str, what: MemberChange) -> Option<Change> {
    let (old, new) = (pair.old, pair.new);
    let find = |members: &'_ [MemberView]| {
        members.iter().find(|one| *one.name == *member).map(|one| one.member_type.clone())
    };
    let (item, part, was, is) = match owner {
        Owner::Input(name) => (
            Item::Action(name.clone()),
            Part::Input,
            find(&old.actions.get(name.as_str())?.input),
            find(&new.actions.get(name.as_str())?.input),
        ),
        Owner::Output(name) => (
            Item::Action(name.clone()),
            Part::Output,
            find(&old.actions.get(name.as_str())?.output),
            find(&new.actions.get(name.as_str())?.output),
        ),
        Owner::Structure(name) => (
            Item::Structure(name.clone()),
            Part::Member,
            find(&old.structures.get(name.as_str())?.members),
            find(&new.structures.get(name.as_str())?.members),
        ),
    };
    if was? != is? {
        return None;
    }
    let used = match &item {
        Item::Structure(name) => pair.lasting_direction(name).is_some(),
        _ => true,
    };
    let class = if used { Class::Source } else { Class::Docs };
    let place = pair.place(item, Detail::Member(part, member.to_owned()));
    Some(Change::new(Kind::Member(part, what), place, class, None, None))
}

/// Explained by the first change of the action's own members, if there is one.
fn compare_pages(pair: &Pair, old: &Surface, new: &Surface, changes: &mut Vec<Change>) {
    let sides = [
        (old, new, ItemChange::PagesRemoved, Class::Source),
        (new, old, ItemChange::PagesAdded, Class::Compatible),
    ];
    for (here, there, what, class) in sides {
        for name in here.paged.difference(&there.paged) {
            let lasts = pair.old.actions.contains_key(name.as_str())
                && pair.new.actions.contains_key(name.as_str());
            if lasts {
                let place = pair.place(Item::Action(name.clone()), Detail::Whole);
                let mut change = Change::new(Kind::Item(what), place, class, None, None);
                change.cause = cause(name, changes);
                changes.push(change);
            }
        }
    }
}

fn cause(action: &str, changes: &[Change]) -> Option<Fingerprint> {
    let of_action = |change: &&Change| {
        matches!(&change.place.item, Item::Action(name) if name == action)
            && matches!(change.place.detail, Detail::Member(..))
            && change.moves_types()
    };
    changes.iter().find(of_action).map(|change| change.fingerprint.clone())
}
