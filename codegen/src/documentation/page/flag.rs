//! The words that say yes or no, in four languages.

use crate::text::traditional::simplified;

const YES: &[&str] = &[
    "是", "yes", "y", "true", "必选", "必填", "必须", "required", "はい", "예", "네", "필수", "√",
    "✓", "○", "✔", "☑", "✅",
];
const NO: &[&str] = &[
    "否",
    "no",
    "n",
    "false",
    "可选",
    "选填",
    "非必选",
    "非必填",
    "optional",
    "いいえ",
    "任意",
    "선택",
    "아니요",
    "아니오",
    "-",
    "×",
    "✗",
    "✘",
    "✖",
    "❌",
];

/// Whether a cell says yes or no; nothing if it says neither.
///
/// ```
/// use tencentcloud_codegen::documentation::page::flag_of;
/// assert_eq!((flag_of("是"), flag_of("No"), flag_of("String")), (Some(true), Some(false), None));
/// ```
pub fn flag_of(text: &str) -> Option<bool> {
    let mut word: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\\' | '`' | '。' | '\u{fe0f}'))
        .collect();
    word.make_ascii_lowercase();
    // `否（见描述）`: the word, then a remark.
    let word = word.split(['（', '(', '，', ',']).next().unwrap_or_default();
    let simplified = simplified(word);
    let word = simplified.as_ref();
    // `✅ 是`: a sign, then the word.
    let sign = word.chars().next().filter(|first| !first.is_alphanumeric());
    let behind = sign.map_or("", |sign| word.get(sign.len_utf8()..).unwrap_or_default());
    match flag_of_word(word) {
        None if !behind.is_empty() => {
            let flag = flag_of_word(behind)?;
            let signed = flag_of_word(word.strip_suffix(behind)?)?;
            (flag == signed).then_some(flag)
        }
        flag => flag,
    }
}

fn flag_of_word(word: &str) -> Option<bool> {
    if YES.contains(&word) { Some(true) } else { NO.contains(&word).then_some(false) }
}

/// Whether a line has such a word behind its first; a dash could be that of a list.
pub(super) fn is_in(line: &str) -> bool {
    line.split_whitespace().skip(1).any(is_word)
}

/// Whether a word says yes or no, in letters.
pub(super) fn is_word(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && flag_of(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_four_languages_are_known() {
        for yes in
            ["✅", "✅ 是", "✔️ Yes", "필수", "✔️", "是", "**是**", "Yes", "예", "はい", " y "]
        {
            assert_eq!(flag_of(yes), Some(true), "{yes}");
        }
        for no in [
            "❌",
            "❌ 否",
            "任意",
            "선택",
            "否",
            "No",
            "N",
            "\\-",
            "아니요",
            "아니오",
            "否（见描述）",
        ] {
            assert_eq!(flag_of(no), Some(false), "{no}");
        }
        for unknown in ["", "视情况", "String", "✅ 否", "✅ 视情况"] {
            assert_eq!(flag_of(unknown), None, "{unknown}");
        }
    }
}
