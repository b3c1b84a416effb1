//! The values that a row lists, against the member's type and each other.

use std::collections::BTreeSet;

use crate::diagnostics::Code;
use crate::spec::json_types::text_fits;
use crate::spec::{Member, MemberType};

use super::member_examples::unquoted;
use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::{MemberList, Subject};

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for list in subject.lists() {
        for (index, member) in list.members.iter().enumerate() {
            check_values(&list, index, member, collector);
        }
    }
}

fn check_values(list: &MemberList<'_>, index: usize, member: &Member, collector: &mut Collector) {
    let scalar = match &member.member_type {
        MemberType::Scalar(scalar) | MemberType::ScalarList(scalar) => Some(*scalar),
        MemberType::Structure(_) | MemberType::StructureList(_) => None,
    };
    let mut seen = BTreeSet::new();
    for (at, documented) in member.values.iter().enumerate() {
        let value = documented.value.as_str();
        // What a row lists for a structure are words of its members.
        let fits = scalar.is_none_or(|scalar| text_fits(scalar, unquoted(value)));
        let doubt = match (seen.insert(value), fits) {
            (false, _) => Some((Code::DuplicateValue, "is documented twice".to_owned())),
            (true, false) => {
                Some((Code::ValueWrongKind, format!("is no `{}`", member.member_type)))
            }
            (true, true) => None,
        };
        if let Some((code, what)) = doubt {
            let of = format!("`{}` of {}", member.name, list.title());
            let message = format!("value `{value}` of {of} {what}");
            let pointer = format!("{}/{index}/values/{at}", list.pointer);
            collector.push(Draft::new(code, list.member_item(member), pointer, message));
        }
    }
}
