//! Real pages to which something has happened: what is lost of them is said.
//!
//! A page is read whole, then mutated and read again. What the first reading has and the second has
//! not is lost; what only the second has is wrong. Either needs an error or a warning that the whole
//! page does not have, so that nobody takes a spec for whole that is not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tencentcloud_codegen::diagnostics::{Code, Severity};
use tencentcloud_codegen::documentation::interpret::{PageOptions, ParsedPages, parse_page};
use tencentcloud_codegen::source::text_of_bytes;
use tencentcloud_codegen::spec::{Action, Member};
use tests::mutations::{MUTATIONS, Mutation, Takes, is_fence, is_heading, is_part, is_row};
use tests::random::Random;
use tests::real_pages::{RealPage, bare, letters, pages};

/// One page of so many is mutated.
const EVERY: usize = 17;

/// Another number mutates other places.
const SEED: u64 = 1_000_000;

/// How many mutations of a thousand may be silent.
const SILENT: usize = 1;

#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
fn read(text: &str) -> ParsedPages {
    let text = text_of_bytes("page.md".into(), text.as_bytes().to_vec()).unwrap();
    parse_page(&text, &PageOptions::default())
}

/// What a reading says, a line per fact; where a fact is twice, its line does too.
fn facts(pages: &ParsedPages) -> Vec<String> {
    let mut facts = Vec::new();
    for fragment in &pages.fragments {
        let spec = &fragment.spec;
        for (name, action) in &spec.actions {
            facts.push(format!("action {} {} {name}", spec.product, spec.version));
            facts.push(format!("host {:?} {:?}", spec.endpoint, action.endpoint));
            facts.extend(action.requests_per_second.map(|rate| format!("rate {rate}")));
            facts.push(format!("region {:?}", action.region));
            action_facts(action, &mut facts);
        }
        for (name, structure) in &spec.structures {
            members(name, &structure.members, &mut facts);
        }
    }
    facts.sort();
    facts
}

fn action_facts(action: &Action, facts: &mut Vec<String>) {
    members("input", &action.input, facts);
    members("output", &action.output, facts);
    facts.extend(action.errors.keys().map(|code| format!("code {code}")));
    for example in &action.examples {
        let sides = [("request", &example.request), ("response", &example.response)];
        // Of what is not JSON, white space says nothing.
        let shown = |(side, json): (&str, &Option<Value>)| match json.as_ref()? {
            Value::String(text) => Some(format!("{side} {}", letters(text))),
            json => Some(format!("{side} {}", json.to_string().replace("  \\n", "\\n"))),
        };
        facts.extend(sides.into_iter().filter_map(shown));
    }
}

fn members(of: &str, members: &[Member], facts: &mut Vec<String>) {
    let fact = |member: &Member| {
        format!("member {of} {} {} {}", member.name, member.member_type, member.required)
    };
    facts.extend(members.iter().map(fact));
}

/// The letters of all prose of a reading.
fn prose(pages: &ParsedPages) -> String {
    let mut prose = String::new();
    for spec in pages.fragments.iter().map(|fragment| &fragment.spec) {
        for action in spec.actions.values() {
            let of_members = action.input.iter().chain(&action.output);
            let docs =
                of_members.flat_map(|member| [&member.doc, &member.example, &member.default]);
            let of_examples = action.examples.iter().flat_map(|one| [&one.title, &one.doc]);
            let docs = docs.chain(of_examples).chain([&action.title, &action.doc]).flatten();
            for doc in docs.chain(action.errors.values()) {
                prose.push_str(&letters(&bare(doc)));
                prose.push('\n');
            }
        }
    }
    prose
}

/// The sentences of a reading, of which each is to be found again.
fn sentences(pages: &ParsedPages) -> Vec<String> {
    let mut sentences = Vec::new();
    for action in pages.fragments.iter().flat_map(|fragment| fragment.spec.actions.values()) {
        let docs = action.input.iter().chain(&action.output).filter_map(|one| one.doc.as_deref());
        let docs =
            docs.chain(action.doc.as_deref()).chain(action.errors.values().map(String::as_str));
        let parts = docs.flat_map(|doc| doc.split(['。', '\n', '；']));
        // The rate has a key of its own, where its sentence is understood.
        let parts = parts.filter(|part| !part.contains("频率限制"));
        let parts = parts.map(|part| letters(&bare(part)));
        sentences.extend(parts.filter(|sentence| !sentence.is_empty()));
    }
    sentences
}

/// Errors and warnings, how often each.
fn said(pages: &ParsedPages) -> BTreeMap<(Code, String), usize> {
    let mut said = BTreeMap::new();
    let findings = pages.diagnostics.iter();
    for finding in findings.filter(|finding| finding.severity != Severity::Note) {
        *said.entry((finding.code, finding.message.clone())).or_default() += 1;
    }
    said
}

/// Whether what a cut takes can be noticed on what is left: a part of the page is gone that
/// every page has, or code ends before its fence. Where a table or prose of the last part ends early, nobody can know.
fn shows(lines: &[&str], left: usize) -> bool {
    let fences = lines.iter().take(left).filter(|line| is_fence(line)).count();
    let tools = ["资源", "esources", "リソース", "리소스"];
    let is_needed = |line: &&str| is_part(line) && !tools.iter().any(|word| line.contains(word));
    let part = lines.iter().skip(left).any(is_needed);
    part || fences % 2 == 1
}

/// What is lost or wrong without a word.
fn silent(
    page: &RealPage,
    whole: &ParsedPages,
    mutation: &Mutation,
    random: &mut Random,
) -> Option<Vec<String>> {
    let lines: Vec<&str> = page.text.lines().collect();
    if mutation.rows && lines.iter().any(|line| is_row(line) && !line.trim_end().ends_with('|')) {
        return None;
    }
    let mutated = (mutation.make)(&lines, random)?;
    if mutation.takes == Takes::End && !shows(&lines, mutated.len()) {
        return None;
    }
    let text = mutated.join("\n");
    let found = read(&text);
    let before = said(whole);
    if said(&found).iter().any(|(finding, count)| count > before.get(finding).unwrap_or(&0)) {
        return Some(Vec::new());
    }
    let (old, new) = (facts(whole), facts(&found));
    let mut lost = difference("lost", &old, &new);
    lost.extend(difference("wrong", &new, &old));
    let (all, written) = (prose(&found), letters(&bare(&text)));
    let is_lost = |one: &String| !all.contains(one) && written.contains(one);
    lost.extend(sentences(whole).into_iter().filter(is_lost).map(|one| format!("prose {one}")));
    Some(lost)
}

fn difference(what: &str, one: &[String], other: &[String]) -> Vec<String> {
    let count = |all: &[String], fact: &String| all.iter().filter(|one| *one == fact).count();
    let facts: BTreeSet<&String> = one.iter().collect();
    let less = facts.into_iter().filter(|fact| count(one, fact) > count(other, fact));
    less.map(|fact| format!("{what} {}", fact.chars().take(160).collect::<String>())).collect()
}

#[test]
fn what_is_lost_of_a_mutated_page_is_said() {
    let Some(pages) = pages() else { return };
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let is_markdown = |page: &&RealPage| {
        let headings = page.text.lines().filter(|line| is_heading(line)).count();
        !page.path.contains("html/") && headings > 4
    };
    for (number, page) in pages.iter().filter(is_markdown).enumerate().step_by(EVERY) {
        let whole = read(&page.text);
        for (kind, mutation) in MUTATIONS.iter().enumerate() {
            let mut random = Random::new(SEED + (number * 100 + kind) as u64);
            let Some(silent) = silent(page, &whole, mutation, &mut random) else { continue };
            let (all, bad) = totals.entry(mutation.name).or_default();
            *all += 1;
            if !silent.is_empty() {
                *bad += 1;
                println!("{}: {}: {} {silent:.3?}", mutation.name, page.path, silent.len());
            }
        }
    }
    for (name, (all, bad)) in &totals {
        println!("{name}: {bad} of {all}");
    }
    let (all, bad) = totals.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("{bad} of {all}");
    assert!(all > 2000, "only {all} mutations");
    assert!(bad * 1000 <= all * SILENT, "{bad} of {all} are less without a word");
}
