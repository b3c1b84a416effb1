//! `tcgen init`: what it prints and writes where nobody can be asked.

use std::path::Path;

use super::run::{Run, tcgen};

fn init(folder: &Path, arguments: &[&str]) -> Run {
    tcgen(folder, &[&["init"], arguments].concat())
}

#[test]
fn nobody_is_asked_where_nobody_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let run = init(folder.path(), &["--product", "ess=https://host/api/1/2", "--workflow"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = "wrote spec/tcgen.toml\nwrote spec/pages/index.json\n\
                    wrote .github/workflows/regenerate.yml\n";
    assert_eq!(run.stdout, expected);
    let next = "next: `tcgen fetch ess`, then `tcgen regenerate`\nand for error codes: `pip download \
                --no-deps tencentcloud-sdk-python`, listed as `errors` in spec/tcgen.toml\n";
    assert_eq!(run.stderr, next);
}

#[test]
fn actions_without_a_product_belong_to_the_only_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = init(folder.path(), &["--product", "ess", "--actions", "CreateFlow,Describe*"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let config = std::fs::read_to_string(folder.path().join("spec/tcgen.toml")).unwrap();
    assert!(config.contains(r#"actions = ["CreateFlow", "Describe*"]"#), "{config}");
}

#[test]
fn a_second_run_says_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), &["--product", "ess"]);
    let run = init(folder.path(), &["--product", "cvm"]);
    assert_eq!(run.status, 0);
    let expected = "left spec/tcgen.toml as it is\nleft spec/pages/index.json as it is\n";
    assert_eq!(run.stdout, expected);
    let config = std::fs::read_to_string(folder.path().join("spec/tcgen.toml")).unwrap();
    assert!(config.contains("[products.ess]") && !config.contains("[products.cvm]"));
}

#[test]
fn wrong_usage_writes_nothing() {
    for arguments in [
        &["--product", "no product"] as &[&str],
        &["--actions", "CreateFlow"],
        &["--product", "ess,cvm", "--actions", "CreateFlow"],
        &["--name", "no name"],
        &["--metadata", "nowhere.whl"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let run = init(folder.path(), arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains("error"), "{arguments:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
}
