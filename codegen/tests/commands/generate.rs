//! `tcgen generate` as a process: what it writes, what it leaves alone, how it ends.

use std::path::Path;

use tempfile::TempDir;

use super::run::{Run, tcgen};

fn generate(folder: &TempDir, arguments: &[&str]) -> Run {
    tcgen(folder.path(), &[&["generate"], arguments].concat())
}

/// A folder with the specs of two cases, and no config.
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
fn without_a_config_everything_in_spec_is_generated_and_counted() {
    let folder = project();
    let run = generate(&folder, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows: Vec<Vec<&str>> =
        run.stdout.lines().map(|line| line.split_whitespace().take(4).collect()).collect();
    assert_eq!(rows[1], ["flow", "1", "7", "16"]);
    assert_eq!(rows[2], ["shop", "1", "1", "4"]);
    assert_eq!(rows[3], ["total", "2", "8", "20"]);
    let manifest = read(&folder, "generated/Cargo.toml");
    assert!(manifest.contains("default = [\"async\", \"flow\", \"shop\"]"), "{manifest}");
    assert!(!manifest.contains("path =") && !manifest.contains("workspace"), "{manifest}");
}

#[test]
fn check_finds_drift_and_names_the_command_that_repairs_it() {
    let folder = project();
    assert_eq!(generate(&folder, &[]).status, 0);
    assert_eq!(generate(&folder, &["--check"]).status, 0);
    let file = folder.path().join("generated/src/shop/v20260102/error_code.rs");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("SoldOut", "Sold")).unwrap();
    let run = generate(&folder, &["--check"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("shop/v20260102/error_code.rs"), "{}", run.stderr);
    assert!(run.stderr.contains("run `tcgen generate`"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text.replace("SoldOut", "Sold"));
    assert_eq!(generate(&folder, &[]).status, 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn what_nothing_needs_any_more_is_removed_and_files_of_the_user_stay() {
    let folder = project();
    assert_eq!(generate(&folder, &[]).status, 0);
    let mine = folder.path().join("generated/src/flow/notes.rs");
    std::fs::write(&mine, "// mine\n").unwrap();
    let run = generate(&folder, &["--products", "shop"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(read(&folder, "generated/src/flow/v20260102/actions.rs").is_empty());
    assert_eq!(read(&folder, "generated/src/flow/notes.rs"), "// mine\n");
    assert!(!read(&folder, "generated/src/lib.rs").contains("flow"));
}

#[test]
fn a_file_that_tcgen_did_not_write_is_not_written_over() {
    let folder = project();
    std::fs::create_dir(folder.path().join("generated")).unwrap();
    std::fs::write(folder.path().join("generated/README.md"), "# Mine\n").unwrap();
    let run = generate(&folder, &[]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("E0803") && run.stderr.contains("generated/README.md"),
        "{}",
        run.stderr
    );
    assert_eq!(read(&folder, "generated/README.md"), "# Mine\n");
    assert!(read(&folder, "generated/Cargo.toml").is_empty());
}

#[test]
fn what_is_chosen_and_is_not_there_is_an_error_with_the_nearest_name() {
    let folder = project();
    let cases = [
        (["--products", "shpo"], "did you mean `shop`?"),
        (["--actions", "shop:CreateOder"], "did you mean `CreateOrder`?"),
        (["--actions", "CreateOrder"], "write `ess:CreateFlow`"),
        (["--actions", "shop:[x"], "is not a glob"),
    ];
    for (arguments, expected) in cases {
        let run = generate(&folder, &arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(!folder.path().join("generated").exists());
    }
}

#[test]
fn one_more_action_changes_nothing_that_was_there() {
    let folder = project();
    assert_eq!(generate(&folder, &["--actions", "flow:DescribeItems"]).status, 0);
    let items = "generated/src/flow/v20260102/structures/i.rs";
    let pages = "generated/src/flow/v20260102/structures/p.rs";
    let before = read(&folder, items);
    assert!(before.contains("pub struct Item "), "{before}");
    assert!(!folder.path().join(pages).exists());
    assert_eq!(generate(&folder, &["--actions", "flow:DescribeItems,Describe*"]).status, 0);
    assert_eq!(read(&folder, items), before);
    assert!(read(&folder, pages).contains("pub struct Page "));
}

#[test]
fn a_finding_has_the_line_of_its_member_however_the_spec_is_laid_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spec/demo/2026-01-02.json");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let spec = r#"{
    "format": 1, "product": "demo", "version": "2026-01-02",
    "actions": {
        "GetA": {
            "input": [
                { "name": "Shelf", "type": "string" }
            ]
        },
        "GetB": {
            "input": [
                { "name": "Shelf", "type": "Shelv" }
            ]
        }
    }
}
"#;
    std::fs::write(&path, spec).unwrap();
    let run = generate(&folder, &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("spec/demo/2026-01-02.json:11:19"), "{}", run.stderr);
    std::fs::write(&path, spec.replace(['\n', ' '], "")).unwrap();
    let run = generate(&folder, &[]);
    assert!(run.stderr.contains("spec/demo/2026-01-02.json:1:134"), "{}", run.stderr);
}
