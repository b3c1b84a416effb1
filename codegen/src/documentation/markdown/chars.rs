//! Characters that a reader does not see, and entities.

use std::borrow::Cow;

/// Whether a character shows nothing and only does harm: zero-width characters, soft hyphens,
/// marks that turn the direction of text, control characters. Space, tab and newline stay.
pub fn is_invisible(character: char) -> bool {
    match character {
        // Nearly all there is: ASCII, Chinese and its signs, full-width ones.
        '\n' | '\t' | ' '..='~' | '\u{3000}'..='\u{d7ff}' | '\u{ff00}'..='\u{ffef}' => false,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fffe}'
        | '\u{ffff}' => true,
        _ => character.is_control(),
    }
}

/// The text with entities as characters, invisible characters dropped, hard spaces as spaces.
pub(super) fn decode(text: &str, entities: bool) -> Cow<'_, str> {
    let text = if entities && text.contains('&') {
        html_escape::decode_html_entities(text)
    } else {
        Cow::Borrowed(text)
    };
    let plain = |c: char| !is_invisible(c) && !matches!(c, '\u{a0}' | '\u{2003}' | '\u{2002}');
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control() && b != b'\n' && b != b'\t')
        || text.chars().all(plain)
    {
        return text;
    }
    let space = |c| if matches!(c, '\u{a0}' | '\u{2003}' | '\u{2002}') { ' ' } else { c };
    Cow::Owned(text.chars().filter(|c| !is_invisible(*c)).map(space).collect())
}

/// The beginning of a text, of this many bytes at the most; no character is cut.
pub fn beginning(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The text on one line, runs of white space as one space, none at the ends.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
