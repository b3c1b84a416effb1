//! Parameters against the members of an action: what is missing, unknown, or of another type.

use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::spec::{Member, MemberType, Scalar, Spec};

/// The first fault of a body, as the service would say it; it says one at a time.
pub(super) fn check(body: &Map<String, Value>, input: &[Member], spec: &Spec) -> Option<Refusal> {
    object(body, input, spec, "")
}

fn object(
    body: &Map<String, Value>,
    members: &[Member],
    spec: &Spec,
    path: &str,
) -> Option<Refusal> {
    let unknown = body.keys().find(|key| !members.iter().any(|member| member.name == **key));
    if let Some(key) = unknown {
        return Some(Refusal::UnknownParameter(below(path, key)));
    }
    members.iter().find_map(|member| match body.get(&member.name) {
        None | Some(Value::Null) if member.required => {
            Some(Refusal::MissingParameter(below(path, &member.name)))
        }
        None | Some(Value::Null) => None,
        Some(value) => typed(value, &member.member_type, spec, &below(path, &member.name)),
    })
}

fn typed(value: &Value, member_type: &MemberType, spec: &Spec, path: &str) -> Option<Refusal> {
    match (member_type, value) {
        (MemberType::Scalar(scalar), value) => self::scalar(value, *scalar, path),
        (MemberType::Structure(name), value) => structure(value, name, spec, path),
        (MemberType::ScalarList(scalar), Value::Array(items)) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| self::scalar(item, *scalar, &format!("{path}.{index}"))),
        (MemberType::StructureList(name), Value::Array(items)) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| structure(item, name, spec, &format!("{path}.{index}"))),
        (MemberType::ScalarList(_) | MemberType::StructureList(_), _) => wrong(path, "list"),
    }
}

fn structure(value: &Value, name: &str, spec: &Spec, path: &str) -> Option<Refusal> {
    match (value, spec.structures.get(name)) {
        (Value::Object(body), Some(structure)) => object(body, &structure.members, spec, path),
        // Of a structure that is nowhere described nothing is known.
        (Value::Object(_), None) => None,
        _ => wrong(path, "object"),
    }
}

fn scalar(value: &Value, scalar: Scalar, path: &str) -> Option<Refusal> {
    let fits = match scalar {
        Scalar::Date => value.as_str().is_some_and(is_day),
        Scalar::String | Scalar::Binary | Scalar::Datetime | Scalar::DatetimeIso => {
            value.is_string()
        }
        Scalar::Int64 => value.is_i64(),
        Scalar::Uint64 => value.is_u64(),
        Scalar::Float => value.is_number(),
        Scalar::Bool => value.is_boolean(),
    };
    if fits { None } else { wrong(path, scalar.as_str()) }
}

/// Whether the type is a string on the wire.
pub(super) fn is_text(scalar: Scalar) -> bool {
    match scalar {
        Scalar::String | Scalar::Binary | Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso => {
            true
        }
        Scalar::Int64 | Scalar::Uint64 | Scalar::Float | Scalar::Bool => false,
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && jiff::civil::Date::strptime("%Y-%m-%d", text).is_ok()
}

#[expect(clippy::unnecessary_wraps, reason = "it ends functions that may find nothing wrong")]
fn wrong(path: &str, expected: &'static str) -> Option<Refusal> {
    Some(Refusal::WrongType { path: path.to_owned(), expected })
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The body without what the service does not see: members that are null, and members that the
/// action does not have. Two requests that are alike here are the same request, whichever SDK
/// wrote them.
pub(super) fn essence(body: &Map<String, Value>, members: &[Member], spec: &Spec) -> Value {
    let known = body.iter().filter_map(|(name, value)| {
        let member = members.iter().find(|member| member.name == *name)?;
        let value = match member.member_type.structure().and_then(|name| spec.structures.get(name))
        {
            Some(structure) => essence_of(value, &structure.members, spec),
            None => value.clone(),
        };
        (!value.is_null()).then(|| (name.clone(), value))
    });
    Value::Object(known.collect())
}

fn essence_of(value: &Value, members: &[Member], spec: &Spec) -> Value {
    match value {
        Value::Object(body) => essence(body, members, spec),
        Value::Array(items) => {
            items.iter().map(|item| essence_of(item, members, spec)).collect::<Vec<_>>().into()
        }
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spec::Structure;

    fn input() -> (Vec<Member>, Spec) {
        let member = |name: &str, text: &str, required: bool| Member {
            required,
            ..Member::new(name, text.parse().unwrap())
        };
        let mut spec = Spec::new("shop", "2026-01-02");
        let members = vec![member("Name", "string", true), member("Size", "uint64", false)];
        spec.structures.insert("Item".into(), Structure { members, ..Structure::default() });
        let input = vec![
            member("Items", "list<Item>", true),
            member("Day", "date", false),
            member("Ids", "list<int64>", false),
            member("Flag", "bool", false),
            member("Price", "float", false),
            member("Any", "Gone", false),
        ];
        (input, spec)
    }

    fn fault(body: &Value) -> Option<Refusal> {
        let (input, spec) = input();
        check(body.as_object().unwrap(), &input, &spec)
    }

    #[test]
    fn a_body_of_the_right_types_is_taken() {
        let body = json!({
            "Items": [{ "Name": "a", "Size": 1 }, { "Name": "b", "Size": null }], "Day": "2026-02-28",
            "Ids": [-1], "Flag": false, "Price": 1, "Any": { "X": 1 }
        });
        assert_eq!(fault(&body), None);
    }

    #[test]
    fn every_fault_is_named_by_its_path() {
        let missing = |path: &str| Some(Refusal::MissingParameter(path.into()));
        let unknown = |path: &str| Some(Refusal::UnknownParameter(path.into()));
        let wrong = |path: &str, expected| Some(Refusal::WrongType { path: path.into(), expected });
        for (body, expected) in [
            (json!({}), missing("Items")),
            (json!({ "Items": null }), missing("Items")),
            (json!({ "Items": [{ "Name": "a" }, {}] }), missing("Items.1.Name")),
            (json!({ "Items": [], "Tiems": 1 }), unknown("Tiems")),
            (json!({ "Items": [{ "Name": "a", "Colour": 1 }] }), unknown("Items.0.Colour")),
            (json!({ "Items": "a" }), wrong("Items", "list")),
            (json!({ "Items": ["a"] }), wrong("Items.0", "object")),
            (json!({ "Items": [{ "Name": 1 }] }), wrong("Items.0.Name", "string")),
            (json!({ "Items": [{ "Name": "a", "Size": -1 }] }), wrong("Items.0.Size", "uint64")),
            (json!({ "Items": [], "Day": "2026-02-30" }), wrong("Day", "date")),
            (json!({ "Items": [], "Ids": ["1"] }), wrong("Ids.0", "int64")),
            (json!({ "Items": [], "Flag": "true" }), wrong("Flag", "bool")),
            (json!({ "Items": [], "Price": "1" }), wrong("Price", "float")),
        ] {
            assert_eq!(fault(&body), expected, "{body}");
        }
    }

    #[test]
    fn nulls_and_unknown_members_are_no_part_of_a_request() {
        let (input, spec) = input();
        let body = json!({ "Items": [{ "Name": "a", "Size": null, "X": 1 }], "Y": 2, "Day": null });
        let essence = essence(body.as_object().unwrap(), &input, &spec);
        assert_eq!(essence, json!({ "Items": [{ "Name": "a" }] }));
    }
}
