//! Whether the paragraphs of a text were broken to fit a width, and what they were before.
//!
//! Official pages break a line where they mean it. Converters break it where the next word did not
//! fit: then no line with a space in it is wider than the width, and each line that goes on would
//! have been with the next word. That holds for all lines of a text or for none.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

use super::lines::{Line, atx_heading, fence, is_rule, parts, setext_level};
use super::wrapped::{Measure, parting};

/// The widths that are used: 72 of pandoc, 78 of html2text, 79 and 80 of a terminal.
const WIDTHS: std::ops::RangeInclusive<usize> = 70..=80;

/// How the lines of a text were broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// At spaces alone.
    Words,
    /// Before any Chinese character too.
    Characters,
}

/// How the paragraphs of a text were broken; nothing if their breaks are meant.
pub(super) fn wrap_of(lines: &[Line<'_>]) -> Option<Wrap> {
    let mut all = [
        Bounds::new(Wrap::Characters, Measure::Terminal),
        Bounds::new(Wrap::Words, Measure::Terminal),
        Bounds::new(Wrap::Words, Measure::Characters),
    ];
    let (mut code, mut above) = (None, "");
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.trim_end();
        match (code, fence(text)) {
            (Some(open), Some(sign)) if open == sign => code = None,
            (None, Some(sign)) => code = Some(sign),
            _ => {}
        }
        let underlined = || lines.get(at + 1).is_some_and(|next| setext_level(next.text).is_some());
        if code.is_some() || !is_prose(text) || underlined() {
            above = "";
            continue;
        }
        let goes_on = !above.is_empty() && !begins_item(text);
        for bounds in &mut all {
            bounds.look_at(text, above, goes_on);
        }
        if all.iter().all(Bounds::are_broken) {
            return None;
        }
        above = if is_broken_off(line.text) { "" } else { text };
    }
    all.iter().find(|bounds| bounds.hold()).map(|bounds| bounds.wrap)
}

/// A line that could be one of a paragraph.
fn is_prose(line: &str) -> bool {
    let begins = line.trim_start();
    let indent = line.len() - begins.len();
    !begins.is_empty()
        && indent < 8
        && !begins.starts_with(['<', '|', '&', '{', '}', '"', '+', '>'])
        && !line.contains('\t')
        // Cells of a table whose columns are only spaces apart.
        && !begins.contains("   ")
        && atx_heading(line).is_none()
        && !is_rule(line)
        && !parts(line)
        && line.matches('|').count() < 2
}

/// A break that is meant: two spaces or a backslash.
fn is_broken_off(line: &str) -> bool {
    line.ends_with('\\') || line.ends_with("  ")
}

/// `- item`, `1. item`
fn begins_item(line: &str) -> bool {
    without_sign(line).len() < line.trim_start().len()
}

/// A line without the sign of a list item.
fn without_sign(line: &str) -> &str {
    let line = line.trim_start();
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.');
    let sign = || line.strip_prefix(['-', '*', '+', '•']);
    let rest = sign().or(after.filter(|rest| !line.starts_with('.') && rest.len() < line.len()));
    rest.filter(|rest| rest.starts_with(' ')).map_or(line, str::trim_start)
}

/// What is known of the width.
struct Bounds {
    wrap: Wrap,
    /// Some count characters, whatever their width.
    measure: Measure,
    /// The widest line that could have been broken.
    least: usize,
    /// The narrowest that a line would have been with the next word.
    most: usize,
    /// Lines that go on and fill most of the width.
    full: usize,
}

impl Bounds {
    fn new(wrap: Wrap, measure: Measure) -> Self {
        Self { wrap, measure, least: 0, most: usize::MAX, full: 0 }
    }

    fn look_at(&mut self, line: &str, above: &str, goes_on: bool) {
        let words = without_sign(line);
        let could_break = match self.wrap {
            Wrap::Words => words.contains(' '),
            Wrap::Characters => words.contains(' ') || words.chars().any(is_wide),
        };
        if could_break {
            self.least = self.least.max(self.measure.of_text(line));
        }
        if goes_on {
            let width = self.measure.of_text(above);
            self.most = self.most.min(width + self.first_unit(words));
            self.full += usize::from(width >= 50);
        }
    }

    /// How much the first thing on a line would have added to the line above it.
    fn first_unit(&self, words: &str) -> usize {
        match words.chars().next().filter(|c| self.wrap == Wrap::Characters && is_wide(*c)) {
            Some(character) => character.width().unwrap_or(1),
            None => 1 + self.measure.of_text(words.split(' ').next().unwrap_or_default()),
        }
    }

    fn are_broken(&self) -> bool {
        self.least > *WIDTHS.end() || self.most <= self.least.max(*WIDTHS.start())
    }

    fn hold(&self) -> bool {
        self.full > 0 && !self.are_broken()
    }
}

fn is_wide(character: char) -> bool {
    character.width() == Some(2)
}

impl Wrap {
    /// A paragraph with the lines joined that were broken.
    pub(super) fn join(self, paragraph: &str) -> Cow<'_, str> {
        if !paragraph.trim_end().contains('\n') {
            return Cow::Borrowed(paragraph);
        }
        let mut joined = String::with_capacity(paragraph.len());
        let mut above = "";
        for line in paragraph.lines() {
            if line.trim().is_empty() {
                joined.push('\n');
                above = "";
                continue;
            }
            if above.is_empty() || begins_item(line) || is_broken_off(above) {
                if !joined.is_empty() {
                    joined.push('\n');
                }
                joined.push_str(line);
            } else {
                joined.truncate(joined.trim_end().len());
                joined.push_str(self.parting(&joined, line.trim_start()));
                joined.push_str(line.trim_start());
            }
            above = line;
        }
        Cow::Owned(joined)
    }

    fn parting(self, before: &str, after: &str) -> &'static str {
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        let inside = wide(before.chars().next_back()) && wide(after.chars().next());
        if self == Self::Characters && inside { "" } else { parting(before) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn wrap(text: &str) -> Option<Wrap> {
        wrap_of(&lines(text).collect::<Vec<_>>())
    }

    const BROKEN: &str = "This action makes a kettle of the parts that are named in the request and\ngives its id. A kettle that is there already is given as it is, and nothing\nis made.\n";

    #[test]
    fn lines_that_could_not_have_been_longer_were_broken() {
        assert!(wrap(BROKEN).is_some());
        let meant = format!("{BROKEN}\nA line\nand another one.\n");
        assert_eq!(wrap(&meant), None);
        let long = format!("{BROKEN}\n{}.\n", "A line of words ".repeat(6));
        assert_eq!(wrap(&long), None);
        assert_eq!(wrap("一行。\n又一行。"), None);
    }

    #[test]
    fn chinese_is_broken_before_any_character_or_at_spaces() {
        let terminal = format!("{}\n{}。\n", "水壶".repeat(20), "水".repeat(9));
        let wrap = wrap(&terminal).unwrap();
        assert_eq!(wrap, Wrap::Characters);
        assert!(!wrap.join(&terminal).trim_end().contains(['\n', ' ']));
    }

    #[test]
    fn items_and_breaks_that_are_meant_stay() {
        assert_eq!(Wrap::Words.join("- a\n  b\n- c\\\nd"), "- a b\n- c\\\nd");
        assert_eq!(Wrap::Words.join("a  \nb\nc\n\nd"), "a  \nb c\n\nd");
        assert_eq!(Wrap::Words.join("a"), "a");
    }
}
