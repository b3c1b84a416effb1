//! Documentation as `///` lines that say what the service says and do nothing.
//!
//! In: [`Doc`]. Out: lines. The text of the service may hold HTML, links to nowhere, unbalanced
//! backticks, code without a language. None of it may become a tag, a link that rustdoc looks
//! up, or a test that it compiles: what is not known to be harmless is escaped.

use super::markdown;
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

fn part_lines(part: &DocPart, lines: &mut Vec<String>) {
    match part {
        DocPart::Foreign(text) => markdown::inert(text, lines),
        DocPart::Own(text) => lines.push(text.clone()),
        DocPart::Code { label, text } => lines.push(format!("{label}{}", code(text))),
        DocPart::Values(values) => {
            lines.push("Documented values; the service may know others:".to_owned());
            lines.push(String::new());
            for (value, doc) in values {
                let doc =
                    doc.as_deref().map_or(String::new(), |doc| format!(": {}", one_line(doc)));
                lines.push(format!("- {}{doc}", code(value)));
            }
        }
        DocPart::Link { text, url } => {
            if markdown::is_plain_url(url) {
                lines.push(format!("[{text}]({url})"));
            }
        }
    }
}

/// Text as a span of code, on one line.
fn code(text: &str) -> String {
    let mut plain: String = markdown::visible(text).replace(['\n', '\t'], " ").trim().to_owned();
    if plain.chars().count() > LONGEST_CODE {
        plain = plain.chars().take(LONGEST_CODE).collect();
        plain.push('…');
    }
    if plain.is_empty() {
        return "` `".to_owned();
    }
    let fence = "`".repeat(markdown::longest_run(&plain, '`') + 1);
    let pad = if plain.starts_with('`') || plain.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{plain}{pad}{fence}")
}

/// Markdown as one line.
fn one_line(text: &str) -> String {
    let mut lines = Vec::new();
    markdown::inert(&text.replace(['\n', '\r'], " "), &mut lines);
    lines.join(" ")
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
