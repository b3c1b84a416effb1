//! `tcgen import` as a process: what it writes, what it says, how it ends.

use std::path::Path;

use super::run::{package, tcgen};
use super::workflow::{later, wheel_called};

const OLD: &str = "tccli-3.1.7.1-py3-none-any.whl";
const NEW: &str = "tccli-3.1.9.1-py3-none-any.whl";

/// A folder of wheels, as `pip download` leaves it: ours, and one that holds nothing for us.
fn wheels(folder: &Path, ours: &[&str]) {
    let wheels = folder.join("wheels");
    std::fs::create_dir(&wheels).unwrap();
    for name in ours {
        wheel_called(&wheels, name, |text| if *name == NEW { later(text) } else { text.into() });
    }
    let other = std::fs::File::create(wheels.join("certifi-1.0-py3-none-any.whl")).unwrap();
    zip::ZipWriter::new(other).finish().unwrap();
}

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

#[test]
fn a_folder_of_wheels_is_the_wheels_in_it() {
    let folder = tempfile::tempdir().unwrap();
    wheels(folder.path(), &[OLD]);
    let named = format!("wheels/{OLD}");
    let one = tcgen(folder.path(), &["import", &named, "--spec", "one"]);
    let all = tcgen(folder.path(), &["import", "wheels", "--spec", "all"]);
    assert_eq!((one.status, all.status), (0, 0), "{}{}", one.stderr, all.stderr);
    let spec = |name: &str| {
        std::fs::read_to_string(folder.path().join(name).join("demo/2020-01-01.json")).unwrap()
    };
    assert_eq!(spec("one"), spec("all"));
    // So it is wherever packages are given.
    let project = ["init", "project", "--product", "demo", "--metadata", "wheels"];
    let run = tcgen(folder.path(), &project);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let config = "[sources]\nmetadata = [\"wheels\"]\n[products.demo]\n";
    std::fs::write(folder.path().join("tcgen.toml"), config).unwrap();
    let run = tcgen(folder.path(), &["regenerate"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("metadata  release 3.1.7.1\n"), "{}", run.stdout);
    // And a wheel beside facts is not passed over.
    std::fs::copy(
        folder.path().join("all/demo/2020-01-01.json"),
        folder.path().join("wheels/x.json"),
    )
    .unwrap();
    let run = tcgen(folder.path(), &["import", "wheels", "--spec", "both"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("2 product versions, "), "{}", run.stdout);
}

#[test]
fn two_releases_in_one_folder_are_an_error_that_names_both() {
    let folder = tempfile::tempdir().unwrap();
    wheels(folder.path(), &[OLD, NEW]);
    for arguments in [
        &["import", "wheels"][..],
        &["init", "--product", "demo", "--metadata", "wheels"],
        &["export", "openapi", "--metadata", "wheels"],
    ] {
        let run = tcgen(folder.path(), arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        let expected = format!(
            "error[E0513]: `{OLD}` and `{NEW}` are releases of one package\n  --> wheels\n"
        );
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
    }
    let empty = tempfile::tempdir().unwrap();
    wheels(empty.path(), &[]);
    let run = tcgen(empty.path(), &["import", "wheels"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("error[E0501]") && run.stderr.contains("pip download"));
}

/// A shell makes several words of `--metadata tccli-*.whl` once a second release is there.
#[test]
fn of_several_files_after_an_option_the_newest_release_counts() {
    let folder = tempfile::tempdir().unwrap();
    wheels(folder.path(), &[OLD, NEW]);
    let (old, new) = (format!("wheels/{OLD}"), format!("wheels/{NEW}"));
    for option in ["--metadata", "--errors"] {
        let project = format!("project{option}");
        let init = ["init", &project, "--product", "demo", option, &new, &old];
        let run = tcgen(folder.path(), &init);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stderr.contains("a newer release of this package is given too"));
        let facts = folder.path().join(&project).join("spec/metadata/demo-2020-01-01.json");
        let facts = std::fs::read_to_string(facts).unwrap();
        assert!(facts.contains("\"3.1.9.1\"") && !facts.contains("\"3.1.7.1\""), "{facts}");
    }
}
