//! Lines of a text, and what a line can be.

use super::section_of;

/// A line, without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// From 1.
    pub(super) number: u32,
    /// Where it begins in the text.
    pub(super) offset: usize,
}

impl Line<'_> {
    /// Where it ends in the text, its end left out.
    pub(super) fn end(&self) -> usize {
        self.offset + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut offset = 0;
    text.split('\n').zip(1..).map(move |(text, number)| {
        let line = Line { text, number, offset };
        offset += text.len() + 1;
        line
    })
}

/// Level and words of `## Words`. `#Words` is one too: pages are written by hand.
pub(super) fn atx_heading(line: &str) -> Option<(u8, &str)> {
    let indent = line.bytes().take_while(|byte| *byte == b' ').count();
    let text = line.get(indent..).filter(|_| indent <= 3)?;
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    if !(1..=6).contains(&level) {
        return None;
    }
    let words = without_attributes(text.get(level..)?.trim()).trim_end_matches('#').trim_end();
    (!words.is_empty()).then_some((u8::try_from(level).ok()?, words))
}

/// Level and words of a heading that is written as HTML on a line of its own: `<h2 id="x">Words</h2>`.
pub(super) fn html_heading(line: &str) -> Option<(u8, &str)> {
    if let Some(words) = summary(line) {
        return Some((2, words));
    }
    let rest = line.trim().strip_prefix("<h").or_else(|| line.trim().strip_prefix("<H"))?;
    let level = rest.chars().next()?.to_digit(10).filter(|level| (1..=6).contains(level))?;
    let (attributes, rest) = rest.get(1..)?.split_once('>')?;
    let words = rest.get(..rest.len().checked_sub("</h1>".len())?)?;
    let closed = rest.get(words.len()..)?.to_ascii_lowercase() == format!("</h{level}>");
    let alone = attributes.is_empty() || attributes.starts_with(' ');
    let words = words.trim();
    (closed && alone && !words.is_empty()).then_some((u8::try_from(level).ok()?, words))
}

/// The heading of a part of the page that is folded: `<details><summary>Words</summary>`.
fn summary(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("<summary>")?;
    let words = rest.split_once("</summary>")?.0.trim();
    let folded = before.trim().is_empty() || before.trim_start().starts_with("<details");
    (folded && section_of(words).is_some()).then_some(words)
}

/// A heading without what a converter keeps behind it: `{#id .class key="value"}` of pandoc, `[id]`
/// of MultiMarkdown.
pub(super) fn without_attributes(words: &str) -> &str {
    let attributes = words.strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    match attributes {
        Some((before, inside)) if inside.starts_with(['#', '.']) || inside.contains('=') => {
            before.trim_end()
        }
        _ => without_id(words),
    }
}

/// A heading of a part of the page without the `[id]` of MultiMarkdown.
fn without_id(words: &str) -> &str {
    let id = words.strip_suffix(']').and_then(|rest| rest.rsplit_once(" ["));
    match id {
        Some((before, id)) if !id.contains([' ', ']']) && section_of(before).is_some() => {
            before.trim_end()
        }
        _ => words,
    }
}

/// The level that a line of `=` or `-` gives the line above.
pub(super) fn setext_level(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |sign: u8| line.len() >= 3 && line.bytes().all(|byte| byte == sign);
    if all(b'=') {
        Some(1)
    } else if all(b'-') {
        Some(2)
    } else {
        None
    }
}

/// Whether a line is a rule across the page: `---`, `* * *`; or the mark of a container: `::: {#id}`
/// of Pandoc, `{% tab title="JSON" %}` of GitBook, `=== "JSON"` of MkDocs.
pub(super) fn parts(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with(":::") {
        return !line.trim_start_matches(':').contains(['：', '。']);
    }
    if line.starts_with("{%") || line.starts_with("=== \"") {
        return line.ends_with("%}") || line.ends_with('"');
    }
    ['-', '*', '_']
        .into_iter()
        .any(|sign| line.chars().all(|c| c == sign || c == ' ') && line.matches(sign).count() >= 3)
}

/// Whether a line is the rule under a table's header: `|---|:--:|`, `---|---|`; an editor may have
/// made one dash of several.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let dashes = ['-', '—', '–'];
    // Of most lines the first letter shows that it is none.
    line.chars().all(|c| matches!(c, '|' | ':' | ' ' | '\t') || dashes.contains(&c))
        && line.contains('|')
        && line.contains(dashes)
}

/// The signs of fences.
pub(super) const FENCES: [char; 3] = ['`', '~', '\''];

/// The sign of a fence that opens a block of code.
pub(super) fn fence(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    ["```", "~~~", "'''"].into_iter().find(|sign| {
        line.strip_prefix(sign).is_some_and(|info| match *sign {
            "~~~" => true,
            "```" => !info.trim_start_matches('`').contains('`'),
            // What somebody has typed who did not find the sign; quotations begin alike.
            _ => info.trim().bytes().all(|byte| byte.is_ascii_alphabetic()),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_number_and_offset() {
        let all: Vec<_> =
            lines("一\nb\n").map(|line| (line.number, line.offset, line.end())).collect();
        assert_eq!(all, [(1, 0, 3), (2, 4, 5), (3, 6, 6)]);
    }

    #[test]
    fn headings_rules_and_fences_are_told_apart() {
        assert_eq!(atx_heading("## 2\\. 输入参数 ##"), Some((2, "2\\. 输入参数")));
        assert_eq!(atx_heading("    # code"), None);
        assert_eq!(atx_heading("## 2. 输入参数 [input]"), Some((2, "2. 输入参数")));
        assert_eq!(atx_heading("### 数组 [beta]"), Some((3, "数组 [beta]")));
        assert_eq!(
            html_heading("<details><summary>2. 输入参数</summary>"),
            Some((2, "2. 输入参数"))
        );
        assert_eq!(html_heading("<summary>更多</summary>"), None);
        assert_eq!(setext_level("-----"), Some(2));
        assert!(is_rule("---|:-:|") && !is_rule("-----") && !is_rule("| a |"));
        assert_eq!(fence("```json"), Some("```"));
        assert_eq!(fence("```a``` b"), None);
    }
}
