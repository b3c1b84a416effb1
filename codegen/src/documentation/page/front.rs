//! What a tool has put before a page: the front matter of Obsidian and of site generators, the
//! lines of jina.

use super::code::has_info;
use super::lines::{FENCES, Line, atx_heading, fence};

/// What the lines say of the page, and how many they are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    /// How many lines there are before the page.
    pub(super) lines: usize,
    /// How many lines there are behind it.
    pub(super) behind: usize,
}

/// Front matter is no longer.
const LINE_LIMIT: usize = 64;

/// Reads what is before a page; nothing, mostly.
pub(super) fn front_of(lines: &[Line<'_>]) -> Front {
    let begin = lines.iter().take_while(|line| line.is_blank()).count().min(LINE_LIMIT);
    let rest = lines.get(begin..).unwrap_or_default();
    let first = rest.first().map(|line| line.text.trim_end()).unwrap_or_default();
    let found = match first {
        "---" => matter(rest),
        _ if first.starts_with("Title:") => jina(rest),
        _ => None,
    };
    let mut front = found.unwrap_or_default();
    if front.lines > 0 {
        front.lines += begin;
        return front;
    }
    wrapper(lines).unwrap_or(front)
}

/// The fences around a page that is whole in a block of Markdown, as chats give it.
fn wrapper(lines: &[Line<'_>]) -> Option<Front> {
    let is_open = |line: &Line<'_>| {
        let info = fence(line.text).map(|_| line.text.trim().trim_start_matches(FENCES));
        matches!(info.map(str::trim), Some("markdown" | "md"))
    };
    let head = lines.iter().take(LINE_LIMIT);
    let open = head.take_while(|line| atx_heading(line.text).is_none()).position(is_open)?;
    let sign = fence(lines.get(open)?.text)?;
    let close = lines.iter().rposition(|line| fence(line.text) == Some(sign))?;
    let closes = lines.get(close).is_some_and(|line| !has_info(line.text));
    (closes && close > open).then(|| Front {
        lines: open + 1,
        behind: lines.len() - close,
        ..Front::default()
    })
}

/// `key: value` lines between `---` and `---`.
fn matter(lines: &[Line<'_>]) -> Option<Front> {
    let inside = lines.iter().take(LINE_LIMIT).skip(1);
    let end = inside.clone().position(|line| matches!(line.text.trim_end(), "---" | "..."))?;
    let mut front = Front { lines: end + 2, ..Front::default() };
    for line in inside.take(end) {
        let text = line.text.trim_end();
        let item = text.trim_start().starts_with("- ") || text.trim_start().is_empty();
        let (key, value) = text.split_once(':').or_else(|| item.then_some(("", "")))?;
        front.take(&key.to_ascii_lowercase(), value);
    }
    Some(front)
}

/// `Title: …`, `URL Source: …`, `Markdown Content:`.
fn jina(lines: &[Line<'_>]) -> Option<Front> {
    let is_end = |line: &Line<'_>| line.text.trim() == "Markdown Content:";
    let end = lines.iter().take(LINE_LIMIT).position(is_end)?;
    let mut front = Front { lines: end + 1, ..Front::default() };
    for line in lines.iter().take(end) {
        if let Some((key, value)) = line.text.split_once(':') {
            front.take(&key.to_ascii_lowercase(), value);
        }
    }
    Some(front)
}

impl Front {
    fn take(&mut self, key: &str, value: &str) {
        let value = value.trim();
        let value = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
            .unwrap_or(value);
        if value.is_empty() {
            return;
        }
        match key {
            "title" => self.title = Some(value.to_owned()),
            "source" | "url" | "url source" | "link" if value.starts_with("http") => {
                self.url = Some(value.to_owned());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn front(text: &str) -> Front {
        front_of(&lines(text).collect::<Vec<_>>())
    }

    #[test]
    fn what_tools_put_before_a_page_is_read() {
        let obsidian = "---\ntitle: \"造物\"\nsource: \"https://a.test/1\"\ntags:\n  - \"clippings\"\n---\n## 1. 接口描述";
        let jina =
            "Title: 造物\n\nURL Source: https://a.test/1\n\nMarkdown Content:\n## 1. 接口描述";
        for (text, lines) in [(obsidian, 6), (jina, 5)] {
            let front = front(text);
            assert_eq!(front.title.as_deref(), Some("造物"));
            assert_eq!((front.url.as_deref(), front.lines), (Some("https://a.test/1"), lines));
        }
    }

    #[test]
    fn the_fences_around_a_whole_page_are_none_of_it() {
        let page = front("Here it is:\n\n````markdown\n## 1. 接口描述\n```\na\n```\n````\nBye.");
        assert_eq!((page.lines, page.behind), (3, 2));
        assert_eq!(front("```json\n{}\n```"), Front::default());
        assert_eq!(front("## 1. 接口描述\n```md\na\n```"), Front::default());
    }

    #[test]
    fn a_rule_at_the_beginning_is_no_front_matter() {
        for text in
            ["---\nA sentence.\n---\n", "---\n## 1. 接口描述\n", "Title: a page\n\nText", "x"]
        {
            assert_eq!(front(text), Front::default(), "{text}");
        }
    }
}
