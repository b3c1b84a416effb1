//! One step of a write: a file that is moved into its place or removed, and how that is undone.

use std::path::{Path, PathBuf};

/// How many files share a folder there: in one of tens of thousands, every move is a long search.
pub(super) const FOLDER_SIZE: usize = 64;

/// One file to be moved into its place, or to be removed.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) place: PathBuf,
    /// The new text; none if the file is to be removed.
    pub(super) staged: Option<PathBuf>,
    /// Its hash, where the steps are listed on disk.
    pub(super) hash: Option<String>,
    /// The number of the present file in the temporary folder, once it is kept there.
    pub(super) kept: Option<usize>,
}

/// The file of this number in a temporary folder.
pub(super) fn numbered(temporary: &Path, number: usize) -> PathBuf {
    temporary.join((number / FOLDER_SIZE).to_string()).join((number % FOLDER_SIZE).to_string())
}

/// Moves a kept file to where it was; its folder may have gone with it.
pub(super) fn move_back(kept: &Path, place: &Path) -> std::io::Result<()> {
    if let Some(parent) = place.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::rename(kept, place)
}

/// Removes the folders of a file that is gone, inside the folder, as far as they are empty.
pub(super) fn remove_emptied(folder: &Path, gone: &Path) {
    for parent in gone.ancestors().skip(1).take_while(|parent| *parent != folder) {
        if std::fs::remove_dir(parent).is_err() {
            break;
        }
    }
}
