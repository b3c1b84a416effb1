//! Old and new prose beside each other, with what differs marked.

use std::fmt::Write as _;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{HtmlPage, escaped};

/// Words times words beyond which only the common beginning and end are looked for: comparing is
/// quadratic at worst, and such texts share nothing anyway.
const MOST_WORK: usize = 1_000_000;

/// Two cells; one that is not there is left empty.
pub(super) fn side_by_side(page: HtmlPage<'_>, old: Option<&str>, new: Option<&str>) -> String {
    let (old_text, new_text) = (visible(old.unwrap_or_default()), visible(new.unwrap_or_default()));
    let (old_words, new_words) = (words_of(&old_text), words_of(&new_text));
    let (mut old_cell, mut new_cell) = (String::new(), String::new());
    for op in differences(&old_words, &new_words) {
        let from = old_words.get(op.old_range()).unwrap_or_default().concat();
        let to = new_words.get(op.new_range()).unwrap_or_default().concat();
        if matches!(op, DiffOp::Equal { .. }) {
            old_cell.push_str(&escaped(&from));
            new_cell.push_str(&escaped(&to));
        } else {
            mark(&mut old_cell, "del", &from);
            mark(&mut new_cell, "ins", &to);
        }
    }
    let cell = |name: &str, text: Option<&str>, html: &str| match text {
        Some(text) => format!("<div class=\"{name}\"{}><p>{html}</p></div>", page.lang(text)),
        None => format!("<div class=\"{name} absent\"><p>{}</p></div>", page.say("not there")),
    };
    let (old, new) = (cell("old", old, &old_cell), cell("new", new, &new_cell));
    format!("<div class=\"sides\">{old}{new}</div>\n")
}

fn mark(cell: &mut String, tag: &str, text: &str) {
    if !text.is_empty() {
        let _ = write!(cell, "<{tag}>{}</{tag}>", escaped(text));
    }
}

fn differences(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len().saturating_mul(new.len()) <= MOST_WORK {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let room = old.len().min(new.len()) - start;
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(room)
        .take_while(|(old, new)| old == new)
        .count();
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: start },
        DiffOp::Replace {
            old_index: start,
            old_len: old.len() - start - end,
            new_index: start,
            new_len: new.len() - start - end,
        },
        DiffOp::Equal { old_index: old.len() - end, new_index: new.len() - end, len: end },
    ]
}

/// Runs of letters and digits of the Latin script; every other character by itself, so that
/// Chinese is compared character by character.
fn words_of(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_alphanumeric() {
            rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let Some((word, after)) = rest.split_at_checked(length) else { break };
        words.push(word);
        rest = after;
    }
    words
}

/// The text without characters that a browser would obey rather than show.
fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::review::diff::model::Diff;

    fn cells(old: Option<&str>, new: Option<&str>, language: Language) -> String {
        side_by_side(HtmlPage { diff: &Diff::default(), language }, old, new)
    }

    #[test]
    fn only_what_differs_is_marked() {
        let html = cells(Some("最多 10 个 names."), Some("最多 20 个 names."), Language::English);
        assert!(html.contains("最多 <del>10</del> 个 names."), "{html}");
        assert!(html.contains("最多 <ins>20</ins> 个 names."), "{html}");
    }

    #[test]
    fn huge_texts_are_compared_at_their_ends() {
        let (old, new) = ("a ".repeat(3_000) + "x y", "a ".repeat(3_000) + "z y");
        let ops = differences(&words_of(&old), &words_of(&new));
        assert!(ops.contains(&DiffOp::Replace {
            old_index: 6_000,
            old_len: 1,
            new_index: 6_000,
            new_len: 1
        }));
    }

    #[test]
    fn markup_of_a_page_is_text() {
        let html = cells(None, Some("<img src=x onerror=alert(1)>\u{202e}"), Language::English);
        assert!(!html.contains("<img") && !html.contains('\u{202e}'));
    }
}
