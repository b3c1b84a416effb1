//! What text browsers print: lynx and w3m, each with `-dump`.

use super::lines::Line;
use super::model::{Cell, Text};
use super::place::Place;
use crate::documentation::markdown::Markup;

/// How many blanks a line begins with.
pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The cell between two offsets of a line.
pub(super) fn cell_at<'a>(line: &Line<'a>, from: usize, to: usize) -> Cell<'a> {
    let before = line.text.get(..from).unwrap_or_default().chars().count();
    let at = Place { line: line.number, column: u32::try_from(before + 1).unwrap_or(1) };
    let text = line.text.get(from..to).unwrap_or_default();
    Cell { at, text: Text::new(text.trim_end(), Markup::Text) }
}

/// Adds a line to a cell, behind a blank one or not.
pub(super) fn push_line(cell: &mut Cell<'_>, line: &Line<'_>, blank: bool) {
    let source = cell.text.source.to_mut();
    if !source.is_empty() {
        source.push_str(if blank { "\n\n" } else { "\n" });
    }
    source.push_str(line.text.trim());
}

/// A text without the numbers that lynx gives to links: `[2]words`.
pub(super) fn unnumbered(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        result.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match after.get(digits..).and_then(|rest| rest.strip_prefix(']')) {
            Some(behind) if (1..=4).contains(&digits) => rest = behind,
            _ => {
                result.push('[');
                rest = after;
            }
        }
    }
    result.push_str(rest);
    result
}

/// The line at which the list of addresses begins that lynx puts below a page.
pub(super) fn references_at(lines: &[Line<'_>]) -> Option<usize> {
    let at = lines.iter().rposition(|line| line.text == "References")?;
    let next = lines.get(at + 1..)?.iter().find(|line| !line.is_blank())?;
    next.text.trim_start().starts_with("1. ").then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_links_are_none_of_the_page() {
        assert_eq!(unnumbered("[12]公共参数，见 [a][3]b。"), "公共参数，见 [a]b。");
    }
}
