//! The error codes of a product version: the union of all that list them, each with the best
//! description that there is.

use std::collections::{BTreeMap, BTreeSet};

use super::Contribution;
use crate::spec::{Action, SourceKind, Spec};

/// Adds the codes and solutions of the parts, the one that is believed first at the front.
///
/// Lists come in two languages. The one in which the rest of the product version is documented
/// goes first; the other gives what that leaves out. A description never comes from another
/// product: 897 codes mean another thing in each.
pub(super) fn merge_errors(spec: &mut Spec, parts: &[Contribution], base_is_chinese: Option<bool>) {
    let documented = |part: &&Contribution| part.kind != SourceKind::ErrorList;
    let chinese = parts.iter().filter(documented).find_map(|part| is_chinese(&part.spec));
    let chinese = chinese.or(base_is_chinese).unwrap_or(true);
    let mut ordered: Vec<&Contribution> = parts.iter().collect();
    ordered.sort_by_key(|part| {
        let is_list = part.kind == SourceKind::ErrorList;
        is_list.then(|| list_is_chinese(&part.spec.errors) != chinese)
    });
    for part in ordered {
        for (code, doc) in &part.spec.errors {
            let ours = spec.errors.entry(code.clone()).or_default();
            if worth(doc, code) > worth(ours, code) {
                ours.clone_from(doc);
            }
        }
        for (code, doc) in &part.spec.solutions {
            spec.solutions.entry(code.clone()).or_insert_with(|| doc.clone());
        }
        spec.sources.extend(part.spec.sources.iter().cloned());
    }
}

/// The codes of each action in lists, which say nothing else of it.
#[derive(Default)]
pub(super) struct Listed(BTreeMap<String, BTreeSet<String>>);

impl Listed {
    /// Takes the actions of a list: they are not what a page or the metadata says of one.
    pub(super) fn take(&mut self, part: &mut Contribution) {
        if part.kind != SourceKind::ErrorList {
            return;
        }
        for (name, action) in std::mem::take(&mut part.spec.actions) {
            self.0.entry(name).or_default().extend(action.errors.into_keys());
        }
    }

    /// Adds the codes of an action to those that its page documents.
    pub(super) fn add_to(&self, name: &str, action: &mut Action) {
        for code in self.0.get(name).into_iter().flatten() {
            action.errors.entry(code.clone()).or_default();
        }
    }
}

/// A description that says something is worth more than one that repeats the code.
fn worth(doc: &str, code: &str) -> u8 {
    if doc.is_empty() { 0 } else { 1 + u8::from(doc != code) }
}

/// Whether the texts of a spec are Chinese: one Chinese text decides. `None` where it has none.
pub(super) fn is_chinese(spec: &Spec) -> Option<bool> {
    let actions = spec.actions.values().flat_map(|action| {
        let members = action.input.iter().chain(&action.output);
        [&action.title, &action.doc].into_iter().chain(members.map(|member| &member.doc))
    });
    some_chinese([&spec.title].into_iter().chain(actions).filter_map(|text| text.as_deref()))
}

fn list_is_chinese(errors: &BTreeMap<String, String>) -> bool {
    some_chinese(errors.values().map(String::as_str)) == Some(true)
}

/// Whether one of the texts has a Chinese character; `None` where there is no text.
fn some_chinese<'a>(texts: impl Iterator<Item = &'a str>) -> Option<bool> {
    let mut found = None;
    for text in texts.filter(|text| !text.is_empty()) {
        if text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
            return Some(true);
        }
        found = Some(false);
    }
    found
}
