//! What is inside a line of Markdown source.

use super::links;

/// A line of Markdown source, cleaned: links absolute, needless backslashes gone, a heading as a
/// bold line. `bare` gives the characters alone; `escapes` says whether backslashes are signs.
pub(super) fn clean_line(line: &str, bare: bool, escapes: bool) -> String {
    let linked = links::rewrite(line, bare);
    if !linked.bytes().any(|byte| matches!(byte, b'\\' | b'#' | b'`' | b')' | b'*' | b'~')) {
        return linked.into_owned();
    }
    let text = unescape(&linked, bare, escapes);
    if bare { bare_heading(&text).trim_matches(['*', '~', ' ']).to_owned() } else { heading(&text) }
}

/// A line without the backslashes that take the meaning from signs.
pub(super) fn without_escapes(line: &str) -> String {
    let mut result = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {
                result.extend(characters.next());
            }
            _ => result.push(character),
        }
    }
    result
}

/// Takes the backslashes away that some converter put before signs; code spans stay. That before
/// a bar goes in any case: without it the bar would part cells.
fn unescape(text: &str, bare: bool, escapes: bool) -> String {
    let mut result = String::with_capacity(text.len());
    for (number, part) in text.split('`').enumerate() {
        if number > 0 && !bare {
            result.push('`');
        }
        if number % 2 == 1 && !bare {
            result.push_str(part);
            continue;
        }
        let mut characters = part.chars().peekable();
        while let Some(character) = characters.next() {
            match (character, characters.peek()) {
                ('\\', Some(next)) if (escapes && next.is_ascii_punctuation()) || *next == '|' => {
                    result.extend(characters.next());
                }
                // Converters put a space after a link, before punctuation that takes none.
                (')', Some(' ')) => {
                    result.push(')');
                    characters.next();
                    if !characters.peek().is_some_and(|next| "，。；：、）".contains(*next)) {
                        result.push(' ');
                    }
                }
                _ => result.push(character),
            }
        }
    }
    result
}

/// A heading inside a cell becomes a bold line: it must not outrank the heading above the cell.
fn heading(text: &str) -> String {
    let inner = bare_heading(text);
    if inner.len() == text.len() || inner.is_empty() {
        text.to_owned()
    } else {
        format!("**{inner}**")
    }
}

/// The text of an ATX heading, or the text as it is.
fn bare_heading(text: &str) -> &str {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    match text.get(level..).and_then(|rest| rest.strip_prefix(' ')) {
        Some(rest) if (1..=6).contains(&level) => rest.trim().trim_end_matches('#').trim_end(),
        _ => text,
    }
}
