//! References to nothing, and structures that nothing refers to.

use std::collections::BTreeMap;

use crate::diagnostics::Code;

use crate::lint::finding::{Collector, Draft};
use crate::lint::subject::{Role, Subject, step};
use crate::lower;

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
            let close = meant.entry(name).or_insert_with(|| closest(name, structures.keys()));
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
        let pointer = format!("/structures/{}", step(list.item));
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

/// Names that are longer are not compared: the comparison takes time by the product of lengths,
/// and the longest name of the documentation has 47 letters.
const LONGEST: usize = 128;

/// The name that was probably meant, if one is near enough.
pub(super) fn closest<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n String>,
) -> Option<&'n str> {
    let is_short = |name: &&str| name.len() <= LONGEST;
    let names = names.into_iter().map(String::as_str).filter(is_short);
    is_short(&name).then(|| lower::nearest(name, names)).flatten()
}
