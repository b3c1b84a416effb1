//! The page inside of an MHTML file ("web page, single file"), which is a MIME message (RFC 2557).
//!
//! Places are those of the page inside: the file holds it in another encoding.

use std::sync::Arc;

use mailparse::{MailHeaderMap as _, ParsedMail};

use super::charset::decode;
use crate::diagnostics::{Code, Diagnostic, Location};

/// The headers of a saved page stand in this many first bytes.
const HEAD: usize = 4096;
/// A page has its frames beside it, not inside of each other.
const NESTED_LIMIT: usize = 8;

/// The page, if the bytes are an MHTML file; else nothing. Why not, if it has none.
pub(super) fn page(bytes: &[u8]) -> Option<Result<String, &'static str>> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let is_header = head.lines().next().is_some_and(|line| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    });
    let is_saved = head.contains("mime-version:")
        && (head.contains("multipart/related") || head.contains("content-type: text/html"));
    if !is_header || !is_saved {
        return None;
    }
    // The parser calls itself for a part of parts.
    let nested = bytes.windows(10).filter(|at| at.eq_ignore_ascii_case(b"multipart/")).count();
    if nested > NESTED_LIMIT {
        return Some(Err("it has parts inside of parts"));
    }
    let Ok(mail) = mailparse::parse_mail(bytes) else { return Some(Err("it is damaged")) };
    Some(match html_of(&mail) {
        Some(part) => text_of(part).ok_or("its page is damaged"),
        None => Err("it holds no HTML"),
    })
}

/// The text of a part, in the charset that its header or the page names.
fn text_of(part: &ParsedMail<'_>) -> Option<String> {
    let kind = part.headers.get_first_value("Content-Type");
    decode(kind.as_deref(), &part.get_body_raw().ok()?).ok()
}

/// The first part that is HTML: the page itself, its frames behind it.
fn html_of<'m, 'b>(mail: &'m ParsedMail<'b>) -> Option<&'m ParsedMail<'b>> {
    if mail.ctype.mimetype.eq_ignore_ascii_case("text/html") {
        return Some(mail);
    }
    mail.subparts.iter().find_map(html_of)
}

/// Says that there is no page in the file.
pub(super) fn refuse(name: &Arc<str>, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::NotText, format!("the file is MHTML, but {reason}"))
        .at(Location::file(Arc::clone(name)))
        .help("save the page again, as HTML")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E6=8E=A5=\r\n x</p>\r\n\
        --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";

    #[test]
    fn the_page_of_a_saved_file_is_its_html() {
        assert_eq!(page(FILE.as_bytes()).unwrap().unwrap().trim(), "<p>接 x</p>");
    }

    #[test]
    fn a_file_without_a_page_says_so() {
        let file = FILE.replace("text/html", "text/css");
        assert!(page(file.as_bytes()).unwrap().is_err());
        assert!(page(b"Host: x\n# page about multipart/related").is_none());
    }
}
