//! What the description of a member says besides its meaning.
//!
//! Example and null note are taken out of the text, because the spec has a key for them; a
//! default and the values stay in it.

use std::sync::LazyLock;

use crate::documentation::markdown::{beginning, one_line};
use crate::spec::ValueDoc;
use crate::text::phrases::Phrases;
use crate::text::traditional::simplified;

/// The description of a member, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::documentation::interpret) struct Doc {
    /// The text that is left, as Markdown.
    pub(in crate::documentation::interpret) text: Option<String>,
    /// `示例值：x`.
    pub(in crate::documentation::interpret) example: Option<String>,
    /// `默认值：x`, where it is one word.
    pub(in crate::documentation::interpret) default: Option<String>,
    /// A list of values, where each is one word.
    pub(in crate::documentation::interpret) values: Vec<ValueDoc>,
    /// `注意：此字段可能返回 null`.
    pub(in crate::documentation::interpret) nullable: bool,
    /// The text begins by saying that the member is no longer used.
    pub(in crate::documentation::interpret) disabled: bool,
}

/// Takes a clean description apart.
pub(in crate::documentation::interpret) fn interpret_doc(clean: String) -> Doc {
    let (text, nullable) = without_null_note(clean);
    let (text, example) = example::without_example(&text);
    let text = text.trim();
    Doc {
        text: (!text.is_empty()).then(|| text.to_owned()),
        example,
        default: default_in(text),
        values: super::values::values_in(text),
        nullable,
        disabled: says_disabled(text),
    }
}

/// What introduces the note, the words of it, and where its sentence ends.
const NULL_NOTES: &[(&[&str], &str)] = &[
    (&["此字段可能返回", "该字段可能返回", "此参数可能返回"], "。"),
    (
        &[
            "this field may return",
            "this parameter may return",
            "this field may be",
            "may return null",
        ],
        ".",
    ),
    (&["このフィールドは"], "。"),
    (&["이 필드는", "이 필드에서"], "."),
];

static NULL_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    let words: Vec<&str> = NULL_NOTES.iter().flat_map(|(words, _)| *words).copied().collect();
    Phrases::in_any_case(&words)
});

const NOTE_HEADS: &[&str] = &[
    "注意：",
    "注意:",
    "note:",
    "note：",
    "注：",
    "注意",
    "注:",
    "참고:",
    "참고：",
    "참고: ",
    "주의:",
    "주의：",
    "주:",
    "비고:",
    // 備考, as the text is compared.
    "备考：",
];

/// Takes the null note out. Other notes that happen to name null stay.
fn without_null_note(text: String) -> (String, bool) {
    if !NULL_WORDS.is_in(&text) {
        return (text, false);
    }
    // Ascii lower case keeps every offset.
    let mut lower = simplified(&text.to_ascii_lowercase()).into_owned();
    let mut text = text;
    let mut found = false;
    for (words, end) in NULL_NOTES {
        for word in *words {
            while let Some((from, to)) = null_note(&lower, word, end) {
                text.replace_range(from..to, "");
                lower.replace_range(from..to, "");
                found = true;
            }
        }
    }
    if found { (tidy(&text), true) } else { (text, false) }
}

/// Where the note with these words begins and ends.
fn null_note(lower: &str, words: &str, end: &str) -> Option<(usize, usize)> {
    // Most of the words are not there, and this is the fastest way to know.
    let at = memchr::memmem::find(lower.as_bytes(), words.as_bytes())?;
    let rest = lower.get(at..)?;
    let line_end = rest.find('\n').unwrap_or(rest.len());
    let line = rest.get(..line_end)?;
    let null = line.find("null").filter(|null| *null < words.len() + 40)?;
    let after = line.get(null..)?;
    // The end of the sentence, whichever stop it has; without one, the end of the line.
    let stop =
        [end, "。", "."].iter().filter_map(|stop| after.find(stop).map(|at| at + stop.len())).min();
    let to = at + null + stop.unwrap_or(after.len());
    let before = lower.get(..at)?;
    let trimmed = before.trim_end_matches(' ');
    let head = NOTE_HEADS.iter().find(|head| trimmed.ends_with(**head));
    let mut from = head.map_or(at, |head| trimmed.len() - head.len());
    // Emphasis and brackets around the note belong to it.
    while let Some(sign) = ["**", "- ", "（", "("]
        .iter()
        .find(|sign| lower.get(..from).is_some_and(|before| before.ends_with(**sign)))
    {
        from -= sign.len();
    }
    let mut to = to;
    while let Some(sign) = ["**", "）", ")"]
        .iter()
        .find(|sign| lower.get(to..).is_some_and(|after| after.starts_with(**sign)))
    {
        if from == head.map_or(at, |head| trimmed.len() - head.len()) {
            break;
        }
        to += sign.len();
    }
    Some((from, to))
}

/// Paragraphs that something was taken out of: no blank ones, no space at their ends.
fn tidy(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        let line = line.trim_end();
        if line.trim().is_empty() || matches!(line.trim(), "-" | "*") {
            blank = true;
            continue;
        }
        if !result.is_empty() {
            result.push_str(if blank { "\n\n" } else { "\n" });
        }
        result.push_str(line);
        blank = false;
    }
    result
}

static DEFAULT_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(DEFAULT_HEADS));
const DEFAULT_HEADS: &[&str] = &[
    "默认值为",
    "默认值是",
    "默认值：",
    "默认值:",
    "默认取值：",
    "默认取值:",
    "默认为：",
    "默认为:",
    "默认为",
    "默认：",
    "默认:",
    "Default value:",
    "Default value is",
    "default value is",
    "The default value is",
    "Default:",
    "default value:",
    "デフォルト値：",
    "기본값:",
];

/// The default, where it is one plain word.
fn default_in(text: &str) -> Option<String> {
    let head = DEFAULT_WORDS.first(text)?;
    let rest = text.get(head.end..)?.trim_start();
    let quoted = rest.strip_prefix(['`', '"', '“', '\'']).unwrap_or(rest);
    let length = quoted.find(|c: char| !is_plain(c)).unwrap_or(quoted.len());
    let value = quoted.get(..length)?.trim_end_matches(['.', ':', '-']);
    let after = quoted.get(length..)?.trim_start_matches(['`', '"', '”', '\'']);
    let ends = after.chars().next().is_none_or(|c| {
        matches!(
            c,
            '，' | '。'
                | '；'
                | '、'
                | ','
                | ';'
                | ')'
                | '）'
                | '('
                | '（'
                | '.'
                | '\n'
                | ' '
                | '：'
                | ':'
        )
    });
    // `默认为 7 天`, `Default: the first one`: more words follow, so the word is not the value.
    let follows = after.trim_start_matches(' ');
    let more = after.starts_with(' ')
        && follows.starts_with(|c: char| c.is_alphanumeric())
        && !follows.starts_with(char::is_uppercase);
    (!value.is_empty() && ends && !more).then(|| value.to_owned())
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | '/' | ':' | '+')
}

/// Words that a description begins with when its member is no longer used.
const DISABLED: &[&str] = &[
    "已废弃",
    "已弃用",
    "已停用",
    "已下线",
    "废弃字段",
    "废弃参数",
    "弃用",
    "不再使用",
    "deprecated",
    "disused",
    "this field is deprecated",
    "this parameter is deprecated",
    "this field has been deprecated",
    "this parameter has been deprecated",
    "this field is disused",
    "this parameter is disused",
    "this field is no longer used",
    "this parameter is no longer used",
];

/// Whether the first sentence says plainly that the member is no longer used.
fn says_disabled(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let mut first = one_line(beginning(first, 96));
    first.make_ascii_lowercase();
    let first = simplified(&first);
    let first = first.trim_start_matches(|c: char| "【】[（(*`-注意：: ".contains(c));
    let subject = ["该字段", "此字段", "该参数", "此参数", "本字段", "本参数", "字段", "参数"];
    let verb = subject.iter().find_map(|subject| first.strip_prefix(subject)).unwrap_or(first);
    DISABLED.iter().any(|word| {
        verb.strip_prefix(word).is_some_and(|rest| {
            // `已废弃的实例` speaks of something else.
            !rest.starts_with('的') && !rest.starts_with(|c: char| c.is_ascii_alphabetic())
        })
    })
}

mod example;
#[cfg(test)]
mod tests;
