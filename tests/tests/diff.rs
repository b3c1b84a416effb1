//! Two specs to changes, in every format: `tests/cases/diff/<case>/{old,new}[.json]`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::Color;
use tencentcloud_codegen::language::Language;
use tencentcloud_codegen::review::diff::render::{self, TextStyle};
use tencentcloud_codegen::review::diff::{self, Diff};
use tencentcloud_codegen::spec;
use tencentcloud_codegen::workflow::operands::{OperandSource, compare_sides};

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diff")
}

/// A side of a case: a file, or a folder where there are several versions.
fn side(case: &Path, name: &str) -> OperandSource {
    let folder = case.join(name);
    OperandSource::Path(if folder.is_dir() { folder } else { case.join(format!("{name}.json")) })
}

fn diff_of(case: &str) -> Diff {
    let case = cases().join(case);
    let mut diff = compare_sides(&side(&case, "old"), &side(&case, "new"), &case).unwrap();
    // The names of the sides are as given; a snapshot holds them without the path of this checkout.
    let folder = format!("{}/", case.display());
    diff.sides = diff.sides.map(|sides| sides.map(|side| side.replace(&folder, "")));
    diff
}

const PLAIN: TextStyle =
    TextStyle { color: Color::None, verbose: true, language: Language::English };

#[test]
fn every_case_reads_as_its_snapshot() {
    let mut names: Vec<_> =
        cases().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert!(names.len() >= 12);
    for name in names {
        let name = name.into_string().unwrap();
        insta::assert_snapshot!(name.clone(), render::text(&diff_of(&name), PLAIN));
    }
}

#[test]
fn what_breaks_is_shown_and_the_rest_counted_unless_asked_for() {
    let style = TextStyle { color: Color::None, verbose: false, language: Language::English };
    insta::assert_snapshot!("short", render::text(&diff_of("prose_and_examples"), style));
}

#[test]
fn every_format_tells_the_same_changes() {
    for case in ["required_flips", "removed_action_explains_its_types", "hostile_text"] {
        let diff = diff_of(case);
        insta::assert_snapshot!(
            format!("{case}.markdown"),
            render::markdown(&diff, 64_000, Language::English)
        );
        insta::assert_snapshot!(format!("{case}.changelog"), render::changelog(&diff));
        insta::assert_snapshot!(format!("{case}.json"), render::json(&diff));
    }
}

#[test]
fn what_a_sentence_quotes_is_code_in_every_format_that_has_code() {
    let mut quoted = 0;
    for case in ["renames", "order_of_arguments", "required_flips", "boxes_stay_where_they_are"] {
        let diff = diff_of(case);
        let notes = diff.changes.iter().filter_map(|change| change.note.as_deref());
        quoted += notes.filter(|note| note.contains('`')).count();
        let markdown = render::markdown(&diff, 64_000, Language::English);
        assert!(!markdown.contains("\\`"), "{case}: {markdown}");
        let html = render::html(&diff, Language::English);
        let (_, body) = html.split_once("<main").unwrap();
        let (body, _) = body.split_once("</main>").unwrap();
        assert!(!body.contains('`'), "{case}: {body}");
    }
    assert!(quoted > 0);
}

#[test]
fn the_page_is_well_formed_and_holds_no_markup_of_the_spec() {
    let page = render::html(&diff_of("hostile_text"), Language::English);
    let body = page.split_once("<body>").unwrap().1.split_once("<script>").unwrap().0;
    insta::assert_snapshot!("hostile_text.html", body);
    for case in ["hostile_text", "removed_action_explains_its_types", "versions_come_and_go"] {
        let page = render::html(&diff_of(case), Language::English);
        assert_eq!(page.matches("<script>").count(), 1, "{case}: only ours");
        for tag in ["ul", "li", "details", "section", "div", "p", "code", "span", "del", "ins"] {
            let opened = page.matches(&format!("<{tag}>")).count()
                + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{case}: {tag}");
        }
        // The page loads nothing; what it links to is the vendor's, and opens on a click alone.
        for outside in ["http:", "https:", "src=", "url(", "@import", "<link", "<base"] {
            let ours = without_links(&page)
                .replace("http://evil.example", "")
                .replace("http:&#x2F;&#x2F;evil.example", "");
            assert!(!ours.contains(outside), "{case}: {outside}");
        }
    }
}

/// The page without the addresses of its links to the API Explorer.
fn without_links(page: &str) -> String {
    let link = "<a class=\"name\" href=\"https://console.cloud.tencent.com/api/explorer?";
    let mut pieces = page.split(link);
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('"').unwrap().1)
}

#[test]
fn an_action_leads_to_its_page_and_to_nothing_that_could_run() {
    let spec = |title: &str, url: &str| {
        let source = format!(r#"{{"kind": "page", "path": "a.md", "url": "{url}"}}"#);
        let action = format!(r#"{{"title": "{title}", "sources": [{source}]}}"#);
        let head = r#""format": 1, "product": "demo", "version": "2020-11-11""#;
        spec::read(&format!(r#"{{{head}, "actions": {{"Do": {action}}}}}"#)).unwrap()
    };
    let page = "https://cloud.tencent.com/document/api/7/2";
    let explorer = "https://console.cloud.tencent.com/api/explorer?Product=demo&amp;\
                    Version=2020-11-11&amp;Action=Do";
    for (url, expected) in [(page, page), ("javascript:alert(1)", explorer)] {
        let diff = diff::compare(&[spec("old", url)], &[spec("new", url)]);
        let html = render::html(&diff, Language::English);
        assert!(html.contains(&format!("<a class=\"name\" href=\"{expected}\"")), "{html}");
        assert!(!html.contains("javascript:"), "{html}");
    }
}

#[test]
fn files_and_memory_compare_alike() {
    for case in ["required_flips", "prose_and_examples", "renames", "hostile_text"] {
        let read = |name: &str| {
            let text = std::fs::read_to_string(cases().join(case).join(name)).unwrap();
            spec::read(&text).unwrap()
        };
        let (old, new) = (read("old.json"), read("new.json"));
        let from_memory = diff::compare(&[old], &[new]);
        // Files alone have names.
        let from_files = Diff { sides: None, ..diff_of(case) };
        assert_eq!(from_memory, from_files, "{case}");
    }
}

#[test]
fn there_and_back_add_and_remove_the_same() {
    for case in ["required_flips", "added_member_brings_types", "versions_come_and_go"] {
        let folder = cases().join(case);
        let (old, new) = (side(&folder, "old"), side(&folder, "new"));
        let there = compare_sides(&old, &new, &folder).unwrap();
        let back = compare_sides(&new, &old, &folder).unwrap();
        let paths = |diff: &Diff, wanted: fn(&diff::Kind) -> bool| -> Vec<String> {
            let changes = diff.changes.iter().filter(|change| wanted(&change.kind));
            changes.map(|change| change.place.path()).collect()
        };
        assert_eq!(
            paths(&there, |kind| kind.is_addition()),
            paths(&back, |kind| kind.is_removal()),
            "{case}"
        );
    }
}

#[test]
fn markdown_stays_below_its_limit_and_closes_what_it_opens() {
    let diff = diff_of("prose_and_examples");
    let whole = render::markdown(&diff, usize::MAX, Language::English);
    for limit in (0..whole.len()).step_by(7) {
        let text = render::markdown(&diff, limit, Language::English);
        assert!(text.chars().count() <= limit, "{limit}");
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count(), "{text}");
    }
}

#[test]
fn the_schema_names_every_key_of_the_json() {
    let schema: serde_json::Value = serde_json::from_str(render::SCHEMA).unwrap();
    let known = |pointer: &str| schema.pointer(pointer).unwrap().as_object().unwrap();
    for case in ["required_flips", "renames", "prose_and_examples", "promises_and_marks"] {
        let json: serde_json::Value = serde_json::from_str(&render::json(&diff_of(case))).unwrap();
        for key in json.as_object().unwrap().keys() {
            assert!(known("/properties").contains_key(key), "{key}");
        }
        for change in json["changes"].as_array().unwrap() {
            let change = change.as_object().unwrap();
            for key in change.keys() {
                assert!(known("/$defs/change/properties").contains_key(key), "{key}");
            }
            for key in schema["$defs"]["change"]["required"].as_array().unwrap() {
                assert!(change.contains_key(key.as_str().unwrap()), "{key}");
            }
        }
    }
}
