//! The language of a text by its letters.

use crate::documentation::page::Language;

/// The language that letters are of.
pub(super) fn language_of_letters(text: &str) -> Language {
    let has = |from: char, to: char| text.chars().any(|c| (from..=to).contains(&c));
    if has('\u{ac00}', '\u{d7a3}') {
        Language::Korean
    } else if has('\u{3040}', '\u{30ff}') {
        Language::Japanese
    } else if has('\u{4e00}', '\u{9fff}') {
        Language::Chinese
    } else {
        Language::English
    }
}
