//! References to nothing, and structures that nothing refers to.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, escaped};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::{Role, Subject};
use crate::text::suggest::nearest;

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    dangling(subject, collector);
    unreferenced(subject, collector);
}

fn dangling(subject: &Subject<'_>, collector: &mut Collector) {
    let structures = &subject.spec.structures;
    let mut meant: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for list in subject.lists() {
        for (index, member) in list.members.iter().enumerate() {
            let Some(name) = member.member_type.structure() else { continue };
            if structures.contains_key(name) {
                continue;
            }
            let message = format!(
                "`{}` of {} is a `{name}`, and no such structure is documented",
                member.name,
                list.title()
            );
            let pointer = format!("{}/{index}/type", list.pointer);
            let draft = Draft::new(Code::DanglingType, list.member_item(member), pointer, message)
                .found(member.member_type.to_string());
            let close = meant
                .entry(name)
                .or_insert_with(|| nearest(name, structures.keys().map(String::as_str)));
            collector.push(match close {
                Some(close) => draft.help(format!("did the documentation mean `{close}`?")),
                None => draft.help("the page of the data structures was not read, or lacks it"),
            });
        }
    }
}

fn unreferenced(subject: &Subject<'_>, collector: &mut Collector) {
    for list in subject.lists() {
        if list.role != Role::Structure {
            continue;
        }
        let pointer = format!("/structures/{}", escaped(list.item));
        if !subject.reached.contains_key(list.item) {
            let message = format!("no action reaches structure `{}`", list.item);
            collector.push(Draft::new(
                Code::UnreferencedStructure,
                list.item,
                pointer.clone(),
                message,
            ));
        }
        if list.members.is_empty() {
            let message = format!("structure `{}` has no members", list.item);
            collector.push(Draft::new(Code::EmptyStructure, list.item, pointer, message));
        }
    }
}
