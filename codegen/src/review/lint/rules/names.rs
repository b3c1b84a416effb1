//! Names that appear twice, or nearly so, and names that are not the action's own.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, escaped};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::{MemberList, Role, Subject};

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for list in subject.lists() {
        members(&list, collector);
        if list.role == Role::Input {
            public_parameters(&list, collector);
        }
    }
    let spec = subject.spec;
    similar_items("actions", spec.actions.keys(), collector);
    similar_items("structures", spec.structures.keys(), collector);
}

fn members(list: &MemberList<'_>, collector: &mut Collector) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (index, member) in list.members.iter().enumerate() {
        let Some(earlier) = seen.get(&folded(&member.name)) else {
            seen.insert(folded(&member.name), &member.name);
            continue;
        };
        let (code, message) = if *earlier == member.name {
            let message = format!("{} has two members `{}`", list.title(), member.name);
            (Code::DuplicateMember, message)
        } else {
            let message = format!(
                "members `{earlier}` and `{}` of {} differ only by case or word break",
                member.name,
                list.title()
            );
            (Code::SimilarMembers, message)
        };
        let pointer = format!("{}/{index}", list.pointer);
        collector.push(Draft::new(code, list.member_item(member), pointer, message));
    }
}

fn public_parameters(list: &MemberList<'_>, collector: &mut Collector) {
    for (index, member) in list.members.iter().enumerate() {
        if ["Action", "Version", "Region"].contains(&member.name.as_str()) {
            let message = format!(
                "`{}` is among the inputs of `{}`, and is a public parameter",
                member.name, list.item
            );
            let pointer = format!("{}/{index}", list.pointer);
            collector.push(Draft::new(
                Code::PublicParameter,
                list.member_item(member),
                pointer,
                message,
            ));
        }
    }
}

fn similar_items<'n>(
    kind: &str,
    names: impl Iterator<Item = &'n String>,
    collector: &mut Collector,
) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for name in names {
        if let Some(earlier) = seen.insert(folded(name), name) {
            let message =
                format!("{kind} `{earlier}` and `{name}` differ only by case or word break");
            let pointer = format!("/{kind}/{}", escaped(name));
            collector.push(Draft::new(Code::SimilarNames, name, pointer, message));
        }
    }
}

/// A name without what people mistake: case and word breaks.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}
