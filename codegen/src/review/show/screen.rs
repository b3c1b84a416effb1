//! Where the text is shown: its width in columns, and whether it may have colour, and the
//! language of its headings.

use textwrap::{Options, WrapAlgorithm};
use unicode_width::UnicodeWidthStr as _;

use crate::diagnostics::Color;
use crate::language::Language;

/// Where the text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Its width in columns; a Chinese character takes two.
    pub width: usize,
    /// Whether it has colour.
    pub color: Color,
    /// The language of its headings; the documentation stays in its own.
    pub language: Language,
}

/// How a piece of text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    /// A heading or a name.
    Bold,
    /// A type.
    Cyan,
    /// What demands attention.
    Yellow,
    /// What may be passed over.
    Dim,
}

impl Screen {
    /// The text in an ink.
    pub(super) fn paint(self, text: &str, ink: Ink) -> String {
        let code = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Bold => "1",
            Ink::Cyan => "36",
            Ink::Yellow => "33",
            Ink::Dim => "2",
        };
        match self.color {
            Color::Ansi if !text.is_empty() => format!("\x1b[{code}m{text}\x1b[0m"),
            Color::Ansi | Color::None => text.to_owned(),
        }
    }

    /// The same with fewer columns.
    pub(super) fn narrower(self, by: usize) -> Self {
        Self { width: self.width.saturating_sub(by), ..self }
    }

    /// A number with its noun: `1 action`, `2 actions`.
    pub(super) fn count(self, number: usize, noun: &str) -> String {
        let plural = if number == 1 { "" } else { "s" };
        self.language.say(&format!("{number} {noun}{plural}")).into_owned()
    }

    /// A heading above a part.
    pub(super) fn heading(self, text: &str) -> String {
        format!("\n{}\n", self.paint(&self.language.say(text), Ink::Bold))
    }

    /// Prose, every line indented.
    pub(super) fn prose(self, text: &str, indent: usize) -> String {
        let pad = " ".repeat(indent);
        wrap(text, self.width.saturating_sub(indent))
            .iter()
            .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{pad}{line}\n") })
            .collect()
    }
}

/// The least width that prose is wrapped to: less cannot be read.
const LEAST: usize = 16;

/// Lines of at most this many columns; the line breaks of the text stay.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    // The linear algorithm: the optimal one is quadratic in a line of a page.
    let options = Options::new(width.max(LEAST)).wrap_algorithm(WrapAlgorithm::FirstFit);
    clean(text)
        .trim()
        .lines()
        .flat_map(|line| textwrap::wrap(line.trim_end(), &options))
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Text without control characters, but for line breaks.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_prose_breaks_where_the_screen_ends() {
        let lines = wrap("一二三四五六七八九十一二三四五六", 20);
        assert_eq!(lines, ["一二三四五六七八九十", "一二三四五六"]);
        assert!(lines.iter().all(|line| columns(line) <= 20));
    }

    #[test]
    fn line_breaks_stay_and_control_characters_go() {
        assert_eq!(wrap("a\n\nb\u{1b}[31mc\n", 40), ["a", "", "b [31mc"]);
    }
}
