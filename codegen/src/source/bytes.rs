//! Reads one file, whole and bounded.

use std::io::Read as _;
use std::path::Path;

use super::files::unreadable;
use crate::diagnostics::{Code, Diagnostic, Location};

/// The bytes of a regular file of at most `limit` bytes.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let name = path.display().to_string();
    let fail = |error: std::io::Error| unreadable(path, &error);
    let metadata = std::fs::metadata(path).map_err(fail)?;
    if !metadata.is_file() {
        // A device or a pipe may never end.
        return Err(
            Diagnostic::new(Code::FileUnreadable, "not a regular file").at(Location::file(name))
        );
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(limit)).unwrap_or(0));
    let file = std::fs::File::open(path).map_err(fail)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(&name, limit));
    }
    Ok(bytes)
}

/// The first bytes of a regular file, at most `limit`; nothing of anything else.
pub(super) fn read_head(path: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let fail = |error: std::io::Error| unreadable(path, &error);
    let metadata = std::fs::metadata(path).map_err(fail)?;
    let mut bytes = Vec::new();
    if metadata.is_file() {
        let file = std::fs::File::open(path).map_err(fail)?;
        file.take(limit).read_to_end(&mut bytes).map_err(fail)?;
    }
    Ok(bytes)
}

pub(super) fn too_large(name: &str, limit: u64) -> Diagnostic {
    Diagnostic::new(
        Code::FileTooLarge,
        format!("larger than {} MB, which no such file is", limit >> 20),
    )
    .at(Location::file(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, [b'x'; 11]).unwrap();
        assert_eq!(read_bounded(&path, 11).unwrap().len(), 11);
        assert_eq!(read_bounded(&path, 10).unwrap_err().code, Code::FileTooLarge);
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_bounded(folder.path(), 1).unwrap_err().code, Code::FileUnreadable);
    }
}
