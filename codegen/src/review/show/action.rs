//! One action: what it does, what goes in and comes out, what can go wrong.

use std::fmt::Write as _;

use crate::project::spec_files::SpecFile;
use crate::rust::api::Pagination;
use crate::rust::lower;
use crate::spec::{Action, EvidenceKind, RegionRule, Signature, Source, Spec, Status};

use super::members::{self, Way};
use super::rust;
use super::screen::{Ink, Screen, clean};
use super::table::{self, TableRow};

pub(super) fn show(file: &SpecFile, name: &str, screen: Screen) -> String {
    let spec = &file.spec;
    let Some(action) = spec.actions.get(name) else { return String::new() };
    let mut text = title(name, action.title.as_ref(), screen);
    text.push_str(&screen.prose(&facts(spec, action), 0));
    for line in [host(action), pages(action, spec)].into_iter().flatten() {
        text.push_str(&screen.prose(&line, 0));
    }
    if let Some(doc) = &action.doc {
        text.push('\n');
        text.push_str(&screen.prose(doc, 2));
    }
    for (heading, list, way) in
        [("Input", &action.input, Way::In), ("Output", &action.output, Way::Out)]
    {
        text.push_str(&screen.heading(heading));
        match list.as_slice() {
            [] => text.push_str("  nothing\n"),
            list => text.push_str(&members::show(spec, list, way, screen)),
        }
    }
    if !action.errors.is_empty() {
        text.push_str(&screen.heading("Error codes"));
        let row = |(code, doc): (&String, &String)| {
            TableRow::default().cell(clean(code), Ink::Bold).prose(doc)
        };
        let rows: Vec<TableRow> = action.errors.iter().map(row).collect();
        text.push_str(&table::render(&rows, 2, screen));
    } else if !spec.errors.is_empty() {
        text.push_str(&screen.heading("Error codes"));
        let count = spec.errors.len();
        let note = format!(
            "none listed for this action; {count} of the product, as in the crate's ErrorCode"
        );
        text.push_str(&screen.prose(&note, 2));
    }
    text.push_str(&rust::action(file, name, rust::Form::Whole, screen));
    text.push_str(&examples(action, screen));
    text.push_str(&sources(&action.sources, screen));
    text
}

/// Name and title on one line.
pub(super) fn title(name: &str, title: Option<&String>, screen: Screen) -> String {
    let name = screen.paint(name, Ink::Bold);
    match title {
        Some(title) => format!("{name}  {}\n", clean(title).replace('\n', " ")),
        None => format!("{name}\n"),
    }
}

/// What a line can say: product, version, host, status, region, rate.
pub(super) fn facts(spec: &Spec, action: &Action) -> String {
    let mut facts = vec![format!("{} {}", spec.product, spec.version)];
    facts.extend(action.endpoint.as_ref().or(spec.endpoint.as_ref()).cloned());
    facts.extend(action.status.map(|status| match status {
        Status::Online => "online".to_owned(),
        Status::Deprecated => "deprecated".to_owned(),
        Status::Offline => "offline".to_owned(),
    }));
    facts.extend(action.region.map(|region| match region {
        RegionRule::Required => "region required".to_owned(),
        RegionRule::Optional => "region optional".to_owned(),
        RegionRule::Unused => "region unused".to_owned(),
    }));
    facts.extend(action.requests_per_second.map(|rate| match rate {
        1 => "1 request a second".to_owned(),
        rate => format!("{rate} requests a second"),
    }));
    facts.extend(action.signature.map(|signature| match signature {
        Signature::Skip => "not signed".to_owned(),
    }));
    if action.streaming {
        facts.push("may answer with an event stream".to_owned());
    }
    facts.join(" · ")
}

/// Why the action has a host of its own.
fn host(action: &Action) -> Option<String> {
    let (host, evidence) = (action.endpoint.as_ref()?, action.endpoint_evidence.as_ref()?);
    let says = match evidence.kind {
        EvidenceKind::Correction => "a correction says so",
        EvidenceKind::Page => "the head of its page says so",
        EvidenceKind::Prose => "its description says so",
    };
    let words = [&evidence.text, &evidence.link];
    let words: Vec<_> = words.into_iter().flatten().map(|text| clean(text)).collect();
    let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(" ")) };
    Some(format!("has the host {} for itself, {says}{words}", clean(host)))
}

/// How the action answers in pages, or why there is no function for it.
fn pages(action: &Action, spec: &Spec) -> Option<String> {
    if let Some(lists) = lower::unclear_lists(action, spec) {
        let lists = lists.join(", ");
        return Some(format!("answers in pages, and it is unclear which list they hold: {lists}"));
    }
    let found = lower::pagination(action, spec)?;
    let way = match &found.pagination {
        Pagination::Offset { offset, limit } => format!("{offset} and {limit}"),
        Pagination::Page { number, first, size } => {
            format!("{number}, which counts pages from {first}, and {size}")
        }
        Pagination::Token { input, output } => format!("{input}, which {output} gives"),
    };
    let total = found.total.map_or(String::new(), |total| format!(", {total} in all"));
    let end = found.end.map_or(String::new(), |(end, is)| format!(", the last has {end} = {is}"));
    let why = if action.pages.is_some() { ", as a correction says" } else { "" };
    Some(format!("pages of {} by {way}{total}{end}{why}", found.lists.join(" and ")))
}

fn examples(action: &Action, screen: Screen) -> String {
    let titles: Vec<&str> =
        action.examples.iter().filter_map(|example| example.title.as_deref()).collect();
    if titles.is_empty() {
        return String::new();
    }
    let rows: Vec<TableRow> =
        titles.iter().map(|title| TableRow::default().cell("-", Ink::Dim).prose(*title)).collect();
    screen.heading("Examples") + &table::render(&rows, 2, screen)
}

/// What the item was read from, with its link.
pub(super) fn sources(sources: &[Source], screen: Screen) -> String {
    if sources.is_empty() {
        return String::new();
    }
    let mut text = screen.heading("Sources");
    for source in sources {
        let date = source.updated.as_ref().or(source.release.as_ref());
        let parts = [Some(&source.path), date, source.url.as_ref()];
        let line: Vec<String> = parts.into_iter().flatten().map(|part| clean(part)).collect();
        let _ = writeln!(text, "  {}", line.join("  "));
    }
    text
}
