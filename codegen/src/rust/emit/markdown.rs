//! Markdown of the service made inert for rustdoc, line by line.
//!
//! Kept: paragraphs, lists, quotes, tables, headings, emphasis, code, links to the web.
//! Escaped: `<` and `[` that are neither, backticks without a partner. Fences are tagged `text`
//! and closed, indentation that would make code is taken away, so that nothing is compiled.
//!
//! Invariant: every line is made inert on its own; no construct but a fence spans lines.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::fence::Fence;

/// How far, in bytes, the other end of a link, tag or span of code is looked for: a line of a
/// million `[` must not take a million looks at its rest.
const REACH: usize = 2000;

/// Where links without a host lead.
const SITE: &str = "https://cloud.tencent.com";

/// The text as lines without trailing blanks; no line for a text without words.
pub(super) fn inert(text: &str) -> Vec<Cow<'_, str>> {
    let mut text = visible(text);
    if text.contains('\t') {
        text = text.replace('\t', "    ").into();
    }
    match text {
        Cow::Borrowed(text) => inert_lines(text),
        Cow::Owned(text) => {
            inert_lines(&text).into_iter().map(|line| line.into_owned().into()).collect()
        }
    }
}

fn inert_lines(text: &str) -> Vec<Cow<'_, str>> {
    let mut lines = Vec::new();
    let mut fence: Option<Fence<'_>> = None;
    for line in text.lines() {
        if let Some(open) = fence.take_if(|open| open.inside(line).is_none()) {
            open.write(&mut lines);
        }
        match fence.as_mut().and_then(|open| Some((open.inside(line)?, open))) {
            Some((inside, open)) if open.is_closed_by(inside) => {
                open.write(&mut lines);
                fence = None;
            }
            Some((inside, open)) => open.lines.push(inside.trim_end()),
            None => fence = plain_line(line, &mut lines),
        }
    }
    if let Some(open) = fence {
        open.write(&mut lines);
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// The text without characters that cannot be seen or that turn what is seen around.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let as_it_is =
        |c: char| c == '\n' || matches!(c, ' '..='~' | '\u{3001}'..='\u{ffef}') && c != '\u{feff}';
    if text.chars().all(as_it_is) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => seen.push('\n'),
            '\n' | '\t' => seen.push(character),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {}
            '\u{a0}' | '\u{3000}' => seen.push(' '),
            other if other.is_control() => {}
            other => seen.push(other),
        }
    }
    Cow::Owned(seen)
}

/// Whether an address can be in Markdown as it is.
pub(super) fn is_plain_url(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && url.bytes().all(is_of_url)
}

fn is_of_url(byte: u8) -> bool {
    let is_mark = matches!(
        byte,
        b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'`' | b'\\' | b'|'
    );
    byte.is_ascii_graphic() && !is_mark
}

/// A line outside of a fence; gives the fence that it opens.
fn plain_line<'a>(line: &'a str, lines: &mut Vec<Cow<'a, str>>) -> Option<Fence<'a>> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let (markers, rest) = markers(line.trim());
    if let Some(fence) = Fence::opened_by(&markers, rest) {
        return Some(fence);
    }
    if rest.is_empty() && markers.is_empty() {
        // One blank line is enough, and none is needed in front.
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push("".into());
        }
        return None;
    }
    let is_whole = markers.is_empty() && rest.len() == line.trim_end().len();
    if is_whole && !rest.bytes().any(is_mark) {
        lines.push(rest.into());
        return None;
    }
    // Four blanks would make code of the line.
    let mut out = " ".repeat(indent.min(3));
    out.push_str(&markers);
    inline(rest, &mut out);
    out.truncate(out.trim_end().len());
    lines.push(out.into());
    None
}

/// The marks of quotes and list items in front of a line, each with one blank, and the rest.
fn markers(line: &str) -> (String, &str) {
    let mut markers = String::new();
    let mut rest = line;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..).unwrap_or_default();
        let width = match after.chars().next() {
            Some('>') if digits == 0 => 1,
            Some('-' | '*' | '+') if digits == 0 && after.get(1..).is_some_and(is_apart) => 1,
            Some('.' | ')')
                if (1..=9).contains(&digits) && after.get(1..).is_some_and(is_apart) =>
            {
                digits + 1
            }
            _ => return (markers, rest),
        };
        let (marker, next) = rest.split_at(width);
        if next.trim().is_empty() {
            return (markers, rest);
        }
        markers.push_str(marker);
        markers.push(' ');
        rest = next.trim_start();
    }
}

fn is_apart(text: &str) -> bool {
    text.starts_with(' ')
}

/// What may begin something inside a line; all else is copied as it is.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'<' | b'!' | b'[' | b']' | b'h' | b'~')
}

/// Appends text inside a line.
fn inline(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        let plain = rest.bytes().position(is_mark).unwrap_or(rest.len());
        let (plain, marked) = rest.split_at(plain);
        out.push_str(plain);
        rest = marked;
        let Some(character) = rest.chars().next() else { break };
        let taken = match character {
            '\\' => escape(rest, out),
            '`' => code_span(rest, out),
            '<' => angle(rest, out),
            '!' if rest.starts_with("![") => {
                link(rest.get(1..).unwrap_or_default(), out).map(|n| n + 1)
            }
            '[' => link(rest, out),
            'h' => bare_url(rest, out),
            '~' if rest.starts_with("~~~") => Some(escaped(character, out)),
            ']' => Some(escaped(character, out)),
            _ => None,
        };
        let taken = taken.unwrap_or_else(|| {
            if matches!(character, '`' | '<' | '[') {
                return escaped(character, out);
            }
            out.push(character);
            character.len_utf8()
        });
        rest = rest.get(taken..).unwrap_or_default();
    }
}

fn escaped(character: char, out: &mut String) -> usize {
    out.push('\\');
    out.push(character);
    character.len_utf8()
}

/// The beginning of a text that is looked through for the other end of something.
fn reach(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A backslash and the punctuation that it makes literal; alone it is a backslash.
fn escape(rest: &str, out: &mut String) -> Option<usize> {
    let next = rest.chars().nth(1).filter(char::is_ascii_punctuation)?;
    out.push('\\');
    out.push(next);
    Some(2)
}

/// `code`, if as many backticks close it on the same line.
fn code_span(rest: &str, out: &mut String) -> Option<usize> {
    let rest = reach(rest);
    let length = rest.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = length;
    loop {
        at += rest.get(at..)?.find('`')?;
        let run = rest.get(at..)?.bytes().take_while(|byte| *byte == b'`').count();
        at += run;
        if run == length {
            out.push_str(rest.get(..at)?);
            return Some(at);
        }
    }
}

/// `<https://…>`.
fn angle(rest: &str, out: &mut String) -> Option<usize> {
    let inside = reach(rest).get(1..)?;
    let url = inside.get(..inside.find('>')?)?;
    is_plain_url(url).then(|| {
        out.push('<');
        out.push_str(url);
        out.push('>');
        url.len() + 2
    })
}

/// `[text](target)`: a link if it leads to the web, else its text.
fn link(rest: &str, out: &mut String) -> Option<usize> {
    let rest = reach(rest);
    let close = rest.find("](")?;
    let text = rest.get(1..close)?;
    let target = rest.get(close + 2..)?;
    let end = target.find(')')?;
    if text.contains(['[', ']', '`', '<']) || text.trim().is_empty() {
        return None;
    }
    let target = target.get(..end)?.split_whitespace().next().unwrap_or_default();
    let url = if target.starts_with('/') { format!("{SITE}{target}") } else { target.to_owned() };
    let is_relative = |c: char| c.is_ascii_alphanumeric() || "-_./#?=&%".contains(c);
    if is_plain_url(&url) {
        let _ = write!(out, "[{text}]({url})");
    } else if target.chars().all(is_relative) {
        inline(text, out);
    } else {
        return None;
    }
    Some(close + 2 + end + 1)
}

/// `https://…` in running text, up to the first character that no address has.
fn bare_url(rest: &str, out: &mut String) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let is_part = |byte| is_of_url(byte) && !matches!(byte, b'*' | b',' | b';');
    let end = rest.bytes().position(|byte| !is_part(byte)).unwrap_or(rest.len());
    let url = rest.get(..end)?.trim_end_matches(['.', ':', '!', '?', '_', '~']);
    if url.len() <= scheme.len() {
        return None;
    }
    out.push('<');
    out.push_str(url);
    out.push('>');
    Some(url.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        inert(text).join("\n")
    }

    #[test]
    fn what_rustdoc_would_trip_over_is_escaped() {
        let cases = [
            ("a <b> c <= d", "a \\<b> c \\<= d"),
            ("see [Filter] and arr[0]", "see \\[Filter\\] and arr\\[0\\]"),
            ("one ` alone", "one \\` alone"),
            ("`a<b>[c]`", "`a<b>[c]`"),
            ("``a`b``", "``a`b``"),
            ("http://a.cn/x，下", "<http://a.cn/x>，下"),
            ("(https://a.cn/x).", "(<https://a.cn/x>)."),
            ("<https://a.cn>", "<https://a.cn>"),
            ("[文](https://a.cn/x)", "[文](https://a.cn/x)"),
            ("[文](/document/1)", "[文](https://cloud.tencent.com/document/1)"),
            ("[文](#anchor)", "文"),
            ("![图](https://a.cn/x.png)", "[图](https://a.cn/x.png)"),
            ("a \\[b\\] \\x", "a \\[b\\] \\x"),
            ("[-a-z0-9]([-a-z0-9]*)", "\\[-a-z0-9\\](\\[-a-z0-9\\]*)"),
            ("x \u{202e}y\u{200b}z\u{7}", "x yz"),
            ("*/ \"# }", "*/ \"# }"),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_left_that_would_be_compiled() {
        assert_eq!(lines("a\n\n        let x = 1;\n\tb"), "a\n\n   let x = 1;\n   b");
        assert_eq!(lines("-      code\n1.     code\n>     code"), "- code\n1. code\n> code");
        assert_eq!(
            lines("a\n```json\n{\n    \"a\": 1\n}\n```\nb"),
            "a\n\n```text\n{\n    \"a\": 1\n}\n```\n\nb"
        );
        assert_eq!(lines("```rust\nopen"), "```text\nopen\n```");
        // A fence in a quotation ends with its partner there, or with the quotation.
        assert_eq!(lines("> ```\n>   x\n> ```\n\nafter"), "```text\n  x\n```\n\nafter");
        assert_eq!(lines("> ```\n> x\nafter"), "```text\nx\n```\n\nafter");
        assert_eq!(lines("```\n> ```\n```\nb"), "````text\n> ```\n````\n\nb");
        assert_eq!(lines("~~~\n```\n~~~"), "````text\n```\n````");
        assert_eq!(lines("- ```\nx\n```"), "```text\nx\n```");
        assert_eq!(lines("a ~~~ b ```c"), "a \\~~~ b \\`\\`\\`c");
    }

    #[test]
    fn a_hostile_line_takes_time_in_its_length_only() {
        // In the square of the length each would take minutes; the bound leaves room for a busy
        // machine.
        for text in ["[", "`a``", "<", "](", "h", "> ", "- "] {
            let began = std::time::Instant::now();
            let out = lines(&text.repeat(200_000));
            assert!(began.elapsed().as_secs() < 20, "{text}: {:?}", began.elapsed());
            assert!(out.len() >= 200_000, "{text}: {} bytes are left", out.len());
        }
    }

    #[test]
    fn blank_lines_are_single_and_never_at_the_ends() {
        assert_eq!(lines("\n\na\r\n\r\n\r\nb\n\n"), "a\n\nb");
        assert_eq!(lines(" \n\t\n"), "");
    }
}
