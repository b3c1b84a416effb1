//! Diagnostics as text: one renderer for all commands.

use std::fmt::Write as _;

use super::{Diagnostic, Severity};
use crate::language::Language;

/// Whether the text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// ANSI colours, for a terminal.
    Ansi,
    /// Plain text.
    None,
}

/// Renders diagnostics the way rustc does.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    color: Color,
    language: Language,
}

/// A found text is cut here, in characters: a cell may hold a whole article.
const FOUND_LIMIT: usize = 160;

impl Renderer {
    /// A renderer with or without colour, in English.
    pub fn new(color: Color) -> Self {
        Self { color, language: Language::English }
    }

    /// The renderer in another language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// One diagnostic, ending in a newline.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        let mut text = String::new();
        let word = self.language.say(diagnostic.severity.word());
        let head = format!("{word}[{}]", diagnostic.code.as_str());
        let head = self.paint(&head, severity_color(diagnostic.severity));
        let colon = self.language.say(": ");
        let _ = writeln!(text, "{head}{colon}{}", inert(&self.message(diagnostic)));
        if let Some(location) = &diagnostic.location {
            let arrow = self.paint("-->", BLUE);
            let _ = writeln!(text, "  {arrow} {}", inert(&location.to_string()));
        }
        if let Some(found) = &diagnostic.found {
            let bar = self.paint("|", BLUE);
            for line in found.lines().take(3) {
                let _ = writeln!(text, "   {bar} {}", shorten(&inert(line)));
            }
        }
        if let Some(help) = &diagnostic.help {
            let (word, help) = (self.language.say("help"), self.language.say(help));
            let _ = writeln!(text, "   {} {word}{colon}{}", self.paint("=", BLUE), inert(&help));
        }
        text
    }

    /// The message; one that the catalogue lacks stays English, behind the title of its code.
    fn message(self, diagnostic: &Diagnostic) -> String {
        let message = &diagnostic.message;
        if self.language.knows(message) {
            return self.language.say(message).into_owned();
        }
        let title = self.language.say(diagnostic.code.title());
        format!("{title}{}{message}", self.language.say(": "))
    }

    fn paint(self, text: &str, color: &str) -> String {
        match self.color {
            Color::Ansi => format!("\x1b[1;{color}m{text}\x1b[0m"),
            Color::None => text.to_owned(),
        }
    }
}

const BLUE: &str = "34";

fn severity_color(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Note => "36",
    }
}

/// Control characters of a page must not reach the terminal.
fn inert(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn shorten(line: &str) -> String {
    if line.chars().count() <= FOUND_LIMIT {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(FOUND_LIMIT).collect();
    short.push('…');
    short
}
