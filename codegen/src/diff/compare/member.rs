//! Members of one part of an item, old against new.

use std::collections::BTreeMap;

use crate::spec::Presence;
use crate::usage::Direction;

use crate::diff::change::{Change, Class, Classes, Detail, Item};
use crate::diff::kind::{Kind, MemberChange, Part};
use crate::diff::renames;
use crate::diff::shape::{self, is_argument};
use crate::diff::view::{MemberView, ValueView};

use super::Pair;

/// The members of one part, and which way they travel; no direction when the type is not in
/// the crate on both sides, so that nothing about it can break.
pub(super) struct Members<'m, 'v> {
    pub item: &'m Item,
    pub part: Part,
    pub old: &'v [MemberView<'v>],
    pub new: &'v [MemberView<'v>],
    pub direction: Option<Direction>,
}

/// Old member against new member of the same name.
type Common<'v> = (&'v MemberView<'v>, &'v MemberView<'v>);

pub(super) fn compare_members(pair: &Pair, members: &Members, changes: &mut Vec<Change>) {
    if members.old == members.new {
        return;
    }
    let same_names = members.old.len() == members.new.len()
        && members.old.iter().zip(members.new).all(|(old, new)| old.name == new.name);
    if same_names {
        for common in members.old.iter().zip(members.new) {
            compare_member(pair, members, common, changes);
        }
        return;
    }
    let old: BTreeMap<&str, _> = members.old.iter().map(|member| (&*member.name, member)).collect();
    let new: BTreeMap<&str, _> = members.new.iter().map(|member| (&*member.name, member)).collect();
    let mut common: Vec<Common> = Vec::new();
    let mut added = Vec::new();
    for member in members.new {
        match old.get(&*member.name) {
            Some(before) => common.push((before, member)),
            None => added.push(member),
        }
    }
    let removed = members.old.iter().filter(|member| !new.contains_key(&*member.name)).collect();
    for pair_of_one_name in &common {
        compare_member(pair, members, *pair_of_one_name, changes);
    }
    compare_order(pair, members, &common, changes);
    let guesses = renames::guess_members(removed, added);
    for guess in guesses.pairs {
        let (from, to) = (guess.old.name.to_string(), guess.new.name.to_string());
        let classes = broken(members.direction, Classes::SourceAndWire);
        let mut change = changed(pair, members, guess.new, MemberChange::Renamed, classes);
        change.set_texts(Some(from), Some(to));
        change.likeness = Some(guess.likeness);
        changes.push(change);
    }
    for member in guesses.removed {
        let classes = broken(members.direction, Classes::SourceAndWire);
        let mut change = changed(pair, members, member, MemberChange::Removed, classes);
        change.set_texts(Some(described(member)), None);
        changes.push(change);
    }
    for member in guesses.added {
        changes.push(added_member(pair, members, member));
    }
}

fn added_member(pair: &Pair, members: &Members, member: &MemberView) -> Change {
    let sent = members.direction.is_none_or(Direction::is_sent) && members.part != Part::Output;
    let (what, classes) = if sent && member.required && !member.disabled {
        let classes = broken(members.direction, Classes::SourceAndWire);
        (MemberChange::AddedRequired, classes)
    } else {
        (MemberChange::Added, broken(members.direction, Class::Compatible.into()))
    };
    let mut change = changed(pair, members, member, what, classes);
    change.set_texts(None, Some(described(member)));
    change
}

/// The classes, unless the type is not in the crate on both sides.
fn broken(direction: Option<Direction>, classes: Classes) -> Classes {
    if direction.is_some() { classes } else { Class::Docs.into() }
}

/// Type and flag of a member in one text.
fn described(member: &MemberView) -> String {
    let flag = if member.required { ", required" } else { "" };
    format!("{}{flag}", member.member_type)
}

fn changed(
    pair: &Pair,
    members: &Members,
    member: &MemberView,
    what: MemberChange,
    classes: Classes,
) -> Change {
    let detail = Detail::Member(members.part, member.name.to_string());
    let place = pair.place(members.item.clone(), detail);
    let mut change = Change::new(Kind::Member(members.part, what), place, classes, None, None);
    change.direction = members.direction;
    change
}

/// `new` takes the required members in documented order, so that order is part of its signature.
fn compare_order(pair: &Pair, members: &Members, common: &[Common], changes: &mut Vec<Change>) {
    let old_order: BTreeMap<&str, usize> =
        members.old.iter().enumerate().map(|(at, member)| (&*member.name, at)).collect();
    let at = |member: &MemberView| old_order.get(&*member.name).copied();
    if common.iter().is_sorted_by_key(|(_, new)| at(new)) {
        return;
    }
    let arguments = common.iter().filter(|(old, new)| {
        let is_argument = |member| members.direction.is_some_and(|way| is_argument(member, way));
        is_argument(old) && is_argument(new)
    });
    let breaks = !arguments.is_sorted_by_key(|(_, new)| at(new));
    let names = |list: &[MemberView]| {
        list.iter().map(|member| &*member.name).collect::<Vec<_>>().join(", ")
    };
    let class = if breaks { Class::Source } else { Class::Docs };
    let kind = Kind::Member(members.part, MemberChange::Reordered);
    let place = pair.place(members.item.clone(), Detail::Members(members.part));
    let (from, to) = (Some(names(members.old)), Some(names(members.new)));
    let mut change = Change::new(kind, place, class, from, to);
    change.direction = members.direction;
    change.note = breaks.then(|| "`new` takes its arguments in another order".to_owned());
    changes.push(change);
}

fn compare_member(pair: &Pair, members: &Members, common: Common, changes: &mut Vec<Change>) {
    let (_, new) = common;
    let mut push = |what, classes: Classes, from: Option<String>, to: Option<String>| {
        let mut change = changed(pair, members, new, what, classes);
        change.set_texts(from, to);
        changes.push(change);
    };
    compare_shape(common, members.direction, &mut push);
    compare_promises(common, members.direction, &mut push);
    compare_prose(common, members.direction, &mut push);
}

/// Takes a change: what, its classes, old and new text.
type Push<'p> = dyn FnMut(MemberChange, Classes, Option<String>, Option<String>) + 'p;

/// What makes the field: type, required, disabled.
fn compare_shape((old, new): Common, direction: Option<Direction>, push: &mut Push<'_>) {
    if old.member_type != new.member_type {
        let classes = type_classes(old, new, direction);
        let (from, to) = (old.member_type.to_string(), new.member_type.to_string());
        push(MemberChange::TypeChanged, classes, Some(from), Some(to));
    }
    if old.required != new.required {
        // A disabled member is no argument of `new`, required or not.
        let asked = direction.filter(|_| !(old.disabled && new.disabled));
        let (what, classes) = required_classes(new.required, asked);
        let word = |required| Some(if required { "required" } else { "optional" }.to_owned());
        push(what, classes, word(old.required), word(new.required));
    }
    if old.disabled != new.disabled {
        let what = if new.disabled { MemberChange::Disabled } else { MemberChange::Enabled };
        // What was asked for is no longer an argument of `new`, or is one again.
        let is_argument = |member| direction.is_some_and(|way| is_argument(member, way));
        let moves = is_argument(old) != is_argument(new) && old.required == new.required;
        let class = if moves { Class::Source } else { Class::Compatible };
        push(what, broken(direction, class.into()), None, None);
    }
}

/// What the service promises of it: presence, default.
fn compare_promises((old, new): Common, direction: Option<Direction>, push: &mut Push<'_>) {
    if old.presence != new.presence {
        let withdrawn =
            old.presence == Some(Presence::Always) && direction.is_some_and(Direction::is_read);
        let class = if withdrawn { Class::Wire } else { Class::Docs };
        let (from, to) = (presence(old.presence), presence(new.presence));
        push(MemberChange::Presence, class.into(), Some(from), Some(to));
    }
    if old.default != new.default {
        let stated = old.default.is_some() && new.default.is_some();
        let sent = direction.is_some_and(Direction::is_sent);
        let class = if stated && sent { Class::Wire } else { Class::Docs };
        let (from, to) = (owned(old.default.as_deref()), owned(new.default.as_deref()));
        push(MemberChange::DefaultChanged, class.into(), from, to);
    }
}

/// What people read: description, example, values.
fn compare_prose((old, new): Common, direction: Option<Direction>, push: &mut Push<'_>) {
    let texts = [
        (MemberChange::DocChanged, &old.doc, &new.doc),
        (MemberChange::ExampleChanged, &old.example, &new.example),
    ];
    for (what, from, to) in texts {
        if from != to {
            push(what, Class::Docs.into(), owned(from.as_deref()), owned(to.as_deref()));
        }
    }
    if old.values != new.values {
        compare_values((&old.values, &new.values), direction, push);
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn presence(presence: Option<Presence>) -> String {
    match presence {
        Some(Presence::Always) => "always",
        Some(Presence::Nullable) => "nullable",
        None => "unknown",
    }
    .to_owned()
}

fn type_classes(old: &MemberView, new: &MemberView, direction: Option<Direction>) -> Classes {
    let source = !shape::is_same_rust(&old.member_type, &new.member_type);
    let wire = !shape::is_same_json(&old.member_type, &new.member_type);
    broken(
        direction,
        match (source, wire) {
            (true, true) => Classes::SourceAndWire,
            (true, false) => Class::Source.into(),
            (false, true) => Class::Wire.into(),
            (false, false) => Class::Docs.into(),
        },
    )
}

/// A member that becomes required is an argument of `new`, and the service refuses calls
/// without it; one that no longer is required still leaves the arguments.
fn required_classes(now: bool, direction: Option<Direction>) -> (MemberChange, Classes) {
    let sent = direction.is_some_and(Direction::is_sent);
    match (now, sent) {
        (true, true) => (MemberChange::Required, Classes::SourceAndWire),
        (true, false) => (MemberChange::Required, Class::Docs.into()),
        (false, true) => (MemberChange::Optional, Class::Source.into()),
        (false, false) => (MemberChange::Optional, Class::Docs.into()),
    }
}

/// Values are documentation, read out of prose: only a list that is still there can lose one.
fn compare_values(
    (old, new): (&[ValueView], &[ValueView]),
    direction: Option<Direction>,
    push: &mut Push<'_>,
) {
    let by_value = |values: &'_ [ValueView]| {
        values
            .iter()
            .map(|one| (one.value.to_string(), one.doc.as_deref().map(str::to_owned)))
            .collect::<BTreeMap<String, Option<String>>>()
    };
    let (before, after) = (by_value(old), by_value(new));
    let missing = |from: &[ValueView], in_other: &BTreeMap<String, Option<String>>| {
        let names: Vec<_> = from
            .iter()
            .map(|one| &*one.value)
            .filter(|name| !in_other.contains_key(*name))
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    if let Some(removed) = missing(old, &after) {
        let refused = direction.is_some_and(Direction::is_sent) && !new.is_empty();
        let class = if refused { Class::Wire } else { Class::Docs };
        push(MemberChange::ValueRemoved, class.into(), Some(removed), None);
    }
    if let Some(added) = missing(new, &before) {
        let class = if old.is_empty() { Class::Docs } else { Class::Compatible };
        push(MemberChange::ValueAdded, broken(direction, class.into()), None, Some(added));
    }
    let described = |values: &BTreeMap<String, Option<String>>,
                     other: &BTreeMap<String, Option<String>>| {
        let lines: Vec<_> = values
            .iter()
            .filter(|(name, doc)| other.get(*name).is_some_and(|theirs| theirs != *doc))
            .map(|(name, doc)| format!("{name}: {}", doc.as_deref().unwrap_or("-")))
            .collect();
        lines.join("\n")
    };
    let (from, to) = (described(&before, &after), described(&after, &before));
    if from != to {
        push(MemberChange::ValueDocChanged, Class::Docs.into(), Some(from), Some(to));
    }
}
