//! `tcgen regenerate` as a process: what it writes, what it says, how it ends.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tencentcloud_codegen::project::config::find;

use super::run::{package, tcgen};

const CONFIG: &str = r#"[crate]
out = "../generated"

[sources]
metadata = ["metadata"]
corrections = []

[products.demo]
"#;

/// A project whose `spec/metadata` holds the facts of the package.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("spec")).unwrap();
    std::fs::write(folder.path().join("spec/tcgen.toml"), CONFIG).unwrap();
    let package = package();
    let import = ["import", package.to_str().unwrap(), "--facts", "spec/metadata"];
    assert_eq!(tcgen(folder.path(), &import).status, 0);
    folder
}

fn config(folder: &TempDir, from: &str, to: &str) {
    let path = folder.path().join("spec/tcgen.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}

/// Every file below a folder, by path, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    all
}

fn regenerated() -> TempDir {
    let folder = project();
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    folder
}

#[test]
fn a_second_run_finds_everything_up_to_date() {
    let folder = regenerated();
    assert!(folder.path().join("spec/demo/2020-01-01.json").is_file());
    assert!(folder.path().join("generated/Cargo.toml").is_file());
    let before = files(folder.path());
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("metadata  release 3.1.7.1\n"), "{}", run.stdout);
    assert!(run.stdout.contains("files     all up to date\n"), "{}", run.stdout);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn sources_that_changed_and_say_the_same_are_told_in_one_line() {
    let folder = regenerated();
    let facts = folder.path().join("spec/metadata/demo-2020-01-01.json");
    let text = std::fs::read_to_string(&facts).unwrap();
    std::fs::write(&facts, text.replace("804cd8", "000000")).unwrap();
    let run = tcgen(folder.path(), &["regenerate"]);
    let line = "spec      no change but of what it was made from\nfiles";
    assert!(run.stdout.contains(line), "{}", run.stdout);
}

#[test]
fn a_spec_with_a_merge_conflict_stops_the_run() {
    let folder = regenerated();
    let path = folder.path().join("spec/demo/2020-01-01.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    let conflict = format!("{head}\n<<<<<<< HEAD\n{rest}");
    std::fs::write(&path, &conflict).unwrap();
    for command in [&["regenerate"] as &[&str], &["diff", "spec", "spec"], &["show", "demo"]] {
        let run = tcgen(folder.path(), command);
        assert_eq!(run.status, 2, "{command:?}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("error[E0618]"), "{command:?}: {}", run.stderr);
        assert!(run.stderr.contains("--> spec/demo/2020-01-01.json:2:1"), "{}", run.stderr);
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), conflict);
}

#[test]
fn a_check_passes_whatever_line_ends_git_writes() {
    let folder = regenerated();
    let attributes = "* text=auto eol=lf";
    assert!(
        std::fs::read_to_string(folder.path().join("generated/.gitattributes"))
            .unwrap()
            .contains(attributes)
    );
    std::fs::write(folder.path().join("spec/.gitattributes"), attributes).unwrap();
    let git = |place: &Path, arguments: &[&str]| {
        let run = std::process::Command::new("git")
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
            .args(arguments)
            .current_dir(place)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message=client"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let from = folder.path().to_str().unwrap();
    // As git for Windows is set up.
    git(elsewhere.path(), &["clone", "--quiet", "--config", "core.autocrlf=true", from, "clone"]);
    let run = tcgen(&elsewhere.path().join("clone"), &["regenerate", "--check"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn what_was_deleted_comes_back_the_same() {
    let folder = regenerated();
    let before = files(folder.path());
    std::fs::remove_dir_all(folder.path().join("spec/demo")).unwrap();
    std::fs::remove_dir_all(folder.path().join("generated/src")).unwrap();
    let run = tcgen(folder.path(), &["regenerate", "--verbose"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("          + generated/src/lib.rs\n"), "{}", run.stdout);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_check_writes_nothing_and_names_the_files_and_the_command_that_repairs_them() {
    let folder = project();
    let before = files(folder.path());
    let run = tcgen(folder.path(), &["regenerate", "--check"]);
    assert_eq!(run.status, 1);
    assert_eq!(files(folder.path()), before);
    assert!(run.stdout.contains("+ spec/demo/2020-01-01.json"), "{}", run.stdout);
    assert!(run.stdout.contains("+ generated/Cargo.toml"), "{}", run.stdout);
    let command = "tcgen regenerate --config spec/tcgen.toml";
    assert!(run.stderr.contains(command), "{}", run.stderr);
    assert_eq!(tcgen(folder.path(), &["regenerate"]).status, 0);
    assert_eq!(tcgen(folder.path(), &["regenerate", "--check"]).status, 0);
}

#[test]
fn the_config_is_found_from_a_folder_inside() {
    let folder = regenerated();
    let run = tcgen(&folder.path().join("spec/metadata"), &["regenerate", "--check"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let run = tcgen(tempfile::tempdir().unwrap().path(), &["regenerate"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("E0603"), "{}", run.stderr);
}

#[test]
fn a_fault_in_the_config_is_an_error_with_its_place_and_nothing_is_written() {
    let folder = project();
    for (from, to, expected) in [
        ("[products.demo]", "[products.demmo]", "--> spec/tcgen.toml:8:11"),
        ("[products.demmo]", "[products.demo]\naction = []", "--> spec/tcgen.toml:9:1"),
        ("action = []", "actions = [\"Undo\"]", "--> spec/tcgen.toml:9:12"),
        ("[\"metadata\"]", "[]", "no sources are listed"),
    ] {
        config(&folder, from, to);
        let before = files(folder.path());
        let run = tcgen(folder.path(), &["regenerate"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert_eq!(files(folder.path()), before);
    }
}

#[test]
fn what_is_wrong_with_a_config_is_said_once_and_with_what_was_meant() {
    let metadata = "metadata = [\"metadata\"]";
    for (from, to, expected) in [
        (
            "[products.demo]",
            "[products.demo]\nversions = [\"2020-01-02\"]",
            "there is `2020-01-01`",
        ),
        (
            "[products.demo]",
            "[products.demo]\nversions = [\"2020-01-02\"]\nactions = [\"GetBook\"]",
            "there is `2020-01-01`",
        ),
        (metadata, "metadata = \"metadata\"", "write `[\"metadata\"]`"),
        ("out = \"../generated\"", "out = \"~/generated\"", "--> spec/tcgen.toml:2:7"),
        (metadata, "metadata = [\"metadate\"]", "--> spec/tcgen.toml:5:13"),
        (metadata, "metadata = [\"metadate\"]", "did you mean `metadata`?"),
        (metadata, "metadata = [\"tccli.whl\"]", "`pip download --no-deps tccli`"),
        ("../generated", "..\\\\generated", "write `/`"),
    ] {
        let folder = project();
        config(&folder, from, to);
        let run = tcgen(folder.path(), &["regenerate"]);
        assert_eq!(run.status, 2, "{to}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{to}: {}", run.stderr);
        assert!(run.stderr.contains("1 error,"), "{to}: {}", run.stderr);
    }
}

#[test]
fn another_release_is_taken_in_only_when_confirmed() {
    let folder = regenerated();
    let facts = folder.path().join("spec/metadata/demo-2020-01-01.json");
    let text = std::fs::read_to_string(&facts).unwrap().replace("3.1.7.1", "3.1.8.1");
    std::fs::write(facts, text).unwrap();
    let before = files(folder.path());
    for arguments in [&["regenerate"] as &[&str], &["regenerate", "--quiet"]] {
        let run = tcgen(folder.path(), arguments);
        assert_eq!(run.status, 1);
        assert!(run.stdout.contains("metadata  release 3.1.8.1 (was 3.1.7.1)"), "{}", run.stdout);
        assert!(run.stderr.contains("--yes"), "{}", run.stderr);
    }
    assert_eq!(files(folder.path()), before);
    assert_eq!(tcgen(folder.path(), &["regenerate", "--yes"]).status, 0);
    assert_eq!(tcgen(folder.path(), &["regenerate", "--check"]).status, 0);
}

#[test]
fn a_crate_that_cannot_be_written_leaves_the_spec_as_it_was() {
    let folder = regenerated();
    config(&folder, "../generated", "../blocked");
    std::fs::write(folder.path().join("blocked"), "a file").unwrap();
    let spec = folder.path().join("spec/demo/2020-01-01.json");
    std::fs::write(&spec, std::fs::read_to_string(&spec).unwrap().replace("offline", "online"))
        .unwrap();
    let before = files(folder.path());
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_spec_that_no_source_describes_goes_and_those_of_other_products_stay() {
    let folder = regenerated();
    let other = r#"{"format": 1, "product": "other", "version": "2019-01-01"}"#;
    std::fs::create_dir(folder.path().join("spec/other")).unwrap();
    std::fs::write(folder.path().join("spec/other/2019-01-01.json"), other).unwrap();
    let old = folder.path().join("spec/demo/2019-01-01.json");
    std::fs::write(&old, other.replace("other", "demo")).unwrap();
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(!old.exists());
    assert!(folder.path().join("spec/other/2019-01-01.json").exists());
}

#[test]
fn a_spec_on_disk_that_is_damaged_is_written_anew() {
    let folder = regenerated();
    let before = files(folder.path());
    std::fs::write(folder.path().join("spec/demo/2020-01-01.json"), "{").unwrap();
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[E0610]"), "{}", run.stderr);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn corrections_reach_the_spec_and_one_that_applies_to_nothing_stops_the_run() {
    let folder = project();
    config(&folder, "corrections = []", "corrections = [\"corrections.toml\"]");
    let path = folder.path().join("spec/corrections.toml");
    let entry = "[[correction]]\nproduct = \"demo\"\nversion = \"2020-01-01\"\naction = \"Do\"\n\
                 output = \"RequestId\"\nkind = \"type\"\nsays = \"string\"\nmeans = \"int64\"\n\
                 why = \"a test\"\n";
    std::fs::write(&path, entry).unwrap();
    assert_eq!(tcgen(folder.path(), &["regenerate"]).status, 0);
    let spec = folder.path().join("spec/demo/2020-01-01.json");
    assert!(std::fs::read_to_string(spec).unwrap().contains("\"type\": \"int64\""));
    std::fs::write(&path, entry.replace("\"string\"", "\"bool\"")).unwrap();
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--> spec/corrections.toml:1:1"), "{}", run.stderr);
}

#[test]
fn a_glob_chooses_every_product_of_the_sources() {
    let folder = project();
    config(&folder, "[products.demo]", "[products.\"*\"]");
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(folder.path().join("spec/as/2018-04-19.json").is_file());
    let manifest = std::fs::read_to_string(folder.path().join("generated/Cargo.toml")).unwrap();
    assert!(manifest.contains("demo") && manifest.contains("as"), "{manifest}");
}

#[test]
fn the_file_is_found_in_the_folder_in_spec_and_in_the_folders_around() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b");
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::create_dir_all(folder.path().join("spec")).unwrap();
    std::fs::write(folder.path().join("spec/tcgen.toml"), "").unwrap();
    let found = find(&deep).unwrap();
    assert!(found.ends_with("spec/tcgen.toml"), "{}", found.display());
    std::fs::write(deep.join("tcgen.toml"), "").unwrap();
    assert_eq!(find(&deep).unwrap(), deep.join("tcgen.toml"));
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

/// The files of a folder by their path in it.
fn relative(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let inside = |path: &Path| path.strip_prefix(folder).unwrap().to_owned();
    files(folder).into_iter().map(|(path, bytes)| (inside(&path), bytes)).collect()
}

#[test]
fn the_committed_spec_and_crate_follow_from_the_committed_sources() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository().join("spec"), &folder.path().join("spec"));
    std::fs::remove_dir_all(folder.path().join("spec/ess")).unwrap();
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("`EndPoint`"), "{}", run.stderr);
    for part in ["spec", "generated/src"] {
        let (committed, new) =
            (relative(&repository().join(part)), relative(&folder.path().join(part)));
        let same: Vec<_> =
            new.keys().filter(|path| committed.get(*path) == new.get(*path)).collect();
        let missing: Vec<_> = committed.keys().filter(|path| !new.contains_key(*path)).collect();
        let other: Vec<_> = new.keys().filter(|path| !same.contains(path)).collect();
        assert!(
            missing.is_empty() && other.is_empty(),
            "{part}: {missing:?} and {other:?} differ; run `tcgen regenerate`"
        );
    }
}

#[test]
fn exports_that_the_config_lists_are_kept_up_to_date() {
    let folder = project();
    let table = "[products.demo]\n\n[[export]]\nformat = \"openapi-3.0\"\nout = \"../openapi\"\n";
    config(&folder, "[products.demo]\n", table);
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let path = folder.path().join("openapi/demo/2020-01-01.json");
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"openapi\": \"3.0.3\""));
    // The document and the manifest of the folder.
    assert!(run.stdout.contains("openapi: 2 added"), "{}", run.stdout);
    std::fs::remove_file(&path).unwrap();
    let run = tcgen(folder.path(), &["regenerate", "--check"]);
    assert_eq!((run.status, path.exists()), (1, false), "{}", run.stdout);
    assert_eq!(tcgen(folder.path(), &["regenerate"]).status, 0);
    assert!(path.exists());
    config(&folder, "\"openapi-3.0\"", "\"openapi\"\nproducts = [\"as\"]");
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("[[export]] names `as`"), "{}", run.stderr);
}
