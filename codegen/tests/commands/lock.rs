//! What `tcgen regenerate` remembers: tcgen.lock, the version of the crate and its change log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::run::{Run, tcgen};

pub(super) const CONFIG: &str = "[crate]\nout = \"../generated\"\n\n[sources]\nmetadata = [\"facts\"]\n\n\
                      [products.kettle]\nactions = [\"Boil\"]\n";

/// The facts of a product version with the actions `Boil` and `Pour`, each with these members of
/// its input: `Name`, or `Name!` where it is required.
pub(super) fn facts(version: &str, boil: &[&str], pour: &[&str]) -> String {
    let input = |members: &[&str]| {
        let member = |text: &&str| {
            let name = text.trim_end_matches('!');
            let required = if text.ends_with('!') { r#", "required": true"# } else { "" };
            format!(r#"{{"name": "{name}", "type": "string"{required}}}"#)
        };
        members.iter().map(member).collect::<Vec<_>>().join(", ")
    };
    let action = |name: &str, members: &[&str]| {
        format!(
            r#""{name}": {{"input": [{}], "output": [{{"name": "RequestId", "type": "string"}}],
            "sources": [{{"kind": "metadata", "path": "tccli-3.1.7.1-py3.whl!/api.json"}}]}}"#,
            input(members)
        )
    };
    format!(
        r#"{{"format": 1, "product": "kettle", "version": "{version}",
        "actions": {{{}, {}}}, "structures": {{}}}}"#,
        action("Boil", boil),
        action("Pour", pour)
    )
}

pub(super) struct Project(pub(super) TempDir);

impl Project {
    pub(super) fn new(boil: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("spec/facts")).unwrap();
        std::fs::write(folder.path().join("spec/tcgen.toml"), CONFIG).unwrap();
        let project = Self(folder);
        project.says(&facts("2021-02-03", boil, &["Cup!"]));
        assert_eq!(project.regenerate(&[]).status, 0);
        project
    }

    /// What the service says from now on.
    pub(super) fn says(&self, facts: &str) {
        self.write("spec/facts/kettle.json", facts);
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.path(path), text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    pub(super) fn regenerate(&self, options: &[&str]) -> Run {
        tcgen(self.0.path(), &[&["regenerate"], options].concat())
    }

    /// The arguments of `BoilRequest::new`, wherever the crate has it.
    fn arguments(&self) -> Vec<String> {
        let texts = files(&self.path("generated/src/kettle"));
        let items = texts.values().flat_map(|text| syn::parse_file(text).unwrap().items);
        let mut methods = items.flat_map(|item| match item {
            syn::Item::Impl(item) if item.trait_.is_none() && is_boil_request(&item.self_ty) => {
                item.items
            }
            _ => Vec::new(),
        });
        let new = methods.find_map(|method| match method {
            syn::ImplItem::Fn(method) if method.sig.ident == "new" => Some(method.sig.inputs),
            _ => None,
        });
        let name = |input: &syn::FnArg| match input {
            syn::FnArg::Typed(typed) => match &*typed.pat {
                syn::Pat::Ident(name) => name.ident.to_string(),
                _ => String::new(),
            },
            syn::FnArg::Receiver(_) => "self".to_owned(),
        };
        new.unwrap().iter().map(name).collect()
    }

    fn version(&self) -> String {
        let text = self.read("generated/Cargo.toml");
        let line = text.lines().find_map(|line| line.strip_prefix("version = ")).unwrap();
        line.trim_matches('"').to_owned()
    }
}

fn is_boil_request(self_type: &syn::Type) -> bool {
    matches!(self_type, syn::Type::Path(path) if path.path.is_ident("BoilRequest"))
}

/// The text of every file below a folder.
pub(super) fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.clone(), std::fs::read_to_string(&path).unwrap());
        }
    }
    all
}

#[test]
fn a_reordered_and_relaxed_input_leaves_the_arguments_as_they_were() {
    let project = Project::new(&["Phone!", "Email!"]);
    assert_eq!(
        (project.arguments(), project.version()),
        (names(&["phone", "email"]), "0.1.0".into())
    );
    project.says(&facts("2021-02-03", &["Email!", "Phone"], &["Cup!"]));
    let run = project.regenerate(&[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("0 breaking, 0 relaxed, 1 held"), "{}", run.stdout);
    assert!(run.stdout.contains("version   0.1.0 → 0.1.1"), "{}", run.stdout);
    assert_eq!(
        (project.arguments(), project.version()),
        (names(&["phone", "email"]), "0.1.1".into())
    );
    let lock = project.read("spec/tcgen.lock");
    assert!(lock.contains("\"actions/Boil/input\" = [\"Phone\", \"Email\"]"), "{lock}");
    assert!(lock.contains("\"actions/Boil/input/Phone\" = \"argument\""), "{lock}");
    let told = project.read("generated/CHANGELOG.md");
    assert_eq!(told, project.read("spec/tcgen.changelog.md"));
    assert!(told.contains("\n## 0.1.1\n") && told.contains("\n## 0.1.0\n"), "{told}");
    assert!(told.contains("`kettle::v20210203::BoilRequest::phone`"), "{told}");
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_lock_alone_gives_the_same_bytes_again() {
    let project = Project::new(&["Phone!", "Email!"]);
    project.says(&facts("2021-02-03", &["Email!", "Name!", "Phone"], &["Cup!"]));
    assert_eq!(project.regenerate(&[]).status, 0);
    let before = files(project.0.path());
    std::fs::remove_dir_all(project.path("spec/kettle")).unwrap();
    std::fs::remove_dir_all(project.path("generated")).unwrap();
    assert_eq!(project.regenerate(&[]).status, 0);
    assert_eq!(files(project.0.path()), before);
    assert_eq!(project.regenerate(&["--check"]).status, 0);
}

#[test]
fn unlock_lets_go_of_what_is_held_and_is_a_breaking_step() {
    let project = Project::new(&["Phone!", "Email!"]);
    project.says(&facts("2021-02-03", &["Email!", "Phone"], &["Cup!"]));
    assert_eq!(project.regenerate(&[]).status, 0);
    let run = project.regenerate(&["--unlock"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("version   0.1.1 → 0.2.0"), "{}", run.stdout);
    assert_eq!(project.arguments(), names(&["email"]));
    assert!(!project.read("spec/tcgen.lock").contains("[api"));
    assert_eq!(project.regenerate(&["--check"]).status, 0);
}

#[test]
fn without_the_lock_the_plain_rules_hold() {
    let project = Project::new(&["Phone!", "Email!"]);
    project.says(&facts("2021-02-03", &["Email!", "Phone!"], &["Cup!"]));
    assert_eq!(project.regenerate(&[]).status, 0);
    assert_eq!(project.arguments(), names(&["phone", "email"]));
    for path in ["spec/tcgen.lock", "spec/kettle/2021-02-03.json"] {
        std::fs::remove_file(project.path(path)).unwrap();
    }
    assert_eq!(project.regenerate(&[]).status, 0);
    assert_eq!(project.arguments(), names(&["email", "phone"]));
}

#[test]
fn what_no_chosen_action_reaches_is_in_no_spec_and_changes_nothing() {
    let project = Project::new(&["Phone!"]);
    assert!(!project.read("spec/kettle/2021-02-03.json").contains("Pour"));
    project.says(&facts("2021-02-03", &["Phone!"], &["Saucer!"]));
    let run = project.regenerate(&["--check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(run.stdout.contains("spec      no change"), "{}", run.stdout);
}

#[test]
fn a_diff_with_metadata_is_of_what_is_chosen() {
    let project = Project::new(&["Phone!"]);
    let api = r#"{"metadata": {"apiVersion": "2021-02-03", "serviceShortName": "kettle"},
        "version": "1.0", "actions": {"Boil": {"name": "Boil", "status": "online",
        "input": "BoilRequest", "output": "Answer"}, "Pour": {"name": "Pour", "status": "online",
        "input": "Empty", "output": "Answer"}}, "objects": {"BoilRequest": {"type": "object",
        "members": [{"name": "Phone", "type": "string", "member": "string", "required": true}]},
        "Empty": {"type": "object", "members": []}, "Answer": {"type": "object", "members": [
        {"name": "RequestId", "type": "string", "member": "string", "required": true}]}}}"#;
    project.write("api.json", api);
    let run = tcgen(project.0.path(), &["diff", "spec", "api.json", "--fail-on", "breaking"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(!run.stdout.contains("Pour"), "{}", run.stdout);
    let run = tcgen(project.0.path(), &["diff", "spec", "api.json", "--all"]);
    assert!(run.stdout.contains("Pour"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_damaged_lock_is_an_error_with_its_line_and_nothing_is_written() {
    let project = Project::new(&["Phone!"]);
    let lock = project.read("spec/tcgen.lock");
    let conflict = format!("{lock}<<<<<<< HEAD\n=======\n>>>>>>> other\n");
    for (text, expected) in [
        (lock.replace("version", "varsion"), "unknown field `varsion`"),
        (conflict, "unresolved merge conflict"),
        (
            format!("{lock}[api.\"kettle/2021-02-03\".names]\n\"actions/Boil\" = \"a b\"\n"),
            "`a b` cannot be a name",
        ),
    ] {
        project.write("spec/tcgen.lock", &text);
        let before = files(project.0.path());
        let run = project.regenerate(&[]);
        assert_eq!(run.status, 2, "{}", run.stdout);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(run.stderr.contains("--> spec/tcgen.lock:"), "{}", run.stderr);
        assert_eq!(files(project.0.path()), before);
        assert_eq!(tcgen(project.0.path(), &["generate"]).status, 2);
    }
}

#[test]
fn an_entry_about_nothing_is_said_and_dropped() {
    let project = Project::new(&["Phone!"]);
    let lock = project.read("spec/tcgen.lock");
    let stale = format!(
        "{lock}\n[api.\"kettle/2021-02-03\".members]\n\"actions/Gone/input/X\" = \"argument\"\n"
    );
    project.write("spec/tcgen.lock", &stale);
    let run = project.regenerate(&[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("kettle/2021-02-03/actions/Gone/input/X"), "{}", run.stderr);
    assert_eq!(project.read("spec/tcgen.lock"), lock);
}

#[test]
fn a_version_of_ones_own_that_is_too_small_fails_the_check() {
    let project = Project::new(&["Phone!"]);
    let own = CONFIG
        .replace("[crate]\n", "[crate]\nversion = \"1.0.0\"\nlicense = \"MIT\"\npublish = true\n");
    project.write("spec/tcgen.toml", &own);
    assert_eq!(project.regenerate(&[]).status, 0);
    let manifest = project.read("generated/Cargo.toml");
    assert!(manifest.contains("license = \"MIT\"") && !manifest.contains("publish"), "{manifest}");
    project.says(&facts("2021-02-03", &[], &["Cup!"]));
    let run = project.regenerate(&[]);
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains("the changes ask for 2.0.0"), "{}", run.stderr);
    let run = project.regenerate(&["--check"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("--> spec/tcgen.toml:2:11"), "{}", run.stderr);
    project.write("spec/tcgen.toml", &own.replace("1.0.0", "2.0.0"));
    assert_eq!(project.regenerate(&[]).status, 0);
    assert_eq!(project.regenerate(&["--check"]).status, 0);
    assert_eq!(project.version(), "2.0.0");
}

#[test]
fn the_short_path_stays_with_the_version_that_it_meant() {
    let project = Project::new(&["Phone!"]);
    project.write("spec/facts/newer.json", &facts("2025-01-01", &["Phone!"], &["Cup!"]));
    let run = project.regenerate(&[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let module = project.read("generated/src/kettle/mod.rs");
    assert!(module.contains("pub use v20210203::*;"), "{module}");
    assert!(project.read("spec/tcgen.lock").contains("kettle = \"2021-02-03\""));
    assert_eq!(project.regenerate(&["--unlock"]).status, 0);
    assert!(project.read("generated/src/kettle/mod.rs").contains("pub use v20250101::*;"));
}

#[test]
fn a_product_that_is_no_longer_chosen_is_a_breaking_change() {
    let project = Project::new(&["Phone!"]);
    project.write(
        "spec/facts/cup.json",
        &facts("2019-01-01", &["Size!"], &[]).replace("kettle", "cup"),
    );
    project.write("spec/tcgen.toml", &format!("{CONFIG}[products.cup]\n"));
    assert_eq!(project.regenerate(&[]).status, 0);
    assert_eq!(project.version(), "0.1.1");
    project.write("spec/tcgen.toml", CONFIG);
    let run = project.regenerate(&[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("version removed"), "{}", run.stdout);
    assert_eq!(project.version(), "0.2.0");
    assert!(!project.path("spec/cup/2019-01-01.json").exists());
}

#[test]
fn a_diff_of_two_revisions_goes_by_their_locks() {
    let project = Project::new(&["Phone!", "Email!"]);
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let run = std::process::Command::new("git")
            .args(who)
            .args(arguments)
            .current_dir(project.0.path())
            .output()
            .unwrap();
        assert!(run.status.success(), "{run:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "one"]);
    project.says(&facts("2021-02-03", &["Email!", "Phone"], &["Cup!"]));
    assert_eq!(project.regenerate(&[]).status, 0);
    let run = tcgen(project.0.path(), &["diff", "git:HEAD", "spec", "--fail-on", "source"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("1 held"), "{}", run.stdout);
    // The same with the lock let go of.
    assert_eq!(project.regenerate(&["--unlock"]).status, 0);
    let run = tcgen(project.0.path(), &["diff", "git:HEAD", "spec", "--fail-on", "source"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
}
