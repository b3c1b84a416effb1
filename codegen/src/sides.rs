//! The sides of a diff: where `source`, `spec` and `diff` meet.
//!
//! In: what a user gives as old or new: a spec file, a folder of them, `git:REV[:PATH]`, or
//! official metadata. Out: the specs of that side, as text where they are files, because
//! comparing texts is ten times cheaper than reading them into memory whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::diff::{self, Diff, View};
use crate::source::{read_bounded, read_revision};
use crate::spec::is_version;
use crate::spec_files::find_spec_files;

/// The largest spec file that is read; the largest real one has 20 MB.
const FILE_LIMIT: u64 = 256 << 20;

/// The folder that `git:REV` without a path stands for, unless the other side is a path.
const DEFAULT_FOLDER: &str = "spec";

/// One side of a diff, as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A spec file or a folder of them.
    Path(PathBuf),
    /// The spec files at a path of a git revision.
    Revision {
        /// A branch, a tag, a commit, `HEAD~1`.
        revision: String,
        /// A file or folder, relative to the current folder; `None` for the path of the other
        /// side.
        path: Option<String>,
    },
}

impl Side {
    /// Reads what stands on the command line: `git:REV[:PATH]`, else a path.
    pub fn parse(text: &str) -> Self {
        let Some(rest) = text.strip_prefix("git:") else { return Self::Path(text.into()) };
        // A revision may hold a colon in braces only: `main@{2026-01-01 12:00}`.
        let mut depth = 0_usize;
        let colon = rest.find(|character| {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == ':' && depth == 0
        });
        let (revision, path) = match colon.and_then(|at| rest.split_at_checked(at)) {
            Some((revision, path)) => (revision, Some(path.trim_start_matches(':').to_owned())),
            None => (rest, None),
        };
        Self::Revision { revision: revision.to_owned(), path: path.filter(|path| !path.is_empty()) }
    }
}

/// Compares two sides; `folder` is where git is asked, and what paths in it are relative to.
pub fn compare_sides(old: &Side, new: &Side, folder: &Path) -> Result<Diff, Diagnostics> {
    let old_texts = read_side(old, new, folder)?;
    let new_texts = read_side(new, old, folder)?;
    let (old, new) = (views(&old_texts)?, views(&new_texts)?);
    Ok(diff::compare_views(&old, &new))
}

/// The text of a spec file.
struct SpecText {
    label: String,
    text: String,
}

fn read_side(side: &Side, other: &Side, folder: &Path) -> Result<Vec<SpecText>, Diagnostics> {
    match side {
        Side::Path(path) => read_paths(path),
        Side::Revision { revision, path } => {
            let path = path.clone().or_else(|| match other {
                Side::Path(path) => path.to_str().map(str::to_owned),
                Side::Revision { path, .. } => path.clone(),
            });
            let path = path.unwrap_or_else(|| DEFAULT_FOLDER.to_owned());
            read_git(folder, revision, &path)
        }
    }
}

fn read_paths(path: &PathBuf) -> Result<Vec<SpecText>, Diagnostics> {
    let files = find_spec_files(std::slice::from_ref(path))?;
    in_parallel(&files, |path| {
        let bytes = read_bounded(path, FILE_LIMIT)?;
        spec_text(path.display().to_string(), bytes)
    })
}

fn read_git(folder: &Path, revision: &str, path: &str) -> Result<Vec<SpecText>, Diagnostics> {
    let path = path.trim_end_matches('/');
    let wanted = |found: &str| {
        let stem = found.rsplit('/').next().and_then(|name| name.strip_suffix(".json"));
        found == path || stem.is_some_and(is_version)
    };
    let files = read_revision(folder, revision, path, wanted)?;
    if files.is_empty() {
        return Err(Diagnostic::new(Code::NoSpecFile, "no spec file at this path of the revision")
            .at(Location::file(format!("git:{revision}:{path}")))
            .help("give the path of a spec file or folder: `git:REV:PATH`")
            .into());
    }
    let (mut texts, mut wrong) = (Vec::new(), Diagnostics::new());
    for file in files {
        match spec_text(file.label, file.bytes) {
            Ok(text) => texts.push(text),
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    if wrong.has_errors() { Err(wrong) } else { Ok(texts) }
}

fn spec_text(label: String, bytes: Vec<u8>) -> Result<SpecText, Diagnostic> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SpecText { label, text }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("byte {at} is not UTF-8");
            Err(Diagnostic::new(Code::NotUtf8, message).at(Location::file(label)))
        }
    }
}

fn views(texts: &[SpecText]) -> Result<Vec<View<'_>>, Diagnostics> {
    let views = in_parallel(texts, |text| {
        View::read(&text.text).map_err(|error| {
            let place = Location::new(text.label.as_str(), error.line, error.column);
            Diagnostic::new(Code::InvalidSpec, error.message).at(place)
        })
    })?;
    let mut seen = BTreeMap::new();
    for (view, text) in views.iter().zip(texts) {
        if let Some(first) = seen.insert((view.product(), view.version()), &text.label) {
            let (product, version) = (view.product(), view.version());
            let message = format!("{product} {version} stands in `{first}` too");
            return Err(Diagnostic::new(Code::VersionTwice, message)
                .at(Location::file(text.label.as_str()))
                .help("one side has one file a product version")
                .into());
        }
    }
    Ok(views)
}

/// Applies `work` to every item on all cores; results and faults come in the order of the items.
fn in_parallel<'t, T: Sync, R: Send>(
    items: &'t [T],
    work: impl Fn(&'t T) -> Result<R, Diagnostic> + Sync,
) -> Result<Vec<R>, Diagnostics> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = work(item);
                    if let Ok(mut done) = done.lock() {
                        done.push((at, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    let (mut results, mut wrong) = (Vec::new(), Diagnostics::new());
    for (_, result) in done {
        match result {
            Ok(result) => results.push(result),
            Err(diagnostic) => wrong.push(diagnostic),
        }
    }
    if wrong.has_errors() { Err(wrong) } else { Ok(results) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_told_from_a_path() {
        let revision = |revision: &str, path: Option<&str>| Side::Revision {
            revision: revision.into(),
            path: path.map(str::to_owned),
        };
        for (text, side) in [
            ("spec", Side::Path("spec".into())),
            ("git:HEAD~1", revision("HEAD~1", None)),
            ("git:v1.0:spec/ess", revision("v1.0", Some("spec/ess"))),
            ("git:main@{2026-01-01 12:00}:spec", revision("main@{2026-01-01 12:00}", Some("spec"))),
            ("git:HEAD:", revision("HEAD", None)),
        ] {
            assert_eq!(Side::parse(text), side, "{text}");
        }
    }

    #[test]
    fn a_version_in_two_files_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let text = r#"{"format": 1, "product": "ess", "version": "2020-11-11"}"#;
        for name in ["a/2020-11-11.json", "b/2020-11-11.json"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let side = Side::Path(folder.path().to_owned());
        let wrong = compare_sides(&side, &side, folder.path()).unwrap_err();
        assert_eq!(wrong.iter().next().unwrap().code, Code::VersionTwice);
    }
}
