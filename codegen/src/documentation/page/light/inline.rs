//! Inline signs of the four markups, as Markdown.

/// Text with the signs taken for characters that Markdown would take for a tag or an entity.
pub(super) fn literal(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A link of Markdown; the text alone where there is no address.
pub(super) fn link(text: &str, url: &str) -> String {
    let (text, url) = (text.trim(), url.trim());
    match (text.is_empty(), url.is_empty()) {
        (_, true) => text.to_owned(),
        (true, false) => url.to_owned(),
        (false, false) => format!("[{text}]({url})"),
    }
}

/// Puts other signs around what is between two of `sign`, which must be like brackets: no
/// word before the first or after the second, no space inside of them.
pub(super) fn paired(text: &str, sign: char, with: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find(sign) {
        let (head, tail) = rest.split_at(at);
        result.push_str(head);
        let inside = tail.get(sign.len_utf8()..).unwrap_or_default();
        let outer = head.chars().next_back().or(before);
        match inside.find(sign).and_then(|end| inside.split_at_checked(end)) {
            Some((words, after)) if stands_alone(outer, words, after, sign) => {
                result.push_str(with);
                result.push_str(words);
                result.push_str(with);
                rest = after.get(sign.len_utf8()..).unwrap_or_default();
            }
            _ => {
                result.push(sign);
                rest = inside;
            }
        }
        before = Some(sign);
    }
    result.push_str(rest);
    result
}

fn stands_alone(before: Option<char>, words: &str, after: &str, sign: char) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == sign);
    let next = after.chars().nth(1);
    !is_word(before)
        && !is_word(next)
        && !words.is_empty()
        && !words.starts_with(char::is_whitespace)
        && !words.ends_with(char::is_whitespace)
        && !words.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_around_words_are_changed_and_others_are_not() {
        assert_eq!(paired("形如：=a-1=（或 =b=）", '=', "`"), "形如：`a-1`（或 `b`）");
        assert_eq!(paired("?a=b&c=d 1 = 2 = 3", '=', "`"), "?a=b&c=d 1 = 2 = 3");
        assert_eq!(paired("*重要* 2*3*4", '*', "**"), "**重要** 2*3*4");
    }
}
