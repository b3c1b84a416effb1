//! One real page through dozens of converters, where it is at hand: `TCGEN_SHARED` names the folder
//! that holds `wild/extractors/`, and the page itself. Without the variable there is nothing to hold
//! against; with it, missing data is a failure.
//!
//! A conversion that still says what the page says is read like the page. Each other is refused, with
//! the reason that a person would give.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Diagnostic, Severity};
use tencentcloud_codegen::documentation::interpret::{PageOptions, ParsedPages, parse_pages};
use tencentcloud_codegen::spec::{Action, Spec};
use tests::real_pages::{bare, letters};

/// The page that was converted.
const PAGE: &str = "corpus/html/bodies/api_213_15699.html";

/// What is refused, with the code and words of the reason.
const REFUSED: &[(&str, &str, &str)] = &[
    // Pieces of a type, and of the cell above, stand on lines where no column says whose they are.
    ("w3m200.txt", "E0201", "lost the borders"),
    ("w3m80.txt", "E0201", "lost the borders"),
    ("pdf-body-raw.txt", "E0201", "lost the borders"),
    // Its header is in pieces.
    ("pdf-body-layout.txt", "E0307", "has no table"),
    // A line or a paragraph per cell, some of them empty, or in pieces.
    ("pdf-body.txt", "E0204", "no table"),
    ("pdf-body.html", "E0204", "no table"),
    ("readability.txt", "E0204", "no table"),
    ("turndown-plain.body.md", "E0307", "has no table"),
];

fn shared() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("TCGEN_SHARED")?))
}

fn read(path: &Path) -> ParsedPages {
    parse_pages(&[path.to_owned()], &PageOptions::default(), &|_, _| {})
}

fn spec_of(pages: &ParsedPages) -> Option<&Spec> {
    match pages.fragments.as_slice() {
        [fragment] => Some(&fragment.spec),
        _ => None,
    }
}

/// What a conversion must not change, a line per fact.
fn facts(spec: &Spec) -> Vec<String> {
    let mut facts = vec![format!("{} {} {:?}", spec.product, spec.version, spec.endpoint)];
    for (name, action) in &spec.actions {
        facts.push(format!("{name} {:?} {:?}", action.region, action.requests_per_second));
        for (side, members) in [("input", &action.input), ("output", &action.output)] {
            facts.extend(members.iter().map(|member| {
                format!("{side} {} {} {}", member.name, member.member_type, member.required)
            }));
        }
        facts.extend(action.errors.keys().cloned());
        for example in &action.examples {
            let title = letters(example.title.as_deref().unwrap_or_default());
            facts.push(format!("{title} {:?} {:?}", example.request, example.response));
        }
    }
    facts
}

/// The prose of an action by what it describes, as letters.
fn prose(action: &Action) -> BTreeMap<String, String> {
    let members = action.input.iter().chain(&action.output);
    let of_members = members.map(|member| (member.name.clone(), member.doc.clone()));
    let codes = action.errors.iter().map(|(code, doc)| (code.clone(), Some(doc.clone())));
    let examples = action.examples.iter().map(|one| ("example".to_owned(), one.doc.clone()));
    let own = (String::new(), action.doc.clone());
    let all = of_members.chain(codes).chain(examples).chain([own]);
    all.map(|(of, doc)| (of, letters(&bare(&doc.unwrap_or_default())))).collect()
}

/// The sentences of the page that a conversion still has in one piece, and its spec has not.
fn lost_prose(page: &Action, found: &Action, text: &str) -> Vec<String> {
    let (text, found) = (letters(&bare(text)), prose(found));
    let mut lost = Vec::new();
    let own = (String::new(), page.doc.clone().unwrap_or_default());
    let members = page.input.iter().chain(&page.output);
    let docs = members.filter_map(|member| Some((member.name.clone(), member.doc.clone()?)));
    let codes = page.errors.iter().map(|(code, doc)| (code.clone(), doc.clone()));
    for (of, doc) in docs.chain(codes).chain([own]) {
        let sentences = doc.split(['。', '\n']).map(|sentence| letters(&bare(sentence)));
        let read = found.get(&of).map(String::as_str).unwrap_or_default();
        let is_lost = |one: &String| text.contains(one.as_str()) && !read.contains(one.as_str());
        lost.extend(sentences.filter(is_lost).map(|one| format!("{of}: {one}")));
    }
    lost
}

#[test]
fn what_is_still_there_is_read_and_the_rest_is_refused_with_its_reason() {
    let Some(shared) = shared() else { return };
    let original = read(&shared.join(PAGE));
    let page = spec_of(&original).expect("the page itself is read");
    let mut files: Vec<PathBuf> = std::fs::read_dir(shared.join("wild/extractors"))
        .expect("TCGEN_SHARED is set, so there are conversions")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    assert!(files.len() > 40, "only {} conversions", files.len());
    let (mut wrong, mut refused) = (Vec::new(), 0);
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = read(file);
        let mut errors = found.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let said = |one: &Diagnostic| format!("{} {}", one.code.as_str(), one.message);
        if let Some((_, code, words)) = REFUSED.iter().find(|(refused, ..)| *refused == name) {
            refused += 1;
            let all: Vec<String> = errors.map(said).collect();
            if !all.iter().any(|said| said.starts_with(code) && said.contains(words)) {
                wrong.push(format!("{name}: {all:?}, not {code} {words}"));
            }
            continue;
        }
        let first = errors.next();
        let Some(spec) = spec_of(&found).filter(|_| first.is_none()) else {
            wrong.push(format!("{name}: {first:?}"));
            continue;
        };
        if facts(spec) != facts(page) {
            wrong.push(format!("{name}: {:#?}, not {:#?}", facts(spec), facts(page)));
        }
        let text = std::fs::read_to_string(file).expect("what was read is text");
        for (one, other) in page.actions.values().zip(spec.actions.values()) {
            let lost = lost_prose(one, other, &text);
            wrong.extend(lost.iter().map(|lost| format!("{name}: {lost}")));
        }
    }
    assert_eq!(refused, REFUSED.len(), "a conversion that is to be refused is not there");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
