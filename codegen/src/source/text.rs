//! Bytes to text, with positions that an editor would show.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::bytes::{read_bounded, too_large};
use super::charset::{decode, guessed, unmarked_utf16};
use super::format::Format;
use super::mhtml;
use crate::diagnostics::{Code, Diagnostic, LineIndex, Location};

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

/// Reads a regular file as text: UTF-8, or another charset that the file itself names; the page
/// inside of an MHTML file.
pub fn read_text(path: &Path) -> Result<SourceText, Diagnostic> {
    let name: Arc<str> = path.display().to_string().into();
    let bytes = read_bounded(path, SIZE_LIMIT)?;
    text_of_bytes(name, bytes)
}

/// The text of a file that is not a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainText {
    /// The path as the user gave it.
    pub path: Arc<str>,
    /// The text: no byte order mark, line ends made `\n`.
    pub text: String,
}

/// Reads a file that is not a page, such as tcgen.toml: UTF-8, and it may be empty.
pub fn read_utf8(path: &Path) -> Result<PlainText, Diagnostic> {
    let name: Arc<str> = path.display().to_string().into();
    let bytes = read_bounded(path, SIZE_LIMIT)?;
    let text = utf8_of_bytes(&name, bytes)?;
    Ok(PlainText { path: name, text: plain(text) })
}

/// The text of bytes that can only be UTF-8.
pub fn utf8_of_bytes(name: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default());
        Diagnostic::new(Code::NotUtf8, "this is not UTF-8")
            .at(LineIndex::new(&before).location(name, valid))
            .help("save the file as UTF-8")
    })
}

/// The text of bytes that stand for the file `name`.
pub fn text_of_bytes(name: Arc<str>, bytes: Vec<u8>) -> Result<SourceText, Diagnostic> {
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(too_large(&name, SIZE_LIMIT));
    }
    let sha256 = hex(&Sha256::digest(&bytes));
    if let Some(format) = Format::of(&bytes) {
        return Err(format.refuse(&name));
    }
    let text = match mhtml::page(&bytes) {
        Some(Ok(page)) => page,
        Some(Err(reason)) => return Err(mhtml::refuse(&name, reason)),
        None => decoded(&name, bytes)?,
    };
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
    let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
    if has_returns { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text of bytes in UTF-8, or in the charset of their byte order mark or `<meta>`.
fn decoded(name: &Arc<str>, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return decode(None, &bytes).map_err(|charset| other_charset(name, &charset));
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.bytes().take(1024).any(|byte| byte == 0) => {
            unmarked_utf16(text.as_bytes()).ok_or_else(|| other_charset(name, "UTF-16"))
        }
        Ok(text) => Ok(text),
        Err(error) => match decode(None, error.as_bytes()) {
            Ok(text) => Ok(text),
            Err(_) if error.as_bytes().iter().take(1024).any(|byte| *byte == 0) => {
                unmarked_utf16(error.as_bytes()).ok_or_else(|| other_charset(name, "UTF-16"))
            }
            Err(charset) if charset != "UTF-8" => Err(other_charset(name, &charset)),
            Err(_) => Err(not_utf8(name, &error)),
        },
    }
}

fn other_charset(name: &Arc<str>, charset: &str) -> Diagnostic {
    let message = format!("the bytes look like {charset}, and are not all in it");
    Diagnostic::new(Code::NotUtf8, message)
        .at(Location::file(Arc::clone(name)))
        .help("save the page as UTF-8")
}

fn not_utf8(name: &Arc<str>, error: &std::string::FromUtf8Error) -> Diagnostic {
    let (valid, rest) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
    let found = rest.iter().take(4).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>();
    let before = String::from_utf8_lossy(valid);
    Diagnostic::new(Code::NotUtf8, format!("bytes `{}` are not UTF-8", found.join(" ")))
        .at(LineIndex::new(&before).location(Arc::clone(name), valid.len()))
        .help(match guessed(error.as_bytes()) {
            Some(charset) => format!(
                "the bytes may be {charset}: save the page as UTF-8, as `iconv -f {charset} -t UTF-8` does"
            ),
            None => "save the page as UTF-8, or remove the file if it is not a page".to_owned(),
        })
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
    fn what_is_no_page_may_be_empty_and_is_utf8() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tcgen.toml");
        std::fs::write(&path, "").unwrap();
        assert_eq!(read_utf8(&path).unwrap().text, "");
        std::fs::write(&path, "\u{feff}a\r\n").unwrap();
        assert_eq!(read_utf8(&path).unwrap().text, "a\n");
        std::fs::write(&path, b"a\nb\xbd\xd3").unwrap();
        let error = read_utf8(&path).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("save the file as UTF-8"));
        let place = error.location.unwrap();
        assert_eq!((place.line, place.column), (2, 2));
    }

    #[test]
    fn a_charset_that_the_file_names_is_read() {
        for (bytes, text) in [
            (&b"\xff\xfea\0b\0\xa5\x63"[..], "ab接"),
            (b"\xfe\xff\0a\x63\xa5", "a接"),
            (b"<meta charset=gbk>\xbd\xd3", "<meta charset=gbk>接"),
        ] {
            assert_eq!(read(bytes).unwrap().text, text);
        }
        assert_eq!(read(b"a\0b\0").unwrap_err().code, Code::NotUtf8);
        let gbk = read(b"\xbd\xd3\xbf\xda").unwrap_err();
        assert!(gbk.help.iter().any(|help| help.contains("GBK")), "{gbk:?}");
        let big5 = encoding_rs::BIG5.encode("接口請求網域名稱：介面，請求參數與輸出參數。").0;
        let big5 = read(&big5).unwrap_err();
        assert!(big5.help.iter().any(|help| help.contains("Big5")), "{big5:?}");
    }

    #[test]
    fn what_is_no_regular_file_is_not_read() {
        let device = Path::new("/dev/zero");
        if device.exists() {
            assert_eq!(read_text(device).unwrap_err().code, Code::FileUnreadable);
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_text(folder.path()).unwrap_err().code, Code::FileUnreadable);
    }

    #[test]
    fn other_bytes_are_shown_with_their_place() {
        let error = read("一\n二\u{4e09}".as_bytes().split_last().unwrap().1).unwrap_err();
        assert_eq!(error.code, Code::NotUtf8);
        assert_eq!(error.location, Some(Location::new("page.md", 2, 2)));
        assert_eq!(error.message, "bytes `e4 b8` are not UTF-8");
    }
}
