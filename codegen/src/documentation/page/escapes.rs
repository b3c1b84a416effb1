//! Whether a backslash in Markdown takes the meaning from a sign, or is one.
//!
//! Converters escape what could be a sign; the official pages do not, and their JSON and patterns
//! are full of backslashes. It is decided once per document.

use super::lines::{Line, atx_heading, fence, setext_level};

/// Whether the lines come from a converter that escapes signs.
pub(super) fn has_escapes(lines: &[Line<'_>]) -> bool {
    let (mut escaped, mut content, mut code) = (false, false, None);
    for (at, line) in lines.iter().enumerate() {
        match (code, fence(line.text)) {
            (Some(open), Some(sign)) if open == sign => code = None,
            (None, Some(sign)) => code = Some(sign),
            (Some(_), _) => {}
            (None, None) => {
                let underlined =
                    lines.get(at + 1).is_some_and(|next| setext_level(next.text).is_some());
                let heading = atx_heading(line.text).map(|(_, words)| words);
                if let Some(words) = heading.or(underlined.then_some(line.text))
                    && let Some(sure) = of_heading(words, line.text.trim_end().ends_with('}'))
                {
                    return sure;
                }
                if line.text.contains('\\') {
                    escaped |= line.text.contains("\\_");
                    content |= is_content(line.text);
                }
            }
        }
    }
    escaped && !content
}

/// `2\. Input` is escaped, `2. Input` would be; pandoc, which escapes, keeps `{#id}` behind it.
fn of_heading(words: &str, has_id: bool) -> Option<bool> {
    let after = words.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() == words.trim_start().len() {
        return None;
    }
    (after.starts_with("\\.") || (after.starts_with('.') && has_id)).then_some(true)
}

/// Whether a backslash is where none would be put: before a letter, a digit or a quote.
fn is_content(line: &str) -> bool {
    let mut rest = line;
    while let Some((_, after)) = rest.split_once('\\') {
        let mut characters = after.chars();
        match characters.next() {
            Some(c) if c.is_alphanumeric() || c == '"' => return true,
            Some('\\') => rest = characters.as_str(),
            _ => rest = after,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn escapes(text: &str) -> bool {
        has_escapes(&lines(text).collect::<Vec<_>>())
    }

    #[test]
    fn a_converter_shows_by_its_headings() {
        assert!(escapes("## 2\\. 输入参数\n\n{\\\"a\\\"}"));
        assert!(escapes("2\\. 输入参数\n-----\n"));
        assert!(escapes("## 2. 输入参数 {#x}\n"));
    }

    #[test]
    fn a_backslash_before_a_letter_or_a_quote_is_content() {
        assert!(!escapes("## 2. 输入参数\n\n| A | {\\\"a\\\"} 与 \\_ |"));
        assert!(!escapes("^a\\.b\\d+\\_$"));
        assert!(!escapes("a\\.b"));
        assert!(escapes("## Names\n\nWX\\_MP"));
        assert!(!escapes("```\nWX\\_MP\n```"));
    }
}
