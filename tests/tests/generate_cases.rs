//! Every case of `tests/cases/generate/`: a spec, and the files or findings that come of it. Bless
//! with `INSTA_UPDATE=always`, then read what changed. The specs of `tests/cases/compile/` have to
//! give a crate; that it compiles is found by `tests/scripts/cases-compile.sh`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Color, Renderer};
use tencentcloud_codegen::generate::{Choice, GenerateOptions, Generated, SpecInput, generate};
use tencentcloud_codegen::lock::Lock;
use tencentcloud_codegen::rust::Package;
use tencentcloud_codegen::spec_files::SpecFile;

fn cases(stage: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(stage);
    let mut cases: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn all_cases() -> Vec<PathBuf> {
    [cases("compile"), cases("generate")].concat()
}

fn spec(case: &Path) -> SpecInput {
    let text = std::fs::read_to_string(case.join("spec.json")).unwrap();
    SpecInput::File(Box::new(SpecFile::parse("spec.json", text).unwrap()))
}

fn generated(specs: Vec<SpecInput>) -> Generated {
    let options = GenerateOptions {
        package: Package { name: "cases".into(), version: "0.1.0".into(), ..Package::default() },
        choice: Choice::default(),
        lock: Lock::default(),
    };
    generate(&options, specs)
}

/// The files of the product, without those that every crate has alike; or the findings.
fn shown(generated: &Generated) -> String {
    let renderer = Renderer::new(Color::None);
    let findings = generated.diagnostics.iter().map(|finding| renderer.render(finding));
    let own = |path: &str| {
        path.starts_with("src/")
            && path.matches('/').count() > 1
            && !path.starts_with("src/runtime/")
    };
    let files = generated.files.iter().filter(|(path, _)| {
        own(path) || *path == "src/lib.rs" || path.starts_with("tests/examples/")
    });
    findings.chain(files.map(|(path, text)| format!("==> {path}\n{text}\n"))).collect()
}

#[test]
fn each_case_gives_what_it_is_expected_to_give() {
    for case in cases("generate") {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("expected", shown(&generated(vec![spec(&case)]))));
    }
}

#[test]
fn twice_the_same_input_gives_the_same_bytes_in_any_order() {
    let good = |case: &&PathBuf| !generated(vec![spec(case)]).files.is_empty();
    let cases = all_cases();
    let specs = || cases.iter().filter(good).map(|case| spec(case));
    let forwards = generated(specs().collect());
    let backwards = generated(specs().rev().collect());
    assert!(forwards.files.len() > 30, "{}", shown(&forwards));
    assert_eq!(forwards.files, backwards.files);
}

#[test]
fn each_case_to_be_compiled_gives_a_crate_without_a_finding() {
    for case in cases("compile") {
        let generated = generated(vec![spec(&case)]);
        assert!(generated.diagnostics.is_empty(), "{}", shown(&generated));
        assert!(generated.files.iter().any(|(path, _)| path == "Cargo.toml"));
    }
}

#[test]
fn a_finding_that_is_an_error_leaves_no_files() {
    for case in all_cases() {
        let generated = generated(vec![spec(&case)]);
        assert_eq!(
            generated.diagnostics.has_errors(),
            generated.files.is_empty(),
            "{}",
            case.display()
        );
    }
}
