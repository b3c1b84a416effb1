//! Pages whose parts are items of a list: the toggles of Notion, the blocks of Logseq.
//!
//! In: the text of a file. Out: the same lines, each part where it would be on a page of its own,
//! and how many columns each line has moved. Invariant: no line is added or lost, and lists of
//! prose stay lists.

use super::Place;
use super::lines::{atx_heading, fence};
use super::{Section, section_of};

/// The first heading, table or code of a part is at most so many lines below.
const REACH: usize = 64;

/// A page without its outline.
pub(super) struct Flat {
    pub(super) text: String,
    /// How many columns each line has lost at its begin.
    moved: Vec<u32>,
}

impl Flat {
    /// Where a place was before.
    pub(super) fn place(&self, place: Place) -> Place {
        let moved = usize::try_from(place.line).ok().and_then(|line| self.moved.get(line - 1));
        Place { column: place.column + moved.copied().unwrap_or(0), ..place }
    }
}

/// The page without its outline; nothing if it has none.
pub(super) fn flat(text: &str) -> Option<Flat> {
    let lines: Vec<&str> = text.split('\n').collect();
    let begins = |at: usize| item(lines.get(at)?).filter(|(_, words)| is_part(words, &lines, at));
    (0..lines.len()).find_map(begins)?;
    let mut flat = Flat { text: String::with_capacity(text.len()), moved: Vec::new() };
    // How far the content of the parts is indented that are open, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    let mut code: Option<&'static str> = None;
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words = line.trim_start();
        if code.is_none() && !words.is_empty() {
            open.retain(|content| *content <= indent);
        }
        let part = item(line).filter(|_| code.is_none());
        let part = part.filter(|(_, words)| is_part(words, &lines, at));
        let rest = if let Some((content, words)) = part {
            open.push(content_of(&lines, at).unwrap_or(content).max(indent + 1));
            words
        } else {
            let base = open.last().copied().unwrap_or(0);
            let line = if code.is_none() { line.trim_start_matches('\t') } else { line };
            line.get(base.min(line.len() - words.len())..).unwrap_or(words)
        };
        match (code, fence(rest)) {
            (Some(sign), Some(found)) if sign == found => code = None,
            (None, sign) => code = sign,
            _ => {}
        }
        let is_heading =
            part.is_some_and(|(_, words)| heads(words) && atx_heading(words).is_none());
        let moved = line.chars().count() - rest.chars().count();
        flat.moved.push(u32::try_from(moved).unwrap_or(0));
        if at > 0 {
            flat.text.push('\n');
        }
        if is_heading {
            flat.text.push_str("### ");
        }
        flat.text.push_str(rest);
    }
    Some(flat)
}

/// Where the content of an item of a list begins, and its words.
fn item(line: &str) -> Option<(usize, &str)> {
    let sign = line.trim_start().strip_prefix(['-', '*', '+'])?;
    let words = sign.trim_start_matches(' ');
    let is_item = words.len() < sign.len() && !words.is_empty();
    is_item.then_some((line.len() - words.len(), words))
}

/// Where the lines under an item begin, if there is more in them than prose.
fn content_of(lines: &[&str], at: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(lines.get(at)?);
    let below = lines.get(at + 1..)?.iter().take(REACH).filter(|line| !line.trim().is_empty());
    let mut inside = below.take_while(|line| indent(line) > own);
    let first = inside.clone().next()?;
    let is_part = |line: &&str| {
        let words = line.trim_start();
        fence(words).is_some() || words.starts_with('|') || atx_heading(words).is_some()
    };
    inside.any(is_part).then(|| indent(first))
}

/// Whether an item is a part of the page: a heading; words that open a part, with their content
/// below; a table or code in the outline.
fn is_part(words: &str, lines: &[&str], at: usize) -> bool {
    match atx_heading(words) {
        Some((_, heading)) => section_of(heading).is_some(),
        None if heads(words) => content_of(lines, at).is_some(),
        None => fence(words).is_some() || words.starts_with('|'),
    }
}

/// Whether words open a part by themselves: a number is before them, or behind.
fn heads(words: &str) -> bool {
    let words = words.trim_matches('*');
    words.len() < 128
        && section_of(words).is_some_and(|(section, _)| {
            section == Section::Example || words.starts_with(|c: char| c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_a_list_are_parts_of_the_page() {
        let logseq = "- ## 2. 输入参数\n\t- | 名称 | 类型 |\n\t  |--|--|\n\t  | A | b |\n\t- ```json\n\t  - a\n\t  ```\n- 文字";
        let page = "## 2. 输入参数\n| 名称 | 类型 |\n|--|--|\n| A | b |\n```json\n- a\n```\n- 文字";
        let found = flat(logseq).unwrap();
        assert_eq!(found.text, page);
        assert_eq!(found.place(Place { line: 4, column: 3 }), Place { line: 4, column: 6 });
        let notion = "- 示例1 甲\n    - 一\n\n    ### 输入示例\n\n## 6. 错误码\n    b";
        let page = "### 示例1 甲\n- 一\n\n### 输入示例\n\n## 6. 错误码\n    b";
        assert_eq!(flat(notion).unwrap().text, page);
    }

    #[test]
    fn lists_of_prose_are_no_outline() {
        for text in
            ["- 示例\n  - a", "- 输入参数\n    见下", "## 示例\n- a\n  | b |", "- 示例1 甲\n- b"]
        {
            assert!(flat(text).is_none(), "{text}");
        }
    }
}
