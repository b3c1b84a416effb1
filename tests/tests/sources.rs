//! One folder of `tests/cases/{config,corrections,merge}/` a fact: what goes in, and in `expected.snap`
//! what comes of it. Bless with `INSTA_UPDATE=always`, then read what changed.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Code, Color, Diagnostics, Location, Renderer};
use tencentcloud_codegen::documentation::interpret::{
    Fragment, Language, PageOptions, Places, merge, parse_page, undefined_structures,
};
use tencentcloud_codegen::project::config::Config;
use tencentcloud_codegen::project::corrections::Corrections;
use tencentcloud_codegen::source::read_text;
use tencentcloud_codegen::spec::{self, Spec};

fn cases(stage: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(stage);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn assert_expected(case: &Path, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("expected", text));
}

fn rendered(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(|diagnostic| Renderer::new(Color::None).render(diagnostic)).collect()
}

#[test]
fn a_config_is_refused_with_the_place_of_its_fault() {
    let actions = ["CreateFlow", "DescribeFlow"].map(str::to_owned).into();
    let ess = [("2020-11-11".to_owned(), actions)].into();
    let known = [("ess".to_owned(), ess)].into();
    for case in cases("config") {
        let text = std::fs::read_to_string(case.join("tcgen.toml")).unwrap();
        let diagnostics = match Config::read("tcgen.toml", &text) {
            Ok(config) => config.missing(&known),
            Err(diagnostic) => diagnostic.into(),
        };
        assert!(diagnostics.has_errors(), "{}", case.display());
        assert_expected(&case, &rendered(&diagnostics));
    }
}

/// What every case of `corrections` is applied to.
const FAULTY: &str = r#"{"format": 1, "product": "demo", "version": "2020-01-01",
    "errors": {"NoSuchCode": ""},
    "actions": {"Do": {"input": [{"name": "Ids", "type": "list<Sting>"}],
        "output": [{"name": "Totl", "type": "int64"}, {"name": "RequestId", "type": "string"}],
        "errors": {"InvalidParamter": "It is wrong."}}},
    "structures": {"Filter": {"members": [
        {"name": "Name", "type": "string"}, {"name": "Old", "type": "string"}]}}}"#;

#[test]
fn a_correction_applies_once_or_is_an_error_with_its_place() {
    for case in cases("corrections") {
        let text = std::fs::read_to_string(case.join("corrections.toml")).unwrap();
        let mut specs = [spec::read(FAULTY).unwrap()];
        let diagnostics = match Corrections::read("corrections.toml", &text) {
            Ok(corrections) => corrections.apply(&mut specs),
            Err(diagnostics) => diagnostics,
        };
        let fine = diagnostics.is_empty();
        let text = if fine { spec::write(&specs[0]) } else { rendered(&diagnostics) };
        assert_expected(&case, &text);
    }
}

/// The files of a case whose names begin and end so, sorted by name.
fn files(case: &Path, kind: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(kind))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    paths.sort();
    paths
}

fn specs(case: &Path, kind: &str) -> Vec<Spec> {
    let read = |path: &PathBuf| spec::read(&std::fs::read_to_string(path).unwrap());
    let paths = files(case, kind, "json");
    paths.iter().map(|path| read(path).expect("the case is a spec")).collect()
}

/// What is known of the pages of a case: those that are there, and the specs of others.
fn pages(case: &Path) -> Vec<Fragment> {
    let options = PageOptions {
        product: Some("demo".to_owned()),
        version: Some("2020-01-01".to_owned()),
        base: None,
    };
    let mut all: Vec<Fragment> = specs(case, "page").into_iter().map(fragment).collect();
    for path in files(case, "page", "md") {
        let mut text = read_text(&path).unwrap();
        text.path = path.file_name().unwrap().to_string_lossy().into();
        let pages = parse_page(&text, &options);
        // What a page of a case does without has no part in merging.
        let others = pages.diagnostics.iter().filter(|one| one.code != Code::IncompletePage);
        assert_eq!(rendered(&others.cloned().collect()), "", "{}", path.display());
        all.extend(pages.fragments);
    }
    all
}

/// What a page's parser would have made of the spec of one page, but for the places.
fn fragment(spec: Spec) -> Fragment {
    let actions = spec.actions.values().flat_map(|action| &action.sources);
    let structures = spec.structures.values().flat_map(|structure| &structure.sources);
    let source = actions.chain(structures).next();
    let location = Location::file(source.map_or("pages/errors.md", |source| source.path.as_str()));
    let updated = source.and_then(|source| source.updated.clone());
    let places = Places::default();
    Fragment { spec, location, places, language: Language::Chinese, updated }
}

#[test]
fn sources_merge_into_one_spec_whatever_their_order() {
    for case in cases("merge") {
        let mut pages = pages(&case);
        let mut metadata = specs(&case, "metadata");
        let base = specs(&case, "base").pop();
        let mut one = merge("demo", "2020-01-01", pages.clone(), metadata.clone(), base.clone());
        pages.reverse();
        metadata.reverse();
        let other = merge("demo", "2020-01-01", pages, metadata, base);
        assert_eq!(one, other, "{}", case.display());
        one.1.append(undefined_structures(&one.0, &[]));
        assert_expected(&case, &format!("{}{}", rendered(&one.1), spec::write(&one.0)));
    }
}

#[test]
fn merging_what_came_out_once_more_changes_nothing() {
    for case in cases("merge") {
        let (first, _) = merge("demo", "2020-01-01", pages(&case), specs(&case, "metadata"), None);
        let base = Some(first.clone());
        let (again, _) = merge("demo", "2020-01-01", pages(&case), specs(&case, "metadata"), base);
        assert_eq!(spec::write(&first), spec::write(&again), "{}", case.display());
    }
}
