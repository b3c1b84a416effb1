//! A present file beside the text that it is to have.

use std::io::ErrorKind;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::unwritable;
use crate::diagnostics::Diagnostic;

/// A file above this many bytes is none of ours: it is not read.
const LIMIT: u64 = 256 << 20;

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileState {
    /// Nothing.
    Missing,
    /// The text that it is to have.
    Same,
    /// Something else, with its hash if it is a file that could be ours.
    Other(Option<String>),
}

/// Looks at a path. Links are followed to read, and a pipe or device is never opened.
pub(super) fn look(path: &Path, text: &str) -> Result<FileState, Diagnostic> {
    Ok(match read(path)? {
        OnDisk::Missing => FileState::Missing,
        OnDisk::Foreign => FileState::Other(None),
        OnDisk::Bytes(bytes) if bytes == text.as_bytes() => FileState::Same,
        OnDisk::Bytes(bytes) => {
            let found = hash(&bytes);
            // Git may have changed the line ends on checkout.
            let same = bytes.contains(&b'\r') && found == hash(text.as_bytes());
            if same { FileState::Same } else { FileState::Other(Some(found)) }
        }
    })
}

/// The hash of what is at a path: none where nothing does, `Some(None)` for what is not a file
/// of ours.
#[expect(clippy::option_option, reason = "nothing there, something foreign, a file of ours")]
pub(super) fn hash_of(path: &Path) -> Result<Option<Option<String>>, Diagnostic> {
    Ok(match read(path)? {
        OnDisk::Missing => None,
        OnDisk::Foreign => Some(None),
        OnDisk::Bytes(bytes) => Some(Some(hash(&bytes))),
    })
}

enum OnDisk {
    Missing,
    Foreign,
    Bytes(Vec<u8>),
}

fn read(path: &Path) -> Result<OnDisk, Diagnostic> {
    let fail = |error: std::io::Error| unwritable(path, &error);
    let found = match std::fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(OnDisk::Missing),
        Err(error) => return Err(fail(error)),
    };
    let metadata = match if found.is_symlink() { std::fs::metadata(path) } else { Ok(found) } {
        Ok(metadata) => metadata,
        // A link to nothing is something all the same.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(OnDisk::Foreign),
        Err(error) => return Err(fail(error)),
    };
    if metadata.is_dir() {
        return Err(fail(ErrorKind::IsADirectory.into()));
    }
    if !metadata.is_file() || metadata.len() > LIMIT {
        return Ok(OnDisk::Foreign);
    }
    std::fs::read(path).map(OnDisk::Bytes).map_err(fail)
}

/// SHA-256 in hexadecimal, of the text with line feeds alone at the ends of its lines.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut hasher = Sha256::new();
    let mut rest = bytes;
    let has_returns = memchr::memchr(b'\r', bytes).is_some();
    while has_returns && let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let (line, after) = rest.split_at(at);
        hasher.update(line);
        rest = after.get(1..).unwrap_or_default();
    }
    hasher.update(rest);
    hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
        text
    })
}
