//! One folder of `tests/cases/lint/` a fact: a spec, an ignore file where it matters, and what
//! `tcgen lint` prints. Bless with `INSTA_UPDATE=always`, then read what changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Color, Renderer};
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::review::lint::{self, Ignores, LintFormat, Report};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/lint");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn report(case: &Path) -> Report {
    let text = std::fs::read_to_string(case.join("spec.json")).unwrap();
    let mut report = lint::lint(&SpecFile::parse("spec.json", text).unwrap());
    if let Ok(text) = std::fs::read_to_string(case.join("lint-ignore.toml")) {
        Ignores::read("lint-ignore.toml", &text).unwrap().apply("2026-11-24", &mut report);
    }
    report
}

#[test]
fn every_case_prints_what_it_printed() {
    for case in cases() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let text = lint::render(&report(&case), LintFormat::Text, Renderer::new(Color::None));
        settings.bind(|| insta::assert_snapshot!("expected", text));
    }
}

#[test]
fn every_code_has_a_case_that_finds_it() {
    let mut shown = BTreeSet::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let found: BTreeSet<&str> =
            report(&case).findings.iter().map(|finding| finding.code.as_str()).collect();
        let (code, title) = name.split_once('_').unwrap();
        if !title.ends_with("_is_no_fault") && found.contains(code) {
            shown.insert(code.to_owned());
        }
    }
    for rule in lint::rules() {
        assert!(shown.contains(rule.code.as_str()), "no case for {}", rule.code.as_str());
    }
}

#[test]
fn every_finding_of_a_spec_has_a_line_and_a_column() {
    for case in cases() {
        for finding in report(&case).findings {
            assert!(finding.location.line > 0 && finding.location.column > 0, "{finding:?}");
        }
    }
}

/// The report of a case with an ignored finding, in one of the formats for programs.
fn rendered(case: &str, format: LintFormat) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/lint");
    lint::render(&report(&folder.join(case)), format, Renderer::new(Color::None))
}

const WITH_IGNORED: &str = "L0190_an_ignore_entry_that_matches_nothing";

#[test]
fn json_holds_findings_ignored_findings_and_counts() {
    insta::assert_snapshot!(rendered(WITH_IGNORED, LintFormat::Json));
}

#[test]
fn sarif_holds_a_rule_for_every_code_and_suppresses_what_is_ignored() {
    let sarif: serde_json::Value =
        serde_json::from_str(&rendered(WITH_IGNORED, LintFormat::Sarif)).unwrap();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), lint::rules().len());
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    insta::assert_json_snapshot!(run["results"]);
}

#[test]
fn github_gets_one_command_a_finding() {
    insta::assert_snapshot!(rendered("L0101_a_misspelt_structure", LintFormat::Github));
}
