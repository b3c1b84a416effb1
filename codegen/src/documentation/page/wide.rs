//! Borders of tables in other characters than `|`, `-` and `+`: the full-width bars of an input method
//! for Chinese, `｜ A ｜ String ｜`; the lines of a box, as w3m and other programs for terminals draw
//! them.

/// The text with such borders as bars and dashes: nothing where it has none. Each takes the room of
/// one character, so lines and columns stay.
pub(super) fn narrowed(text: &str) -> Option<String> {
    let has_bars = text.contains('｜') && text.lines().any(is_row);
    let frame = Drawing::of(text);
    if !has_bars && frame == Drawing::None {
        return None;
    }
    let mut narrowed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if frame != Drawing::None && (is_rule(line) || frame.is_row(line)) {
            narrowed.extend(line.chars().map(|c| frame.plain(c)));
        } else if has_bars && is_row(line) {
            narrowed.extend(line.chars().map(|c| if c == '｜' { '|' } else { c }));
        } else {
            narrowed.push_str(line);
        }
    }
    Some(narrowed)
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('｜')
}

/// How the tables of a text are drawn with the lines of a box.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawing {
    /// They are not.
    None,
    /// Lines are between cells and rows alone.
    Inside,
    /// Lines are around the table, too.
    Around,
}

impl Drawing {
    fn of(text: &str) -> Self {
        if !text.contains(['─', '━', '═']) {
            return Self::None;
        }
        match text.lines().find(|line| is_rule(line)) {
            Some(rule) if rule.trim_start().starts_with(is_across) => Self::Inside,
            Some(_) => Self::Around,
            None => Self::None,
        }
    }

    fn is_row(self, line: &str) -> bool {
        match self {
            Self::None => false,
            Self::Inside => line.contains(is_down),
            Self::Around => line.trim_start().starts_with(is_down),
        }
    }

    /// A character of such a line as one of a table with bars, or of one that is drawn.
    fn plain(self, character: char) -> char {
        match character {
            _ if is_down(character) => '|',
            _ if is_across(character) => '-',
            _ if is_box(character) && self == Self::Inside => '|',
            _ if is_box(character) => '+',
            _ => character,
        }
    }
}

/// Whether a line is one between rows: lines of a box and nothing else, with a column in it.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().all(is_box)
        && line.chars().filter(|c| is_across(*c)).count() > 1
        && line.chars().any(|c| !is_across(c))
}

fn is_box(character: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&character)
}

fn is_across(character: char) -> bool {
    matches!(character, '─' | '━' | '═' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍')
}

fn is_down(character: char) -> bool {
    matches!(character, '│' | '┃' | '║' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_rows_are_narrow_and_those_of_prose_stay() {
        assert_eq!(narrowed("甲｜乙\n ｜ A ｜ b ｜\n").as_deref(), Some("甲｜乙\n | A | b |\n"));
        assert_eq!(narrowed("甲｜乙\n| A |"), None);
    }

    #[test]
    fn the_lines_of_a_box_are_those_of_a_table() {
        let around = "甲│乙\n┌──┬──┐\n│A │b │\n├──┼──┤\n│C │d │\n└──┴──┘";
        let plain = "甲│乙\n+--+--+\n|A |b |\n+--+--+\n|C |d |\n+--+--+";
        assert_eq!(narrowed(around).as_deref(), Some(plain));
        let inside = "  A │ b\n ───┼───\n  C │ d";
        assert_eq!(narrowed(inside).as_deref(), Some("  A | b\n ---|---\n  C | d"));
        assert_eq!(narrowed("├── src\n│   └── a.rs\n────────"), None);
    }
}
