//! Blocks of code in Markdown of the service.

use std::borrow::Cow;

/// A block of code that is being read.
pub(super) struct Fence<'a> {
    mark: char,
    length: usize,
    /// Whether it is in a quotation, with which it ends.
    is_quoted: bool,
    pub(super) lines: Vec<&'a str>,
}

impl<'a> Fence<'a> {
    /// The fence that a line opens behind its markers.
    pub(super) fn opened_by(markers: &str, line: &str) -> Option<Self> {
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = line.chars().take_while(|c| *c == mark).count();
        let info = line.get(length..).unwrap_or_default();
        let opens = length >= 3 && !(mark == '`' && info.contains('`'));
        let is_quoted = markers.contains('>');
        opens.then(|| Self { mark, length, is_quoted, lines: Vec::new() })
    }

    /// What a line says in the fence; `None` behind its quotation.
    pub(super) fn inside(&self, line: &'a str) -> Option<&'a str> {
        if !self.is_quoted {
            return Some(line);
        }
        let inside = line.trim_start().strip_prefix('>')?;
        Some(inside.strip_prefix(' ').unwrap_or(inside))
    }

    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.chars().all(|c| c == self.mark) && line.len() >= self.length
    }

    /// The block, closed, with a fence longer than any inside.
    pub(super) fn write(&self, lines: &mut Vec<Cow<'a, str>>) {
        let longest = self.lines.iter().map(|line| longest_run(line, '`')).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push("".into());
        }
        lines.push(format!("{fence}text").into());
        lines.extend(self.lines.iter().copied().map(Cow::Borrowed));
        lines.push(fence.into());
        lines.push("".into());
    }
}

/// The longest run of this character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    if !text.contains(wanted) {
        return 0;
    }
    let runs = text.split(|c| c != wanted);
    runs.map(|run| run.chars().count()).max().unwrap_or(0)
}
