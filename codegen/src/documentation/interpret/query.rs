//! A query string to the JSON body that it stands for: `Filters.0.Values.1=…` becomes
//! `{"Filters": [{"Values": […]}]}`.
//!
//! A query string has no types; the members of the input give them. What fits no type stays
//! the text as found, so that a wrong example shows as one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::json_text::json_object;
use crate::spec::json_types::value_of_text;
use crate::spec::{Member, MemberType, Scalar};

/// The members of a structure, by name.
pub type Structures<'a> = &'a dyn Fn(&str) -> Option<&'a [Member]>;

/// Parameters of every call, which are headers where the body is JSON.
const PUBLIC: [&str; 11] = [
    "Action",
    "Version",
    "Region",
    "Timestamp",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Token",
    "Language",
    "RequestClient",
];

/// A path with more steps than this is not a parameter.
const DEPTH_LIMIT: usize = 32;

/// The body that a URL stands for; `None` if it has no query string.
pub(super) fn query_body<'a>(
    text: &str,
    input: &'a [Member],
    structures: Structures<'a>,
) -> Option<Value> {
    let (_, query) = text.split_once('?')?;
    let (query, beneath) = split_at_body(query.trim_start());
    // Some URLs carry the common parameters, or an older form, and the body beneath.
    if !beneath.is_empty() {
        return json_object(beneath);
    }
    let names: BTreeSet<&str> = input.iter().map(|member| member.name.as_str()).collect();
    let pairs: Vec<_> = pairs(query, &names).collect();
    typed_query(&pairs, input, structures)
}

/// The body that decoded parameters stand for, without the common ones; `None` if a path leads
/// through a value.
pub(crate) fn typed_query<'a>(
    pairs: &[(String, String)],
    input: &'a [Member],
    structures: Structures<'a>,
) -> Option<Value> {
    let is_member = |key: &str| input.iter().any(|member| member.name == key);
    let mut tree = Map::new();
    for (key, value) in pairs {
        if !PUBLIC.contains(&key.as_str()) || is_member(key) {
            insert(&mut tree, key, value.clone())?;
        }
    }
    Some(structure(tree, input, structures))
}

/// What is before and after the first empty line that no further parameter follows.
fn split_at_body(text: &str) -> (&str, &str) {
    let (mut at, mut empty_at) = (0, None);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            empty_at = empty_at.or(Some(at));
        } else if line.trim_start().starts_with('&') {
            empty_at = None;
        } else if let Some(end) = empty_at {
            let body = text.get(at..).unwrap_or_default();
            return (text.get(..end).unwrap_or(text), body);
        }
        at += line.len();
    }
    (text, "")
}

/// Key and value of each parameter. A placeholder such as `<common parameters>` is none.
fn pairs(query: &str, names: &BTreeSet<&str>) -> impl Iterator<Item = (String, String)> {
    parameters(query.trim_end(), names).into_iter().filter_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        let key = decode(key.trim());
        (!key.starts_with('<')).then(|| (key, decode(value.trim())))
    })
}

/// The parameters, each as found. Where they are on lines of their own, a value may hold a
/// bare `&`; there only the name of a member after it begins a further parameter.
fn parameters<'q>(query: &'q str, names: &BTreeSet<&str>) -> Vec<&'q str> {
    if !query.contains("\n&") {
        return query.split('&').collect();
    }
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in query.match_indices('&') {
        let (before, after) = (query.get(..at), query.get(at + 1..).unwrap_or_default());
        if before.is_some_and(|before| before.ends_with('\n')) || is_parameter(after, names) {
            found.extend(query.get(from..at));
            from = at + 1;
        }
    }
    found.extend(query.get(from..));
    found
}

/// Whether the text begins with a member or a path below one, and `=`.
fn is_parameter(text: &str, names: &BTreeSet<&str>) -> bool {
    let in_path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let end = text.find(|c| !in_path(c)).unwrap_or(text.len());
    let (path, rest) = text.split_at_checked(end).unwrap_or_default();
    let name = path.split('.').next().unwrap_or_default();
    rest.starts_with('=') && names.contains(name)
}

/// Percent-encoding undone; what is not UTF-8 then stays as found. `+` is a plus: the examples
/// write times with a zone so.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// Puts a value at the end of its dotted path; `None` if the path crosses another value.
fn insert(tree: &mut Map<String, Value>, key: &str, value: String) -> Option<()> {
    let mut steps: Vec<&str> = key.split('.').collect();
    let last = steps.pop()?;
    if steps.len() > DEPTH_LIMIT {
        return None;
    }
    let mut tree = tree;
    for step in steps {
        tree = tree.entry(step).or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
    }
    tree.insert(last.to_owned(), Value::String(value));
    Some(())
}

fn structure<'a>(
    tree: Map<String, Value>,
    members: &'a [Member],
    structures: Structures<'a>,
) -> Value {
    let typed = |(name, value): (String, Value)| {
        let member = members.iter().find(|member| member.name == name);
        let value = match member {
            Some(member) => typed(value, &member.member_type, structures),
            None => untyped(value),
        };
        (name, value)
    };
    Value::Object(tree.into_iter().map(typed).collect())
}

fn typed<'a>(value: Value, member_type: &'a MemberType, structures: Structures<'a>) -> Value {
    match member_type {
        MemberType::Scalar(scalar) => typed_scalar(value, *scalar),
        MemberType::ScalarList(scalar) => list(value, |item| typed_scalar(item, *scalar)),
        MemberType::Structure(name) => typed_structure(value, name, structures),
        MemberType::StructureList(name) => {
            list(value, |item| typed_structure(item, name, structures))
        }
    }
}

fn typed_structure<'a>(value: Value, name: &'a str, structures: Structures<'a>) -> Value {
    match (value, structures(name)) {
        (Value::Object(tree), Some(members)) => structure(tree, members, structures),
        (value, _) => untyped(value),
    }
}

/// A value of which no member says anything: only that a list is a list shows by itself. A page
/// does not describe the structures that it names.
fn untyped(value: Value) -> Value {
    let Value::Object(tree) = value else { return value };
    let numbered = !tree.is_empty() && tree.keys().all(|name| name.parse::<u32>().is_ok());
    if numbered {
        return list(Value::Object(tree), untyped);
    }
    Value::Object(tree.into_iter().map(|(name, value)| (name, untyped(value))).collect())
}

/// `{"0": a, "1": b}` as `[a, b]`, in the order of the numbers; they may start at 0 or 1.
fn list(value: Value, typed: impl Fn(Value) -> Value) -> Value {
    let Value::Object(tree) = value else { return value };
    let mut items = Vec::with_capacity(tree.len());
    for (index, item) in &tree {
        match index.parse::<u32>() {
            Ok(index) => items.push((index, item.clone())),
            Err(_) => return Value::Object(tree),
        }
    }
    items.sort_by_key(|(index, _)| *index);
    Value::Array(items.into_iter().map(|(_, item)| typed(item)).collect())
}

fn typed_scalar(value: Value, scalar: Scalar) -> Value {
    value.as_str().and_then(|text| value_of_text(scalar, text)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body(query: &str) -> Option<Value> {
        let filter = [
            Member::new("Name", MemberType::Scalar(Scalar::String)),
            Member::new("Values", MemberType::ScalarList(Scalar::String)),
            Member::new("Not", MemberType::Structure("Filter".into())),
        ];
        let input = [
            Member::new("Limit", MemberType::Scalar(Scalar::Int64)),
            Member::new("Score", MemberType::Scalar(Scalar::Float)),
            Member::new("All", MemberType::Scalar(Scalar::Bool)),
            Member::new("Filters", MemberType::StructureList("Filter".into())),
            Member::new("Language", MemberType::Scalar(Scalar::String)),
            Member::new("Ids", MemberType::ScalarList(Scalar::Uint64)),
        ];
        let text = format!("https://cvm.tencentcloudapi.com/?Action=X\n&{query}");
        query_body(&text, &input, &|name| (name == "Filter").then_some(filter.as_slice()))
    }

    #[test]
    fn a_dotted_path_becomes_nested_json() {
        let query = "Filters.0.Name=zone\n&Filters.0.Values.1=b\n&Filters.0.Values.0=a\n\
                     &Filters.1.Not.Values.1=c\n&<common parameters>";
        let expected = json!({"Filters": [
            {"Name": "zone", "Values": ["a", "b"]},
            {"Not": {"Values": ["c"]}}
        ]});
        assert_eq!(body(query), Some(expected));
    }

    #[test]
    fn values_take_the_type_of_their_member() {
        assert_eq!(
            body("Limit=-3\n&Score=0.5\n&All=true\n&Ids.0=18446744073709551615"),
            Some(json!({"Limit": -3, "Score": 0.5, "All": true, "Ids": [u64::MAX]}))
        );
        assert_eq!(body("All=1"), Some(json!({"All": true})));
    }

    #[test]
    fn what_fits_no_type_stays_as_found() {
        assert_eq!(
            body("Limit=many\n&Ids=7\n&Other.A=1"),
            Some(json!({"Limit": "many", "Ids": "7", "Other": {"A": "1"}}))
        );
    }

    #[test]
    fn a_list_in_an_unknown_structure_is_a_list() {
        assert_eq!(
            body("Other.1.Values.1=a\n&Other.1.Values.2=b"),
            Some(json!({"Other": [{"Values": ["a", "b"]}]}))
        );
    }

    #[test]
    fn public_parameters_are_left_out_unless_the_input_has_them() {
        assert_eq!(body("Region=ap-x\n&Nonce=1\n&Language=zh"), Some(json!({"Language": "zh"})));
    }

    #[test]
    fn percent_encoding_is_undone_and_a_plus_stays() {
        assert_eq!(
            body("A=qcs%3A%3Acam+1\n&B=%zz%e4%b8%80\n&C=%ff"),
            Some(json!({"A": "qcs::cam+1", "B": "%zz一", "C": "%ff"}))
        );
    }

    #[test]
    fn a_bare_ampersand_may_stand_in_a_value_on_its_own_line() {
        assert_eq!(body("A=x&y\n&B=z"), Some(json!({"A": "x&y", "B": "z"})));
    }

    #[test]
    fn a_member_after_a_bare_ampersand_is_a_parameter() {
        assert_eq!(
            body("Limit=1&All=true&Ids.0=7\n&A=x?Limits=2&Limit&Limit.\n&Score=2&Filters.0.Name=n"),
            Some(json!({
                "Limit": 1, "All": true, "Ids": [7], "A": "x?Limits=2&Limit&Limit.",
                "Score": 2.0, "Filters": [{"Name": "n"}]
            }))
        );
    }

    #[test]
    fn a_body_beneath_a_url_is_the_body() {
        assert_eq!(body("<common>\n\n{\"Limit\": 1}"), Some(json!({"Limit": 1})));
        assert_eq!(body("Limit=2\n\n{\"Limit\": 1}"), Some(json!({"Limit": 1})));
        assert_eq!(body("Limit=2\n\nprose"), None);
    }

    #[test]
    fn an_empty_line_between_parameters_ends_nothing() {
        assert_eq!(body("A=1\n\n&B=2\n\n"), Some(json!({"A": "1", "B": "2"})));
    }

    #[test]
    fn a_path_through_a_value_is_no_query() {
        assert_eq!(body("A=1\n&A.B=2"), None);
        assert_eq!(body(&format!("A{}=1", ".0".repeat(1000))), None);
    }
}
