//! Members of one part of an item, old against new.

use std::collections::BTreeMap;

use crate::spec::direction::Direction;
use crate::spec::{Member, MemberType, Presence, Scalar, ValueDoc};

use crate::review::diff::change::{Change, Class, Detail, Item};
use crate::review::diff::kind::{Kind, MemberChange, Part};
use crate::review::diff::pair::Pair;
use crate::review::diff::renames;

/// The members of one part, and which way they travel; no direction when the type is not in
/// the crate on both sides, so that nothing about it can break.
pub(super) struct Members<'m, 'v> {
    pub item: &'m Item,
    pub part: Part,
    pub old: &'v [Member],
    pub new: &'v [Member],
    pub direction: Option<Direction>,
}

/// Old member against new member of the same name.
type Common<'v> = (&'v Member, &'v Member);

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
        let (from, to) = (guess.old.name.clone(), guess.new.name.clone());
        let class = broken(members.direction, Class::Wire);
        let mut change = changed(pair, members, guess.new, MemberChange::Renamed, class);
        change.set_texts(Some(from), Some(to));
        change.likeness = Some(guess.likeness);
        changes.push(change);
    }
    for member in guesses.removed {
        let class = broken(members.direction, Class::Wire);
        let mut change = changed(pair, members, member, MemberChange::Removed, class);
        change.set_texts(Some(described(member)), None);
        changes.push(change);
    }
    for member in guesses.added {
        changes.push(added_member(pair, members, member));
    }
}

fn added_member(pair: &Pair, members: &Members, member: &Member) -> Change {
    let sent = members.direction.is_none_or(Direction::is_sent) && members.part != Part::Output;
    let (what, class) = if sent && member.required && !member.disabled {
        let class = broken(members.direction, Class::Wire);
        (MemberChange::AddedRequired, class)
    } else {
        (MemberChange::Added, broken(members.direction, Class::Compatible))
    };
    let mut change = changed(pair, members, member, what, class);
    change.set_texts(None, Some(described(member)));
    change
}

/// The class, unless the type is not in both crates.
fn broken(direction: Option<Direction>, class: Class) -> Class {
    if direction.is_some() { class } else { Class::Docs }
}

/// Type and flag of a member in one text.
fn described(member: &Member) -> String {
    let flag = if member.required { ", required" } else { "" };
    format!("{}{flag}", member.member_type)
}

fn changed(
    pair: &Pair,
    members: &Members,
    member: &Member,
    what: MemberChange,
    class: Class,
) -> Change {
    let detail = Detail::Member(members.part, member.name.clone());
    let place = pair.place(members.item.clone(), detail);
    let mut change = Change::new(Kind::Member(members.part, what), place, class, None, None);
    change.direction = members.direction;
    change
}

/// The documented order, on which the arguments of `new` do not hang once they are remembered.
fn compare_order(pair: &Pair, members: &Members, common: &[Common], changes: &mut Vec<Change>) {
    let old_order: BTreeMap<&str, usize> =
        members.old.iter().enumerate().map(|(at, member)| (&*member.name, at)).collect();
    let at = |member: &Member| old_order.get(&*member.name).copied();
    if common.iter().is_sorted_by_key(|(_, new)| at(new)) {
        return;
    }
    let names =
        |list: &[Member]| list.iter().map(|member| &*member.name).collect::<Vec<_>>().join(", ");
    let kind = Kind::Member(members.part, MemberChange::Reordered);
    let place = pair.place(members.item.clone(), Detail::Members(members.part));
    let (from, to) = (Some(names(members.old)), Some(names(members.new)));
    let mut change = Change::new(kind, place, Class::Docs, from, to);
    change.direction = members.direction;
    changes.push(change);
}

fn compare_member(pair: &Pair, members: &Members, common: Common, changes: &mut Vec<Change>) {
    let (_, new) = common;
    let mut push = |what, class: Class, from: Option<String>, to: Option<String>| {
        let mut change = changed(pair, members, new, what, class);
        change.set_texts(from, to);
        changes.push(change);
    };
    compare_shape(common, members.direction, &mut push);
    compare_promises(common, members.direction, &mut push);
    compare_prose(common, members.direction, &mut push);
}

/// Takes a change: what, its class, old and new text.
type Push<'p> = dyn FnMut(MemberChange, Class, Option<String>, Option<String>) + 'p;

/// What makes the field: type, required, disabled.
fn compare_shape((old, new): Common, direction: Option<Direction>, push: &mut Push<'_>) {
    if old.member_type != new.member_type {
        let same = is_same_json(&old.member_type, &new.member_type);
        let class = broken(direction, if same { Class::Docs } else { Class::Wire });
        let (from, to) = (old.member_type.to_string(), new.member_type.to_string());
        push(MemberChange::TypeChanged, class, Some(from), Some(to));
    }
    if old.required != new.required {
        // Nobody asks for a disabled member, required or not.
        let asked = direction.filter(|_| !(old.disabled && new.disabled));
        let (what, class) = required_class(new.required, asked);
        let word = |required| Some(if required { "required" } else { "optional" }.to_owned());
        push(what, class, word(old.required), word(new.required));
    }
    if old.disabled != new.disabled {
        let what = if new.disabled { MemberChange::Disabled } else { MemberChange::Enabled };
        push(what, broken(direction, Class::Compatible), None, None);
    }
}

/// Whether the two types look alike in JSON: the two integers do.
fn is_same_json(old: &MemberType, new: &MemberType) -> bool {
    let plain = |scalar: &Scalar| match scalar {
        Scalar::Uint64 => Scalar::Int64,
        other => *other,
    };
    match (old, new) {
        (MemberType::Scalar(old), MemberType::Scalar(new))
        | (MemberType::ScalarList(old), MemberType::ScalarList(new)) => plain(old) == plain(new),
        _ => old == new,
    }
}

/// What the service promises of it: presence, default.
fn compare_promises((old, new): Common, direction: Option<Direction>, push: &mut Push<'_>) {
    if old.presence != new.presence {
        let withdrawn =
            old.presence == Some(Presence::Always) && direction.is_some_and(Direction::is_read);
        let class = if withdrawn { Class::Wire } else { Class::Docs };
        let (from, to) = (presence(old.presence), presence(new.presence));
        push(MemberChange::Presence, class, Some(from), Some(to));
    }
    if old.first_page != new.first_page {
        let number = |first: Option<u8>| first.map(|first| first.to_string());
        let (from, to) = (number(old.first_page), number(new.first_page));
        push(MemberChange::FirstPageChanged, Class::Wire, from, to);
    }
    if spelling(new, old.default.as_deref()) != spelling(new, new.default.as_deref()) {
        let stated = old.default.is_some() && new.default.is_some();
        let sent = direction.is_some_and(Direction::is_sent);
        let class = if stated && sent { Class::Wire } else { Class::Docs };
        let (from, to) = (owned(old.default.as_deref()), owned(new.default.as_deref()));
        push(MemberChange::DefaultChanged, class, from, to);
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
            push(what, Class::Docs, owned(from.as_deref()), owned(to.as_deref()));
        }
    }
    if old.values != new.values {
        compare_values(new, (&old.values, &new.values), direction, push);
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

/// A value of a bool is the same in small and in capital letters.
fn spelling(member: &Member, value: Option<&str>) -> Option<String> {
    let is_bool = member.member_type == MemberType::Scalar(Scalar::Bool);
    value.map(|value| if is_bool { value.to_ascii_lowercase() } else { value.to_owned() })
}

/// The service refuses calls without a member that became required; one that no longer is
/// required breaks none.
fn required_class(now: bool, direction: Option<Direction>) -> (MemberChange, Class) {
    let sent = direction.is_some_and(Direction::is_sent);
    match (now, sent) {
        (true, true) => (MemberChange::Required, Class::Wire),
        (true, false) => (MemberChange::Required, Class::Docs),
        (false, true) => (MemberChange::Optional, Class::Compatible),
        (false, false) => (MemberChange::Optional, Class::Docs),
    }
}

/// Values are documentation, read out of prose: only a list that is still there can lose one.
fn compare_values(
    member: &Member,
    (old, new): (&[ValueDoc], &[ValueDoc]),
    direction: Option<Direction>,
    push: &mut Push<'_>,
) {
    let value = |one: &ValueDoc| spelling(member, Some(&one.value)).unwrap_or_default();
    let by_value = |values: &'_ [ValueDoc]| {
        values
            .iter()
            .map(|one| (value(one), one.doc.clone()))
            .collect::<BTreeMap<String, Option<String>>>()
    };
    let (before, after) = (by_value(old), by_value(new));
    let missing = |from: &[ValueDoc], in_other: &BTreeMap<String, Option<String>>| {
        let gone = from.iter().filter(|one| !in_other.contains_key(&value(one)));
        let names: Vec<_> = gone.map(|one| &*one.value).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    if let Some(removed) = missing(old, &after) {
        let refused = direction.is_some_and(Direction::is_sent) && !new.is_empty();
        let class = if refused { Class::Wire } else { Class::Docs };
        push(MemberChange::ValueRemoved, class, Some(removed), None);
    }
    if let Some(added) = missing(new, &before) {
        let class = if old.is_empty() { Class::Docs } else { Class::Compatible };
        push(MemberChange::ValueAdded, broken(direction, class), None, Some(added));
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
        push(MemberChange::ValueDocChanged, Class::Docs, Some(from), Some(to));
    }
}
