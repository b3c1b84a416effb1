//! Bytes of a page to text.
//!
//! The charset is the one of the byte order mark, else of the header, else of the page's own
//! `<meta>`, else UTF-8 (the order of the HTML standard). Bytes that are not in it are refused:
//! a replaced character would go into the spec unseen. UTF-16 shows by itself; any other charset is
//! only guessed, to name it in the message.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

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

/// So many bytes of zero are in a page in UTF-16: every line end and ASCII letter has one.
const LEAST_ZEROS: usize = 16;

/// The text of bytes in UTF-16 that no byte order mark says to be: nothing if they cannot be.
pub(super) fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // The other byte is zero too in a few characters: U+4E00 is one.
    let encoding = if odd >= LEAST_ZEROS && odd > 2 * even {
        UTF_16LE
    } else if even >= LEAST_ZEROS && even > 2 * odd {
        UTF_16BE
    } else {
        return None;
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.chars().all(is_text).then(|| text.into_owned())
}

/// Fewer bytes that are not ASCII say little; then the language of the site decides.
const SURE: usize = 32;

/// The charset of several bytes per character that bytes look like: nothing if they are not in it.
pub(super) fn guessed(bytes: &[u8]) -> Option<&'static str> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let hint = bytes.iter().filter(|byte| !byte.is_ascii()).nth(SURE).is_none();
    let encoding = detector.guess(hint.then_some(b"cn".as_slice()), Utf8Detection::Deny);
    let fits = encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    (fits && !encoding.is_single_byte()).then(|| encoding.name())
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
    fn utf16_without_a_mark_is_known_by_its_zeros() {
        let text = "## 一、接口描述\n".repeat(8);
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(unmarked_utf16(&low).as_deref(), Some(text.as_str()));
        assert_eq!(unmarked_utf16(&high).as_deref(), Some(text.as_str()));
        assert_eq!(unmarked_utf16(&[0; 64]), None);
        assert_eq!(unmarked_utf16(&[low.as_slice(), &[0x0c, 0xd8]].concat()), None);
        assert_eq!(unmarked_utf16(&[low.as_slice(), &[1, 0]].concat()), None);
    }

    #[test]
    fn bytes_of_another_charset_are_refused() {
        assert_eq!(decode(None, b"\xbd\xd3\xbf\xda"), Err("UTF-8".into()));
        assert_eq!(decode(Some("text/html; charset=klingon"), b"x"), Err("klingon".into()));
    }
}
