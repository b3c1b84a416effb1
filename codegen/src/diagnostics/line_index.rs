//! Byte offsets to lines and columns: the only place that counts them.

use std::sync::Arc;

use super::Location;

/// How many bytes apart the positions are that an index remembers.
const STEP: usize = 1024;

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    const START: Self = Self { line: 1, column: 1 };
}

/// The lines of one text.
///
/// A line ends with a line feed, a carriage return, or both. Byte order marks at the start are
/// not columns, as no editor shows them. An offset inside of a character is that character's, one
/// behind the end is the end's.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// The position of every [`STEP`]th byte, so that a look-up never reads more than one step:
    /// a text may be one line of megabytes.
    marks: Vec<Position>,
}

impl<'t> LineIndex<'t> {
    /// Counts the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut position = Position::START;
        marks.push(position);
        for start in (STEP..=text.len()).step_by(STEP) {
            position = advance(text, position, start - STEP, start);
            marks.push(position);
        }
        Self { text, marks }
    }

    /// The position of a byte.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let mark = offset / STEP;
        let position = self.marks.get(mark).copied().unwrap_or(Position::START);
        advance(self.text, position, mark * STEP, offset)
    }

    /// The place of a byte in the file of this text.
    pub fn location(&self, file: impl Into<Arc<str>>, offset: usize) -> Location {
        let Position { line, column } = self.position(offset);
        Location::new(file, line, column)
    }
}

/// The place that serde_json gives an error, a line and a column in bytes, as one in characters;
/// the file as a whole where it gives none.
pub fn json_location(
    file: impl Into<Arc<str>>,
    text: &str,
    line: usize,
    byte_column: usize,
) -> Location {
    if line == 0 {
        return Location::file(file);
    }
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(line - 1).map(str::len).sum();
    let length = lines.next().map_or(0, |line| line.trim_end_matches(['\r', '\n']).len());
    let offset = start + byte_column.saturating_sub(1).min(length);
    LineIndex::new(text).location(file, offset)
}

/// The position of the byte `end`, from that of the byte `start`.
fn advance(text: &str, mut position: Position, start: usize, end: usize) -> Position {
    let bytes = text.as_bytes();
    let passed = bytes.get(start..end).unwrap_or_default();
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    for (byte, next) in passed.iter().zip(start + 1..) {
        let is_break = match byte {
            b'\n' => true,
            b'\r' => bytes.get(next) != Some(&b'\n'),
            _ => false,
        };
        if is_break {
            position.line = position.line.saturating_add(1);
            position.column = 1;
        } else if byte & 0xC0 != 0x80 && next > begin {
            position.column = position.column.saturating_add(1);
        }
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(text: &str, offsets: &[usize]) -> Vec<(u32, u32)> {
        let index = LineIndex::new(text);
        let pair = |offset: &usize| {
            let Position { line, column } = index.position(*offset);
            (line, column)
        };
        offsets.iter().map(pair).collect()
    }

    #[test]
    fn columns_count_characters_and_lines_start_anew() {
        assert_eq!(
            positions("一二\nab", &[0, 3, 6, 7, 8, 9]),
            [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]
        );
    }

    #[test]
    fn a_line_may_end_as_on_any_system() {
        assert_eq!(positions("a\r\nb\rc\nd", &[3, 5, 7]), [(2, 1), (3, 1), (4, 1)]);
    }

    #[test]
    fn a_byte_order_mark_is_not_a_column() {
        assert_eq!(
            positions("\u{feff}\u{feff}ab\n\u{feff}c", &[0, 6, 7, 9, 12]),
            [(1, 1), (1, 1), (1, 2), (2, 1), (2, 2)]
        );
    }

    #[test]
    fn an_offset_that_is_not_there_is_the_nearest_one_before() {
        assert_eq!(positions("一", &[1, 2, 3, 99]), [(1, 1), (1, 1), (1, 2), (1, 2)]);
        assert_eq!(positions("", &[0, 1]), [(1, 1), (1, 1)]);
    }

    #[test]
    fn every_byte_of_a_long_text_is_where_a_plain_count_puts_it() {
        let text = "\u{feff}一b\r\n字".repeat(400) + &"é".repeat(3000);
        let index = LineIndex::new(&text);
        let (mut line, mut column) = (1, 1);
        for (offset, character) in text.char_indices() {
            let position = index.position(offset);
            assert_eq!((position.line, position.column), (line, column), "{offset}");
            match character {
                '\n' => (line, column) = (line + 1, 1),
                '\u{feff}' if offset == 0 => {}
                _ => column += 1,
            }
        }
    }

    #[test]
    fn an_error_of_serde_json_is_counted_in_characters() {
        for text in ["{\n \"一二\": x}", "{\r\n \"一二\": x}"] {
            let error = serde_json::from_str::<serde_json::Value>(text).unwrap_err();
            let location = json_location("a.json", text, error.line(), error.column());
            assert_eq!((location.line, location.column), (2, 8));
        }
        assert_eq!(json_location("a.json", "{\n", 2, 0), Location::new("a.json", 2, 1));
        assert_eq!(json_location("a.json", "{", 0, 0), Location::file("a.json"));
    }
}
