//! Documented examples, old against new: paired by title, else by their number.

use std::fmt::Write as _;

use serde_json::Value;

use crate::review::diff::change::{Change, Class, Detail, Item};
use crate::review::diff::kind::{ItemChange, Kind};
use crate::review::diff::pair::Pair;
use crate::spec::Example;

pub(super) fn compare_examples(
    pair: &Pair,
    item: &Item,
    (old, new): (&[Example], &[Example]),
    changes: &mut Vec<Change>,
) {
    let mut push = |what, label: String, from: Option<String>, to: Option<String>| {
        let place = pair.place(item.clone(), Detail::Example(label));
        changes.push(Change::new(Kind::Item(what), place, Class::Docs, from, to));
    };
    let old = labelled(old);
    let new = labelled(new);
    for (label, before) in &old {
        match new.get(label) {
            Some(after) if is_same(before, after) => {}
            Some(after) => {
                let (from, to) = (Some(pretty(before)), Some(pretty(after)));
                push(ItemChange::ExampleChanged, label.clone(), from, to);
            }
            None => push(ItemChange::ExampleRemoved, label.clone(), Some(pretty(before)), None),
        }
    }
    for (label, after) in new.iter().filter(|(label, _)| !old.contains_key(*label)) {
        push(ItemChange::ExampleAdded, label.clone(), None, Some(pretty(after)));
    }
}

type Labelled<'e> = std::collections::BTreeMap<String, &'e Example>;

/// Examples by title; the second of a title, and one without, by a number behind it.
fn labelled(examples: &[Example]) -> Labelled<'_> {
    let mut map = Labelled::new();
    let mut numbers = std::collections::BTreeMap::<&str, usize>::new();
    for example in examples {
        let title = example.title.as_deref().unwrap_or_default();
        let number = numbers.entry(title).or_default();
        *number += 1;
        let label = match (title, *number) {
            ("", number) => number.to_string(),
            (title, 1) => title.to_owned(),
            (title, number) => format!("{title} ({number})"),
        };
        map.insert(label, example);
    }
    map
}

fn is_same(old: &Example, new: &Example) -> bool {
    old.doc == new.doc
        && old.host == new.host
        && old.request == new.request
        && old.response == new.response
}

/// JSON as a person reads it: a string without quotes, all else indented.
fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => serde_json::to_string_pretty(value).unwrap_or_default(),
    }
}

fn pretty(example: &Example) -> String {
    let mut text = String::new();
    if let Some(doc) = &example.doc {
        let _ = writeln!(text, "{doc}\n");
    }
    if let Some(host) = &example.host {
        let _ = writeln!(text, "Host: {host}");
    }
    if let Some(request) = &example.request {
        let _ = writeln!(text, "{}", as_text(request));
    }
    if let Some(response) = &example.response {
        let _ = write!(text, "{}", as_text(response));
    }
    text
}
