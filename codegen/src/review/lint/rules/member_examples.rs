//! The example that a row states for its member, against the member's type and values.

use crate::diagnostics::Code;
use crate::spec::json_types::text_fits;
use crate::spec::{Member, MemberType};

use super::placeholder::is_placeholder;
use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::{MemberList, Subject};

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for list in subject.lists() {
        for (index, member) in list.members.iter().enumerate() {
            if let Some(example) = stated(member.example.as_ref()) {
                let pointer = format!("{}/{index}/example", list.pointer);
                check_example(&list, member, example, pointer, collector);
            }
        }
    }
}

fn check_example(
    list: &MemberList<'_>,
    member: &Member,
    example: &str,
    pointer: String,
    collector: &mut Collector,
) {
    // How a list or an object is written into a table cell follows no rule.
    let MemberType::Scalar(scalar) = member.member_type else { return };
    let text = unquoted(example);
    let (code, what) = if !text_fits(scalar, text) && is_placeholder(scalar, &member.name, text) {
        (Code::MemberExamplePlaceholder, "is a placeholder".to_owned())
    } else if !text_fits(scalar, text) {
        (Code::MemberExampleWrongKind, format!("is not of type `{scalar}`"))
    } else if !is_documented(member, text) {
        (Code::MemberExampleNotInValues, "is not among its values".to_owned())
    } else {
        return;
    };
    let message = format!("the example of `{}` of {} {what}", member.name, list.title());
    let draft = Draft::new(code, list.member_item(member), pointer, message);
    collector.push(draft.found(example));
}

/// A text that says something; `无` and `-` stand for nothing.
pub(super) fn stated(text: Option<&String>) -> Option<&str> {
    let text = text?.trim();
    let is_nothing =
        ["", "无", "-", "--", "None", "none", "N/A", "null", "NULL", "nil"].contains(&text);
    (!is_nothing).then_some(text)
}

/// A text without the quotes that an author puts around a value.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in [('"', '"'), ('`', '`'), ('“', '”'), ('\'', '\'')] {
        if let Some(inside) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return inside;
        }
    }
    text
}

/// Whether a text is one of the documented values, or none are documented.
pub(super) fn is_documented(member: &Member, text: &str) -> bool {
    member.values.is_empty() || member.values.iter().any(|known| unquoted(&known.value) == text)
}
