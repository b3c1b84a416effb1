//! A diff as JSON, for programs. Its shape is [`SCHEMA`].

use std::collections::BTreeMap;

use serde::Serialize;

use crate::review::diff::change::{Change, Class, Detail, Effect, Item};
use crate::review::diff::model::{Diff, SemverStep};

/// The JSON Schema of the output.
pub const SCHEMA: &str = include_str!("schema.json");

/// Raised when a key goes or means something else, not when one is added.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct DiffReport<'d> {
    format: u32,
    verdict: VerdictJson,
    compared: ComparedJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    sides: Option<SidesJson<'d>>,
    changes: Vec<ChangeJson<'d>>,
    ignored: Vec<IgnoredJson<'d>>,
}

#[derive(Serialize)]
struct VerdictJson {
    step: &'static str,
    breaking: usize,
    effects: BTreeMap<&'static str, usize>,
    source: usize,
    wire: usize,
    compatible: usize,
    docs: usize,
}

#[derive(Serialize)]
struct ComparedJson {
    old: usize,
    new: usize,
}

#[derive(Serialize)]
struct SidesJson<'d> {
    old: &'d str,
    new: &'d str,
}

#[derive(Serialize)]
struct IgnoredJson<'d> {
    reason: &'d str,
    change: ChangeJson<'d>,
}

#[derive(Serialize)]
struct ChangeJson<'d> {
    fingerprint: &'d str,
    kind: String,
    title: String,
    classes: Vec<&'static str>,
    breaking: bool,
    effect: &'static str,
    product: &'d str,
    version: &'d str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likeness: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    reached_by: &'d [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'d str>,
}

/// The diff as JSON, two spaces deep, newline at the end.
pub fn json(diff: &Diff) -> String {
    let verdict = diff.verdict();
    let report = DiffReport {
        format: FORMAT,
        verdict: VerdictJson {
            step: SemverStep::as_str(verdict.step),
            breaking: verdict.breaking,
            effects: Effect::ALL.map(|one| (one.as_str(), verdict.with(one))).into(),
            source: verdict.count(Class::Source),
            wire: verdict.count(Class::Wire),
            compatible: verdict.count(Class::Compatible),
            docs: verdict.count(Class::Docs),
        },
        compared: ComparedJson { old: diff.compared.old, new: diff.compared.new },
        sides: diff.sides.as_ref().map(|[old, new]| SidesJson { old, new }),
        changes: diff.changes.iter().map(change_json).collect(),
        ignored: diff
            .ignored
            .iter()
            .map(|one| IgnoredJson { reason: &one.reason, change: change_json(&one.change) })
            .collect(),
    };
    // Writing to memory fails only for maps whose keys are not strings; there are none here.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn change_json(change: &Change) -> ChangeJson<'_> {
    let place = &change.place;
    let (action, structure) = match &place.item {
        Item::Version => (None, None),
        Item::Action(name) => (Some(name.as_str()), None),
        Item::Structure(name) => (None, Some(name.as_str())),
    };
    let (mut member, mut error, mut example) = (None, None, None);
    match &place.detail {
        Detail::Whole | Detail::Members(_) => {}
        Detail::Member(_, name) => member = Some(name.as_str()),
        Detail::Error(code) => error = Some(code.as_str()),
        Detail::Example(title) => example = Some(title.as_str()),
    }
    ChangeJson {
        fingerprint: change.fingerprint.as_str(),
        kind: change.kind.to_string(),
        title: change.kind.title(),
        classes: change.classes.iter().map(Class::as_str).collect(),
        breaking: change.is_breaking(),
        effect: change.effect().as_str(),
        product: &place.product,
        version: &place.version,
        path: place.path(),
        action,
        structure,
        member,
        error,
        example,
        from: change.from.as_deref(),
        to: change.to.as_deref(),
        note: change.note.as_deref(),
        likeness: change.likeness,
        direction: change.direction.map(crate::spec::direction::Direction::as_str),
        reached_by: &change.reached_by,
        cause: change.cause.as_ref().map(super::super::change::Fingerprint::as_str),
    }
}
