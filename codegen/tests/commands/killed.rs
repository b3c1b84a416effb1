//! What the run after one that was interrupted or killed finds and leaves.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::nothing_lost::{edit, files, regenerate, regenerated};
use super::run::tcgen;

/// Begins a run and sends it a signal after a while; gives whether it was done before.
fn stopped(folder: &Path, signal: &str, after: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcgen"))
        .env("LC_ALL", "C")
        .arg("regenerate")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).output();
    assert!(sent.is_ok());
    child.wait().unwrap().code() == Some(0)
}

/// A project whose crate is of one product and whose config says another one, as often as wanted.
struct Switched {
    base: TempDir,
}

impl Switched {
    fn new() -> Self {
        let base = regenerated();
        edit(&base.path().join("spec/tcgen.toml"), "products.demo", "products.as");
        Self { base }
    }

    fn again(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files(self.base.path()) {
            let place = folder.path().join(path.strip_prefix(self.base.path()).unwrap());
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, bytes).unwrap();
        }
        folder
    }

    /// The spec and the crate in a folder, by path in it.
    fn written(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let relative = |path: &Path| path.strip_prefix(folder).unwrap().to_owned();
        let all = ["spec", "generated"].into_iter().flat_map(|name| files(&folder.join(name)));
        all.map(|(path, bytes)| (relative(&path), bytes)).collect()
    }
}

#[test]
fn a_run_that_is_interrupted_leaves_the_old_whole_or_the_new_whole() {
    let project = Switched::new();
    let old = Switched::written(project.base.path());
    let whole = project.again();
    let began = std::time::Instant::now();
    regenerate(whole.path());
    let (all, new) = (began.elapsed(), Switched::written(whole.path()));
    for signal in ["-INT", "-TERM"] {
        for part in 1..=8 {
            let folder = project.again();
            stopped(folder.path(), signal, all * part / 9);
            let now = Switched::written(folder.path());
            let names: Vec<_> = now.keys().collect();
            assert!(now == old || now == new, "{signal} {part}: {names:?}");
        }
    }
}

#[test]
fn the_run_after_one_that_was_killed_leaves_everything_whole() {
    let project = Switched::new();
    let whole = project.again();
    let began = std::time::Instant::now();
    regenerate(whole.path());
    let (all, new) = (began.elapsed(), Switched::written(whole.path()));
    for part in 1..=8 {
        let folder = project.again();
        stopped(folder.path(), "-KILL", all * part / 9);
        let run = regenerate(folder.path());
        assert!(!run.stderr.contains("E0808"), "{}", run.stderr);
        let now = Switched::written(folder.path());
        let paths = now.keys().chain(new.keys());
        let other: BTreeSet<_> = paths.filter(|path| now.get(*path) != new.get(*path)).collect();
        assert!(other.is_empty(), "{part}: {other:?}");
        assert!(!folder.path().join("spec/.tcgen-tmp").exists());
    }
}

/// The list that a run leaves which is killed while it moves files, as `output/journal.rs` says.
fn journal(folder: &Path, old: &Switched, new: &Path) -> BTreeSet<PathBuf> {
    let hash = |bytes: Option<&Vec<u8>>| {
        let mut text = String::new();
        for byte in bytes.map(Sha256::digest).iter().flatten() {
            let _ = write!(text, "{byte:02x}");
        }
        if text.is_empty() { "-".to_owned() } else { text }
    };
    let (old, new) = (Switched::written(old.base.path()), Switched::written(new));
    let temporary = folder.join("spec/.tcgen-tmp");
    std::fs::create_dir_all(temporary.join("0")).unwrap();
    let differs = |path: &&PathBuf| path.starts_with("spec") && old.get(*path) != new.get(*path);
    let paths: BTreeSet<PathBuf> = old.keys().chain(new.keys()).filter(differs).cloned().collect();
    let mut text = String::new();
    for (number, path) in paths.iter().enumerate() {
        let kept = old.get(path).map(|bytes| {
            std::fs::write(temporary.join("0").join(number.to_string()), bytes).unwrap();
            number.to_string()
        });
        let (old, new) = (hash(old.get(path)), hash(new.get(path)));
        let kept = kept.unwrap_or_else(|| "-".to_owned());
        let below = path.strip_prefix("spec").unwrap().display();
        let _ = writeln!(text, "{old} {new} {kept} {below}");
    }
    std::fs::write(temporary.join("moves"), text).unwrap();
    paths
}

/// Version and change log follow from the spec that was there before.
#[test]
fn a_run_that_was_killed_after_the_spec_moved_and_before_the_lock_did_is_as_if_it_never_was() {
    let project = Switched::new();
    let whole = project.again();
    regenerate(whole.path());
    let expected = Switched::written(whole.path());
    for moved in ["spec/as", "spec/demo", "spec/tcgen.lock", "spec/CHANGELOG.md", "spec"] {
        let folder = project.again();
        for path in journal(folder.path(), &project, whole.path()) {
            match expected.get(&path) {
                _ if !path.starts_with(moved) => {}
                None => std::fs::remove_file(folder.path().join(path)).unwrap(),
                Some(bytes) => {
                    let place = folder.path().join(path);
                    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
                    std::fs::write(place, bytes).unwrap();
                }
            }
        }
        let run = tcgen(folder.path(), &["regenerate", "--check"]);
        assert_eq!(run.status, 1, "{moved}: {}", run.stdout);
        regenerate(folder.path());
        let now = Switched::written(folder.path());
        let other: Vec<_> = now.keys().filter(|path| now[*path] != expected[*path]).collect();
        assert!(now.len() == expected.len() && other.is_empty(), "{moved}: {other:?}");
    }
}
