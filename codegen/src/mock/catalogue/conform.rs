//! An example of an answer put right where it contradicts the types: the service writes what is
//! documented, and an SDK cannot read a string where a list is. What agrees stays as it is.

use serde_json::{Map, Value};

use crate::mock::validate::is_text;
use crate::spec::json_types::{Fit, scalar_fit, value_of};
use crate::spec::{Member, MemberType, Scalar, Spec};

/// The members of an answer with values of their types. Members that are not documented stay.
pub(super) fn conform(
    members: Map<String, Value>,
    types: &[Member],
    spec: &Spec,
) -> Map<String, Value> {
    let fitted = members.into_iter().map(|(name, value)| {
        let member = types.iter().find(|member| member.name == name);
        let value = match member {
            Some(member) => fit(value, &member.member_type, spec),
            None => value,
        };
        (name, value)
    });
    fitted.collect()
}

/// The value as one of the type; null where it says nothing of that type.
fn fit(value: Value, member_type: &MemberType, spec: &Spec) -> Value {
    match member_type {
        MemberType::Scalar(scalar) => fit_scalar(value, *scalar),
        MemberType::Structure(name) => fit_structure(value, name, spec),
        MemberType::ScalarList(scalar) => fit_list(value, |item| fit_scalar(item, *scalar)),
        MemberType::StructureList(name) => fit_list(value, |item| fit_structure(item, name, spec)),
    }
}

fn fit_structure(value: Value, name: &str, spec: &Spec) -> Value {
    match (within_text(value), spec.structures.get(name)) {
        (Value::Object(members), Some(structure)) => {
            conform(members, &structure.members, spec).into()
        }
        (Value::Object(members), None) => members.into(),
        _ => Value::Null,
    }
}

/// A list without what is not an item; a single item is a list of one.
fn fit_list(value: Value, fit: impl Fn(Value) -> Value) -> Value {
    let items = match within_text(value) {
        Value::Null => return Value::Null,
        Value::Array(items) => items,
        item => vec![item],
    };
    items.into_iter().map(fit).filter(|item| !item.is_null()).collect::<Vec<_>>().into()
}

/// A text that holds an object or a list is what it holds.
fn within_text(value: Value) -> Value {
    match &value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            serde_json::from_str(text).unwrap_or(value)
        }
        _ => value,
    }
}

/// A value that the tolerant rules can read is what they read; a text takes anything.
fn fit_scalar(value: Value, scalar: Scalar) -> Value {
    match scalar_fit(scalar, &value) {
        Fit::Exact => value,
        Fit::OtherForm => value_of(scalar, &value).unwrap_or_default(),
        Fit::OutOfRange | Fit::Wrong if is_text(scalar) && !value.is_null() => {
            value.to_string().into()
        }
        Fit::OutOfRange | Fit::Wrong => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spec::Structure;

    #[test]
    fn what_contradicts_its_type_is_put_right_and_nothing_else_changes() {
        let mut spec = Spec::new("shop", "2026-01-02");
        let members = vec![Member::new("N", "int64".parse().unwrap())];
        spec.structures.insert("Item".into(), Structure { members, ..Structure::default() });
        for (kind, value, expected) in [
            ("int64", json!("7"), json!(7)),
            ("int64", json!(7.0), json!(7)),
            ("int64", json!("many"), Value::Null),
            ("uint64", json!(-1), Value::Null),
            ("float", json!(1), json!(1)),
            ("float", json!("0.5"), json!(0.5)),
            ("bool", json!("True"), json!(true)),
            ("bool", json!(0), json!(false)),
            ("string", json!(7), json!("7")),
            ("string", json!({ "a": 1 }), json!("{\"a\":1}")),
            ("string", Value::Null, Value::Null),
            ("Item", json!({ "N": "1", "Other": [] }), json!({ "N": 1, "Other": [] })),
            ("Item", json!("{\"N\": 1}"), json!({ "N": 1 })),
            ("Item", json!("none"), Value::Null),
            ("list<Item>", json!([{ "N": 1 }, null, "x"]), json!([{ "N": 1 }])),
            ("list<Item>", json!({ "N": 1 }), json!([{ "N": 1 }])),
            ("list<string>", json!("a"), json!(["a"])),
            ("list<string>", json!(["a", 1]), json!(["a", "1"])),
        ] {
            let fitted = fit(value.clone(), &kind.parse().unwrap(), &spec);
            assert_eq!(fitted, expected, "{kind} {value}");
        }
    }
}
