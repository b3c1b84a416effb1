//! What changes of types do elsewhere in the Rust API: a member that goes into a `Box`, because
//! its structure grew or came to hold itself, and a function for pages that comes or goes.

use std::collections::BTreeMap;

use crate::lower::{self, Owner, Surface};

use crate::diff::change::{Change, Class, Detail, Fingerprint, Item};
use crate::diff::kind::{ItemChange, Kind, MemberChange, Part};
use crate::diff::view::{MemberView, View};

use super::Pair;

pub(super) fn compare_surfaces(pair: &Pair, changes: &mut Vec<Change>) {
    let old = lower::surface(&pair.old.types());
    let new = lower::surface(&pair.new.types());
    compare_pages(pair, &old, &new, changes);
    let sides = [(&old, &new, MemberChange::Unboxed), (&new, &old, MemberChange::Boxed)];
    for (here, there, what) in sides {
        let mut owners = BTreeMap::<&Owner, Vec<&str>>::new();
        for (owner, member) in here.boxed.difference(&there.boxed) {
            owners.entry(owner).or_default().push(member);
        }
        for (owner, members) in owners {
            rewrapped(pair, owner, &members, what, changes);
        }
    }
}

/// Members that are there on both sides and of the same type; any other comes, goes or changes
/// as a whole.
fn rewrapped(
    pair: &Pair,
    owner: &Owner,
    members: &[&str],
    what: MemberChange,
    changes: &mut Vec<Change>,
) {
    let (old, new) = (members_of(pair.old, owner), members_of(pair.new, owner));
    let old: BTreeMap<&str, _> = old.iter().map(|one| (&*one.name, &one.member_type)).collect();
    let new: BTreeMap<&str, _> = new.iter().map(|one| (&*one.name, &one.member_type)).collect();
    let (item, part) = match owner {
        Owner::Input(name) => (Item::Action(name.clone()), Part::Input),
        Owner::Output(name) => (Item::Action(name.clone()), Part::Output),
        Owner::Structure(name) => (Item::Structure(name.clone()), Part::Member),
    };
    let used = match &item {
        Item::Structure(name) => pair.lasting_direction(name).is_some(),
        Item::Action(_) | Item::Version => true,
    };
    let class = if used { Class::Source } else { Class::Docs };
    for member in members {
        if old.get(member).is_some_and(|was| new.get(member) == Some(was)) {
            let place = pair.place(item.clone(), Detail::Member(part, (*member).to_owned()));
            changes.push(Change::new(Kind::Member(part, what), place, class, None, None));
        }
    }
}

fn members_of<'v>(view: &'v View, owner: &Owner) -> &'v [MemberView<'v>] {
    match owner {
        Owner::Input(name) => view.actions.get(name.as_str()).map(|it| it.input.as_slice()),
        Owner::Output(name) => view.actions.get(name.as_str()).map(|it| it.output.as_slice()),
        Owner::Structure(name) => {
            view.structures.get(name.as_str()).map(|it| it.members.as_slice())
        }
    }
    .unwrap_or_default()
}

/// Explained by the first change of the action's own members, if there is one.
fn compare_pages(pair: &Pair, old: &Surface, new: &Surface, changes: &mut Vec<Change>) {
    let mut causes = BTreeMap::<String, Fingerprint>::new();
    for change in changes.iter().filter(|change| change.moves_types()) {
        if let (Item::Action(name), Detail::Member(..)) = (&change.place.item, &change.place.detail)
        {
            causes.entry(name.clone()).or_insert_with(|| change.fingerprint.clone());
        }
    }
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
                change.cause = causes.get(name).cloned();
                changes.push(change);
            }
        }
    }
}
