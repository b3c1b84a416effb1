//! Things that stand without a word of documentation.

use crate::diagnostics::{Code, escaped};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::Subject;

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    // A spec without any prose was imported so, and says nothing about the documentation.
    if !subject.has_docs {
        return;
    }
    let spec = subject.spec;
    for (name, action) in &spec.actions {
        if is_empty(action.doc.as_ref()) {
            push(
                name,
                format!("/actions/{}", escaped(name)),
                format!("action `{name}`"),
                collector,
            );
        }
        for code in action.errors.iter().filter(|(_, doc)| doc.trim().is_empty()).map(|(c, _)| c) {
            let pointer = format!("/actions/{}/errors/{}", escaped(name), escaped(code));
            push(name, pointer, format!("error code `{code}` of `{name}`"), collector);
        }
    }
    for (name, structure) in &spec.structures {
        if is_empty(structure.doc.as_ref()) {
            let pointer = format!("/structures/{}", escaped(name));
            push(name, pointer, format!("structure `{name}`"), collector);
        }
    }
    for list in subject.lists() {
        for (index, member) in list.members.iter().enumerate() {
            if is_empty(member.doc.as_ref()) {
                let what = format!("member `{}` of {}", member.name, list.title());
                let pointer = format!("{}/{index}", list.pointer);
                push(&list.member_item(member), pointer, what, collector);
            }
        }
    }
}

fn is_empty(doc: Option<&String>) -> bool {
    doc.is_none_or(|doc| doc.trim().is_empty())
}

fn push(item: &str, pointer: String, what: String, collector: &mut Collector) {
    let message = what + " has no documentation";
    collector.push(Draft::new(Code::EmptyDoc, item, pointer, message));
}
