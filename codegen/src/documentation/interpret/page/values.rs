//! The values of a member, where its description lists them plainly.

use std::sync::LazyLock;

use crate::spec::ValueDoc;
use crate::text::phrases::Phrases;

/// Words that introduce a list of values.
static HEADS: LazyLock<Phrases> = LazyLock::new(|| Phrases::in_any_case(WORDS));
const WORDS: &[&str] = &[
    "取值",
    "可选值",
    "枚举值",
    "可选项",
    "类型如下",
    "参考值",
    "分别为",
    "values",
    "options",
    "valid value",
    "enumerated",
    "값",
    "値",
];

/// The values in a description: a list, or a line each, of `VALUE：meaning` after words that
/// announce values; or values in one sentence, `取值：A、B`. Nothing where one of them is not
/// plain: half a list would be worse than none.
pub(super) fn values_in(text: &str) -> Vec<ValueDoc> {
    if !HEADS.is_in(text) {
        return Vec::new();
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    for line in lines.by_ref() {
        if !HEADS.is_in(line) {
            continue;
        }
        if line.trim_end().ends_with([':', '：', '下', '，']) {
            break;
        }
        let values = sentence(line);
        let values = if values.is_empty() { flattened(line) } else { values };
        if !values.is_empty() {
            return values;
        }
    }
    // A line of signs alone is what a converter has left of something.
    let lines = lines.filter(|line| line.contains(char::is_alphanumeric));
    let mut values: Vec<ValueDoc> =
        lines.map_while(listed).take_while(|value| !is_remark(&value.value)).collect();
    if values.iter().any(|value| is_range(&value.value)) {
        return Vec::new();
    }
    // `Default: A` after the values names one of them.
    if let Some((last, before)) = values.split_last()
        && last.value.eq_ignore_ascii_case("default")
        && let Some(named) = last.doc.as_deref().map(|doc| doc.trim_matches(['`', '"', '“', '”']))
        && before.iter().any(|value| value.value == named)
    {
        values.pop();
    }
    if values.len() >= 2 { unique(values) } else { Vec::new() }
}

/// `3-4` is every number between, and no value.
fn is_range(value: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    value.split_once('-').is_some_and(|(from, to)| is_number(from) && is_number(to))
}

/// `Note: …` after the values is about them.
fn is_remark(value: &str) -> bool {
    let words = ["note", "notes", "example", "remarks", "default value", "unit"];
    words.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// `- VALUE：meaning`, `VALUE: meaning`, `- VALUE`.
fn listed(line: &str) -> Option<ValueDoc> {
    let trimmed = line.trim();
    let item = trimmed.strip_prefix("- ").unwrap_or(trimmed).trim_start();
    let (value, rest) = word(item)?;
    let rest = rest.trim_start();
    let doc = ["：", ":", "表示", "- ", "– ", "-", "，", ",", "（", "("]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))
        .map(|doc| doc.trim().trim_end_matches(['；', ';', '。', '.', '，', ',']).trim());
    let ended = rest.trim_matches(['；', ';', '。', '，', ',']).is_empty();
    if doc.is_none() && !ended {
        return None;
    }
    Some(ValueDoc {
        value: value.to_owned(),
        doc: doc.filter(|doc| !doc.is_empty()).map(str::to_owned),
    })
}

/// `取值：A、B` on one line.
fn sentence(line: &str) -> Vec<ValueDoc> {
    let Some((_, list)) = line.split_once(['：', ':']) else { return Vec::new() };
    let list = list.trim().trim_end_matches(['。', '.']);
    let parts: Vec<&str> = list.split(['、', '，', ',', '；', ';', '/', '|']).collect();
    let values: Option<Vec<ValueDoc>> = parts
        .iter()
        .map(|part| {
            let (value, rest) = word(part.trim())?;
            rest.is_empty().then(|| ValueDoc { value: value.to_owned(), doc: None })
        })
        .collect();
    values.filter(|values| values.len() >= 2).map(unique).unwrap_or_default()
}

/// `取值： - A：meaning - B：meaning`, `取值： A：meaning B：meaning`: a list whose items a converter has
/// put on one line. Nothing where the line begins with anything else.
fn flattened(line: &str) -> Vec<ValueDoc> {
    let behind = HEADS.first(line).and_then(|head| line.get(head.end..)).unwrap_or_default();
    let Some((_, list)) = behind.split_once(['：', ':']).filter(|(words, _)| words.len() < 32)
    else {
        return Vec::new();
    };
    let mut values: Vec<(&str, String)> = Vec::new();
    let mut is_item = false;
    for part in list.split_whitespace() {
        if matches!(part, "-" | "*" | "+" | "•") {
            is_item = true;
            continue;
        }
        let value = value_before(part, std::mem::take(&mut is_item));
        match (value, values.last_mut()) {
            (Some((value, doc)), _) => values.push((value, doc.to_owned())),
            (None, None) => return Vec::new(),
            // `默认值：A` and `Note: …` are behind the values.
            (None, Some(_)) if part.contains('：') || part.ends_with(':') => break,
            (None, Some((_, doc))) => {
                doc.push_str(if doc.is_empty() { "" } else { " " });
                doc.push_str(part);
            }
        }
    }
    if values.len() < 2 || values.iter().any(|(_, doc)| doc.is_empty()) {
        return Vec::new();
    }
    let value = |(value, doc): (&str, String)| {
        let doc = doc.trim_end_matches(['；', ';', '。', '.', '，', ',']);
        ValueDoc { value: value.to_owned(), doc: Some(doc.to_owned()) }
    };
    unique(values.into_iter().map(value).collect())
}

/// `A：meaning`; behind the sign of an item also `A:`.
fn value_before(part: &str, is_item: bool) -> Option<(&str, &str)> {
    let (value, rest) = word(part)?;
    let spaced = || rest.strip_prefix(':').filter(|rest| is_item && !rest.starts_with('/'));
    let doc = rest.strip_prefix('：').or_else(spaced)?;
    (!is_remark(value)).then_some((value, doc))
}

/// The value at the start of a text, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix('`') {
        let (value, rest) = rest.split_once('`')?;
        return (!value.is_empty() && value.len() <= 64).then_some((value, rest));
    }
    let quoted = text.strip_prefix(['"', '“']);
    let text = quoted.unwrap_or(text);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let length = text.find(|c| !plain(c)).unwrap_or(text.len());
    let length = ratio(text).unwrap_or(length);
    let (value, rest) = text.split_at(length);
    let rest = if quoted.is_some() { rest.strip_prefix(['"', '”'])? } else { rest };
    (!value.is_empty() && value.len() <= 64).then_some((value, rest))
}

/// The length of `16:9` at the start of a text. In `1:10 minutes` the colon ends the value `1`.
fn ratio(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let left = digits(text);
    let behind = text.get(left..)?.strip_prefix(':')?;
    let right = digits(behind);
    let rest = behind.get(right..)?;
    let ends = rest.is_empty() || rest.starts_with([':', '：', '；', ';', '、', '，', ',', '。']);
    (left > 0 && right > 0 && ends).then_some(left + 1 + right)
}

fn unique(values: Vec<ValueDoc>) -> Vec<ValueDoc> {
    let mut seen = std::collections::BTreeSet::new();
    values.into_iter().filter(|value| seen.insert(value.value.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(String, Option<String>)> {
        values_in(text).into_iter().map(|value| (value.value, value.doc)).collect()
    }

    #[test]
    fn a_list_after_words_that_announce_it_is_values() {
        let on = ("ON".to_owned(), Some("开".to_owned()));
        let off = ("OFF".to_owned(), Some("关".to_owned()));
        assert_eq!(values("状态，取值：\n\n- ON：开；\n- OFF：关"), [on.clone(), off.clone()]);
        assert_eq!(values("可选值如下\n\nON: 开\n\nOFF: 关\n\n其他说明"), [on, off]);
    }

    #[test]
    fn a_default_or_a_note_after_the_values_is_none() {
        let text = "Values:\n\n- ON: x\n- OFF: y\n\nDefault: OFF.\n\nNote: z";
        let names = |text: &str| values(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(text), ["ON", "OFF"]);
        assert_eq!(names("Values:\n\n- ON: x\n- Default: y"), ["ON", "Default"]);
    }

    #[test]
    fn a_ratio_is_one_value_and_a_line_of_signs_is_none() {
        let names = |text: &str| values(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("取值：\n\n- 16:9： 宽\n- 1:1"), ["16:9", "1:1"]);
        assert_eq!(names("取值：16:9、1:1。"), ["16:9", "1:1"]);
        assert_eq!(names("取值：\n\n1:10 分钟\n2:20 分钟"), ["1", "2"]);
        assert_eq!(names("Values:\n\n- true: x\n\n.\n\n- false: y\n\n."), ["true", "false"]);
        assert_eq!(
            names("Values:\n\n`TRUE`: x\n\n`FALSE`: y\n\nDefault: `FALSE`."),
            ["TRUE", "FALSE"]
        );
        assert_eq!(names("Values:\n\n- 1: x\n- 2: y\n\nUnit: Hz"), ["1", "2"]);
    }

    #[test]
    fn a_list_that_is_on_one_line_is_values() {
        let on = ("ON".to_owned(), Some("开 着".to_owned()));
        let off = ("OFF".to_owned(), Some("关".to_owned()));
        for text in [
            "状态，取值： - ON：开 着； - OFF：关",
            "状态，取值：* ON：开 着 * OFF：关 默认值：ON。",
            "取值： ON：开 着 OFF：关 默认值：ON",
            "Valid values: - ON: 开 着. - OFF: 关. Note: it is so.",
        ] {
            assert_eq!(values(text), [on.clone(), off.clone()], "{text}");
        }
        for text in [
            "取值：开着 ON：开 OFF：关",
            "Valid values: ON: on OFF: off",
            "取值： ON：开",
            "取值： ON： OFF：关",
            "格式：取值见 https://a.test/b c：d e：f",
        ] {
            assert!(values(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_range_among_the_values_leaves_none_of_them() {
        assert!(values("取值：\n\n- 0-1：未知\n- 2：危险\n- 3-4：安全").is_empty());
        assert_eq!(values("取值：\n\n- 2：危险\n- a-4：安全").len(), 2);
    }

    #[test]
    fn values_in_one_sentence_are_values_if_all_are_plain() {
        assert_eq!(values("取值：A、B。").len(), 2);
        assert!(values("取值：A、其他").is_empty());
        assert!(values("取值范围：1-100").is_empty());
        assert!(values("说明：A、B。").is_empty());
    }
}
