//! Renames, guessed: something went, something like it came.
//!
//! A guess joins a removed and an added item of the same shape whose names are alike. It
//! changes no class: a renamed member breaks as much as a removed one. Every guess is marked.
//!
//! Invariant: each item is in at most one guess, and the work is bounded: only items of one
//! shape are compared name by name, and only so many of them.

use std::collections::BTreeMap;

use super::change::{Change, Class, Classes};
use super::kind::{ItemChange, Kind, MemberChange};
use crate::spec::{Action, Member, Structure};

/// Names less alike than this are two names.
const LEAST_LIKENESS: f64 = 0.72;

/// So many names of one shape are compared with each other, on either side.
const MOST_OF_ONE_SHAPE: usize = 48;

/// What was removed and added, with the pairs that look like renames taken out.
pub(super) struct Guesses<T> {
    pub pairs: Vec<Guess<T>>,
    pub removed: Vec<T>,
    pub added: Vec<T>,
}

/// A removed and an added item that may be one.
pub(super) struct Guess<T> {
    pub old: T,
    pub new: T,
    pub likeness: f64,
}

type Named<'v, T> = (&'v str, &'v T);

pub(super) fn guess_members<'v>(
    removed: Vec<&'v Member>,
    added: Vec<&'v Member>,
) -> Guesses<&'v Member> {
    let shape = |member: &&Member| format!("{}{}", member.member_type, member.required);
    guess(removed, added, shape, |member| member.name.clone())
}

pub(super) fn guess_actions<'v>(
    removed: Vec<Named<'v, Action>>,
    added: Vec<Named<'v, Action>>,
) -> Guesses<Named<'v, Action>> {
    let shape = |(_, action): &Named<Action>| {
        format!("{}\n{}", names(&action.input), names(&action.output))
    };
    guess(removed, added, shape, |(name, _)| (*name).to_owned())
}

pub(super) fn guess_structures<'v>(
    removed: Vec<Named<'v, Structure>>,
    added: Vec<Named<'v, Structure>>,
) -> Guesses<Named<'v, Structure>> {
    let shape = |(_, structure): &Named<Structure>| names(&structure.members);
    guess(removed, added, shape, |(name, _)| (*name).to_owned())
}

fn names(members: &[Member]) -> String {
    members.iter().fold(String::new(), |mut text, member| {
        text.push_str(&member.name);
        text.push(' ');
        text
    })
}

fn guess<T: Copy>(
    removed: Vec<T>,
    added: Vec<T>,
    shape: impl Fn(&T) -> String,
    name: impl Fn(&T) -> String,
) -> Guesses<T> {
    if removed.is_empty() || added.is_empty() {
        return Guesses { pairs: Vec::new(), removed, added };
    }
    let mut shapes = BTreeMap::<String, (Vec<usize>, Vec<usize>)>::new();
    for (at, item) in removed.iter().enumerate() {
        shapes.entry(shape(item)).or_default().0.push(at);
    }
    for (at, item) in added.iter().enumerate() {
        shapes.entry(shape(item)).or_default().1.push(at);
    }
    let mut likely = Vec::new();
    for (gone, come) in shapes.values() {
        for old in gone.iter().take(MOST_OF_ONE_SHAPE) {
            for new in come.iter().take(MOST_OF_ONE_SHAPE) {
                let (Some(from), Some(to)) = (removed.get(*old), added.get(*new)) else { continue };
                let likeness = likeness(&name(from), &name(to));
                if likeness >= LEAST_LIKENESS {
                    likely.push((likeness, *old, *new));
                }
            }
        }
    }
    // Best first; among equals the order of the documentation decides.
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = (vec![false; removed.len()], vec![false; added.len()]);
    let mut pairs = Vec::new();
    for (likeness, old, new) in likely {
        let free = (taken.0.get_mut(old), taken.1.get_mut(new));
        if let (Some(old_taken @ false), Some(new_taken @ false)) = free
            && let (Some(from), Some(to)) = (removed.get(old), added.get(new))
        {
            (*old_taken, *new_taken) = (true, true);
            pairs.push(Guess { old: *from, new: *to, likeness });
        }
    }
    let rest = |items: Vec<T>, taken: Vec<bool>| {
        items.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(item, _)| item).collect()
    };
    Guesses { pairs, removed: rest(removed, taken.0), added: rest(added, taken.1) }
}

/// How alike two names are, from 0 to 1. Names that differ in case or underscores only
/// are nearly one.
fn likeness(old: &str, new: &str) -> f64 {
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let (old, new) = (plain(old), plain(new));
    if old == new {
        return 0.99;
    }
    strsim::normalized_damerau_levenshtein(&old, &new)
}

/// A member whose type got another name is explained by that rename, and its JSON is the same.
pub(super) fn explain_types(changes: &mut [Change]) {
    let renames: BTreeMap<(String, String), _> = changes
        .iter()
        .filter(|change| change.kind == Kind::Item(ItemChange::StructureRenamed))
        .filter_map(|change| {
            let names = (change.from.clone()?, change.to.clone()?);
            Some((names, change.fingerprint.clone()))
        })
        .collect();
    if renames.is_empty() {
        return;
    }
    let item = |text: &Option<String>| {
        let text = text.as_deref()?;
        let item = text.strip_prefix("list<").and_then(|text| text.strip_suffix('>'));
        Some((item.is_some(), item.unwrap_or(text).to_owned()))
    };
    for change in changes.iter_mut() {
        if !matches!(change.kind, Kind::Member(_, MemberChange::TypeChanged)) {
            continue;
        }
        let (Some(old), Some(new)) = (item(&change.from), item(&change.to)) else { continue };
        if old.0 != new.0 {
            continue;
        }
        if let Some(cause) = renames.get(&(old.1, new.1)) {
            change.cause = Some(cause.clone());
            if change.classes == Classes::SourceAndWire {
                change.classes = Class::Source.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_alone_is_nearly_the_same_name() {
        assert!(likeness("SdkAppID", "SdkAppId") > 0.98);
        assert!(likeness("UserName", "Expiry") < LEAST_LIKENESS);
    }

    #[test]
    fn the_best_pairs_are_taken_and_each_item_once() {
        let removed = vec!["InstanceIds", "Zone"];
        let added = vec!["InstanceIdSet", "InstanceId", "Region"];
        let guesses = guess(removed, added, |_| String::new(), |name| (*name).to_owned());
        let pairs: Vec<_> = guesses.pairs.iter().map(|guess| (guess.old, guess.new)).collect();
        assert_eq!(pairs, [("InstanceIds", "InstanceId")]);
        assert_eq!(guesses.removed, ["Zone"]);
        assert_eq!(guesses.added, ["InstanceIdSet", "Region"]);
    }
}
