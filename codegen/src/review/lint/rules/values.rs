//! The values that a row lists, against the member's type and each other.

use std::collections::BTreeSet;

use crate::diagnostics::Code;
use crate::spec::json_types::text_fits;
use crate::spec::{Member, MemberType, Scalar};

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
    // What a row lists for a structure are words of its members.
    let fits = |value: &str| scalar.is_none_or(|scalar| text_fits(scalar, unquoted(value)));
    // Two words for a flag are its two values.
    let is_pair = scalar == Some(Scalar::Bool) && member.values.len() == 2;
    if let Some(first) = member.values.first()
        && !is_pair
        && !member.values.iter().any(|documented| fits(&documented.value))
    {
        let (name, title, value) = (&member.name, list.title(), &first.value);
        let message = format!(
            "none of the values of `{name}` of {title}, such as `{value}`, fits `{}`",
            member.member_type
        );
        let pointer = format!("{}/{index}/values/0", list.pointer);
        let item = list.member_item(member);
        collector.push(Draft::new(Code::ValuesOfAnotherMember, item, pointer, message));
        return;
    }
    let of = format!("`{}` of {}", member.name, list.title());
    let mut push = |code, at: usize, message| {
        let pointer = format!("{}/{index}/values/{at}", list.pointer);
        collector.push(Draft::new(code, list.member_item(member), pointer, message));
    };
    let mut seen = BTreeSet::new();
    let mut strays = Vec::new();
    for (at, documented) in member.values.iter().enumerate() {
        let value = documented.value.as_str();
        if !seen.insert(value) {
            push(Code::DuplicateValue, at, format!("value `{value}` of {of} is documented twice"));
        } else if !fits(value) {
            strays.push((at, format!("`{value}`")));
        }
    }
    // Of one member it is one fact, however many values show it.
    if let Some((at, value)) = strays.first() {
        let documented = &member.member_type;
        let message = if strays.len() == 1 {
            format!("value {value} of {of} is not of type `{documented}`")
        } else {
            let all: Vec<&str> = strays.iter().map(|(_, value)| value.as_str()).collect();
            format!("values {} of {of} are not of type `{documented}`", all.join(", "))
        };
        push(Code::ValueWrongKind, *at, message);
    }
}
