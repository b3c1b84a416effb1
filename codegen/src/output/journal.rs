//! What a write is about to move, listed on disk, for the run after one that was killed.
//!
//! In: the steps of a write, all staged and kept. Out: a file in the temporary folder with one
//! line per file: the hash of what was there, the hash of what is to be there, the number that the
//! present file is kept under, and the path; `-` where there is none of them.
//!
//! Invariant: files are put back all or none, and only where each is what the killed run found or
//! what it wrote; where a person or version control has been at work since, nothing is touched.
//! The file is not trusted: no path leads out of the folder, through a link or into `.git`.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::on_disk::hash_of;
use super::step::{Step, move_back, numbered, remove_emptied};
use super::{below, is_inside, links, single, unwritable};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

/// The file in the temporary folder.
const JOURNAL: &str = "moves";
/// Written for what is not there.
const NOTHING: &str = "-";

/// One file of a write that did not end.
struct Move<'a> {
    old: &'a str,
    new: &'a str,
    kept: Option<usize>,
    path: &'a str,
}

/// Lists the steps. Nothing may have been moved yet.
pub(super) fn write(folder: &Path, temporary: &Path, steps: &[Step]) -> Result<(), Diagnostics> {
    let mut text = String::new();
    for Step { place, hash, kept, .. } in steps {
        let old = state(place)?;
        let new = hash.as_deref().unwrap_or(NOTHING);
        let kept = kept.map_or_else(|| NOTHING.to_owned(), |number| number.to_string());
        let _ = writeln!(text, "{old} {new} {kept} {}", below(folder, place));
    }
    single::replace(&temporary.join(JOURNAL), &text)?;
    Ok(())
}

/// Everything is in its place: the next run has nothing to put back.
pub(super) fn remove(temporary: &Path) {
    drop(std::fs::remove_file(temporary.join(JOURNAL)));
}

/// Puts back what a killed run had moved, if there is a list of it.
pub(super) fn put_back(folder: &Path, temporary: &Path) -> Result<(), Diagnostics> {
    let path = temporary.join(JOURNAL);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unwritable(&path, &error).into()),
    };
    let listed = parse(folder, &path, &text)?;
    let mut moved = Vec::new();
    for one in &listed {
        // Somebody has been at work here since if a file is neither.
        let present = state(&folder.join(one.path))?;
        if present != one.old && present != one.new {
            return Ok(());
        }
        moved.push((one, present != one.old));
    }
    for (one, is_moved) in moved.into_iter().rev() {
        if is_moved {
            one.undo(folder, temporary)?;
        }
        if one.kept.is_none() {
            remove_emptied(folder, &folder.join(one.path));
        }
    }
    Ok(())
}

impl Move<'_> {
    fn undo(&self, folder: &Path, temporary: &Path) -> Result<(), Diagnostic> {
        let place = folder.join(self.path);
        let fail = |error: std::io::Error| unwritable(&place, &error);
        match self.kept {
            None => std::fs::remove_file(&place),
            Some(number) => move_back(&numbered(temporary, number), &place),
        }
        .map_err(fail)
    }
}

fn parse<'a>(folder: &Path, path: &Path, text: &'a str) -> Result<Vec<Move<'a>>, Diagnostics> {
    let mut moves = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let found = entry(line).filter(|found| !leads_out(folder, found.path));
        moves.push(found.ok_or_else(|| {
            let help =
                format!("remove {} and take the folder back from version control", path.display());
            Diagnostic::new(Code::BrokenJournal, "this line is not of a list of files to be moved")
                .at(Location::new(path.display().to_string(), number, 1))
                .found(line)
                .help(help)
        })?);
    }
    Ok(moves)
}

fn entry(line: &str) -> Option<Move<'_>> {
    let mut parts = line.splitn(4, ' ');
    let (old, new, kept, path) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let kept = if kept == NOTHING { None } else { Some(kept.parse().ok()?) };
    Some(Move { old, new, kept, path })
}

/// Whether a path leads out of the folder, through a link, or into `.git`. Every other file could come
/// with a clone of the folder, so that a false journal gains nothing.
fn leads_out(folder: &Path, path: &str) -> bool {
    let mut found: Vec<PathBuf> = Vec::new();
    links(folder, std::iter::once(path), &mut found);
    let is_git = |part: std::path::Component<'_>| part.as_os_str().eq_ignore_ascii_case(".git");
    !found.is_empty() || !is_inside(path) || Path::new(path).components().any(is_git)
}

/// The hash of a file; of what is not there, or cannot be one of ours, a word that no hash is.
fn state(place: &Path) -> Result<String, Diagnostic> {
    Ok(match hash_of(place)? {
        None => NOTHING.to_owned(),
        Some(hash) => hash.unwrap_or_else(|| "?".to_owned()),
    })
}
