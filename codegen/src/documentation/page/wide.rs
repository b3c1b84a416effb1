//! Rows whose bars are full-width, as an input method for Chinese writes them: `｜ A ｜ String ｜`.

/// The text with such bars as bars: nothing where no line begins with one. Each takes the room of
/// one character, so lines and columns stay.
pub(super) fn narrowed(text: &str) -> Option<String> {
    let is_row = |line: &str| line.trim_start().starts_with('｜');
    if !text.contains('｜') || !text.lines().any(is_row) {
        return None;
    }
    let mut narrowed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if is_row(line) {
            narrowed.extend(line.chars().map(|c| if c == '｜' { '|' } else { c }));
        } else {
            narrowed.push_str(line);
        }
    }
    Some(narrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_rows_are_narrow_and_those_of_prose_stay() {
        assert_eq!(narrowed("甲｜乙\n ｜ A ｜ b ｜\n").as_deref(), Some("甲｜乙\n | A | b |\n"));
        assert_eq!(narrowed("甲｜乙\n| A |"), None);
    }
}
