//! `tcgen export` as a process: what it writes, what it leaves alone, how it ends.

use std::path::Path;

use tempfile::TempDir;

use super::run::{Run, package, tcgen};

fn export(folder: &TempDir, arguments: &[&str]) -> Run {
    tcgen(folder.path(), &[&["export"], arguments].concat())
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (case, product) in [("one_action", "shop"), ("pages_streams_and_flags", "flow")] {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/generate");
        let spec = folder.path().join("spec").join(product);
        std::fs::create_dir_all(&spec).unwrap();
        std::fs::copy(cases.join(case).join("spec.json"), spec.join("2026-01-02.json")).unwrap();
    }
    folder
}

fn read(folder: &TempDir, path: &str) -> String {
    std::fs::read_to_string(folder.path().join(path)).unwrap_or_default()
}

#[test]
fn one_document_per_product_version_in_the_edition_that_is_asked_for() {
    let folder = project();
    let run = export(&folder, &["openapi"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(read(&folder, "openapi/shop/2026-01-02.json").contains("\"openapi\": \"3.1.0\""));
    assert!(read(&folder, "openapi/flow/2026-01-02.json").contains("\"openapi\": \"3.1.0\""));
    assert_eq!(export(&folder, &["openapi", "--check"]).status, 0);
    let run = export(&folder, &["openapi", "shop", "--openapi-version", "3.0"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(read(&folder, "openapi/shop/2026-01-02.json").contains("\"openapi\": \"3.0.3\""));
    // The folder holds what the last run exported.
    assert!(!folder.path().join("openapi/flow/2026-01-02.json").exists());
    assert!(run.stderr.contains("removed openapi/flow/2026-01-02.json"), "{}", run.stderr);
}

#[test]
fn check_writes_nothing_and_finds_what_differs_or_is_left_over() {
    let folder = project();
    let run = export(&folder, &["openapi", "--check"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("openapi/shop/2026-01-02.json"), "{}", run.stderr);
    assert!(!folder.path().join("openapi").exists());
    assert_eq!(export(&folder, &["openapi"]).status, 0);
    std::fs::remove_dir_all(folder.path().join("spec/flow")).unwrap();
    let run = export(&folder, &["openapi", "--check"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("is not needed any more"), "{}", run.stderr);
}

#[test]
fn schemas_of_chosen_actions_come_straight_from_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    let run = export(
        &folder,
        &["json-schema", "demo:D*", "--metadata", package.to_str().unwrap(), "--out", "tools"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(read(&folder, "tools/demo/2020-01-01/Do.request.json").contains("\"title\": \"Do\""));
    assert!(folder.path().join("tools/demo/2020-01-01/Do.response.json").is_file());
}

#[test]
fn what_is_not_there_or_not_ours_is_refused_and_nothing_is_written() {
    let folder = project();
    for (arguments, expected) in [
        (&["openapi", "shoq"][..], "did you mean `shop`?"),
        (&["openapi", "shop:Nothing"], "has no action `Nothing`"),
        (&["openapi", "../shop"], "does not name a product"),
        (&["openapi", "--spec", "nowhere"], "nowhere"),
    ] {
        let run = export(&folder, arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
    assert!(!folder.path().join("openapi").exists());
    std::fs::create_dir_all(folder.path().join("openapi/shop")).unwrap();
    std::fs::write(folder.path().join("openapi/shop/2026-01-02.json"), "{}").unwrap();
    let run = export(&folder, &["openapi"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("openapi/shop/2026-01-02.json"), "{}", run.stderr);
    assert_eq!(read(&folder, "openapi/shop/2026-01-02.json"), "{}");
}
