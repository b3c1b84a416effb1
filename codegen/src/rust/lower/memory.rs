//! What tcgen.lock remembers: the decisions that keep the Rust API of a new spec what it was
//! wherever the service itself did not change.
//!
//! In: the old spec with its decisions, and the new spec. Out: the decisions for the new one,
//! which hold nothing but what differs from the plain rules.
//!
//! Invariant: a name, a field's type, a box and the position of an argument never change hands:
//! code that was written against the old crate means the same against the new one, or does not
//! compile. Remembering twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::wrap;
use super::item::ItemName;
use super::naming::{Given, Names, named_members, of_members};
use super::plan::{Owner, Plan, TypePlan, Types, is_demanded, is_on_heap};
use crate::rust::lock::{Decisions, Hold};
use crate::rust::names::MemberName;
use crate::spec::direction::Direction;
use crate::spec::{Member, MemberType, Scalar, Spec};

/// The decisions for `new`, which comes after `old`.
pub fn remember(old: &Spec, old_decisions: &Decisions, new: &Spec) -> Decisions {
    let plain = Decisions::default();
    remembered(&Plan::of(old, old_decisions), &Plan::of(new, &plain))
}

/// The same, of shapes; those of the new spec follow the plain rules.
pub(super) fn remembered(old_plan: &Plan<'_>, new_plan: &Plan<'_>) -> Decisions {
    let (before, now) = (old_plan.types(), new_plan.types());
    let (old_decisions, new) = (old_plan.decisions(), new_plan.spec);
    let mut decisions = Decisions {
        names: names(old_plan, before, new_plan, now),
        directions: directions(before, new_plan, now),
        boxes: boxes(before, now),
        ..Decisions::default()
    };
    let (mut members, mut arguments) = (BTreeMap::new(), BTreeMap::new());
    let is_held = !decisions.directions.is_empty();
    let shaped = is_held.then(|| Plan::of(new, &decisions));
    for (owner, now) in now {
        let Some(before) = before.get(owner) else { continue };
        // Which arguments there are hangs on a direction that is held, and on nothing else here.
        let held = shaped.as_ref().filter(
            |_| matches!(owner, Owner::Structure(name) if decisions.directions.contains_key(*name)),
        );
        let held = held.and_then(|shaped| shaped.type_of(*owner));
        hold_arguments(
            before,
            held.as_ref().unwrap_or(now),
            old_decisions,
            &mut members,
            &mut arguments,
        );
    }
    decisions.members = members;
    decisions.arguments = arguments;
    decisions
}

/// What of the decisions is about something that the spec does not have.
pub fn stale(decisions: &Decisions, spec: &Spec) -> Vec<String> {
    let nothing = Decisions::default();
    let plan = Plan::of(spec, &nothing);
    let types = plan.types();
    let mut known: BTreeSet<String> = all_named(&plan, types).map(|named| named.path).collect();
    known.extend(types.keys().map(|owner| owner.path()));
    decisions.paths().filter(|path| !known.contains(path)).collect()
}

fn all_named<'p>(plan: &'p Plan<'_>, types: &'p Types<'_>) -> impl Iterator<Item = ItemName> + 'p {
    plan.names.all().into_iter().chain(types.values().flat_map(TypePlan::named_members))
}

/// The names that a collision has bent, after each thing has kept the one that it had.
fn names(
    old: &Plan<'_>,
    before: &Types<'_>,
    new: &Plan<'_>,
    now: &Types<'_>,
) -> BTreeMap<String, String> {
    let mut bent = bent_items(old, new);
    for (owner, now) in now {
        match before.get(owner) {
            Some(before) if has_same_names(before, now) => {
                bent.extend(bent_members(now, &before.names));
            }
            Some(before) => {
                let names = renamed_members(before, now);
                bent.extend(bent_members(now, &names));
            }
            None => bent.extend(bent_members(now, &now.names)),
        }
    }
    bent.into_iter().map(|named| (named.path, named.name)).collect()
}

/// The bent names of everything but members.
fn bent_items(old: &Plan<'_>, new: &Plan<'_>) -> Vec<ItemName> {
    // Where everything old has its name by the plain rules too, holding it changes nothing.
    if new.names.keeps_names_of(&old.names) {
        return new.names.bent().to_vec();
    }
    let there: BTreeSet<String> = new.names.all().into_iter().map(|named| named.path).collect();
    let given = Given::of(old.names.all(), |path| there.contains(path));
    Names::of(new.spec, &given).bent().to_vec()
}

/// Whether the members of a type have the same names, in the same order, as before.
fn has_same_names(before: &TypePlan<'_>, now: &TypePlan<'_>) -> bool {
    before.members.len() == now.members.len()
        && before.members.iter().zip(now.members).all(|(old, new)| old.name == new.name)
}

/// The names of members some of which were there before.
fn renamed_members(before: &TypePlan<'_>, now: &TypePlan<'_>) -> Vec<MemberName> {
    let there: BTreeSet<String> = now.members.iter().map(|member| now.path_of(member)).collect();
    let given = Given::of(before.named_members().collect(), |path| there.contains(path));
    of_members(|| now.path(), now.members, &now.words, &given)
}

fn bent_members<'a>(
    plan: &'a TypePlan<'_>,
    names: &'a [MemberName],
) -> impl Iterator<Item = ItemName> + 'a {
    // A path costs an allocation, and hardly any name is bent.
    let is_bent = plan.words.iter().zip(names).any(|(words, name)| *words != name.name);
    let found = is_bent.then(|| named_members(plan.path(), plan.members, &plan.words, names));
    found.into_iter().flatten().filter(ItemName::is_bent)
}

/// Structures that travel another way now, which would change what code sees of them.
fn directions(before: &Types<'_>, new: &Plan<'_>, now: &Types<'_>) -> BTreeMap<String, Direction> {
    let mut held = BTreeMap::new();
    for (name, actual) in &new.directions {
        let owner = Owner::Structure(name);
        if let (Some(before), Some(now)) = (before.get(&owner), now.get(&owner))
            && before.shape != *actual
            && is_noticed(before, now)
        {
            held.insert((*name).to_owned(), before.shape);
        }
    }
    held
}

/// Whether code that uses the type would notice its new direction.
fn is_noticed(before: &TypePlan<'_>, now: &TypePlan<'_>) -> bool {
    let old: BTreeMap<&str, bool> = before
        .members
        .iter()
        .enumerate()
        .map(|(at, member)| (member.name.as_str(), before.arguments.contains(&at)))
        .collect();
    let other_field = now.members.iter().any(|member| {
        let is_list = member.member_type.is_list();
        old.get(member.name.as_str()).is_some_and(|was_asked| {
            let is_asked = is_demanded(member);
            wrap(before.shape, is_list, *was_asked) != wrap(now.shape, is_list, is_asked)
                || is_on_heap(before.shape, member, *was_asked)
                    != is_on_heap(now.shape, member, is_asked)
        })
    });
    (before.sent && !now.sent) || other_field
}

/// Boxes that are not where recursion alone would have them.
fn boxes(before: &Types<'_>, now: &Types<'_>) -> BTreeMap<String, bool> {
    let mut decided = BTreeMap::new();
    for (owner, now) in now {
        let Some(before) = before.get(owner) else { continue };
        let old: BTreeMap<&str, (&MemberType, bool)> = before
            .members
            .iter()
            .zip(&before.boxed)
            .map(|(member, boxed)| (member.name.as_str(), (&member.member_type, *boxed)))
            .collect();
        for (member, boxed) in now.members.iter().zip(&now.boxed) {
            let was = old.get(member.name.as_str());
            let was = was.filter(|(member_type, _)| **member_type == member.member_type);
            if let Some((_, was)) = was.filter(|(_, was)| was != boxed) {
                decided.insert(now.path_of(member), *was);
            }
        }
    }
    decided
}

/// What stays an argument of `new`, what does not become one, and in which order they come.
fn hold_arguments(
    before: &TypePlan<'_>,
    now: &TypePlan<'_>,
    old_decisions: &Decisions,
    members: &mut BTreeMap<String, Hold>,
    arguments: &mut BTreeMap<String, Vec<String>>,
) {
    let is_plain = old_decisions.members.is_empty() && old_decisions.arguments.is_empty();
    let is_same = before.arguments == now.arguments && has_same_names(before, now);
    if !now.sent || (is_plain && is_same) {
        return;
    }
    let old = asked(before);
    let new = asked(now);
    let path = |member: &Member| now.path_of(member);
    let by_name: BTreeMap<&str, &Member> =
        now.members.iter().map(|member| (member.name.as_str(), member)).collect();
    let was_asked: BTreeSet<&str> = old.iter().map(|member| member.name.as_str()).collect();
    let is_asked: BTreeSet<&str> = new.iter().map(|member| member.name.as_str()).collect();
    let kept: Vec<&Member> =
        old.iter().filter_map(|member| by_name.get(member.name.as_str()).copied()).collect();
    for member in kept.iter().filter(|member| !is_asked.contains(member.name.as_str())) {
        members.insert(path(member), Hold::Argument);
    }
    let is_held_back =
        |member: &&&Member| old_decisions.members.get(&path(member)) == Some(&Hold::Setter);
    let came = new.iter().filter(|member| !was_asked.contains(member.name.as_str()));
    let (held_back, mut came): (Vec<&Member>, Vec<&Member>) =
        came.copied().partition(|member| is_held_back(&member));
    let mut setters = held_back;
    let would_be: Vec<&Member> = kept.iter().chain(&came).copied().collect();
    if kept.len() < old.len() && takes_old_calls(&old, &would_be) {
        setters.append(&mut came);
    }
    members.extend(setters.iter().map(|member| (path(member), Hold::Setter)));
    let order: Vec<&str> = kept.iter().chain(&came).map(|member| member.name.as_str()).collect();
    let at: BTreeMap<&str, usize> =
        now.members.iter().enumerate().map(|(at, member)| (member.name.as_str(), at)).collect();
    if !order.iter().is_sorted_by_key(|name| at.get(*name)) {
        arguments.insert(now.path(), order.into_iter().map(str::to_owned).collect());
    }
}

/// The members that `new` asks for, in the order of its arguments.
fn asked<'a>(plan: &TypePlan<'a>) -> Vec<&'a Member> {
    plan.arguments.iter().filter_map(|at| plan.members.get(*at)).collect()
}

/// Whether a call that was written for the old arguments could compile with the new ones.
fn takes_old_calls(old: &[&Member], new: &[&Member]) -> bool {
    let could_be = |(old, new): (&&Member, &&Member)| {
        kind(&old.member_type) == kind(&new.member_type)
            && old.member_type.is_list() == new.member_type.is_list()
    };
    old.len() == new.len() && old.iter().zip(new).all(could_be)
}

/// Types that one expression may have: a number without a point is either integer.
fn kind(member_type: &MemberType) -> &str {
    match member_type {
        MemberType::Scalar(scalar) | MemberType::ScalarList(scalar) => match scalar {
            Scalar::Int64 | Scalar::Uint64 => "integer",
            Scalar::Float => "float",
            Scalar::Bool => "bool",
            Scalar::String
            | Scalar::Binary
            | Scalar::Date
            | Scalar::Datetime
            | Scalar::DatetimeIso => "text",
        },
        MemberType::Structure(name) | MemberType::StructureList(name) => name,
    }
}

#[cfg(test)]
#[path = "memory_tests.rs"]
mod tests;
