//! Every case of `tests/cases/generate/`: a spec, and the files or findings that come of it, in the
//! folder `expected`. One test a case, by its name (`tests/build.rs`). Bless with
//! `INSTA_UPDATE=always`, then read what changed. The specs of `tests/cases/compile/` have to
//! give a crate; that it compiles is found by `tests/scripts/cases-compile.sh`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diagnostics::{Color, Renderer};
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::rust::api::Package;
use tencentcloud_codegen::rust::lock::Lock;
use tencentcloud_codegen::workflow::generate::{
    Choice, GenerateOptions, Generated, Layout, SpecInput, generate,
};

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
        layout: Layout::default(),
    };
    generate(&options, specs)
}

/// The files of the product, without those that every crate has alike, and the findings.
fn shown(generated: &Generated) -> BTreeMap<String, String> {
    let renderer = Renderer::new(Color::None);
    let findings: String =
        generated.diagnostics.iter().map(|finding| renderer.render(finding)).collect();
    let own = |path: &str| {
        path.starts_with("src/")
            && path.matches('/').count() > 1
            && !path.starts_with("src/runtime/")
    };
    let files = generated.files.iter().filter(|(path, _)| {
        own(path) || *path == "src/lib.rs" || path.starts_with("tests/examples/")
    });
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let findings = Some(("findings.txt".to_owned(), findings));
    files.chain(findings.filter(|(_, text)| !text.is_empty())).collect()
}

/// The files below a folder.
fn stored(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            stored(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// The test of one case.
fn case(name: &str) {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/generate").join(name);
    let folder = case.join("expected");
    let given = shown(&generated(vec![spec(&case)]));
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in &given {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let mut expected = BTreeMap::new();
    stored(&folder, "", &mut expected);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&given), names(&expected), "the files of {name}");
    for (path, text) in &given {
        assert_same(name, path, text, expected.get(path).unwrap());
    }
}

fn assert_same(name: &str, path: &str, given: &str, expected: &str) {
    let lines = given.lines().zip(expected.lines()).enumerate();
    let differing = lines.filter(|(_, (a, b))| a != b).map(|(at, (a, b))| (at + 1, a, b)).next();
    assert_eq!(differing, None, "{name}, {path}: line, given, expected");
    assert_eq!(given, expected, "{name}, {path}");
}

include!(concat!(env!("OUT_DIR"), "/generate_cases.rs"));

#[test]
fn twice_the_same_input_gives_the_same_bytes_in_any_order() {
    let good = |case: &&PathBuf| !generated(vec![spec(case)]).files.is_empty();
    let cases = all_cases();
    let specs = || cases.iter().filter(good).map(|case| spec(case));
    let forwards = generated(specs().collect());
    let backwards = generated(specs().rev().collect());
    assert!(forwards.files.len() > 30, "{:?}", shown(&forwards));
    assert_eq!(forwards.files, backwards.files);
}

#[test]
fn each_case_to_be_compiled_gives_a_crate_without_a_finding() {
    for case in cases("compile") {
        let generated = generated(vec![spec(&case)]);
        assert!(generated.diagnostics.is_empty(), "{:?}", shown(&generated));
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
