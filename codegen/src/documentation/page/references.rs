//! Links whose addresses are apart from them: `[text][1]`, and `[1]: https://…` below the page, as
//! converters write them on demand.
//!
//! Invariant: nothing changes on a page that has no such address. Linear in the length of the text.

use std::collections::BTreeMap;

use super::lines::Line;
use super::model::{Block, Content, Text};

/// No label is longer; what is in brackets in JSON or prose may be.
const LABEL_LIMIT: usize = 128;

/// The addresses of a page by their labels, in lower case.
#[derive(Debug, Default)]
pub(super) struct References<'a>(BTreeMap<String, &'a str>);

impl<'a> References<'a> {
    /// Collects the addresses.
    pub(super) fn of(lines: &[Line<'a>]) -> Self {
        let found = lines.iter().filter_map(|line| definition(line.text));
        Self(found.map(|(label, target)| (label.to_lowercase(), target)).collect())
    }

    /// Puts the addresses into the links of the blocks.
    pub(super) fn resolve(&self, blocks: &mut [Block<'_>]) {
        if self.0.is_empty() {
            return;
        }
        for block in blocks {
            match &mut block.content {
                Content::Text(text) | Content::Heading { text, .. } => self.resolve_text(text),
                Content::Table(table) => {
                    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                    cells.for_each(|cell| self.resolve_text(&mut cell.text));
                }
                Content::Code(_) => {}
            }
        }
    }

    fn resolve_text(&self, text: &mut Text<'_>) {
        if text.source.contains('[') {
            text.source = self.resolved(&text.source).into();
        }
    }

    fn resolved(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            result.push_str(before);
            let Some((words, behind)) = bracketed(after) else {
                result.push('[');
                rest = after;
                continue;
            };
            let (label, behind) = match behind.strip_prefix('[').and_then(bracketed) {
                Some(("", behind)) => (words, behind),
                Some((label, behind)) => (label, behind),
                None if behind.starts_with('(') => ("", behind),
                None => (words, behind),
            };
            if let Some(target) = self.0.get(&label.to_lowercase()) {
                for part in ["[", words, "](", target, ")"] {
                    result.push_str(part);
                }
                rest = behind;
            } else {
                result.push('[');
                rest = after;
            }
        }
        result.push_str(rest);
        result
    }
}

/// What is before the next `]`, and behind it; nothing if another bracket opens before it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(LABEL_LIMIT).position(|byte| matches!(byte, b']' | b'['))?;
    let (inside, rest) = text.split_at_checked(end)?;
    Some((inside, rest.strip_prefix(']')?))
}

/// Label and address of `[label]: address "title"`; a footnote is `[^label]: words`.
pub(super) fn definition(line: &str) -> Option<(&str, &str)> {
    let indent = line.bytes().take_while(|byte| *byte == b' ').count();
    let rest = line.get(indent..)?.strip_prefix('[').filter(|_| indent <= 3)?;
    let (label, rest) = bracketed(rest).filter(|(label, _)| !label.starts_with('^'))?;
    let rest = rest.strip_prefix(':')?.trim();
    let is_address = |target: &str| target.starts_with(['/', '#']) || target.contains("://");
    let target = rest.split_whitespace().next()?;
    let target = target.trim_start_matches('<').trim_end_matches('>');
    (!label.trim().is_empty() && is_address(target)).then_some((label, target))
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn resolved(text: &str, definitions: &str) -> String {
        let lines: Vec<_> = lines(definitions).collect();
        References::of(&lines).resolved(text)
    }

    #[test]
    fn links_of_all_three_kinds_get_their_addresses() {
        let definitions = "[1]: https://a.test/x\n   [Part]: </b#Part> \"Part\"";
        assert_eq!(
            resolved("Array of [Part][], [a b][1], [part] and [c][2]", definitions),
            "Array of [Part](/b#Part), [a b](https://a.test/x), [part](/b#Part) and [c][2]"
        );
        assert_eq!(resolved("[Part](/c) a[0] [\"x\"]", definitions), "[Part](/c) a[0] [\"x\"]");
    }

    #[test]
    fn notes_and_prose_are_no_addresses() {
        for line in ["[^1]: /a", "[a] b", "[a]: words", "    [1]: /a", "[]: /a", "\"[a]: /b\""] {
            assert_eq!(definition(line), None, "{line}");
        }
    }
}
