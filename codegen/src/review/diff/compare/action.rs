//! Actions of a version, old against new.

use std::collections::BTreeMap;

use crate::spec::direction::Direction;
use crate::spec::{Action, RegionRule, Signature, Status};

use crate::review::diff::change::{Change, Class, Classes, Detail, Item};
use crate::review::diff::kind::{ItemChange, Kind, Part};
use crate::review::diff::pair::Pair;
use crate::review::diff::renames;

use super::examples::compare_examples;
use super::member::{Members, compare_members};

pub(super) fn compare_actions(pair: &Pair, changes: &mut Vec<Change>) {
    let (old, new) = (&pair.old.spec.actions, &pair.new.spec.actions);
    let mut removed = Vec::new();
    for (name, action) in old {
        match new.get(name) {
            Some(after) => compare_action(pair, name, (action, after), changes),
            None => removed.push((name.as_str(), action)),
        }
    }
    let added = new.iter().filter(|(name, _)| !old.contains_key(*name));
    let added = added.map(|(name, action)| (name.as_str(), action)).collect();
    let guesses = renames::guess_actions(removed, added);
    let change = |name: &str, what, classes: Classes, from: Option<&str>, to: Option<&str>| {
        let place = pair.place(Item::Action(name.to_owned()), Detail::Whole);
        let text = |text: Option<&str>| text.map(str::to_owned);
        Change::new(Kind::Item(what), place, classes, text(from), text(to))
    };
    let wire: Classes = Class::Wire.into();
    for guess in guesses.pairs {
        let (from, to) = (guess.old.0, guess.new.0);
        let mut change = change(to, ItemChange::ActionRenamed, wire, Some(from), Some(to));
        change.likeness = Some(guess.likeness);
        changes.push(change);
        compare_action(pair, to, (guess.old.1, guess.new.1), changes);
    }
    for (name, action) in guesses.removed {
        let title = action.title.as_deref();
        changes.push(change(name, ItemChange::ActionRemoved, wire, title, None));
    }
    for (name, action) in guesses.added {
        let title = action.title.as_deref();
        let compatible = Class::Compatible.into();
        changes.push(change(name, ItemChange::ActionAdded, compatible, None, title));
    }
}

fn compare_action(
    pair: &Pair,
    name: &str,
    (old, new): (&Action, &Action),
    changes: &mut Vec<Change>,
) {
    let item = Item::Action(name.to_owned());
    compare_facts(pair, &item, (old, new), changes);
    let parts = [
        (Part::Input, &old.input, &new.input, Direction::Sent),
        (Part::Output, &old.output, &new.output, Direction::Read),
    ];
    for (part, old, new, direction) in parts {
        let members = Members { item: &item, part, old, new, direction: Some(direction) };
        compare_members(pair, &members, changes);
    }
    compare_errors(pair, &item, (&old.errors, &new.errors), changes);
    compare_examples(pair, &item, (&old.examples, &new.examples), changes);
}

fn compare_facts(
    pair: &Pair,
    item: &Item,
    (old, new): (&Action, &Action),
    changes: &mut Vec<Change>,
) {
    let mut push = |what, class: Class, from: Option<String>, to: Option<String>| {
        let place = pair.place(item.clone(), Detail::Whole);
        changes.push(Change::new(Kind::Item(what), place, class, from, to));
    };
    if old.status.unwrap_or(Status::Online) != new.status.unwrap_or(Status::Online) {
        let (what, class) = match new.status.unwrap_or(Status::Online) {
            Status::Online => (ItemChange::ActionRestored, Class::Compatible),
            Status::Deprecated => (ItemChange::ActionDeprecated, Class::Compatible),
            Status::Offline => (ItemChange::ActionOffline, Class::Wire),
        };
        push(what, class, Some(status(old.status)), Some(status(new.status)));
    }
    let texts = [
        (ItemChange::ActionTitleChanged, &old.title, &new.title, Class::Docs),
        (ItemChange::DocChanged, &old.doc, &new.doc, Class::Docs),
        (ItemChange::ActionEndpointChanged, &old.endpoint, &new.endpoint, Class::Docs),
    ];
    for (what, from, to, class) in texts {
        if from != to {
            push(what, class, from.clone(), to.clone());
        }
    }
    if old.region != new.region {
        let (from, to) = (old.region.map(region), new.region.map(region));
        push(ItemChange::RegionChanged, Class::Docs, from, to);
    }
    if old.requests_per_second != new.requests_per_second {
        let class = match (old.requests_per_second, new.requests_per_second) {
            (Some(before), Some(after)) if after < before => Class::Wire,
            (Some(_), Some(_)) => Class::Compatible,
            _ => Class::Docs,
        };
        let rate = |rate: Option<u32>| rate.map(|rate| format!("{rate}/s"));
        push(
            ItemChange::RateChanged,
            class,
            rate(old.requests_per_second),
            rate(new.requests_per_second),
        );
    }
    if old.signature != new.signature {
        let word = |signature| match signature {
            None => "TC3-HMAC-SHA256".to_owned(),
            Some(Signature::Skip) => "none".to_owned(),
        };
        let (from, to) = (word(old.signature), word(new.signature));
        push(ItemChange::SignatureChanged, Class::Wire, Some(from), Some(to));
    }
    if old.streaming != new.streaming {
        let word = |streaming| if streaming { "may be a stream" } else { "one JSON text" };
        let (from, to) = (word(old.streaming).to_owned(), word(new.streaming).to_owned());
        push(ItemChange::StreamingChanged, Class::Compatible, Some(from), Some(to));
    }
}

fn status(status: Option<Status>) -> String {
    match status {
        None | Some(Status::Online) => "online",
        Some(Status::Deprecated) => "deprecated",
        Some(Status::Offline) => "offline",
    }
    .to_owned()
}

fn region(region: RegionRule) -> String {
    match region {
        RegionRule::Required => "required",
        RegionRule::Optional => "optional",
        RegionRule::Unused => "unused",
    }
    .to_owned()
}

/// Error codes are variants of an open enum: one more harms nobody.
pub(super) fn compare_errors(
    pair: &Pair,
    item: &Item,
    (old, new): (&BTreeMap<String, String>, &BTreeMap<String, String>),
    changes: &mut Vec<Change>,
) {
    let mut push = |what, code: &str, class: Class, from: Option<&String>, to: Option<&String>| {
        let place = pair.place(item.clone(), Detail::Error(code.to_owned()));
        changes.push(Change::new(Kind::Item(what), place, class, from.cloned(), to.cloned()));
    };
    for (code, before) in old {
        match new.get(code) {
            Some(after) if after == before => {}
            Some(after) => {
                push(ItemChange::ErrorDocChanged, code, Class::Docs, Some(before), Some(after));
            }
            None => push(ItemChange::ErrorRemoved, code, Class::Docs, Some(before), None),
        }
    }
    for (code, after) in new.iter().filter(|(code, _)| !old.contains_key(*code)) {
        push(ItemChange::ErrorAdded, code, Class::Compatible, None, Some(after));
    }
}
