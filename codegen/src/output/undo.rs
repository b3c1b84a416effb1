//! What puts files back as they were when writing fails half-way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{TEMPORARY, unwritable};
use crate::diagnostics::Diagnostics;

/// Puts everything back when dropped before the work is `done`.
#[derive(Default)]
pub(super) struct Undo {
    pub(super) done: bool,
    /// Folders that were made, outer ones first.
    made: Vec<PathBuf>,
    /// The bytes of present files that are replaced or removed, under another name.
    kept: BTreeMap<PathBuf, tempfile::TempPath>,
    /// Files that were put in place or removed so far.
    pub(super) written: Vec<PathBuf>,
}

impl Undo {
    pub(super) fn make_folder(&mut self, folder: &Path) -> Result<(), Diagnostics> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            std::fs::create_dir(folder).map_err(|error| unwritable(folder, &error))?;
            self.made.push(folder.to_owned());
        }
        Ok(())
    }

    /// Keeps a present file under another name beside it: a link where the file system has
    /// links, else a copy.
    pub(super) fn keep(&mut self, path: &Path) -> Result<(), Diagnostics> {
        let fail = |error: std::io::Error| Diagnostics::from(unwritable(path, &error));
        let folder = path.parent().unwrap_or(Path::new("."));
        let kept = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(fail)?;
        let kept = kept.into_temp_path();
        std::fs::remove_file(&kept).map_err(fail)?;
        if std::fs::hard_link(path, &kept).is_err() {
            std::fs::copy(path, &kept).map_err(fail)?;
        }
        self.kept.insert(path.to_owned(), kept);
        Ok(())
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        // Nothing more can be done about a second failure: the first one is being reported.
        for path in std::mem::take(&mut self.written).iter().rev() {
            match self.kept.remove(path) {
                Some(kept) => drop(kept.persist(path)),
                None => drop(std::fs::remove_file(path)),
            }
        }
        self.kept.clear();
        for folder in self.made.iter().rev() {
            drop(std::fs::remove_dir(folder));
        }
    }
}
