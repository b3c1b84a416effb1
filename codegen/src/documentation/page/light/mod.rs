//! Lightweight markups besides Markdown: Org, reStructuredText, AsciiDoc, MediaWiki.
//!
//! In: the lines of a file. Out: blocks whose inline text is Markdown, each with the line that it
//! is on. Invariant: knows the signs of the four markups, and nothing of what a page says but
//! the words of its headings. Every cell of a table is in the result.

mod asciidoc;
mod blocks;
mod inline;
mod mediawiki;
mod org;
mod rst;

use super::lines::{Line, lines};
use super::model::Block;
use super::section_of;

/// A lightweight markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Of Emacs: `* Heading`, `[[url][text]]`.
    Org,
    /// Of Python: `.. directive::`.
    ReStructuredText,
    /// `== Heading`, `|===`.
    AsciiDoc,
    /// Of Wikipedia: `== Heading ==`, `{|`.
    MediaWiki,
}

/// The markup that a text is in, if its signs are those of one of the four.
pub(super) fn recognise(text: &str) -> Option<Dialect> {
    lines(text).find_map(|line| sign_of(line.text))
}

/// The markup that has such a line, and that no other has.
fn sign_of(line: &str) -> Option<Dialect> {
    let words = line.trim();
    match words.as_bytes().first()? {
        b'.' if rst::directive(words).is_some() => Some(Dialect::ReStructuredText),
        b'|' if words == "|===" => Some(Dialect::AsciiDoc),
        b'{' if line.starts_with("{|") => Some(Dialect::MediaWiki),
        b':' if words.eq_ignore_ascii_case(":PROPERTIES:") => Some(Dialect::Org),
        b'#' if org::is_keyword(words) => Some(Dialect::Org),
        b'*' if org::heading(line).is_some_and(|(_, words)| opens(words)) => Some(Dialect::Org),
        b'=' => {
            if let Some((_, words)) = mediawiki::heading(line) {
                opens(words).then_some(Dialect::MediaWiki)
            } else {
                let heading = asciidoc::heading(line);
                heading.is_some_and(|(_, words)| opens(words)).then_some(Dialect::AsciiDoc)
            }
        }
        _ if words.contains(">`_") => Some(Dialect::ReStructuredText),
        _ => None,
    }
}

/// Whether the words of a heading open a part of a page, and are not the only ones to: a number
/// is before them.
fn opens(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit()) && section_of(words).is_some()
}

/// Parses a text of a markup.
pub(super) fn parse(lines: &[Line<'_>], dialect: Dialect) -> Vec<Block<'static>> {
    let blocks = match dialect {
        Dialect::Org => org::parse(lines),
        Dialect::ReStructuredText => rst::parse(lines),
        Dialect::AsciiDoc => asciidoc::parse(lines),
        Dialect::MediaWiki => mediawiki::parse(lines),
    };
    blocks.finish()
}
