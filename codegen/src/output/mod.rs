//! A map of files; writes or compares. The only writer of this crate.
//!
//! Invariant: a failed write leaves every file as it was. What is replaced or removed in a crate
//! is what an earlier run of the same config wrote there, as the crate's [`Manifest`] says; every
//! other file is left alone or is an error.

mod folder;
mod journal;
mod manifest;
mod on_disk;
mod path;
mod plan;
mod single;
mod step;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use folder::check_folder;
pub use manifest::{MANIFEST, Manifest};
pub use path::{real, relative, shown, slashes};
pub use single::{Lock, append, lock, remove, replace, sweep};
pub use work::stop;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use path::{below, links};
use plan::Plan;
use work::Work;

/// Files by path relative to a folder, with `/`, and their text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    map: BTreeMap<String, String>,
}

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; the path is relative, with `/`, and never climbs.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        debug_assert!(is_inside(&path), "{path} climbs out of the folder");
        self.map.insert(path, text.into());
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.map.get(path).map(String::as_str)
    }

    /// Path and text of every file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.map.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// What a write did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there.
    pub added: Vec<PathBuf>,
    /// Files with other text.
    pub changed: Vec<PathBuf>,
    /// Files of ours that nothing writes any more.
    pub removed: Vec<PathBuf>,
    /// How many files are already as they should be.
    pub unchanged: usize,
    /// Those of the changed files that somebody edited since an earlier run wrote them.
    pub edited: Vec<PathBuf>,
    /// Files that nothing writes any more and that stay, since somebody edited them.
    pub kept: Vec<PathBuf>,
}

impl Changes {
    /// Whether everything is as it should be.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// A warning for every local edit that is written over, or that stays in a file which nothing
    /// needs any more.
    pub fn edits(&self) -> Diagnostics {
        let warn = |path: &PathBuf, message: &str, help: &str| {
            Diagnostic::new(Code::LocalEdit, message)
                .at(Location::file(path.display().to_string()))
                .help(help)
        };
        let edited = self.edited.iter().map(|path| {
            let message = "edited since tcgen wrote it; the edit is not in what is generated";
            warn(path, message, "put it into a file of your own, or into corrections.toml")
        });
        let kept = self.kept.iter().map(|path| {
            let message =
                "nothing needs this file any more, and it was edited since tcgen wrote it";
            warn(path, message, "it stays as it is and is yours now; remove it if it is not needed")
        });
        edited.chain(kept).collect()
    }
}

/// How many files of each kind, in one line.
impl std::fmt::Display for Changes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} added, {} changed, {} removed, {} unchanged",
            self.added.len(),
            self.changed.len(),
            self.removed.len(),
            self.unchanged
        )
    }
}

/// Which present files may be replaced and removed.
#[derive(Clone, Copy, Debug)]
pub enum Ours<'a> {
    /// Those that the manifest in the folder lists, if this config (or spec folder) wrote it. A
    /// file that differs and is not listed is an error.
    Manifest(&'a Path),
    /// Any file may be replaced; these, by relative path, are removed when nothing writes them.
    Paths(&'a BTreeSet<String>),
}

/// One folder and what it is to hold.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The folder; made if it is not there.
    pub folder: &'a Path,
    /// What it is to hold.
    pub files: &'a Files,
    /// Which present files may be replaced and removed.
    pub ours: Ours<'a>,
}

/// What [`write_all`] would do, in the order of the folders.
pub fn compare_all(targets: &[Target<'_>]) -> Result<Vec<Changes>, Diagnostics> {
    targets.iter().map(|target| Ok(Plan::new(target)?.changes)).collect()
}

/// Writes files into a folder: what differs is replaced, nothing is removed. All or nothing.
pub fn write(folder: &Path, files: &Files) -> Result<Changes, Diagnostics> {
    write_owned(Target { folder, files, ours: Ours::Paths(&BTreeSet::new()) })
}

/// What [`write_owned`] would do.
pub fn compare(target: Target<'_>) -> Result<Changes, Diagnostics> {
    Ok(Plan::new(&target)?.changes)
}

/// [`write_all`] for one folder.
pub fn write_owned(target: Target<'_>) -> Result<Changes, Diagnostics> {
    Ok(write_all(&[target], None)?.into_iter().next().unwrap_or_default())
}

/// Makes folders hold what they are to hold, all or nothing: first every new text is written
/// beside its place, then all are moved; a failure on the way puts everything back as it was,
/// folders that were made included. Another run at work in one of the folders is an error.
///
/// A run that is killed leaves the old files, or, in the instants of moving, old and new ones
/// side by side. The next run puts them back as they were, or in a crate writes the rest; the
/// temporary files go with it.
///
/// A folder that is held already is the target's of that folder.
pub fn write_all(targets: &[Target<'_>], held: Option<Held>) -> Result<Vec<Changes>, Diagnostics> {
    let mut plans = Vec::new();
    for target in targets {
        // In a new crate there is nothing to find out before it is held.
        plans.push(if Plan::is_new(target) { None } else { Some(Plan::new(target)?) });
    }
    let is_settled = |plan: &Option<Plan<'_>>| plan.as_ref().is_some_and(Plan::is_empty);
    let mut held = held.map(|held| held.0);
    let mut works = Works::default();
    for (target, plan) in targets.iter().zip(&plans) {
        if is_settled(plan) {
            work::tidy(target.folder)?;
        }
    }
    for (target, plan) in targets.iter().zip(&plans) {
        if !is_settled(plan) {
            works.0.push(match held.take_if(|work| work.folder() == target.folder) {
                Some(work) => work,
                None => Work::begin(target.folder)?,
            });
        }
    }
    let mut changes = Vec::new();
    let mut at_work = works.0.iter_mut();
    for (target, plan) in targets.iter().zip(plans) {
        if let Some(plan) = plan.as_ref().filter(|plan| plan.is_empty()) {
            changes.push(plan.changes.clone());
        } else if let Some(work) = at_work.next() {
            // Another run may have written in between.
            let plan = plan.map_or_else(|| Plan::new(target), Plan::again)?;
            plan.stage(work)?;
            changes.push(plan.changes);
        }
    }
    work::commit(&mut works.0)?;
    Ok(changes)
}

/// A folder that no other run may write into until this is dropped.
#[derive(Debug)]
pub struct Held(Work);

/// Holds a folder from before it is read until it is written, so that what is written follows from
/// what is there. What a killed run moved is put back first.
///
/// # Errors
/// Another run is at work there, or the folder cannot be written.
pub fn hold(folder: &Path) -> Result<Held, Diagnostics> {
    Work::begin(folder).map(Held)
}

/// Writes at work; the last one begun ends first, since its folder may be in that of another.
#[derive(Default)]
struct Works(Vec<Work>);

impl Drop for Works {
    fn drop(&mut self) {
        while self.0.pop().is_some() {}
    }
}

/// A folder that goes with the process, for files that another stage reads.
pub fn scratch() -> Result<tempfile::TempDir, Diagnostic> {
    tempfile::tempdir().map_err(|error| unwritable(&std::env::temp_dir(), &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::CannotWrite, format!("cannot write: {error}"))
        .at(Location::file(path.display().to_string()))
}

#[cfg(test)]
mod tests;
