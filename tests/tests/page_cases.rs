//! One folder of `tests/cases/{page,tables,interpret}/` a quirk: pages, and what `tcgen parse`
//! makes of them. Bless with `INSTA_UPDATE=always`, then read what changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Code, Color, Renderer};
use tencentcloud_codegen::documentation::interpret::{
    PageOptions, ParsedPages, parse_page, parse_pages,
};
use tencentcloud_codegen::source::{read_text, text_of_bytes};
use tencentcloud_codegen::spec::{self, Spec};

const STAGES: [&str; 3] = ["page", "tables", "interpret"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn cases() -> Vec<PathBuf> {
    let folders = STAGES.iter().map(|stage| root().join(stage));
    let mut cases: Vec<PathBuf> = folders
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases
}

/// The pages of a case: everything in its folder but what it is expected to give.
fn pages_of(case: &Path) -> ParsedPages {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "snap"))
        .collect();
    paths.sort();
    let base = Some(case.to_owned());
    parse_pages(&paths, &PageOptions { base, ..PageOptions::default() }, &|_, _| {})
}

fn render(case: &Path, pages: &ParsedPages) -> String {
    let mut text = String::new();
    let renderer = Renderer::new(Color::None);
    for diagnostic in pages.diagnostics.iter() {
        text.push_str(&renderer.render(diagnostic));
    }
    let counts = &pages.counts;
    let _ = writeln!(text, "{counts:?}");
    for fragment in &pages.fragments {
        let at = &fragment.location;
        let _ = writeln!(
            text,
            "{}:{} {:?} {:?}",
            at.file, at.line, fragment.language, fragment.updated
        );
        text.push_str(&spec::write(&without_hashes(fragment.spec.clone())));
    }
    text.replace(&format!("{}/", case.display()), "")
}

fn without_hashes(mut spec: Spec) -> Spec {
    let actions = spec.actions.values_mut().flat_map(|action| &mut action.sources);
    let structures = spec.structures.values_mut().flat_map(|structure| &mut structure.sources);
    let codes = spec.sources.iter_mut();
    actions.chain(structures).chain(codes).for_each(|source| source.sha256 = None);
    spec
}

#[test]
fn every_case_gives_what_it_gave() {
    for case in cases() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let text = render(&case, &pages_of(&case));
        settings.bind(|| insta::assert_snapshot!("expected", text));
    }
}

#[test]
fn in_every_case_the_rows_that_come_in_are_the_rows_that_go_out() {
    for case in cases() {
        let counts = pages_of(&case).counts;
        assert!(counts.add_up(), "{}: {counts:?}", case.display());
    }
}

#[test]
fn every_code_of_reading_pages_has_a_case() {
    let mut found = BTreeSet::new();
    for case in cases() {
        found.extend(pages_of(&case).diagnostics.iter().map(|diagnostic| diagnostic.code));
    }
    // E0450 and up are of merging, which has cases of its own.
    let ours = |code: &Code| {
        let text = code.as_str();
        ("E02".."E0450").contains(&text) || matches!(code, Code::EmptyFile | Code::NotUtf8)
    };
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| ours(code) && !found.contains(code))
        .map(|code| code.as_str())
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

/// The spec of one page, its sources left out.
fn spec_of(path: &Path) -> Spec {
    let text = read_text(path).unwrap();
    let pages = parse_page(&text, &PageOptions::default());
    assert!(!pages.diagnostics.has_errors(), "{:?}", pages.diagnostics);
    let mut spec = pages.fragments.into_iter().next().unwrap().spec;
    spec.actions.values_mut().for_each(|action| action.sources.clear());
    spec
}

#[test]
fn the_first_page_says_the_same_as_text_as_markdown_and_as_html() {
    let text = root().join("../../spec/pages/ess/CreateUserAutoSignSealUrl.md");
    let expected = spec::write(&spec_of(&text));
    for form in ["page.md", "page.html"] {
        let found = spec::write(&spec_of(&root().join("seed").join(form)));
        assert!(found == expected, "{form} differs:\n{found}\nfrom the text:\n{expected}");
    }
}

#[test]
fn the_first_page_has_all_its_tables_codes_and_examples() {
    let text = root().join("../../spec/pages/ess/CreateUserAutoSignSealUrl.md");
    let spec = spec_of(&text);
    assert_eq!(spec.path(), "ess/2020-11-11.json");
    assert_eq!(spec.endpoint.as_deref(), Some("ess.tencentcloudapi.com"));
    let action = spec.actions.get("CreateUserAutoSignSealUrl").unwrap();
    let sizes =
        [action.input.len(), action.output.len(), action.errors.len(), action.examples.len()];
    assert_eq!(sizes, [5, 6, 8, 2]);
    assert_eq!(action.requests_per_second, Some(20));
    assert_eq!(action.region, Some(spec::RegionRule::Optional));
    for example in &action.examples {
        assert!(example.request.as_ref().unwrap().get("Operator").is_some());
        assert!(example.response.as_ref().unwrap().get("Response").is_some());
    }
}

/// Every beginning of every page, and every page with a piece taken out, is read to the end:
/// with findings, but without a panic, and with counts that add up.
#[test]
fn damaged_pages_give_findings_and_counts_that_add_up() {
    let mut files: Vec<PathBuf> = cases()
        .iter()
        .flat_map(|case| std::fs::read_dir(case).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "snap"))
        .collect();
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        let step = (bytes.len() / 23).max(1);
        for cut in (0..bytes.len()).step_by(step) {
            let after = (cut + step / 2).min(bytes.len());
            let (begin, rest) = (bytes.get(..cut).unwrap(), bytes.get(after..).unwrap());
            for damaged in [begin.to_vec(), [begin, rest].concat(), [rest, begin].concat()] {
                if let Ok(text) = text_of_bytes("page".into(), damaged) {
                    let counts = parse_page(&text, &PageOptions::default()).counts;
                    assert!(counts.add_up(), "{} cut at {cut}: {counts:?}", file.display());
                }
            }
        }
    }
}
