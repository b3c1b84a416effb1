//! The query string of a GET request: `https://host/?Action=…&Filters.0.Name=…` to the object
//! that it stands for.
//!
//! Invariant: linear in the text; keys nest no deeper than [`DEPTH`].

use serde_json::{Map, Value};

use crate::spec::Action;

/// What a query string says.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// The members, all scalars as text.
    pub(super) members: Map<String, Value>,
    /// Whether a JSON body follows, which a GET request does not have.
    pub(super) has_body: bool,
}

/// Keys that nest deeper are taken as they stand: no type of the documentation goes so deep.
const DEPTH: usize = 32;

/// The public parameters of a GET request. They are members where the action says so.
const PUBLIC: &[&str] = &[
    "Action",
    "Version",
    "Region",
    "Timestamp",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Token",
    "RequestClient",
    "Language",
];

/// Reads the query string of a URL, or says that the text is no URL.
pub(super) fn parse(text: &str, action: &Action) -> Option<Query> {
    let text = text.trim_start();
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let (_, rest) = text.split_once('?')?;
    let (pairs, body) = match rest.find("\n{") {
        Some(start) => rest.split_at(start),
        None => (rest, ""),
    };
    let mut members = Map::new();
    for (key, value) in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
        let (key, value) = (key.trim(), value.trim());
        let is_member = || action.input.iter().any(|member| member.name == key);
        if !PUBLIC.contains(&key) || is_member() {
            insert(&mut members, key, value);
        }
    }
    let members = members.into_iter().map(|(key, value)| (key, with_lists(value))).collect();
    Some(Query { members, has_body: !body.trim().is_empty() })
}

fn insert(members: &mut Map<String, Value>, key: &str, value: &str) {
    let mut steps: Vec<&str> = key.splitn(DEPTH, '.').collect();
    let last = steps.pop().unwrap_or(key);
    let mut object = members;
    for step in steps {
        let below = object.entry(step).or_insert_with(|| Value::Object(Map::new()));
        // `A=1&A.0=2` says two things of A; the second is the one with members.
        if !below.is_object() {
            *below = Value::Object(Map::new());
        }
        let Value::Object(next) = below else { return };
        object = next;
    }
    object.insert(last.to_owned(), Value::String(value.to_owned()));
}

/// Objects whose keys are all numbers are lists, in the order of the text.
fn with_lists(value: Value) -> Value {
    let Value::Object(object) = value else { return value };
    let is_list = object.keys().all(|key| key.bytes().all(|byte| byte.is_ascii_digit()));
    if is_list {
        return Value::Array(object.into_iter().map(|(_, value)| with_lists(value)).collect());
    }
    Value::Object(object.into_iter().map(|(key, value)| (key, with_lists(value))).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(text: &str) -> Value {
        Value::Object(parse(text, &Action::default()).unwrap().members)
    }

    #[test]
    fn numbered_keys_are_lists_and_dotted_keys_are_objects() {
        let text = "https://demo.example/?Action=X\n&Tags.0.Key=a\n&Tags.1.Key=b\n&Place.Zone=z\n&<公共请求参数>";
        let expected = json!({"Tags": [{"Key": "a"}, {"Key": "b"}], "Place": {"Zone": "z"}});
        assert_eq!(members(text), expected);
    }

    #[test]
    fn a_body_after_the_query_is_noticed() {
        let query = parse("https://demo.example/?A=1\n\n{\"A\": 1}", &Action::default()).unwrap();
        assert!(query.has_body);
        assert_eq!(Value::Object(query.members), json!({"A": "1"}));
    }

    #[test]
    fn a_key_of_ten_thousand_dots_nests_no_deeper_than_the_limit() {
        let text = format!("https://demo.example/?{}=1", "a.".repeat(10_000));
        assert!(parse(&text, &Action::default()).is_some());
    }

    #[test]
    fn a_text_that_is_no_url_has_no_query() {
        assert!(parse("{\"A\": \"https://x/?b=1\"}", &Action::default()).is_none());
    }
}
