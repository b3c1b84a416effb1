//! One product version: its actions, grouped by what they do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::spec::{Action, Spec, Status};

use super::action::title;
use super::screen::{Ink, Screen};
use super::table::{self, TableRow};

pub(super) fn show(spec: &Spec, screen: Screen) -> String {
    let name = format!("{} {}", spec.product, spec.version);
    let mut text = title(&name, spec.title.as_ref(), screen);
    let (actions, structures) = (spec.actions.len(), spec.structures.len());
    let mut facts: Vec<String> = spec.endpoint.iter().cloned().collect();
    facts.push(screen.count(actions, "action"));
    facts.push(screen.count(structures, "structure"));
    text.push_str(&screen.prose(&facts.join(" · "), 0));
    for (verb, group) in groups(spec, screen) {
        let count = format!(" ({})", group.len());
        let (verb, count) = (screen.paint(&verb, Ink::Bold), screen.paint(&count, Ink::Dim));
        let _ = writeln!(
            text,
            "
{verb}{count}"
        );
        let rows: Vec<TableRow> = group.into_iter().map(row).collect();
        text.push_str(&table::render(&rows, 2, screen));
    }
    let names: Vec<&str> = spec.structures.keys().map(String::as_str).collect();
    if !names.is_empty() {
        text.push_str(&screen.heading("Structures"));
        text.push_str(&screen.prose(&names.join(", "), 2));
    }
    text
}

/// Under which heading actions stand whose verb no other action has.
const OTHERS: &str = "Others";

/// The actions by their verb, the lonely ones last.
pub(super) fn groups(spec: &Spec, screen: Screen) -> Vec<(String, Vec<(&String, &Action)>)> {
    let mut by_verb: BTreeMap<&str, Vec<(&String, &Action)>> = BTreeMap::new();
    for (name, action) in &spec.actions {
        by_verb.entry(verb(name)).or_default().push((name, action));
    }
    let (many, one): (Vec<_>, Vec<_>) = by_verb.into_iter().partition(|(_, group)| group.len() > 1);
    let mut groups: Vec<_> =
        many.into_iter().map(|(verb, group)| (verb.to_owned(), group)).collect();
    if !one.is_empty() {
        groups.push((
            screen.language.say(OTHERS).into_owned(),
            one.into_iter().flat_map(|(_, group)| group).collect(),
        ));
    }
    groups
}

/// The first word of a name: `Describe` of `DescribeFlowInfo`.
fn verb(name: &str) -> &str {
    let end = name.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase());
    end.and_then(|(at, _)| name.get(..at)).unwrap_or(name)
}

/// What a caller should know of the action before anything else.
pub(super) fn mark(action: &Action) -> &'static str {
    match action.status {
        Some(Status::Deprecated) => "deprecated",
        Some(Status::Offline) => "offline",
        Some(Status::Online) | None => "",
    }
}

fn row((name, action): (&String, &Action)) -> TableRow {
    let mark = mark(action);
    let ink = if mark.is_empty() { Ink::Plain } else { Ink::Dim };
    TableRow::default()
        .cell(name.as_str(), ink)
        .cell(mark, Ink::Yellow)
        .prose(action.title.clone().unwrap_or_default())
}
