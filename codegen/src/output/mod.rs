//! A map of files; writes or compares. The only writer of this crate.
//!
//! Invariant: a failed write leaves every file as it was.

mod single;
mod undo;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

pub use single::{Lock, append, lock, remove, replace, sweep};
use undo::Undo;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

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
}

impl Changes {
    /// Whether everything is as it should be.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
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

/// What `write` would do to the folder. `ours` says which present files, by relative path and
/// text, were written by an earlier run and are removed when nothing writes them any more.
pub fn compare(
    folder: &Path,
    files: &Files,
    ours: impl Fn(&str, &str) -> bool,
) -> Result<Changes, Diagnostics> {
    let mut changes = Changes::default();
    for (path, text) in files.iter() {
        let target = folder.join(path);
        match std::fs::read(&target) {
            Ok(bytes) if bytes == text.as_bytes() => changes.unchanged += 1,
            Ok(_) => changes.changed.push(target),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                changes.added.push(target);
            }
            Err(error) => return Err(unwritable(&target, &error).into()),
        }
    }
    stale(folder, folder, files, &ours, &mut changes.removed)?;
    changes.removed.sort();
    Ok(changes)
}

/// The present files that a write would replace although no earlier run wrote them.
pub fn foreign(
    folder: &Path,
    files: &Files,
    ours: impl Fn(&str, &str) -> bool,
) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut foreign = Vec::new();
    for (path, text) in files.iter() {
        let target = folder.join(path);
        match std::fs::read(&target) {
            Ok(bytes) => {
                let present = String::from_utf8_lossy(&bytes);
                if present != text && !ours(path, &present) {
                    foreign.push(target);
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(unwritable(&target, &error).into()),
        }
    }
    Ok(foreign)
}

fn stale(
    root: &Path,
    folder: &Path,
    files: &Files,
    ours: &impl Fn(&str, &str) -> bool,
    removed: &mut Vec<PathBuf>,
) -> Result<(), Diagnostics> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unwritable(folder, &error).into()),
    };
    for entry in entries {
        let entry = entry.map_err(|error| unwritable(folder, &error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| unwritable(&path, &error))?;
        if kind.is_dir() {
            // A build folder inside the crate holds nothing of ours.
            if entry.file_name() != "target" {
                stale(root, &path, files, ours, removed)?;
            }
        } else if kind.is_file() {
            let relative = relative(root, &path);
            if files.get(&relative).is_none()
                && let Ok(text) = std::fs::read_to_string(&path)
                && ours(&relative, &text)
            {
                removed.push(path);
            }
        }
    }
    Ok(())
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Makes the folder hold exactly the files: writes what differs, leaves equal files untouched,
/// removes stale files of ours. All or nothing, as [`write_all`].
pub fn write(
    folder: &Path,
    files: &Files,
    ours: impl Fn(&str, &str) -> bool,
) -> Result<Changes, Diagnostics> {
    let ours: &dyn Fn(&str, &str) -> bool = &ours;
    let changes = write_all(&[Target { folder, files, ours }])?;
    Ok(changes.into_iter().next().unwrap_or_default())
}

/// One folder and what it is to hold.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The folder; made if it is not there.
    pub folder: &'a Path,
    /// What it is to hold.
    pub files: &'a Files,
    /// Which present files, by relative path and text, an earlier run wrote: they are removed
    /// when nothing writes them any more.
    pub ours: &'a dyn Fn(&str, &str) -> bool,
}

/// What [`write_all`] would do, in the order of the folders.
pub fn compare_all(targets: &[Target<'_>]) -> Result<Vec<Changes>, Diagnostics> {
    targets.iter().map(|target| compare(target.folder, target.files, target.ours)).collect()
}

/// [`write()`] for several folders at once, all or nothing: first every new text is written beside
/// its target, then all are moved into place; a failure on the way puts everything back as it
/// was, folders that were made included.
pub fn write_all(targets: &[Target<'_>]) -> Result<Vec<Changes>, Diagnostics> {
    let all = compare_all(targets)?;
    let mut undo = Undo::default();
    let mut staged = Vec::new();
    for (target, changes) in targets.iter().zip(&all) {
        for path in changes.added.iter().chain(&changes.changed) {
            let text = target.files.get(&relative(target.folder, path)).unwrap_or_default();
            undo.make_folder(path.parent().unwrap_or(Path::new(".")))?;
            staged.push((stage(path, text)?, path));
        }
    }
    for path in all.iter().flat_map(|changes| changes.changed.iter().chain(&changes.removed)) {
        undo.keep(path)?;
    }
    for (temporary, path) in staged {
        temporary.persist(path).map_err(|error| unwritable(path, &error.error))?;
        undo.written.push(path.clone());
    }
    for path in all.iter().flat_map(|changes| &changes.removed) {
        std::fs::remove_file(path).map_err(|error| unwritable(path, &error))?;
        undo.written.push(path.clone());
    }
    undo.done = true;
    Ok(all)
}

/// How the names of temporary files begin: hidden, so that no reader takes one for an input.
const TEMPORARY: &str = ".tcgen-";

/// The text in a temporary file of the target's folder, removed unless persisted.
fn stage(target: &Path, text: &str) -> Result<tempfile::NamedTempFile, Diagnostic> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let fail = |error: std::io::Error| unwritable(target, &error);
    let mut temporary =
        tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(fail)?;
    temporary.write_all(text.as_bytes()).map_err(fail)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A temporary file is private; what we write is meant to be read.
        let mode =
            std::fs::metadata(target).map_or(0o644, |metadata| metadata.permissions().mode());
        temporary.as_file().set_permissions(std::fs::Permissions::from_mode(mode)).map_err(fail)?;
    }
    Ok(temporary)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::CannotWrite, format!("cannot write: {error}"))
        .at(Location::file(path.display().to_string()))
}

#[cfg(test)]
mod tests;
