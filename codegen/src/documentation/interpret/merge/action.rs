//! One action from all that is said of it.

use std::mem::take;

use super::described_twice;
use super::members::{Between, Difference, differences, merge_members};
use super::sourced::Sourced;
use super::structure::dedup;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::documentation::interpret::TableOf;
use crate::spec::{Action, SourceKind};

/// What the sources say of the action `name`, the one that is believed first at the front.
pub(super) fn merge_action(
    name: &str,
    said: Vec<Sourced<Action>>,
    diagnostics: &mut Diagnostics,
) -> Action {
    let sources = said.iter().flat_map(|said| said.item.sources.clone()).collect();
    let (pages, metadata): (Vec<_>, Vec<_>) =
        said.into_iter().partition(|said| said.kind == SourceKind::Page);
    let what = format!("action `{name}`");
    let page = of_one_kind(&what, pages, diagnostics);
    let metadata = of_one_kind(&what, metadata, diagnostics);
    let mut merged = match (page, metadata) {
        (Some(page), Some(metadata)) => page_and_metadata(name, page, metadata, diagnostics),
        (Some(one), None) | (None, Some(one)) => one.item,
        (None, None) => Action::default(),
    };
    merged.sources = sources;
    dedup(&mut merged.sources);
    merged
}

/// The first of several pages, or releases; what it leaves out comes from the others: saved
/// pages with half of their sections missing are common.
fn of_one_kind(
    what: &str,
    said: Vec<Sourced<Action>>,
    diagnostics: &mut Diagnostics,
) -> Option<Sourced<Action>> {
    let mut said = said.into_iter();
    let mut first = said.next()?;
    for other in said {
        let differences = action_differences(&first.item, &other.item);
        if !differences.is_empty() {
            diagnostics.push(described_twice(what, &differences, &first, &other));
        }
        fill(&mut first, other);
    }
    Some(first)
}

fn action_differences(first: &Action, other: &Action) -> Vec<Difference> {
    let mut all = Vec::new();
    // An answer always has a RequestId: a page without outputs has lost its tables.
    if !first.output.is_empty() && !other.output.is_empty() {
        all.extend(differences(TableOf::Input, &first.input, &other.input));
        all.extend(differences(TableOf::Output, &first.output, &other.output));
    }
    if !first.errors.is_empty() && !other.errors.is_empty() {
        for (has, lacks, place) in [(first, other, "here"), (other, first, "there")] {
            let codes = has.errors.keys().filter(|code| !lacks.errors.contains_key(*code));
            all.extend(codes.map(|code| Difference {
                row: Some((TableOf::Errors, code.clone())),
                text: format!("error code `{code}` only {place}"),
            }));
        }
    }
    for (fact, ours, theirs) in [
        ("region rule", shown(first.region), shown(other.region)),
        ("rate limit", shown(first.requests_per_second), shown(other.requests_per_second)),
        ("endpoint", first.endpoint.clone(), other.endpoint.clone()),
    ] {
        if let (Some(ours), Some(theirs)) = (ours, theirs)
            && ours != theirs
        {
            let text = format!("{fact} {ours} here, {theirs} there");
            all.push(Difference { row: None, text });
        }
    }
    all
}

fn shown<T: std::fmt::Debug>(fact: Option<T>) -> Option<String> {
    fact.map(|fact| format!("{fact:?}").to_lowercase())
}

/// Takes what the first leaves out from the other, tables with their places.
fn fill(first: &mut Sourced<Action>, other: Sourced<Action>) {
    let (action, places, other, mut other_places) =
        (&mut first.item, &mut first.places, other.item, other.places);
    let mut take_places = |table| {
        places.remove(&table);
        places.extend(other_places.remove_entry(&table));
    };
    if action.output.is_empty() {
        action.output = other.output;
        take_places(TableOf::Output);
        if action.input.is_empty() {
            action.input = other.input;
            take_places(TableOf::Input);
        }
    }
    if action.errors.is_empty() {
        action.errors = other.errors;
        take_places(TableOf::Errors);
    }
    if action.examples.is_empty() {
        action.examples = other.examples;
    }
    action.title = action.title.take().or(other.title);
    action.doc = action.doc.take().or(other.doc);
    action.status = action.status.or(other.status);
    if action.endpoint.is_none() {
        action.endpoint = other.endpoint;
        action.endpoint_evidence = other.endpoint_evidence;
    }
    action.pages = action.pages.take().or(other.pages);
    action.region = action.region.or(other.region);
    action.requests_per_second = action.requests_per_second.or(other.requests_per_second);
    action.signature = action.signature.or(other.signature);
    action.streaming |= other.streaming;
}

fn page_and_metadata(
    name: &str,
    mut page: Sourced<Action>,
    mut metadata: Sourced<Action>,
    diagnostics: &mut Diagnostics,
) -> Action {
    if let (Some(ours), Some(theirs)) = (page.item.status, metadata.item.status)
        && ours != theirs
    {
        let message = format!(
            "action `{name}` is {} on the page and {} in the metadata ({}), which is used",
            shown(Some(ours)).unwrap_or_default(),
            shown(Some(theirs)).unwrap_or_default(),
            metadata.location
        );
        let diagnostic = Diagnostic::new(Code::ActionContradiction, message);
        diagnostics.push(diagnostic.at(page.location.clone()));
    }
    page.item.status = metadata.item.status.or(page.item.status);
    let metadata_place = metadata.location.clone();
    let mut merge = |side: &str, table, page: &Sourced<Action>, ours, theirs| {
        let what = format!("{side} of `{name}`");
        let metadata = &metadata_place;
        let between = Between { what: &what, table, page, metadata, required_stated: true };
        merge_members(&between, ours, theirs, diagnostics)
    };
    // A page that has lost its tables contradicts nothing.
    let lost = page.item.output.is_empty();
    if !lost || !page.item.input.is_empty() {
        let (ours, theirs) = (take(&mut page.item.input), take(&mut metadata.item.input));
        page.item.input = merge("input", TableOf::Input, &page, ours, theirs);
    }
    if !lost {
        let (ours, theirs) = (take(&mut page.item.output), take(&mut metadata.item.output));
        page.item.output = merge("output", TableOf::Output, &page, ours, theirs);
    }
    // Of two hosts the head of the page goes before prose, whoever has it.
    let rank = |action: &Action| action.endpoint_evidence.as_ref().map(|evidence| evidence.kind);
    if metadata.item.endpoint.is_some() && rank(&metadata.item) < rank(&page.item) {
        page.item.endpoint = None;
    }
    fill(&mut page, metadata);
    page.item
}
