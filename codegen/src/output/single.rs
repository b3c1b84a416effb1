//! One file at a time, for a run that is long and may be killed at any moment.

use std::io::Write as _;
use std::path::Path;

use super::unwritable;
use crate::diagnostics::Diagnostic;

/// How the names of temporary files begin: hidden, so that no reader takes one for an input.
const TEMPORARY: &str = ".tcgen-tmp";

/// Makes one file hold exactly the text, in one step: a reader, or the next run after this one
/// was killed, finds the old text or the new one. Gives whether anything changed.
pub fn replace(path: &Path, text: &str) -> Result<bool, Diagnostic> {
    if std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(false);
    }
    let fail = |error: std::io::Error| unwritable(path, &error);
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(fail)?;
    let temporary = stage(path, text)?;
    temporary.persist(path).map_err(|error| unwritable(path, &error.error))?;
    Ok(true)
}

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

/// Adds text to the end of a file, which is made when it is not there.
pub fn append(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let fail = |error: std::io::Error| unwritable(path, &error);
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(fail)?;
    let mut file =
        std::fs::OpenOptions::new().create(true).append(true).open(path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)
}

/// Removes a file; one that is not there is as good as removed.
pub fn remove(path: &Path) -> Result<(), Diagnostic> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unwritable(path, &error)),
        _ => Ok(()),
    }
}

/// Removes the temporary files that a killed run left in the folder.
pub fn sweep(folder: &Path) -> Result<(), Diagnostic> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.filter_map(Result::ok) {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            sweep(&entry.path())?;
        } else if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// A file that this process holds for itself until this is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: std::fs::File,
}

/// Holds a file for this process alone until dropped; `None` when another process holds it.
pub fn lock(path: &Path) -> Result<Option<Lock>, Diagnostic> {
    append(path, "")?;
    let file = std::fs::File::open(path).map_err(|error| unwritable(path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(unwritable(path, &error)),
    }
}
