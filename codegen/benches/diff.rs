//! How long the stages of a diff take. `cargo bench -p tencentcloud-codegen --bench diff`.
//! `tests/scripts/diff-cost.sh` measures whole releases.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::Bencher;
use divan::counter::BytesCount;
use tencentcloud_codegen::diagnostics::Color;
use tencentcloud_codegen::language::Language;
use tencentcloud_codegen::review::diff::compare;
use tencentcloud_codegen::review::diff::render::{self, TextStyle};
use tencentcloud_codegen::spec::{self, Action, Member, Spec, Structure};

fn main() {
    divan::main();
}

/// A made-up spec of this many actions, each with a structure of its own; `edition` is in every
/// tenth description.
fn text(actions: usize, edition: &str) -> String {
    let mut made = Spec::new("demo", "2020-01-01");
    for number in 0..actions {
        let members = |inner: Option<String>| {
            let mut members: Vec<Member> = (0..8)
                .map(|at| {
                    let mut member = Member::new(format!("Member{at}"), "string".parse().unwrap());
                    let edition = if number % 10 == 0 { edition } else { "" };
                    member.doc = Some(format!("What it is, and what it is not. {edition}"));
                    member
                })
                .collect();
            members.extend(inner.map(|name| Member::new("Inner", name.parse().unwrap())));
            members
        };
        let (input, output) = (members(Some(format!("Box{number}"))), members(None));
        let action = Action { input, output, ..Action::default() };
        made.actions.insert(format!("Do{number}"), action);
        let structure = Structure { members: members(None), ..Structure::default() };
        made.structures.insert(format!("Box{number}"), structure);
    }
    spec::write(&made)
}

/// Linear: ten times the actions take ten times as long.
#[divan::bench(args = [10, 100, 1000])]
fn read_and_compare(bencher: Bencher<'_, '_>, actions: usize) {
    let (old, new) = (text(actions, "One."), text(actions, "Two."));
    bencher.counter(BytesCount::new(old.len() + new.len())).bench(|| {
        let (old, new) = (spec::read(&old).unwrap(), spec::read(&new).unwrap());
        compare(&[old], &[new])
    });
}

#[divan::bench(args = ["text", "markdown", "json", "html", "changelog"])]
fn render(bencher: Bencher<'_, '_>, format: &str) {
    let (old, new) = (text(1000, "One."), text(1000, "Two."));
    let (old, new) = (spec::read(&old).unwrap(), spec::read(&new).unwrap());
    let diff = compare(&[old], &[new]);
    let style = TextStyle { color: Color::None, verbose: true, language: Language::English };
    bencher.bench(|| match format {
        "text" => render::text(&diff, style),
        "markdown" => render::markdown(&diff, render::COMMENT_LIMIT, Language::English),
        "json" => render::json(&diff),
        "html" => render::html(&diff, Language::English),
        _ => render::changelog(&diff),
    });
}
