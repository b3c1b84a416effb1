//! JSON as pages show it: with other quotation marks, entities, full-width signs, words cut at the end
//! of a line.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::Value;

/// A JSON object and nothing beside it.
pub(super) fn json_object(text: &str) -> Option<Value> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&with_whole_words(text)?).ok())
        .or_else(|| with_plain_signs(text))
}

/// JSON whose signs are others on the page: quotation marks that an editor has made typographic,
/// hard spaces, places where a line may be broken, entities, signs that a backslash has come before or
/// an input method has made wide, the notation of Python. Each is tried where the ones before it
/// leave what is not JSON.
fn with_plain_signs(text: &str) -> Option<Value> {
    let decoded = without_entities(text);
    let is_quote = |c: char| matches!(c, '“' | '”' | '„' | '‟' | '〝' | '〞' | '＂');
    let mut plain =
        decoded.replace(is_quote, "\"").replace(['\u{a0}', '\u{3000}', '\u{202f}'], " ");
    plain.retain(|c| !BREAKS.contains(c));
    if plain.trim_start_matches(|c: char| c == '{' || c.is_whitespace()).starts_with("\\\"") {
        plain = plain.replace("\\\"", "\"");
    }
    let read = |text: &str| serde_json::from_str(text).ok();
    read(&plain).or_else(|| read(&narrow(&plain))).or_else(|| read(&from_python(&plain)?))
}

/// Characters that only say where a line may be broken or not, and that take no room.
const BREAKS: &str = "\u{ad}\u{200b}\u{2060}\u{feff}";

/// JSON of what Python prints: strings between single quotation marks, `True`, `False`, `None`.
/// Nothing where a string does not end.
fn from_python(text: &str) -> Option<String> {
    let mut json = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let length = match first {
            '"' | '\'' => push_string(&mut json, rest, first)?,
            _ if word > 0 => {
                json.push_str(match rest.get(..word)? {
                    "True" => "true",
                    "False" => "false",
                    "None" => "null",
                    other => other,
                });
                word
            }
            _ => {
                json.push(first);
                first.len_utf8()
            }
        };
        rest = rest.get(length..)?;
    }
    Some(json)
}

/// Adds the string at the begin of a text as one of JSON; says how long it is in the text.
fn push_string(json: &mut String, text: &str, quote: char) -> Option<usize> {
    json.push('"');
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            // The only sign that Python escapes and JSON does not.
            '\'' if is_escaped => {
                json.pop();
                json.push(c);
            }
            _ if c == quote && !is_escaped => {
                json.push('"');
                return Some(at + 1);
            }
            '"' if !is_escaped => json.push_str("\\\""),
            _ => json.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    None
}

/// A text with its entities as characters, of those that were made of entities too.
pub(super) fn without_entities(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..2 {
        if text.contains("&amp;") || text.contains("&quot;") || text.contains("&#34;") {
            text = Cow::Owned(html_escape::decode_html_entities(&text).into_owned());
        }
    }
    text
}

/// The characters of a text that is meant to be JSON, each with whether it is in a string. The
/// quotation mark before a string counts to it, the one behind does not.
fn with_strings(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let (mut is_string, mut is_escaped) = (false, false);
    text.char_indices().map(move |(at, c)| {
        is_string ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        (at, c, is_string)
    })
}

/// JSON whose signs outside of strings are full-width.
fn narrow(text: &str) -> String {
    let plain = |(_, c, is_string): (usize, char, bool)| match c {
        _ if is_string => c,
        '，' => ',',
        '：' => ':',
        '｛' => '{',
        '｝' => '}',
        '［' | '【' => '[',
        '］' | '】' => ']',
        _ => c,
    };
    with_strings(text).map(plain).collect()
}

/// Whether a line break in a string is all that keeps a text from being JSON.
pub(super) fn has_broken_string(text: &str) -> bool {
    let whole: String = with_strings(text)
        .map(|(_, c, is_string)| if c == '\n' && is_string { ' ' } else { c })
        .collect();
    whole != text && serde_json::from_str::<IgnoredAny>(&whole).is_ok()
}

/// The width that every line of a terminal has.
const WIDTH: usize = 72;

/// JSON in which words that are longer than a line were cut; nothing where none was. A line break
/// in a string is not JSON, and between words of a usual length it could have been a space.
fn with_whole_words(text: &str) -> Option<String> {
    let (mut whole, mut word) = (String::new(), 0);
    for (at, c, is_string) in with_strings(text) {
        if c == '\n' && is_string {
            let rest = text.get(at + 1..)?.chars().take_while(|c| !c.is_whitespace());
            if word == 0 || word + rest.take(WIDTH).count() < WIDTH {
                return None;
            }
            continue;
        }
        word = if c.is_whitespace() { 0 } else { word + 1 };
        whole.push(c);
    }
    (whole.len() < text.len()).then_some(whole)
}
