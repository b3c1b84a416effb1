//! Puts the offset of a tag into the tag, and takes out what only costs time.

use std::borrow::Cow;
use std::fmt::Write as _;

use ego_tree::NodeId;
use rustc_hash::FxHashMap;
use scraper::{Html, Node};

use super::card;
use crate::documentation::markdown::beginning;

/// The attribute that carries the offset.
const OFFSET: &str = "data-tcgen-offset";

/// Where in the text the tags of elements stand, in bytes.
pub(super) type Offsets = FxHashMap<NodeId, usize>;

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

/// The attributes of longer tags are left out: an HTML parser compares each attribute with all
/// before it. What is that long is an image inside the page, or no tag at all.
const TAG_LIMIT: usize = 8192;

/// What Word puts around the sign of a list item, which is a paragraph like any other.
const BULLET: &str = "<![if !supportLists]>";
const BULLET_END: &str = "<![endif]>";
/// The sign is a letter of another font, with spaces behind it.
const BULLET_LIMIT: usize = 1024;

/// The text with its offset in each tag of [`PLACED`], and without comments and scripts.
pub(super) fn mark(text: &str) -> String {
    rewrite(text, PLACED)
}

/// Takes the offsets out of the tree again, so that none of it can get into what is read from it.
pub(super) fn take_offsets(html: &mut Html) -> Offsets {
    let mut offsets = Offsets::default();
    let elements = html.tree.nodes().filter(|node| node.value().is_element());
    let ids: Vec<NodeId> = elements.map(|node| node.id()).collect();
    for id in ids {
        let Some(mut node) = html.tree.get_mut(id) else { continue };
        let Node::Element(element) = node.value() else { continue };
        // Of an attribute that is twice in a tag the parser keeps the first, which is ours.
        if let Some(at) = element.attrs.iter().position(|(name, _)| &*name.local == OFFSET) {
            let (_, offset) = element.attrs.remove(at);
            offsets.extend(offset.parse().ok().map(|offset| (id, offset)));
        }
    }
    offsets
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
        if let Some((piece, length)) = Piece::at(rest) {
            piece.push(&mut result, open, placed);
            at = open + length;
            continue;
        }
        let tag = Tag::at(rest);
        at = open + tag.length;
        if let Some(name) = &tag.dropped {
            at = after_element(text, at, name);
            continue;
        }
        if tag.foreign {
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
        let name_end = (1 + usize::from(tag.closing) + tag.name.len()).min(tag.length);
        result.push_str(rest.get(..name_end).unwrap_or_default());
        if !tag.closing {
            push_offset(&mut result, &tag.name, open, placed);
        }
        if tag.length > TAG_LIMIT {
            result.push('>');
        } else {
            result.push_str(rest.get(name_end..tag.length).unwrap_or_default());
        }
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// How a block of code is shown, in the storage of Confluence.
const SETTING: &str = "<ac:parameter";
const SETTING_END: &str = "</ac:parameter>";
const SETTING_LIMIT: usize = 1024;

/// How text begins that has no entities. The storage of Confluence has its code so.
const CDATA: &str = "<![CDATA[";
const CDATA_END: &str = "]]>";

/// What is in HTML that is not of HTML, and means something in it.
enum Piece<'t> {
    Code(Cow<'t, str>),
    /// The sign of a list item.
    Item,
    Nothing,
}

impl<'t> Piece<'t> {
    /// What a text begins with, and how long that is.
    fn at(text: &'t str) -> Option<(Self, usize)> {
        if let Some((code, length)) = cdata(text) {
            Some((Self::Code(code.into()), length))
        } else if let Some(length) = bullet_of(text) {
            Some((Self::Item, length))
        } else if text.starts_with(SETTING) {
            let end = beginning(text, SETTING_LIMIT).find(SETTING_END)?;
            Some((Self::Nothing, end + SETTING_END.len()))
        } else if text.starts_with(card::CARD) {
            let tag = text.get(..Tag::at(text).length)?;
            Some((Self::Code(card::code_of(tag)?.into()), tag.len()))
        } else {
            None
        }
    }

    /// Adds the piece as HTML has it.
    fn push(&self, result: &mut String, offset: usize, placed: &[&str]) {
        match self {
            Self::Code(code) => {
                result.push_str("<pre");
                push_offset(result, "pre", offset, placed);
                result.push('>');
                result.push_str(&html_escape::encode_text(code));
                result.push_str("</pre>");
            }
            Self::Item => result.push_str("<li>"),
            Self::Nothing => {}
        }
    }
}

/// The text of a piece that has no entities, and how long the piece is: to the end, where nothing
/// ends it. Other tools have a whole page in one.
fn cdata(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix(CDATA)?;
    if inside.trim_start().starts_with('<') {
        return None;
    }
    let length = inside.find(CDATA_END);
    let code = inside.get(..length.unwrap_or(inside.len()))?;
    Some((code, CDATA.len() + code.len() + length.map_or(0, |_| CDATA_END.len())))
}

/// Puts the offset into a tag that is to have one.
fn push_offset(result: &mut String, name: &str, offset: usize, placed: &[&str]) {
    if placed.contains(&name) {
        let _ = write!(result, " {OFFSET}={offset} ");
    }
}

/// The length of the sign of a list item of Word, if a text begins with one.
fn bullet_of(text: &str) -> Option<usize> {
    let sign = beginning(text.strip_prefix(BULLET)?, BULLET_LIMIT);
    Some(BULLET.len() + sign.find(BULLET_END)? + BULLET_END.len())
}

/// What begins with a `<`.
#[derive(Default)]
struct Tag {
    /// In lower case; empty if it is not a tag.
    name: String,
    closing: bool,
    comment: bool,
    /// Of a markup inside of HTML: `<o:p>` of Word. What is between such tags is text.
    foreign: bool,
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
        let behind = text.get(1 + usize::from(closing) + name.len()..).unwrap_or_default();
        let foreign = behind.starts_with(':');
        let dropped = (!closing && DROPPED.contains(&name.as_str())).then(|| name.clone());
        Self { name, closing, comment: false, foreign, dropped, length }
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

    #[test]
    fn code_of_confluence_is_code() {
        let storage = "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"language\">json\
            </ac:parameter><ac:plain-text-body><![CDATA[{\"A\": \"<b>\"}]]></ac:plain-text-body>\
            </ac:structured-macro>";
        assert_eq!(lighten(storage), "<pre>{\"A\": \"&lt;b&gt;\"}</pre>");
        assert_eq!(lighten("<![CDATA[<p>a</p>]]>"), "<![CDATA[<p>a</p>]]>");
    }

    #[test]
    fn tags_of_word_go_and_its_bullets_are_items() {
        let marked =
            lighten("<b>2. a<o:p></o:p></b><![if !supportLists]><i>l</i><![endif]>b<O:P>c</O:P>");
        assert_eq!(marked, "<b>2. a</b><li>bc");
        assert_eq!(lighten("<![if !supportLists]>a"), "<![if !supportLists]>a");
    }
}
