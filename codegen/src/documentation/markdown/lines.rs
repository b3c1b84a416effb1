//! Lines of Markdown, and how they stand together.

/// A line that will be in the result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A paragraph.
    Text(String),
    /// A list item: how deep, with its sign.
    Item { depth: usize, sign: String, text: String },
    /// A line that belongs together with its neighbours of the same kind: a row of a table, a
    /// quotation.
    Joined(String),
    /// A block of code, without its fences.
    Code(String),
}

/// The lines as Markdown; `bare` gives the characters alone.
pub(super) fn write(lines: &[Line], bare: bool) -> String {
    let mut result = String::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        if let Some(before) = before {
            result.push_str(if bare || together(before, line) { "\n" } else { "\n\n" });
        }
        write_line(&mut result, line, bare);
        before = Some(line);
    }
    result
}

/// Whether two lines stand without a blank line between them.
fn together(a: &Line, b: &Line) -> bool {
    matches!((a, b), (Line::Item { .. }, Line::Item { .. }) | (Line::Joined(_), Line::Joined(_)))
}

fn write_line(result: &mut String, line: &Line, bare: bool) {
    match line {
        Line::Text(text) | Line::Joined(text) => result.push_str(text),
        Line::Item { text, .. } if bare => result.push_str(text),
        Line::Item { depth, sign, text } => {
            // Three columns lie under the text of `1.`, and are not too many under that of `-`.
            result.extend(std::iter::repeat_n("   ", (*depth).min(8)));
            result.push_str(sign);
            result.push(' ');
            result.push_str(text);
        }
        Line::Code(text) if bare => result.push_str(text),
        Line::Code(text) => {
            result.push_str("```\n");
            result.push_str(text.trim_matches('\n'));
            result.push_str("\n```");
        }
    }
}

/// The sign of a list item at the start of a line, and what follows it.
pub(super) fn list_sign(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix(['-', '*', '+', '•', '●']) {
        let bullet = text.starts_with(['•', '●']);
        let rest = rest.strip_prefix([' ', '\t']).or(bullet.then_some(rest))?;
        return Some(("-", rest.trim_start()));
    }
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(". ").filter(|_| digits > 0)?;
    Some((text.get(..=digits)?, rest.trim_start()))
}
