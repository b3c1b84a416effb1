//! Bytes of a page to text.
//!
//! The charset is the one of the byte order mark, else of the header, else of the page's own
//! `<meta>`, else UTF-8 (the order of the HTML standard). Bytes that are not in it are refused:
//! a replaced character would go into the spec unseen.

use encoding_rs::{Encoding, UTF_8};

/// `<meta charset>` must be in this many first bytes (HTML standard, 4.2.5.5).
const META_REACH: usize = 1024;

/// The text, or the name of the charset that the bytes are not in.
pub fn decode(content_type: Option<&str>, bytes: &[u8]) -> Result<String, String> {
    let declared = content_type.and_then(charset_of).or_else(|| meta_charset(bytes));
    let (encoding, bytes) = match (Encoding::for_bom(bytes), &declared) {
        (Some((encoding, length)), _) => (encoding, bytes.get(length..).unwrap_or_default()),
        (None, Some(label)) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) => (encoding, bytes),
            None => return Err(label.clone()),
        },
        (None, None) => (UTF_8, bytes),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| encoding.name().to_owned())
}

/// `gbk` of `text/html; charset="gbk"`.
fn charset_of(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let end = |c: char| matches!(c, '"' | '\'' | ';' | '>' | '/') || c.is_whitespace();
    let label = rest.trim_start_matches(['"', '\'']).split(end).next().unwrap_or_default();
    (!label.is_empty()).then(|| label.to_owned())
}

fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..META_REACH).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    head.match_indices("<meta").find_map(|(at, _)| {
        let tag = head.get(at..)?.split('>').next()?;
        charset_of(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_names_the_charset() {
        let gbk = b"\xbd\xd3\xbf\xda";
        assert_eq!(decode(Some("text/html; charset=GBK"), gbk).unwrap(), "接口");
        assert_eq!(decode(Some("text/html;charset=\"gb2312\""), gbk).unwrap(), "接口");
    }

    #[test]
    fn the_page_names_its_charset_where_the_header_does_not() {
        let page =
            b"<html><meta name=x><meta http-equiv=c content='text/html; charset=gb18030'>\xbd\xd3";
        assert!(decode(Some("text/html"), page).unwrap().ends_with('接'));
        assert!(decode(None, "<meta charset=\"utf-8\">接".as_bytes()).unwrap().ends_with('接'));
    }

    #[test]
    fn a_byte_order_mark_wins_and_is_dropped() {
        let bytes = "\u{feff}接".as_bytes();
        assert_eq!(decode(Some("text/html; charset=gbk"), bytes).unwrap(), "接");
    }

    #[test]
    fn bytes_of_another_charset_are_refused() {
        assert_eq!(decode(None, b"\xbd\xd3\xbf\xda"), Err("UTF-8".into()));
        assert_eq!(decode(Some("text/html; charset=klingon"), b"x"), Err("klingon".into()));
    }
}
