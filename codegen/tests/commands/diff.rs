//! `tcgen diff` from outside: sides, exit statuses, the ignore file; and the pre-commit hook.

use std::path::Path;
use std::process::Command;

use super::run::tcgen;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases/diff");

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"];
    let status =
        Command::new("git").args(identity).args(arguments).current_dir(folder).status().unwrap();
    assert!(status.success(), "{arguments:?}");
}

/// A repository whose spec is that of a case: the old one committed, the new one in the folder.
fn repository(case: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec/demo");
    std::fs::create_dir_all(&spec).unwrap();
    let place = |side: &str| {
        let case = Path::new(CASES).join(case).join(format!("{side}.json"));
        std::fs::copy(case, spec.join("2020-11-11.json")).unwrap();
    };
    place("old");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", "One"]);
    place("new");
    folder
}

#[test]
fn the_exit_status_says_what_was_found() {
    let breaking = repository("required_flips");
    let marked = repository("promises_and_marks");
    let same = repository("nothing_changed");
    let sides = ["diff", "git:HEAD", "spec"];
    for (folder, fail_on, status) in [
        (&breaking, None, 0),
        (&breaking, Some("breaking"), 1),
        (&breaking, Some("source"), 1),
        (&marked, Some("source"), 0),
        (&marked, Some("wire"), 1),
        (&marked, Some("any"), 1),
        (&same, Some("any"), 0),
    ] {
        let mut arguments = sides.to_vec();
        arguments.extend(fail_on.into_iter().flat_map(|what| ["--fail-on", what]));
        let run = tcgen(folder.path(), &arguments);
        assert_eq!(run.status, status, "{arguments:?}");
        assert!(run.stderr.is_empty(), "{}", run.stderr);
    }
}

#[test]
fn an_unknown_revision_and_a_folder_without_specs_are_bad_input() {
    let folder = repository("required_flips");
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    for (old, new, code) in [
        ("git:nowhere", "spec", "E0106"),
        ("git:--help", "spec", "E0106"),
        ("git:HEAD:empty", "spec", "E0611"),
        ("spec", "empty", "E0611"),
        ("missing", "spec", "E0101"),
    ] {
        let run = tcgen(folder.path(), &["diff", old, new]);
        let said = run.stderr;
        assert_eq!(run.status, 2, "{old} {new}: {said}");
        assert!(said.contains(code) && run.stdout.is_empty(), "{old} {new}: {said}");
    }
}

#[test]
fn the_ignore_file_beside_the_specs_counts_and_goes_stale_loudly() {
    let folder = repository("required_flips");
    let entries = "[[ignore]]\nkind = \"input-required\"\nreason = \"known\"\n\n\
                   [[ignore]]\nkind = \"input-added-required\"\nwhere = \"demo/**\"\nreason = \"known\"\n\n\
                   [[ignore]]\nkind = \"action-removed\"\nreason = \"of old\"\n";
    std::fs::write(folder.path().join("spec/diff-ignore.toml"), entries).unwrap();
    let run = tcgen(folder.path(), &["diff", "git:HEAD", "spec", "--fail-on", "breaking"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("because known"));
    let said = run.stderr;
    assert!(said.contains("E0621") && said.contains("spec/diff-ignore.toml:10"), "{said}");
}

#[cfg(unix)]
#[test]
fn the_hook_lets_pass_what_is_generated_and_refuses_drift() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = repository("required_flips");
    let root = folder.path();
    // What an import wrote stands in for a wheel.
    std::fs::create_dir(root.join("spec/facts")).unwrap();
    let spec = "spec/demo/2020-11-11.json";
    std::fs::copy(root.join(spec), root.join("spec/facts/demo-2020-11-11.json")).unwrap();
    let config = "[crate]\nout = \"../generated\"\n[sources]\nmetadata = [\"facts\"]\n\
                  [products.demo]\nactions = [\"*\"]\n";
    std::fs::write(root.join("spec/tcgen.toml"), config).unwrap();
    let hook = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/pre-commit-hook.sh");
    std::fs::copy(hook, root.join(".git/hooks/pre-commit")).unwrap();
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(root.join(".git/hooks/pre-commit"), executable).unwrap();
    let binaries = Path::new(env!("CARGO_BIN_EXE_tcgen")).parent().unwrap();
    let commit = || {
        git(root, &["add", "-A"]);
        let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap());
        Command::new("git")
            .args(["-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "-qm", "Two"])
            .env("PATH", path)
            .current_dir(root)
            .output()
            .unwrap()
    };
    let refused = commit();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("not up to date"), "{said}");

    let written = tcgen(root, &["regenerate", "--config", "spec/tcgen.toml"]);
    assert_eq!(written.status, 0, "{}", written.stderr);
    let passed = commit();
    let said = String::from_utf8_lossy(&passed.stderr).into_owned();
    assert!(passed.status.success() && said.contains("Operator"), "{said}");
}
