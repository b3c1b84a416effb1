//! An answer made from types, examples of members and documented values, for an action without
//! an example.

use serde_json::{Map, Value};

use crate::export::typed_value;
use crate::mock::catalogue::FoundAction;
use crate::spec::{Member, MemberType, Scalar, Spec};

/// Structures inside structures grow without bound; an answer has at most so many values.
const MOST_VALUES: usize = 5_000;

/// The members of an answer.
pub(super) fn members(found: &FoundAction<'_>) -> Map<String, Value> {
    let mut maker = Maker { spec: found.spec(), open: Vec::new(), left: MOST_VALUES };
    let outputs = found.action.output.iter().filter(|member| member.name != "RequestId");
    maker.object(outputs)
}

struct Maker<'a> {
    spec: &'a Spec,
    /// The structures around the value: none is in itself.
    open: Vec<&'a str>,
    left: usize,
}

impl<'a> Maker<'a> {
    fn object(&mut self, members: impl Iterator<Item = &'a Member>) -> Map<String, Value> {
        let made = members.filter_map(|member| Some((member.name.clone(), self.member(member)?)));
        made.collect()
    }

    /// A documented value, else one of the type; `None` where a structure would be in itself.
    fn member(&mut self, member: &'a Member) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        let first = member.values.first().map(|value| value.value.as_str());
        let texts = [member.example.as_deref(), first, member.default.as_deref()];
        let documented = texts.into_iter().flatten();
        let mut typed = documented.filter_map(|text| typed_value(&member.member_type, text));
        if let (Some(value), MemberType::Scalar(_) | MemberType::ScalarList(_)) =
            (typed.next(), &member.member_type)
        {
            return Some(value);
        }
        match &member.member_type {
            MemberType::Scalar(scalar) => Some(scalar_value(*scalar, &member.name)),
            MemberType::ScalarList(scalar) => {
                Some(vec![scalar_value(*scalar, &member.name)].into())
            }
            MemberType::Structure(name) => self.structure(name),
            MemberType::StructureList(name) => {
                Some(self.structure(name).into_iter().collect::<Vec<_>>().into())
            }
        }
    }

    fn structure(&mut self, name: &'a str) -> Option<Value> {
        if self.open.contains(&name) {
            return None;
        }
        let members = self.spec.structures.get(name).map(|structure| &structure.members);
        self.open.push(name);
        let object = self.object(members.into_iter().flatten());
        self.open.pop();
        Some(object.into())
    }
}

fn scalar_value(scalar: Scalar, name: &str) -> Value {
    match scalar {
        Scalar::String | Scalar::Binary => name.into(),
        Scalar::Int64 | Scalar::Uint64 => 1.into(),
        Scalar::Float => 1.5.into(),
        Scalar::Bool => true.into(),
        Scalar::Date => "2026-01-02".into(),
        Scalar::Datetime => "2026-01-02 03:04:05".into(),
        Scalar::DatetimeIso => "2026-01-02T03:04:05+08:00".into(),
    }
}
