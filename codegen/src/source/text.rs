//! Bytes to text, with positions that an editor would show.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::files::unreadable;
use crate::diagnostics::{Code, Diagnostic, Location};

/// The largest file that is read. The largest real page is 3 MB of HTML; a hundred times that
/// leaves room for whole sites pasted together, and keeps memory bounded.
pub(super) const SIZE_LIMIT: u64 = 256 << 20;

/// The text of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The path as the user gave it.
    pub path: Arc<str>,
    /// SHA-256 of the bytes as found, in lower-case hex.
    pub sha256: String,
    /// The text: byte order marks dropped (some real pages have six), line ends made `\n`.
    /// Lines and columns are those of the file.
    pub text: String,
}

/// Reads a file as UTF-8 text.
pub fn read_text(path: &Path) -> Result<SourceText, Diagnostic> {
    let name: Arc<str> = path.display().to_string().into();
    let size = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if size > SIZE_LIMIT {
        return Err(too_large(&name, size));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    text_of_bytes(name, bytes)
}

/// The text of bytes that stand for the file `name`.
pub fn text_of_bytes(name: Arc<str>, bytes: Vec<u8>) -> Result<SourceText, Diagnostic> {
    let size = bytes.len() as u64;
    if size > SIZE_LIMIT {
        return Err(too_large(&name, size));
    }
    let sha256 = hex(&Sha256::digest(&bytes));
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(&name, &error))?;
    let text = plain(text);
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(Diagnostic::new(Code::EmptyFile, "the file is empty")
            .at(Location::file(name))
            .help("save the page again, or remove the file"));
    }
    Ok(SourceText { path: name, sha256, text })
}

/// Drops byte order marks at the start and makes every line end `\n`; neither moves a
/// character to another line, nor to another column but for the marks of line 1.
fn plain(text: String) -> String {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.trim_start_matches('\u{feff}').to_owned(),
        None => text,
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

fn too_large(name: &Arc<str>, size: u64) -> Diagnostic {
    let message =
        format!("the file has {size} bytes, more than the {SIZE_LIMIT} that a page may have");
    Diagnostic::new(Code::FileTooLarge, message)
        .at(Location::file(Arc::clone(name)))
        .help("give pages as the site serves them, one file a page")
}

fn not_utf8(name: &Arc<str>, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    let before = String::from_utf8_lossy(valid);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let bytes = error.as_bytes().get(valid.len()..).unwrap_or_default();
    let found = bytes.iter().take(4).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>();
    Diagnostic::new(Code::NotUtf8, format!("bytes `{}` are not UTF-8", found.join(" ")))
        .at(Location::new(Arc::clone(name), number(line), number(column)))
        .help("save the page as UTF-8, or remove the file if it is not a page")
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<SourceText, Diagnostic> {
        text_of_bytes("page.md".into(), bytes.to_vec())
    }

    #[test]
    fn byte_order_marks_and_carriage_returns_are_dropped() {
        let text = read("\u{feff}\u{feff}a\r\nb\rc\n".as_bytes()).unwrap();
        assert_eq!(text.text, "a\nb\nc\n");
    }

    #[test]
    fn the_hash_is_of_the_bytes_as_found() {
        let with_mark = read("\u{feff}a".as_bytes()).unwrap();
        assert_ne!(with_mark.sha256, read(b"a").unwrap().sha256);
        assert!(with_mark.sha256.starts_with("1951c7"), "{}", with_mark.sha256);
    }

    #[test]
    fn nothing_but_space_is_an_empty_file() {
        assert_eq!(read(b" \r\n\xef\xbb\xbf").unwrap_err().code, Code::EmptyFile);
        assert_eq!(read(b"").unwrap_err().code, Code::EmptyFile);
    }

    #[test]
    fn other_bytes_are_shown_with_their_place() {
        let error = read("一\n二\u{4e09}".as_bytes().split_last().unwrap().1).unwrap_err();
        assert_eq!(error.code, Code::NotUtf8);
        assert_eq!(error.location, Some(Location::new("page.md", 2, 2)));
        assert_eq!(error.message, "bytes `e4 b8` are not UTF-8");
    }
}
