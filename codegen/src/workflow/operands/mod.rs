//! The sides of a diff: where `source`, `interpret`, `spec` and `diff` meet.
//!
//! In: what a user gives as old or new: a spec file, a folder of them, `git:REV[:PATH]`, or
//! official metadata. Out: the changes between the two.
//!
//! Invariant: a product version is on a side once.

mod load;
mod meeting;

use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostics;
use crate::review::diff::{Diff, Locks};
use crate::workflow::generate::Choice;

use load::{open, read};
use meeting::{Facts, Meeting};

/// One side of a diff, as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperandSource {
    /// A spec file, a folder of them, or a wheel, folder or file of official metadata.
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

impl OperandSource {
    /// Reads what is on the command line: `git:REV[:PATH]`, else a path.
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
pub fn compare_sides(
    old: &OperandSource,
    new: &OperandSource,
    folder: &Path,
) -> Result<Diff, Diagnostics> {
    compare_chosen(old, new, folder, None)
}

/// Compares what is chosen of two sides. A spec folder holds nothing else; of metadata only that
/// is compared.
pub fn compare_chosen(
    old: &OperandSource,
    new: &OperandSource,
    folder: &Path,
    choice: Option<&Choice>,
) -> Result<Diff, Diagnostics> {
    let opened = (open(old, new, folder), open(new, old, folder));
    let (before, after) = both(opened)?;
    let meeting = Meeting::new(Locks { old: before.lock.as_ref(), new: after.lock.as_ref() });
    read(before.content, after.content, choice, &meeting)?;
    let (mut diff, [of_old, of_new]) = meeting.finish();
    diff.sides = Some([described(old, of_old), described(new, of_new)]);
    Ok(diff)
}

/// A side as a reviewer knows it: `git:v1.2.0 (release 3.1.160.1, pages up to 2025-03-20)`.
fn described(side: &OperandSource, facts: Facts) -> String {
    let name = match side {
        OperandSource::Path(path) => path.display().to_string(),
        OperandSource::Revision { revision, path: None } => format!("git:{revision}"),
        OperandSource::Revision { revision, path: Some(path) } => format!("git:{revision}:{path}"),
    };
    let releases: Vec<String> = facts.releases.into_iter().collect();
    let mut told = Vec::new();
    match releases.as_slice() {
        [] => {}
        [release] => told.push(format!("release {release}")),
        all => told.push(format!("releases {}", all.join(", "))),
    }
    told.extend(facts.newest_page.map(|day| format!("pages up to {day}")));
    if told.is_empty() { name } else { format!("{name} ({})", told.join(", ")) }
}

/// Both results, or the faults of both.
fn both<T>(
    results: (Result<T, Diagnostics>, Result<T, Diagnostics>),
) -> Result<(T, T), Diagnostics> {
    match results {
        (Ok(old), Ok(new)) => Ok((old, new)),
        (Err(mut old), Err(new)) => {
            old.append(new);
            Err(old)
        }
        (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    #[test]
    fn a_revision_is_told_from_a_path() {
        let revision = |revision: &str, path: Option<&str>| OperandSource::Revision {
            revision: revision.into(),
            path: path.map(str::to_owned),
        };
        for (text, side) in [
            ("spec", OperandSource::Path("spec".into())),
            ("git:HEAD~1", revision("HEAD~1", None)),
            ("git:v1.0:spec/ess", revision("v1.0", Some("spec/ess"))),
            ("git:main@{2026-01-01 12:00}:spec", revision("main@{2026-01-01 12:00}", Some("spec"))),
            ("git:HEAD:", revision("HEAD", None)),
        ] {
            assert_eq!(OperandSource::parse(text), side, "{text}");
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
        let side = OperandSource::Path(folder.path().to_owned());
        let wrong = compare_sides(&side, &side, folder.path()).unwrap_err();
        assert_eq!(wrong.iter().next().unwrap().code, Code::VersionTwice);
    }
}
