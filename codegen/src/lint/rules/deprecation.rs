//! Prose that deprecates what no mark deprecates.

use crate::diagnostics::{Code, escaped};
use crate::spec::Status;

use crate::lint::finding::{Collector, Draft};
use crate::lint::subject::Subject;

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
    "不推荐使用",
    "不建议使用",
    "不再使用",
    "不再维护",
    "deprecated",
    "Deprecated",
    "no longer supported",
    "not recommended",
];

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

fn deprecated_by(doc: Option<&String>) -> Option<&'static str> {
    let doc = doc?;
    PHRASES.iter().copied().find(|phrase| doc.contains(phrase))
}
