//! `tcgen import` as a process: what it writes, what it says, how it ends.

use super::run::{package, tcgen};

#[test]
fn a_failed_import_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("api.json"), "{").unwrap();
    let run = tcgen(folder.path(), &["import", "api.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("--> api.json:1:1"), "{}", run.stderr);
    assert!(!folder.path().join("spec").exists());
}

#[test]
fn importing_twice_changes_nothing_and_pages_stay() {
    let folder = tempfile::tempdir().unwrap();
    let package = package();
    let arguments = ["import", package.to_str().unwrap(), "--products", "demo"];
    let run = tcgen(folder.path(), &arguments);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let path = folder.path().join("spec/demo/2020-01-01.json");
    let first = std::fs::read_to_string(&path).unwrap();
    let run = tcgen(folder.path(), &arguments);
    assert!(run.stdout.contains("0 files added, 0 changed, 1 unchanged"), "{}", run.stdout);
    let page = r#""errors": {"E": "From a page."}, "sources": [{"kind": "page", "path": "p.md"},"#;
    std::fs::write(&path, first.replacen("\"sources\": [", page, 1)).unwrap();
    tcgen(folder.path(), &arguments);
    assert!(std::fs::read_to_string(&path).unwrap().contains("From a page."));
}
