//! One write into one folder: what is new is staged, then everything is moved into place.
//!
//! Invariant: dropped before [`commit`] has moved everything, every file is as it was. New texts
//! are in closed files of one hidden folder, so that neither the number of open files nor a run
//! that is killed leaves a trace in the tree: the next run puts back what the [`journal`] there
//! lists, and removes the folder.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::on_disk::hash;
use super::step::{FOLDER_SIZE, Step, move_back, numbered, remove_emptied};
use super::{journal, unwritable};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

/// Where texts wait, in the folder that they are for: one file system, so that moving is one step.
const TEMPORARY: &str = ".tcgen-tmp";
/// The file in it that one run at a time holds.
const LOCK: &str = "lock";
/// How often a folder is made again that another run has just taken away.
const TRIES: usize = 100;

/// What a run that is stopped takes away: temporary folders, and folders that it made.
static AT_WORK: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn at_work() -> MutexGuard<'static, Vec<PathBuf>> {
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// For the handler of an interruption: waits until files that are being moved are in place, then
/// takes away what a write that is not that far has staged. The process must end afterwards: no
/// other write begins, for as long as what comes back is held.
pub fn stop() -> impl Sized {
    let guard = at_work();
    for path in guard.iter().rev() {
        // A temporary folder with all in it; a folder that was made only if nothing is in it.
        if path.ends_with(TEMPORARY) {
            drop(std::fs::remove_dir_all(path));
        } else {
            drop(std::fs::remove_dir(path));
        }
    }
    guard
}

/// Puts right what a run that was killed left in the folder; another run at work stays as it is.
pub(super) fn tidy(folder: &Path) -> Result<(), Diagnostics> {
    if folder.join(TEMPORARY).is_dir() {
        match Work::begin(folder) {
            Err(found) if found.iter().all(|one| one.code == Code::AnotherRun) => {}
            done => drop(done?),
        }
    }
    Ok(())
}

/// One write into one folder.
#[derive(Debug)]
pub(super) struct Work {
    folder: PathBuf,
    temporary: PathBuf,
    /// Held until the end, for this process alone.
    lock: Option<File>,
    /// Folders that were made, outer ones first.
    made: Vec<PathBuf>,
    pub(super) steps: Vec<Step>,
    /// How many of them were done.
    done: usize,
    /// Whether the steps are listed on disk before the first is done.
    pub(super) has_journal: bool,
    /// Files that are gone, whose folders may be empty.
    gone: Vec<PathBuf>,
    /// The folder that was made, or found, last: files come sorted, so that most share theirs.
    parent: PathBuf,
    /// How many files were put into the temporary folder.
    count: usize,
    is_whole: bool,
}

impl Work {
    /// Makes the folder if it is not there and holds it. What a killed run moved is put back, and
    /// what it left goes.
    pub(super) fn begin(folder: &Path) -> Result<Self, Diagnostics> {
        let mut made = Vec::new();
        let temporary = folder.join(TEMPORARY);
        for _ in 0..TRIES {
            // An interruption finds none of it or all of it.
            let mut guard = at_work();
            match hold(folder, &temporary, &mut made) {
                Ok(Some(lock)) => {
                    // Where that fails, everything stays for the run after this one.
                    journal::put_back(folder, &temporary)?;
                    guard.extend(made.iter().cloned().chain([temporary.clone()]));
                    let work = Self {
                        folder: folder.to_owned(),
                        temporary,
                        lock: Some(lock),
                        made,
                        steps: Vec::new(),
                        done: 0,
                        has_journal: false,
                        gone: Vec::new(),
                        parent: PathBuf::new(),
                        count: 0,
                        is_whole: false,
                    };
                    work.sweep();
                    return Ok(work);
                }
                // The other run has taken its folder away: once more.
                Ok(None) => {}
                Err(diagnostic) => {
                    undo_folders(&made);
                    return Err(diagnostic.into());
                }
            }
        }
        undo_folders(&made);
        Err(another_run(folder).into())
    }

    /// Takes away what an earlier run left in the temporary folder.
    fn sweep(&self) {
        let Ok(entries) = std::fs::read_dir(&self.temporary) else { return };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if !path.ends_with(LOCK) {
                drop(std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(path)));
            }
        }
        // Version control takes nothing from here.
        drop(std::fs::write(self.temporary.join(".gitignore"), "*\n"));
    }

    /// Leaves everything as a process does that is killed, but for the lock.
    #[cfg(test)]
    pub(super) fn abandon(mut self) -> Option<File> {
        let lock = self.lock.take();
        std::mem::forget(self);
        lock
    }

    /// The number and path of a new file in the temporary folder.
    fn next_file(&mut self) -> Result<(usize, PathBuf), Diagnostics> {
        let number = self.count;
        let path = numbered(&self.temporary, number);
        if let (0, Some(parent)) = (number % FOLDER_SIZE, path.parent()) {
            std::fs::create_dir(parent).map_err(|error| unwritable(parent, &error))?;
        }
        self.count += 1;
        Ok((number, path))
    }

    /// Writes the text of a file into the temporary folder; in its place a file may be already.
    pub(super) fn stage(
        &mut self,
        place: PathBuf,
        text: &str,
        is_there: bool,
    ) -> Result<(), Diagnostics> {
        // An interruption that takes the folder away finds no file on its way into it.
        let _guard = at_work();
        let (_, staged) = self.next_file()?;
        let fail = |error: std::io::Error| Diagnostics::from(unwritable(&place, &error));
        std::fs::write(&staged, text).map_err(fail)?;
        // A new file has the mode of any new file, one that is replaced keeps its own.
        if is_there
            && let Ok(metadata) = std::fs::metadata(&place)
            && metadata.is_file()
        {
            std::fs::set_permissions(&staged, metadata.permissions()).map_err(fail)?;
        }
        // Of the text at hand: read again from disk, it would be the third copy of it.
        let hash = self.has_journal.then(|| hash(text.as_bytes()));
        self.steps.push(Step { place, staged: Some(staged), hash, kept: None });
        Ok(())
    }

    /// Has a file removed with the rest.
    pub(super) fn stage_removal(&mut self, place: PathBuf) {
        self.steps.push(Step { place, staged: None, hash: None, kept: None });
    }

    /// Has the folders of a file removed that is gone already, if nothing else is in them.
    pub(super) fn is_gone(&mut self, place: PathBuf) {
        self.gone.push(place);
    }

    /// The folder that is written into.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps every present file, and lists the steps on disk if a run after this one is to know.
    fn prepare(&mut self) -> Result<(), Diagnostics> {
        for at in 0..self.steps.len() {
            let Some(place) = self.steps.get(at).map(|step| step.place.clone()) else { break };
            let kept = self.keep(&place)?;
            if let Some(step) = self.steps.get_mut(at) {
                step.kept = kept;
            }
        }
        if self.has_journal {
            journal::write(&self.folder, &self.temporary, &self.steps)?;
        }
        Ok(())
    }

    fn do_all(&mut self) -> Result<(), Diagnostics> {
        for place in &self.gone {
            remove_emptied(&self.folder, place);
        }
        for Step { place, staged, .. } in &self.steps {
            let parent = place.parent().unwrap_or(Path::new("."));
            if staged.is_some() && parent != self.parent {
                make_folder(parent, &mut self.made).map_err(|error| unwritable(parent, &error))?;
                parent.clone_into(&mut self.parent);
            }
            let result = match staged {
                Some(staged) => std::fs::rename(staged, place),
                None => std::fs::remove_file(place),
            };
            result.map_err(|error| unwritable(place, &error))?;
            self.done += 1;
            if staged.is_none() {
                // Now, not at the end: the next step may be the last that a killed run does.
                remove_emptied(&self.folder, place);
            }
        }
        Ok(())
    }

    /// Keeps a present file under another name: a link where the file system has links, else a
    /// copy.
    fn keep(&mut self, place: &Path) -> Result<Option<usize>, Diagnostics> {
        if std::fs::symlink_metadata(place).is_err() {
            return Ok(None);
        }
        let (number, kept) = self.next_file()?;
        if std::fs::hard_link(place, &kept).is_err() {
            std::fs::copy(place, &kept).map_err(|error| unwritable(place, &error))?;
        }
        Ok(Some(number))
    }
}

/// Moves everything into place, in all folders or in none. An interruption waits for the end.
pub(super) fn commit(works: &mut [Work]) -> Result<(), Diagnostics> {
    let guard = at_work();
    let result = works
        .iter_mut()
        .try_for_each(Work::prepare)
        .and_then(|()| works.iter_mut().try_for_each(Work::do_all));
    if result.is_ok() {
        for work in works.iter_mut() {
            journal::remove(&work.temporary);
            work.is_whole = true;
        }
    }
    drop(guard);
    result
}

/// The first moves of a commit, and then no end.
#[cfg(test)]
pub(super) fn commit_some(work: &mut Work, moves: usize) -> Result<(), Diagnostics> {
    work.prepare()?;
    work.steps.truncate(moves);
    work.do_all()
}

impl Drop for Work {
    fn drop(&mut self) {
        let mut guard = at_work();
        if !self.is_whole {
            // Nothing more can be done about a second failure: the first one is being reported.
            for Step { place, kept, .. } in self.steps.iter().take(self.done).rev() {
                match kept {
                    Some(number) => {
                        drop(move_back(&numbered(&self.temporary, *number), place));
                    }
                    None => drop(std::fs::remove_file(place)),
                }
            }
        }
        drop(std::fs::remove_dir_all(&self.temporary));
        if !self.is_whole {
            undo_folders(&self.made);
        }
        guard.retain(|path| *path != self.temporary && !self.made.contains(path));
        // Only now may another run begin.
        drop(self.lock.take());
    }
}

fn undo_folders(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        drop(std::fs::remove_dir(folder));
    }
}

/// Makes a folder and those around it, and says which were not there.
fn make_folder(folder: &Path, made: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        match std::fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Holds the folder for this process; nothing if another run took the temporary folder away
/// meanwhile.
fn hold(
    folder: &Path,
    temporary: &Path,
    made: &mut Vec<PathBuf>,
) -> Result<Option<File>, Diagnostic> {
    let path = temporary.join(LOCK);
    let opened = make_folder(folder, made).and_then(|()| {
        match std::fs::create_dir(temporary) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        File::options().create(true).append(true).open(&path)
    });
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unwritable(temporary, &error)),
    };
    match file.try_lock() {
        Ok(()) if is_at(&file, &path) => Ok(Some(file)),
        Ok(()) => Ok(None),
        Err(std::fs::TryLockError::WouldBlock) => Err(another_run(folder)),
        Err(std::fs::TryLockError::Error(error)) => Err(unwritable(&path, &error)),
    }
}

/// Whether the open file is still the one at the path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(open), Ok(there)) => number(open) == number(there),
        _ => false,
    }
}

/// Elsewhere an open file cannot be taken away.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn another_run(folder: &Path) -> Diagnostic {
    Diagnostic::new(Code::AnotherRun, "another tcgen is at work here")
        .at(Location::file(folder.display().to_string()))
        .help("wait until it is done, then run this again")
}
