//! Cells whose lines were broken to fit their column.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::lines::Line;
use super::place::Place;

/// What the columns of a drawn table are counted in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// The columns of a terminal, in which a Chinese character is two wide.
    Terminal,
    /// Characters.
    Characters,
}

impl Measure {
    /// In the order in which they are tried.
    pub(super) const ALL: [Self; 2] = [Self::Terminal, Self::Characters];

    fn of(self, character: char) -> usize {
        match self {
            Self::Terminal => character.width().unwrap_or(0),
            Self::Characters => 1,
        }
    }

    pub(super) fn of_text(self, text: &str) -> usize {
        match self {
            Self::Terminal => text.width(),
            Self::Characters => text.chars().count(),
        }
    }

    /// The byte offsets of columns in a line. Nothing if one of them is inside of a character, or
    /// what is before it is not a border.
    pub(super) fn cuts(
        self,
        line: &str,
        columns: &[usize],
        is_border: impl Fn(char) -> bool,
    ) -> Option<Vec<usize>> {
        let mut cuts = Vec::with_capacity(columns.len());
        let (mut column, mut before) = (0, None);
        for (at, character) in line.char_indices() {
            while let Some(start) = columns.get(cuts.len()).filter(|start| **start <= column) {
                if *start < column || !before.is_none_or(&is_border) {
                    return None;
                }
                cuts.push(at);
            }
            column += self.of(character);
            before = Some(character);
        }
        cuts.resize(columns.len(), line.len());
        Some(cuts)
    }
}

/// A cell that goes on from line to line.
#[derive(Debug, Default)]
pub(super) struct Wrapped {
    /// Where its text begins.
    pub(super) at: Option<Place>,
    /// Its text: lines that were only broken are one again.
    pub(super) source: String,
    /// How wide its last line is.
    last: usize,
    /// Its last line is one word, which may have been cut.
    cut: bool,
    /// A blank line, or a break that is meant, is before the next line.
    parted: bool,
}

impl Wrapped {
    /// Takes the next line of the cell: a piece of `line` that begins at a byte offset, in a
    /// column so wide.
    pub(super) fn take(
        &mut self,
        piece: &str,
        line: &Line<'_>,
        offset: usize,
        width: usize,
        measure: Measure,
    ) {
        let text = piece.trim();
        if text.is_empty() || text == "\\" {
            self.parted = true;
            return;
        }
        if self.at.is_none() {
            let lead = offset + piece.len() - piece.trim_start().len();
            let before = line.text.get(..lead).unwrap_or_default().chars().count();
            let column = u32::try_from(before + 1).unwrap_or(1);
            self.at = Some(Place { line: line.number, column });
        }
        if !self.source.is_empty() {
            // Broken only if the next word did not fit.
            let next = measure.of_text(first_word(text));
            let broken = self.last + 1 + next > width;
            // A word that is longer than the column is cut, and one piece at least fills it.
            let full = self.last >= width || next >= width;
            self.source.push_str(match (self.parted, broken) {
                (true, _) => "\n\n",
                (false, true) if self.cut && full && is_inside(&self.source, text) => "",
                (false, true) if is_chinese(&self.source, text) => "",
                (false, true) => parting(&self.source),
                (false, false) => "\n",
            });
        }
        let meant = text.strip_suffix('\\');
        self.parted = meant.is_some();
        self.last = measure.of_text(text);
        self.cut = first_word(text).len() == text.len();
        self.source.push_str(meant.unwrap_or(text));
    }
}

/// Whether two lines meet inside of a word: letters of one script on both sides.
fn is_inside(before: &str, after: &str) -> bool {
    let width =
        |c: Option<char>| c.filter(|c| c.is_alphanumeric() || ".-/[]()#_:".contains(*c))?.width();
    let before = width(before.chars().next_back());
    before.is_some() && before == width(after.chars().next())
}

/// Whether two lines meet between characters of Chinese or Japanese, which take no space. Korean
/// has words.
fn is_chinese(before: &str, after: &str) -> bool {
    let is_wide = |c: Option<char>| {
        c.is_some_and(|c| c.width() == Some(2) && !('\u{ac00}'..='\u{d7a3}').contains(&c))
    };
    is_wide(before.chars().next_back()) && is_wide(after.chars().next())
}

/// What stood between two lines before they were broken: a space, but for the punctuation of
/// Chinese and Japanese, which takes none.
pub(super) fn parting(before: &str) -> &'static str {
    if before.ends_with(['，', '。', '；', '：', '、', '（', '「', '！', '？']) {
        ""
    } else {
        " "
    }
}

/// What is before the first space at which a line may be broken: not in code or in a link of
/// reStructuredText, nor at a space that a backslash takes away.
fn first_word(text: &str) -> &str {
    let (mut before, mut quoted) = (' ', false);
    for (at, character) in text.char_indices() {
        if character == ' ' && before != '\\' && !quoted {
            return text.get(..at).unwrap_or(text);
        }
        quoted ^= character == '`';
        before = character;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_where_a_line_may_be_broken() {
        for (text, word) in [
            ("a b", "a"),
            ("`a b`_ c", "`a b`_"),
            ("甲\\ `a </x>`__\\ 。 乙", "甲\\ `a </x>`__\\ 。"),
        ] {
            assert_eq!(first_word(text), word);
        }
    }
}
