//! The default that a row states, against the member's type, values and requiredness.

use crate::diagnostics::Code;
use crate::spec::json_types::text_fits;
use crate::spec::{Member, MemberType};

use super::member_examples::{is_documented, stated, unquoted};
use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::{MemberList, Role, Subject};

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for list in subject.lists() {
        for (index, member) in list.members.iter().enumerate() {
            let Some(default) = stated(member.default.as_ref()) else { continue };
            let doubt = doubt(&list, member, default);
            let Some((code, what)) = doubt else { continue };
            let message = format!("the default of `{}` of {} {what}", member.name, list.title());
            let pointer = format!("{}/{index}/default", list.pointer);
            let draft = Draft::new(code, list.member_item(member), pointer, message);
            collector.push(draft.found(default));
        }
    }
}

/// What is doubtful about a default, the worst first.
fn doubt(list: &MemberList<'_>, member: &Member, default: &str) -> Option<(Code, String)> {
    let text = unquoted(default);
    let scalar = match &member.member_type {
        MemberType::Scalar(scalar) => Some(*scalar),
        MemberType::ScalarList(_) | MemberType::Structure(_) | MemberType::StructureList(_) => None,
    };
    if scalar.is_some_and(|scalar| !text_fits(scalar, text)) {
        return Some((Code::DefaultWrongKind, format!("is not of type `{}`", member.member_type)));
    }
    if scalar.is_some() && !is_documented(member, text) {
        return Some((Code::DefaultNotInValues, "is not among its values".into()));
    }
    // Of a structure nobody knows whether it is sent or returned; of an input it is plain.
    if member.required && list.role == Role::Input {
        return Some((Code::RequiredWithDefault, "is never used, because it is required".into()));
    }
    None
}
