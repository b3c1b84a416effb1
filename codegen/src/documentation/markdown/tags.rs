//! Splits a text into HTML tags and what is between them.
//!
//! Only tags that HTML has are tags: `<公共请求参数>`, `<your-id>` and `a < b` are text.

/// A piece of a text.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// What is between tags, as found.
    Text(&'a str),
    /// `<name …>`, also `<name …/>`.
    Open(Tag<'a>),
    /// `</name>`, the name in lower case.
    Close(String),
}

/// An opening tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, as found.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some(at) = rest.find('=') {
            let (key, tail) = rest.split_at(at);
            let key = key.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
            let tail = tail.get(1..)?.trim_start();
            let (value, after) = match tail.chars().next()? {
                quote @ ('"' | '\'') => tail.get(1..)?.split_once(quote)?,
                _ => tail.split_once(char::is_whitespace).unwrap_or((tail, "")),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

const NAMES: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "mark",
    "nobr",
    "ol",
    "p",
    "pre",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// The longest tag that is taken for one: an address with its tracking parameters fits.
const TAG_LIMIT: usize = 4096;

/// The pieces of a text, in order; every character of the text is in one of them, comments
/// left out.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { rest: text, pending: None, comments: true }
}

/// See [`tokens`].
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The tag that follows the text given last.
    pending: Option<Token<'a>>,
    /// Whether a comment may still end: looking for its end again and again would be quadratic.
    comments: bool,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(token) = self.pending.take() {
            return Some(token);
        }
        let text = self.rest;
        let mut from = 0;
        while let Some(at) = text.get(from..)?.find('<').map(|at| from + at) {
            let (before, tail) = text.split_at(at);
            if let Some((token, after)) = self.comment(tail).or_else(|| tag(tail)) {
                self.rest = after;
                if before.is_empty() {
                    return Some(token);
                }
                self.pending = Some(token);
                return Some(Token::Text(before));
            }
            from = at + 1;
        }
        self.rest = "";
        (!text.is_empty()).then_some(Token::Text(text))
    }
}

impl<'a> Tokens<'a> {
    fn comment(&mut self, text: &'a str) -> Option<(Token<'a>, &'a str)> {
        let rest = text.strip_prefix("<!--").filter(|_| self.comments)?;
        let end = rest.find("-->");
        self.comments = end.is_some();
        Some((Token::Text(""), rest.get(end? + 3..)?))
    }
}

fn tag(text: &str) -> Option<(Token<'_>, &str)> {
    let (closing, rest) = match text.strip_prefix("</") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('<')?),
    };
    let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let name = rest.get(..length)?.to_ascii_lowercase();
    if !NAMES.contains(&name.as_str()) {
        return None;
    }
    let rest = rest.get(length..)?;
    let end = end_of_tag(rest)?;
    let attributes = rest.get(..end)?;
    // `<b:x>` and `<a.b>` are not tags; `<br/>` is.
    if !attributes.is_empty() && !attributes.starts_with([' ', '\t', '\n', '/']) {
        return None;
    }
    let after = rest.get(end + 1..)?;
    let token = if closing { Token::Close(name) } else { Token::Open(Tag { name, attributes }) };
    Some((token, after))
}

/// Where the `>` is that ends a tag, quoted values passed over. A quote that is never closed
/// hides nothing: then the first `>` it is.
fn end_of_tag(text: &str) -> Option<usize> {
    let (mut quote, mut first) = (None, None);
    for (at, byte) in text.bytes().enumerate().take(TAG_LIMIT) {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'>', Some(_)) => first = first.or(Some(at)),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'<', None) => return None,
            _ => {}
        }
    }
    first
}
