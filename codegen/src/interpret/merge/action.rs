//! One action from all that is said of it.

use super::described_twice;
use super::members::{Between, differences, merge_members};
use super::said::Said;
use super::structure::dedup;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{Action, Member, SourceKind};

/// What the sources say of the action `name`, the one that is believed first at the front.
pub(super) fn merge_action(
    name: &str,
    said: Vec<Said<Action>>,
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
    said: Vec<Said<Action>>,
    diagnostics: &mut Diagnostics,
) -> Option<Said<Action>> {
    let mut said = said.into_iter();
    let mut first = said.next()?;
    for other in said {
        let differences = action_differences(&first.item, &other.item);
        if !differences.is_empty() {
            diagnostics.push(described_twice(
                what,
                &differences,
                (&first.location, &first.updated),
                (&other.location, &other.updated),
            ));
        }
        fill(&mut first.item, other.item);
    }
    Some(first)
}

fn action_differences(first: &Action, other: &Action) -> Vec<String> {
    let mut all = Vec::new();
    // An answer always has a RequestId: a page without outputs has lost its tables.
    if !first.output.is_empty() && !other.output.is_empty() {
        all.extend(differences(&first.input, &other.input));
        all.extend(differences(&first.output, &other.output));
    }
    if !first.errors.is_empty() && !other.errors.is_empty() {
        let only = |a: &Action, b: &Action| {
            a.errors
                .keys()
                .filter(|code| !b.errors.contains_key(*code))
                .cloned()
                .collect::<Vec<_>>()
        };
        all.extend(only(first, other).iter().map(|code| format!("error code `{code}` only here")));
        all.extend(only(other, first).iter().map(|code| format!("error code `{code}` only there")));
    }
    for (fact, ours, theirs) in [
        ("region rule", shown(first.region), shown(other.region)),
        ("rate limit", shown(first.requests_per_second), shown(other.requests_per_second)),
        ("endpoint", first.endpoint.clone(), other.endpoint.clone()),
    ] {
        if let (Some(ours), Some(theirs)) = (ours, theirs)
            && ours != theirs
        {
            all.push(format!("{fact} {ours} here, {theirs} there"));
        }
    }
    all
}

fn shown<T: std::fmt::Debug>(fact: Option<T>) -> Option<String> {
    fact.map(|fact| format!("{fact:?}").to_lowercase())
}

fn fill(action: &mut Action, other: Action) {
    if action.output.is_empty() {
        action.output = other.output;
        if action.input.is_empty() {
            action.input = other.input;
        }
    }
    if action.errors.is_empty() {
        action.errors = other.errors;
    }
    if action.examples.is_empty() {
        action.examples = other.examples;
    }
    action.title = action.title.take().or(other.title);
    action.doc = action.doc.take().or(other.doc);
    action.status = action.status.or(other.status);
    action.endpoint = action.endpoint.take().or(other.endpoint);
    action.region = action.region.or(other.region);
    action.requests_per_second = action.requests_per_second.or(other.requests_per_second);
    action.signature = action.signature.or(other.signature);
    action.streaming |= other.streaming;
}

fn page_and_metadata(
    name: &str,
    page: Said<Action>,
    metadata: Said<Action>,
    diagnostics: &mut Diagnostics,
) -> Action {
    let (page_place, metadata_place) = (page.location, metadata.location);
    let (mut action, mut metadata) = (page.item, metadata.item);
    if let (Some(ours), Some(theirs)) = (action.status, metadata.status)
        && ours != theirs
    {
        let message = format!(
            "action `{name}` is {} on the page and {} in the metadata ({}), which is used",
            shown(Some(ours)).unwrap_or_default(),
            shown(Some(theirs)).unwrap_or_default(),
            metadata_place.file
        );
        let diagnostic = Diagnostic::new(Code::ActionContradiction, message);
        diagnostics.push(diagnostic.at(page_place.clone()));
    }
    action.status = metadata.status.or(action.status);
    let mut members = |what: &str, page: Vec<Member>, metadata: Vec<Member>| {
        let what = format!("{what} of `{name}`");
        let between = Between {
            what: &what,
            page: &page_place,
            metadata: &metadata_place,
            required_stated: true,
        };
        merge_members(&between, page, metadata, diagnostics)
    };
    // A page that has lost its tables contradicts nothing.
    let lost = action.output.is_empty();
    if !lost || !action.input.is_empty() {
        let input = std::mem::take(&mut metadata.input);
        action.input = members("input", std::mem::take(&mut action.input), input);
    }
    if !lost {
        let output = std::mem::take(&mut metadata.output);
        action.output = members("output", std::mem::take(&mut action.output), output);
    }
    fill(&mut action, metadata);
    action
}
