//! Prose that deprecates what no mark deprecates.

use crate::diagnostics::{Code, escaped};
use crate::spec::Status;

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::Subject;

/// How the documentation says, about the thing itself, that it should not be used any more.
/// Whole phrases: a bare word (`下线`) also names what an action does to a server.
const PHRASES: &[&str] = &[
    "已废弃",
    "已弃用",
    "已经废弃",
    "该字段废弃",
    "参数废弃",
    "字段废弃",
    "废弃字段",
    "废弃参数",
    "接口已下线",
    "字段已下线",
    "参数已下线",
    "即将下线",
    "不再使用",
    "不再维护",
    "deprecated",
    "Deprecated",
    "no longer supported",
];

/// Advice, which deprecates only where the same sentence names what to use instead.
const ADVICE: &[&str] = &["不推荐使用", "不建议使用", "not recommended"];
/// What to use instead.
const INSTEAD: &[&str] = &["请使用", "改用", "替代", "代替", "推荐使用", "instead", "please use"];

/// What a sentence that speaks of the thing itself names, where it does not begin with the
/// phrase.
const SUBJECTS: &[&str] = &[
    "字段",
    "参数",
    "接口",
    "该入参",
    "此入参",
    "本入参",
    "该属性",
    "此属性",
    "field",
    "parameter",
    "this api",
    "this action",
    "member",
    "it is",
];
/// Words that make a phrase conditional, or a value, or a state of something else.
const CONDITIONS: &[&str] =
    &["如果", "若", "非必要", "除非", "是否", "可能", "当", "枚举", "取值", "状态", "if ", "when "];

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for (name, action) in &subject.spec.actions {
        if matches!(action.status, Some(Status::Deprecated | Status::Offline)) {
            continue;
        }
        if let Some(phrase) = deprecated_by(action.doc.as_ref()) {
            let message =
                format!("the documentation of `{name}` says `{phrase}`, its status does not");
            let pointer = format!("/actions/{}/doc", escaped(name));
            collector.push(Draft::new(Code::UnmarkedDeprecation, name, pointer, message));
        }
    }
    for list in subject.lists() {
        for (index, member) in list.members.iter().enumerate().filter(|(_, m)| !m.disabled) {
            if let Some(phrase) = deprecated_by(member.doc.as_ref()) {
                let message = format!(
                    "the documentation of `{}` of {} says `{phrase}`, and it is not disabled",
                    member.name,
                    list.title()
                );
                let pointer = format!("{}/{index}/doc", list.pointer);
                collector.push(Draft::new(
                    Code::UnmarkedDeprecation,
                    list.member_item(member),
                    pointer,
                    message,
                ));
            }
        }
    }
}

/// The phrase by which the text deprecates the thing that it describes.
fn deprecated_by(doc: Option<&String>) -> Option<&'static str> {
    let mut sentences = doc?.split(['。', '；', '\n', '！']).flat_map(|part| part.split(". "));
    sentences.find_map(|sentence| {
        let advice = || {
            let names_other = INSTEAD.iter().any(|words| sentence.contains(words));
            spoken(sentence, ADVICE).filter(|_| names_other)
        };
        spoken(sentence, PHRASES).or_else(advice)
    })
}

/// The phrase of a sentence that speaks of the thing itself, without a condition.
fn spoken(sentence: &str, phrases: &'static [&'static str]) -> Option<&'static str> {
    let (phrase, at) = phrases.iter().find_map(|phrase| Some((*phrase, sentence.find(phrase)?)))?;
    let before = sentence.get(..at)?.to_lowercase();
    // `不再使用的实例` speaks of instances.
    if sentence.get(at + phrase.len()..).is_some_and(|behind| behind.starts_with('的')) {
        return None;
    }
    // `1：已废弃` describes a value.
    let is_value = before.trim_end().ends_with([':', '：', '=', '-', '（', '('])
        && before.chars().any(|c| c.is_ascii_alphanumeric());
    let opens = before.trim_start_matches(['*', '【', '（', '(', '[', '>', '-', ' ', '\u{ff0c}']);
    let is_subject = opens.is_empty() || SUBJECTS.iter().any(|word| before.contains(word));
    let is_plain = !CONDITIONS.iter().any(|word| before.contains(word));
    (is_subject && is_plain && !is_value).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Option<&'static str> {
        deprecated_by(Some(&text.to_owned()))
    }

    #[test]
    fn a_text_that_deprecates_its_own_thing_is_found() {
        for text in [
            "已废弃，请使用 BookId。",
            "【已弃用】书的编号",
            "书的编号。该字段已废弃",
            "不推荐使用，请使用 BookId",
            "This parameter is deprecated.",
            "Deprecated: use BookId.",
            "此参数不再使用",
        ] {
            assert!(phrase(text).is_some(), "{text}");
        }
    }

    #[test]
    fn a_text_that_only_sounds_like_it_is_not() {
        for text in [
            "影响输出的种子。非必要不建议使用，不合理的取值会影响效果",
            "不建议使用过大的值",
            "书的状态，1：在架，2：已废弃",
            "取值：ON（使用中）、OFF（已废弃）",
            "如果该接口已下线，返回空",
            "是否包含已废弃的书",
            "把书标为 deprecated 的时间",
            "不再使用的书，可通过本接口归还",
            "It is not recommended to borrow more than ten books.",
        ] {
            assert_eq!(phrase(text), None, "{text}");
        }
    }
}
