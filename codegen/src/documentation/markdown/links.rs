//! Links: absolute, or gone.

use std::borrow::Cow;

/// The site that a path without host is on.
const SITE: &str = "https://cloud.tencent.com";

/// The absolute address, or nothing for what leads nowhere outside its page (`#X`,
/// `javascript:`, a relative path).
///
/// ```
/// use tencentcloud_codegen::documentation::markdown::absolute;
/// assert_eq!(absolute("/document/api/213/1").unwrap(), "https://cloud.tencent.com/document/api/213/1");
/// assert_eq!(absolute("javascript:alert(1)"), None);
/// ```
pub fn absolute(target: &str) -> Option<Cow<'_, str>> {
    let target = target.trim();
    // A bulk edit of the English pages put the host before whole addresses.
    if let Some(rest) = target.strip_prefix(SITE)
        && rest.starts_with("http")
    {
        return absolute(rest);
    }
    if target.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c)) {
        return None;
    }
    if target.starts_with("https://") || target.starts_with("http://") {
        return Some(Cow::Borrowed(target));
    }
    if let Some(rest) = target.strip_prefix("//") {
        return Some(Cow::Owned(format!("https://{rest}")));
    }
    target.starts_with('/').then(|| Cow::Owned(format!("{SITE}{target}")))
}

/// A line of Markdown with its links absolute; a link that leads nowhere becomes its text. With
/// `bare`, every link does.
pub(super) fn rewrite(line: &str, bare: bool) -> Cow<'_, str> {
    let has_notes = bare && line.contains("[^");
    if !has_notes && !line.contains("](") {
        return Cow::Borrowed(line);
    }
    let mut writer =
        LineWriter { result: String::with_capacity(line.len() + 32), ..LineWriter::default() };
    let mut rest = line;
    while let Some(at) = rest.find(['[', ']', '`']) {
        let (before, tail) = rest.split_at(at);
        writer.result.push_str(before);
        rest = tail;
        if let Some(code) = code_span(rest) {
            writer.result.push_str(code);
            rest = rest.get(code.len()..).unwrap_or_default();
        } else if let Some(after) = footnote(rest).filter(|_| bare) {
            rest = after;
        } else if let Some(after) = rest.strip_prefix('[') {
            writer.open.push(writer.result.len());
            writer.result.push('[');
            rest = after;
        } else if let Some((target, after)) = link_target(rest)
            && let Some(start) = writer.open.pop()
        {
            writer.close(start, target, bare);
            rest = after;
        } else {
            writer.open.pop();
            writer.result.extend(rest.chars().next());
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    writer.result.push_str(rest);
    Cow::Owned(writer.finish())
}

#[derive(Default)]
struct LineWriter {
    result: String,
    /// Where in `result` the square brackets stand that are still open.
    open: Vec<usize>,
    /// Where in `result` bytes stand that belong to links which lead nowhere.
    dropped: Vec<usize>,
}

impl LineWriter {
    /// Ends the link whose `[` is at `start`.
    fn close(&mut self, start: usize, target: &str, bare: bool) {
        if let (Some(target), false) = (absolute(target), bare) {
            self.result.push_str("](");
            self.result.push_str(&target);
            self.result.push(')');
            return;
        }
        self.dropped.push(start);
        if let Some(sign) = start.checked_sub(1)
            && self.result.as_bytes().get(sign) == Some(&b'!')
        {
            self.dropped.push(sign);
        }
    }

    /// Takes the dropped bytes out in one pass: taking them out one by one would move the rest
    /// of the line each time.
    fn finish(mut self) -> String {
        if self.dropped.is_empty() {
            return self.result;
        }
        self.dropped.sort_unstable();
        let mut dropped = self.dropped.into_iter().peekable();
        let keep = |(at, _): &(usize, char)| dropped.next_if_eq(at).is_none();
        self.result.char_indices().filter(keep).map(|(_, character)| character).collect()
    }
}

/// What follows `[^1]`, the mark of a footnote, at the start.
fn footnote(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[^")?;
    let label = rest.bytes().take(16).take_while(u8::is_ascii_alphanumeric).count();
    rest.get(label..)?.strip_prefix(']').filter(|_| label > 0)
}

/// `` `…` `` at the start.
fn code_span(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('`')?;
    let end = rest.find('`')?;
    text.get(..end + 2)
}

/// The target of `](target)` at the start, and what follows.
fn link_target(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("](")?;
    let mut depth = 1;
    for (at, character) in rest.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            // The next link begins: this one was none.
            '[' | ']' => return None,
            _ => {}
        }
        if depth == 0 {
            let target = rest.get(..at)?;
            // A title after the address says nothing that the text does not.
            let target = target.split([' ', '"']).find(|part| !part.is_empty()).unwrap_or("");
            return Some((target, rest.get(at + 1..)?));
        }
    }
    None
}
