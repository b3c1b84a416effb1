//! Documentation as `///` lines that say what the service says and do nothing.
//!
//! In: [`Doc`]. Out: lines. The text of the service may hold HTML, links to nowhere, unbalanced
//! backticks, code without a language. None of it may become a tag, a link that rustdoc looks
//! up, or a test that it compiles: what is not known to be harmless is escaped.

use std::borrow::Cow;

use super::{fence, markdown};
use crate::rust::api::{Doc, DocPart};

/// An example or default is cut here, in characters: some are whole files.
const LONGEST_CODE: usize = 160;

/// Appends the documentation as comment lines, indented by so many spaces.
pub(super) fn comment(out: &mut String, doc: &Doc, indent: &str) {
    let mut text = Vec::new();
    let mut lines = Lines { out, indent };
    for part in &doc.parts {
        text.clear();
        part_lines(part, &mut text);
        if text.is_empty() {
            continue;
        }
        lines.blank_between(doc, part);
        for line in &text {
            lines.line(line);
        }
    }
}

/// Appends the documentation as the inner comment of a module.
pub(super) fn inner_comment(out: &mut String, doc: &Doc) {
    let mut outer = String::new();
    comment(&mut outer, doc, "");
    for line in outer.lines() {
        out.push_str("//!");
        out.push_str(line.strip_prefix("///").unwrap_or(line));
        out.push('\n');
    }
}

struct Lines<'a> {
    out: &'a mut String,
    indent: &'a str,
}

impl Lines<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(self.indent);
        self.out.push_str("///");
        if !line.is_empty() {
            self.out.push(' ');
            self.out.push_str(line);
        }
        self.out.push('\n');
    }

    /// A blank line before every part but the first.
    fn blank_between(&mut self, doc: &Doc, part: &DocPart) {
        if !doc.parts.first().is_some_and(|first| std::ptr::eq(first, part)) {
            self.line("");
        }
    }
}

fn part_lines<'a>(part: &'a DocPart, lines: &mut Vec<Cow<'a, str>>) {
    match part {
        DocPart::Foreign(text) => lines.extend(markdown::inert(text)),
        DocPart::Own(text) => lines.push(text.into()),
        DocPart::Code { label, text } => {
            let mut line = String::from(*label);
            code(text, &mut line);
            lines.push(line.into());
        }
        DocPart::Values(values) => {
            lines.push("Documented values; the service may know others:".into());
            lines.push("".into());
            for (value, doc) in values {
                let mut line = String::from("- ");
                code(value, &mut line);
                if let Some(doc) = doc {
                    line.push_str(": ");
                    line.push_str(&one_line(doc));
                }
                lines.push(line.into());
            }
        }
        DocPart::Link { text, url } => {
            if markdown::is_plain_url(url) {
                lines.push(format!("[{text}]({url})").into());
            }
        }
    }
}

/// Appends text as a span of code, on one line.
fn code(text: &str, out: &mut String) {
    let mut plain = markdown::visible(text);
    if plain.bytes().any(|byte| matches!(byte, b'\n' | b'\t')) {
        plain = plain.replace(['\n', '\t'], " ").into();
    }
    let plain = plain.trim();
    if plain.is_empty() {
        out.push_str("` `");
        return;
    }
    // The end of what is printed, where there is more.
    let end = plain.char_indices().nth(LONGEST_CODE).map(|(at, _)| at);
    let (plain, more) = end.map_or((plain, ""), |at| (plain.get(..at).unwrap_or(plain), "…"));
    let fence: Cow<'_, str> = match fence::longest_run(plain, '`') {
        0 => "`".into(),
        run => "`".repeat(run + 1).into(),
    };
    let is_at_edge = plain.starts_with('`') || more.is_empty() && plain.ends_with('`');
    let pad = if is_at_edge { " " } else { "" };
    out.extend([&fence, pad, plain, more, pad, &fence]);
}

/// Markdown as one line.
fn one_line(text: &str) -> String {
    markdown::inert(&text.replace(['\n', '\r'], " ")).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commented(parts: Vec<DocPart>) -> String {
        let mut out = String::new();
        comment(&mut out, &Doc { parts }, "    ");
        out
    }

    #[test]
    fn parts_stand_apart_and_code_is_only_ever_code() {
        let text = commented(vec![
            DocPart::Foreign("Ends */ here\"# ]".into()),
            DocPart::Own("`Id`, required.".into()),
            DocPart::Code { label: "Example: ", text: "a`b\n``c".into() },
            DocPart::Values(vec![("`".into(), Some("see [x]".into())), ("B".into(), None)]),
            DocPart::Link { text: "Documentation", url: "https://a.b/c?d=1".into() },
            DocPart::Link { text: "Documentation", url: "https://a.b/) <script>".into() },
        ]);
        insta::assert_snapshot!(text);
    }
}
