//! One action: what it does, what goes in and comes out, what can go wrong.

use std::fmt::Write as _;

use crate::spec::{Action, RegionRule, Signature, Source, Spec, Status};
use crate::spec_files::SpecFile;

use super::members::{self, Way};
use super::rust;
use super::screen::{Ink, Screen, clean};
use super::table::{self, Row};

pub(super) fn show(file: &SpecFile, name: &str, screen: Screen) -> String {
    let spec = &file.spec;
    let Some(action) = spec.actions.get(name) else { return String::new() };
    let mut text = title(name, action.title.as_ref(), screen);
    text.push_str(&screen.prose(&facts(spec, action), 0));
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
            Row::default().cell(clean(code), Ink::Bold).prose(doc)
        };
        let rows: Vec<Row> = action.errors.iter().map(row).collect();
        text.push_str(&table::render(&rows, 2, screen));
    }
    text.push_str(&rust::action(file, name, screen));
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
fn facts(spec: &Spec, action: &Action) -> String {
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

fn examples(action: &Action, screen: Screen) -> String {
    let titles: Vec<&str> =
        action.examples.iter().filter_map(|example| example.title.as_deref()).collect();
    if titles.is_empty() {
        return String::new();
    }
    let rows: Vec<Row> =
        titles.iter().map(|title| Row::default().cell("-", Ink::Dim).prose(*title)).collect();
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
