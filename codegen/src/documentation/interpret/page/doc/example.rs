//! The example in a description, and what is around it.
//!
//! In: a clean description. Out: its example, and the description without it. An example ends
//! with its sentence, its line, its list item, or with the bracket that closes its JSON; what
//! is behind it is about the member.

use std::sync::LazyLock;

use crate::text::phrases::Phrases;

/// Words before an example that are nothing else wherever they stand.
static EXAMPLE_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    let chinese = ["示例值：", "示例值:", "範例值：", "示例值为："];
    let others = ["Example value:", "Sample value:", "예시 값:", "サンプル値：", "例の値："];
    Phrases::new(&[&chinese[..], &others[..]].concat())
});
/// Words that are one only at the start of the last line.
const LAST_LINE_WORDS: &[&str] = &["Example:", "示例：", "示例:"];

/// Takes the example out: the last one, where there are several.
pub(super) fn without_example(text: &str) -> (String, Option<String>) {
    let anywhere = EXAMPLE_WORDS.all(text).last().map(|found| (found.start, found.end));
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    let last_line = || {
        let line = text.get(last..)?;
        // A cell that is nothing but an example would lose its meaning.
        let word = LAST_LINE_WORDS.iter().find(|word| line.starts_with(**word))?;
        (last > 0).then_some((last, last + word.len()))
    };
    let Some((at, end)) = anywhere.or_else(last_line) else { return (text.to_owned(), None) };
    let (before, tail) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let (before, bracket) = match before.strip_suffix(['（', '(']) {
        Some(before) => (before, true),
        None => (before, false),
    };
    let (value, after) = take_value(tail, bracket);
    let value = value.trim_matches('`');
    // `<https://…>` is how Markdown writes an address that is no more than that.
    let bare = value.strip_prefix('<').and_then(|value| value.strip_suffix('>'));
    let value = bare.filter(|value| value.starts_with("http")).unwrap_or(value);
    (joined(before, after), (!value.is_empty()).then(|| value.to_owned()))
}

/// What was before the example and what is behind it, without the signs that joined them
/// to it.
fn joined(before: &str, after: &str) -> String {
    let lead = after.len() - after.trim_start_matches([' ', '\n']).len();
    let parting = after.get(..lead).unwrap_or_default();
    let after = after.trim();
    let before = before.trim_end();
    let before = before.strip_suffix("\n-").unwrap_or(before.trim_end_matches('-')).trim_end();
    if after.is_empty() {
        return before.trim_end_matches(['，', '、']).to_owned();
    }
    // Chinese puts no space between sentences.
    let spaced = parting != " " || before.ends_with(|c: char| c.is_ascii());
    let parting = if before.is_empty() || !spaced { "" } else { parting };
    format!("{before}{parting}{after}")
}

/// The example at the start of a text, and what follows it. `bracket` says that one was opened
/// before its words.
fn take_value(tail: &str, bracket: bool) -> (&str, &str) {
    let start = tail.len() - tail.trim_start().len();
    let text = tail.get(start..).unwrap_or_default();
    let length = if text.starts_with(['{', '[']) {
        json_end(text).unwrap_or_else(|| line_end(text))
    } else if let Some(code) = text.strip_prefix('`').filter(|code| !code.starts_with('`')) {
        code.find('`').map_or_else(|| line_end(text), |end| end + 2)
    } else if tail.get(..start).is_some_and(|lead| lead.contains('\n')) {
        // The words stand alone on their line: what follows is the example, to its end.
        paragraphs_end(text)
    } else {
        sentence_end(text, bracket)
    };
    let (value, after) = text.split_at(length);
    let after = after.strip_prefix(['）', ')']).filter(|_| bracket).unwrap_or(after);
    let after = after.trim_start_matches(['。', '；', ';']);
    let after = after.strip_prefix('.').filter(|rest| !starts_word(rest)).unwrap_or(after);
    (without_stop(value.trim()), after)
}

fn starts_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '.')
}

/// The full stop of the sentence is none of the value, unless the value is a sentence itself.
fn without_stop(value: &str) -> &str {
    let bare = value.strip_suffix('。').unwrap_or(value);
    if bare.contains(['，', '。', '；', '！', '？']) { value } else { bare }
}

fn line_end(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Where JSON ends that begins here; nothing if its brackets do not close.
fn json_end(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The end of an example of one word is the end of its line, of code that of its last line.
fn paragraphs_end(text: &str) -> usize {
    let end = line_end(text);
    match text.get(..end) {
        Some(value)
            if !value.contains(char::is_whitespace) && text.get(end..).is_some_and(is_prose) =>
        {
            end
        }
        _ => text.len(),
    }
}

/// Whether what follows an example is about the member: a paragraph, not one more line.
fn is_prose(after: &str) -> bool {
    let line = after.trim().lines().next().unwrap_or_default();
    line.contains(['，', '。', '：', ' ']) || line.starts_with("- ")
}

/// Where the sentence of an example ends. Code goes on while its lines end like code.
fn sentence_end(text: &str, bracket: bool) -> usize {
    let line = text.get(..line_end(text)).unwrap_or(text);
    if bracket && let Some(end) = line.find(['）', ')']) {
        return end;
    }
    let stop =
        line.find('。').filter(|at| line.get(at + 3..).is_some_and(|rest| !rest.trim().is_empty()));
    let point = line.find(". ").filter(|at| {
        let capital = |rest: &str| rest.starts_with(|c: char| c.is_ascii_uppercase());
        let word = line.get(..*at).is_some_and(|word| !word.contains(' '));
        word && line.get(at + 2..).is_some_and(capital)
    });
    if let Some(end) = stop.into_iter().chain(point).min() {
        return end;
    }
    let mut end = line.len();
    while text.get(..end).is_some_and(|code| code.ends_with([';', '{', ',', '\\'])) {
        let rest = text.get(end..).unwrap_or_default();
        let lead = rest.len() - rest.trim_start_matches('\n').len();
        if lead == 0 {
            break;
        }
        end += lead + rest.get(lead..).map_or(0, line_end);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_ends_with_its_sentence_its_line_its_item_or_its_json() {
        for (text, left, value) in [
            (
                "名称，示例值：abc。不传则取默认。\n\n长度不超过 8。",
                "名称，不传则取默认。\n\n长度不超过 8。",
                "abc",
            ),
            (
                "过滤：\n\n- host：按域名。示例值：a.example.com。\n- id：按编号。\n\n说明：可多选。",
                "过滤：\n\n- host：按域名。\n- id：按编号。\n\n说明：可多选。",
                "a.example.com",
            ),
            ("名称（示例值：abc），可不传。", "名称，可不传。", "abc"),
            ("JSON。示例值：{\"a\": \"。}\"}。见上。", "JSON。见上。", "{\"a\": \"。}\"}"),
            ("Name. Example value: abc. If not passed, all.", "Name. If not passed, all.", "abc"),
            ("名称。\n\n示例值：\n\n甲\n\n乙", "名称。", "甲\n\n乙"),
            ("语音。示例值：今天，天气好。", "语音。", "今天，天气好。"),
        ] {
            assert_eq!(without_example(text), (left.to_owned(), Some(value.to_owned())), "{text}");
        }
    }
}
