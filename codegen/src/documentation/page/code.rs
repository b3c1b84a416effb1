//! Blocks of code between fences: where one ends whose fence is lost, and what a converter has put
//! around its lines.

use std::borrow::Cow;

use super::bare::{bare_section, example_section};
use super::lines::{FENCES, Line, atx_heading, fence};
use super::section_of;

/// Whether a fence says what language follows: it opens a block, and never closes one.
pub(super) fn has_info(line: &str) -> bool {
    !line.trim().trim_start_matches(FENCES).is_empty()
}

/// Whether code whose closing fence is lost has ended before this line.
pub(super) fn is_behind_code(line: &str) -> bool {
    let heading = atx_heading(line);
    heading.is_some_and(|(level, words)| level > 1 || section_of(words).is_some())
        || bare_section(line).is_some()
        || example_section(line).is_some()
}

/// The first fence that has no partner.
pub(super) fn unpaired<'a>(lines: &[Line<'a>]) -> Option<Line<'a>> {
    let mut open: Option<(&'static str, Line<'a>)> = None;
    for line in lines {
        let Some(sign) = fence(line.text) else { continue };
        match open {
            Some((before, first)) if before == sign => {
                if has_info(line.text) {
                    return Some(first);
                }
                open = None;
            }
            // The other sign, inside of a block.
            Some(_) => {}
            None => open = Some((sign, *line)),
        }
    }
    open.map(|(_, line)| line)
}

/// The code of a paragraph each of whose lines is marked as code by itself: `` `{` ``.
pub(super) fn of_spans(paragraph: &str) -> Option<String> {
    let code = |line: &str| -> Option<String> {
        let line = line.trim_end().trim_end_matches('\\');
        let inside = line.trim().strip_prefix('`')?.strip_suffix('`')?;
        (!inside.contains('`')).then(|| inside.to_owned())
    };
    let lines: Option<Vec<String>> = paragraph.lines().map(code).collect();
    lines.map(|lines| lines.join("\n"))
}

/// Code without the `<p>` around each of its lines, or the `<br>` behind it.
pub(super) fn without_tags(code: &str) -> Cow<'_, str> {
    let bare = |line: &str| -> Option<String> {
        if line.trim().is_empty() {
            return Some(String::new());
        }
        let inside = line.trim().strip_prefix("<p>").and_then(|line| line.strip_suffix("</p>"));
        let broken = || {
            let line = line.trim_end();
            ["<br>", "<br/>", "<br />"].iter().find_map(|tag| line.strip_suffix(tag))
        };
        inside.or_else(broken).map(str::to_owned)
    };
    if !code.contains('<') {
        return code.into();
    }
    let lines: Option<Vec<String>> = code.lines().map(bare).collect();
    lines.map_or(Cow::Borrowed(code), |lines| lines.join("\n").into())
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn the_fence_without_a_partner_is_found() {
        let found = |text: &str| unpaired(&lines(text).collect::<Vec<_>>()).map(|line| line.number);
        assert_eq!(found("```\na\n```\n~~~\n```\n~~~"), None);
        assert_eq!(found("```json\na\n```json\nb\n```"), Some(1));
        assert_eq!(found("a\n```\n```\nb\n```"), Some(5));
    }

    #[test]
    fn a_paragraph_of_lines_that_are_code_is_code() {
        let code = "`{`  \n`  \"a\": 1`\\\n`}`";
        assert_eq!(of_spans(code).as_deref(), Some("{\n  \"a\": 1\n}"));
        assert_eq!(of_spans("`a` and `b`"), None);
        assert_eq!(of_spans("`a`\nb"), None);
    }

    #[test]
    fn tags_around_every_line_are_no_code() {
        assert_eq!(without_tags("<p>{</p>\n\n<p>  \"a\": 1</p>\n<p>}</p>"), "{\n\n  \"a\": 1\n}");
        assert_eq!(without_tags("a<br>\nb<br/>"), "a\nb");
        assert_eq!(without_tags("<p>a</p>\nb"), "<p>a</p>\nb");
    }
}
