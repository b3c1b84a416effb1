//! Foreign text in messages: on one line, without control characters, and not endless.

use std::fmt;

/// So many characters of a text are shown.
const MOST: usize = 2_000;

/// A text of the service as a message shows it. Line breaks and tabs are blanks; other control
/// characters, and those that turn the direction of writing, are escaped, because a terminal or a log
/// would obey them.
pub(super) struct Shown<'a>(pub(super) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for (index, c) in self.0.chars().enumerate() {
            if index == MOST {
                return write!(f, "… ({} bytes in all)", self.0.len());
            }
            match c {
                '\n' | '\r' | '\t' => f.write_char(' ')?,
                '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                    write!(f, "{}", c.escape_unicode())?;
                }
                c if c.is_control() => write!(f, "{}", c.escape_unicode())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Appends the RequestId to a message.
pub(super) fn request_id_suffix(f: &mut fmt::Formatter<'_>, id: Option<&str>) -> fmt::Result {
    match id {
        Some(id) if !id.is_empty() => write!(f, " (RequestId {})", Shown(id)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_steers_a_terminal_or_begins_a_line() {
        let shown = Shown("a\u{1b}[31m\nFAKE\u{202e}\u{9b}典").to_string();
        assert_eq!(shown, "a\\u{1b}[31m FAKE\\u{202e}\\u{9b}典");
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let shown = Shown(&"字".repeat(10_000)).to_string();
        assert!(shown.ends_with("… (30000 bytes in all)") && shown.len() < 6_100);
    }
}
