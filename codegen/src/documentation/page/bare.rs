//! Lines that open a part of a page without any sign of a heading.

use super::{Section, section_of};

/// The part of a page that a line opens without any sign of a heading: a number and the words,
/// nothing else. Without a number the words could be in any cell (`示例：`).
pub(super) fn bare_section(line: &str) -> Option<Section> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if line.len() > 96 || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    section_of(line).map(|(section, _)| section).filter(|section| *section != Section::Example)
}

/// The part of an example that a line opens; inside of one the words of the inputs and outputs
/// stand over its request and its answer.
pub(super) fn example_section(line: &str) -> Option<Section> {
    let line = line.trim();
    let (section, _) = section_of(line)?;
    // `"Response": {` is a line of the answer.
    let bare = line.starts_with(char::is_alphanumeric) && !line.contains(['"', '{', '<']);
    match section {
        Section::Input | Section::Output if !bare => None,
        Section::Example | Section::Scenario => Some(section),
        Section::ExampleInput | Section::Input => Some(Section::ExampleInput),
        Section::ExampleOutput | Section::Output => Some(Section::ExampleOutput),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_numbered_line_of_its_own_opens_a_section() {
        assert_eq!(bare_section("2. 输入参数"), Some(Section::Input));
        assert_eq!(bare_section("示例："), None);
        assert_eq!(bare_section("2. 输入参数的说明"), None);
    }
}
