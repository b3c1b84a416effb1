//! Lines and columns of byte offsets.

/// A place in a text: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Walks a text forwards and tells the place of one offset after the other; each character is
/// counted once, however many offsets are asked for.
#[derive(Debug)]
pub(super) struct Walker<'a> {
    text: &'a str,
    offset: usize,
    place: Place,
}

impl<'a> Walker<'a> {
    /// Starts at the beginning of a text whose first character has this place.
    pub(super) fn new(text: &'a str, place: Place) -> Self {
        Self { text, offset: 0, place }
    }

    /// The place of a byte offset. An offset before the last one has the last one's place.
    pub(super) fn place(&mut self, offset: usize) -> Place {
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        for character in passed.chars() {
            if character == '\n' {
                self.place.line = self.place.line.saturating_add(1);
                self.place.column = 1;
            } else {
                self.place.column = self.place.column.saturating_add(1);
            }
        }
        self.offset = self.offset.max(offset);
        self.place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_anew() {
        let text = "一二\nab";
        let mut walker = Walker::new(text, Place { line: 1, column: 1 });
        assert_eq!(walker.place(3), Place { line: 1, column: 2 });
        assert_eq!(walker.place(8), Place { line: 2, column: 2 });
    }
}
