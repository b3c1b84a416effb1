//! Puts the offset of a tag into the tag, and takes out what only costs time.

use std::fmt::Write as _;

/// The attribute that carries the offset.
pub(super) const OFFSET: &str = "data-tcgen-offset";

/// Tags whose place is asked for.
const PLACED: &[&str] =
    &["h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "pre", "p", "li"];

/// Elements without content of ours, dropped whole.
const DROPPED: &[&str] = &["script", "style", "svg", "noscript", "template", "iframe"];

/// Tags that have no end tag, or are ended by the next of their kind.
const UNNESTED: &[&str] = &[
    "br", "img", "input", "meta", "link", "hr", "col", "wbr", "area", "base", "embed", "source",
    "track", "param", "li", "p", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "dd",
    "dt", "option", "optgroup", "html", "head", "body", "h1", "h2", "h3", "h4", "h5", "h6",
];

/// Deeper tags are left out: an HTML parser looks through all open elements for many a tag, so
/// a page of nothing but `<div>` would take quadratic time.
const DEPTH_LIMIT: usize = 200;

/// The text with its offset in each tag of [`PLACED`], and without comments and scripts.
pub(super) fn mark(text: &str) -> String {
    rewrite(text, PLACED)
}

/// The text without comments, scripts and what is nested too deep.
pub(super) fn lighten(text: &str) -> String {
    rewrite(text, &[])
}

fn rewrite(text: &str, placed: &[&str]) -> String {
    let mut result = String::with_capacity(text.len() + text.len() / 8);
    let (mut depth, mut cut) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        result.push_str(text.get(at..open).unwrap_or_default());
        let rest = text.get(open..).unwrap_or_default();
        let tag = Tag::at(rest);
        at = open + tag.length;
        if let Some(name) = &tag.dropped {
            at = after_element(text, at, name);
            continue;
        }
        let nests = !tag.name.is_empty() && !UNNESTED.contains(&tag.name.as_str());
        if nests && tag.closing {
            if cut > 0 {
                cut -= 1;
                continue;
            }
            depth = depth.saturating_sub(1);
        } else if nests {
            if depth >= DEPTH_LIMIT {
                cut += 1;
                continue;
            }
            depth += 1;
        }
        if tag.comment {
            continue;
        }
        if !tag.closing && placed.contains(&tag.name.as_str()) {
            let name_end = 1 + tag.name.len();
            result.push_str(rest.get(..name_end).unwrap_or_default());
            let _ = write!(result, " {OFFSET}={open} ");
            result.push_str(rest.get(name_end..tag.length).unwrap_or_default());
        } else {
            result.push_str(rest.get(..tag.length).unwrap_or_default());
        }
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// What begins with a `<`.
#[derive(Default)]
struct Tag {
    /// In lower case; empty if it is no tag.
    name: String,
    closing: bool,
    comment: bool,
    /// The name of an element that is dropped whole.
    dropped: Option<String>,
    /// In bytes, from the `<`.
    length: usize,
}

impl Tag {
    fn at(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix("<!--") {
            let length = rest.find("-->").map_or(text.len(), |end| 4 + end + 3);
            return Self { comment: true, length, ..Self::default() };
        }
        let closing = text.starts_with("</");
        let name: String = text
            .get(if closing { 2 } else { 1 }..)
            .unwrap_or_default()
            .chars()
            .take(24)
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Self { length: 1, ..Self::default() };
        }
        let length = end_of_tag(text);
        let dropped = (!closing && DROPPED.contains(&name.as_str())).then(|| name.clone());
        Self { name, closing, comment: false, dropped, length }
    }
}

/// The length of a tag, quoted values passed over, as a browser does.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at + 1,
            (b'"' | b'\'', None) if text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'=') => {
                quote = Some(byte);
            }
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The offset after the end tag of an element that is dropped.
fn after_element(text: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("</")).map(|found| at + found) {
        let rest = text.get(open + 2..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return rest.find('>').map_or(text.len(), |end| open + 2 + end + 1);
        }
        at = open + 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_carry_their_offset_and_scripts_go() {
        let marked = mark("<!-- <td> --><script>\"<td>\"</script ><a title=\"<td>\"><TD class=x>1");
        let expected = format!("<a title=\"<td>\"><TD {OFFSET}=53  class=x>1");
        assert_eq!(marked, expected);
    }
}
