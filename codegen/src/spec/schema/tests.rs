//! The schema against the types: the same keys, the same words, and the same verdict on every
//! spec that is one key away from a good one.
//!
//! Written by hand, since it says more than types do (which names and dates are good, which keys go
//! together); these tests hold it to the types.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::{
    Action, EndpointEvidence, EvidenceKind, Example, Member, MemberType, PagesBy, PagesRule,
    Presence, RegionRule, Scalar, Signature, Source, SourceKind, Spec, Status, Structure, ValueDoc,
    is_name, is_product, is_version, read, write,
};
use super::schema;

/// A spec in which every key stands.
const FULL: &str = include_str!("full.json");

fn parsed() -> Value {
    serde_json::from_str(schema()).unwrap()
}

/// The keys that the schema gives for a type of `$defs`, or for the file.
fn schema_keys(definition: &str) -> BTreeSet<String> {
    let schema = parsed();
    let object = if definition == "Spec" { &schema } else { &schema["$defs"][definition] };
    assert_eq!(object["additionalProperties"], json!(false), "{definition}");
    object["properties"].as_object().unwrap().keys().cloned().collect()
}

/// The keys that serde knows of a type, from the error that it gives for another.
fn serde_keys<T: serde::de::DeserializeOwned>(required: &Value) -> BTreeSet<String> {
    let mut object = required.clone();
    object["no such key"] = json!(1);
    let error = serde_json::from_value::<T>(object).err().unwrap().to_string();
    let (_, list) = error.split_once("expected").unwrap();
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_has_exactly_the_keys_of_the_types() {
    let empty = json!({});
    assert_eq!(schema_keys("Spec"), serde_keys::<Spec>(&empty));
    assert_eq!(schema_keys("action"), serde_keys::<Action>(&empty));
    assert_eq!(schema_keys("example"), serde_keys::<Example>(&empty));
    assert_eq!(schema_keys("endpoint_evidence"), serde_keys::<EndpointEvidence>(&empty));
    assert_eq!(schema_keys("pages"), serde_keys::<PagesRule>(&empty));
    assert_eq!(schema_keys("member"), serde_keys::<Member>(&empty));
    assert_eq!(schema_keys("source"), serde_keys::<Source>(&empty));
    assert_eq!(schema_keys("structure"), serde_keys::<Structure>(&empty));
    assert_eq!(schema_keys("value"), serde_keys::<ValueDoc>(&empty));
}

#[test]
fn the_schema_has_exactly_the_words_of_the_enums() {
    fn words<T: serde::de::DeserializeOwned>() -> Vec<String> {
        let error = serde_json::from_value::<T>(json!("no such word")).err().unwrap();
        error.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect()
    }
    let schema = parsed();
    let enumerated = |definition: &str, key: &str| -> Vec<String> {
        let values = &schema["$defs"][definition]["properties"][key]["enum"];
        serde_json::from_value(values.clone()).unwrap()
    };
    assert_eq!(enumerated("action", "status"), words::<Status>());
    assert_eq!(enumerated("action", "region"), words::<RegionRule>());
    assert_eq!(enumerated("action", "signature"), words::<Signature>());
    assert_eq!(enumerated("member", "presence"), words::<Presence>());
    assert_eq!(enumerated("source", "kind"), words::<SourceKind>());
    assert_eq!(enumerated("endpoint_evidence", "kind"), words::<EvidenceKind>());
    assert_eq!(enumerated("pages", "by"), words::<PagesBy>());
}

#[test]
fn the_description_of_type_names_every_scalar() {
    let text = parsed()["$defs"]["type"]["description"].as_str().unwrap().to_owned();
    for scalar in Scalar::ALL {
        assert!(text.contains(&format!("`{scalar}`")), "{scalar}");
    }
}

#[test]
fn every_key_is_described() {
    fn check(path: &str, value: &Value) {
        let Value::Object(object) = value else { return };
        for (key, below) in
            object.get("properties").and_then(Value::as_object).into_iter().flatten()
        {
            let has_words = below.get("description").is_some() || below.get("$ref").is_some();
            assert!(has_words, "{path}/{key} has no description");
        }
        for (key, below) in object {
            check(&format!("{path}/{key}"), below);
        }
    }
    check("", &parsed());
}

#[test]
fn a_spec_with_every_key_reads_back_as_written() {
    let spec = read(FULL).unwrap();
    assert_eq!(write(&spec), FULL);
}

/// Every key of a value, at any depth.
fn collect(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, below) in object {
                used.insert(key.clone());
                collect(below, used);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, used)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_schema_stands_in_the_full_spec() {
    let full: Value = serde_json::from_str(FULL).unwrap();
    let mut used = BTreeSet::new();
    collect(&full, &mut used);
    for definition in [
        "Spec",
        "action",
        "endpoint_evidence",
        "example",
        "member",
        "pages",
        "source",
        "structure",
        "value",
    ] {
        for key in schema_keys(definition) {
            assert!(used.contains(&key), "{definition}.{key} is not in full.json");
        }
    }
}

/// Whether a value is as a part of the schema says. Knows the keywords that the schema uses,
/// and fails on any other.
fn accepts(root: &Value, part: &Value, value: &Value) -> bool {
    part.as_object().unwrap().iter().all(|(keyword, rule)| {
        let properties = || part["properties"].as_object();
        match keyword.as_str() {
            "$schema" | "title" | "description" | "default" | "$defs" => true,
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                accepts(root, &root["$defs"][name], value)
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                other => panic!("type {other}"),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
            "required" => value.as_object().is_none_or(|object| {
                rule.as_array()
                    .unwrap()
                    .iter()
                    .all(|key| object.contains_key(key.as_str().unwrap()))
            }),
            "properties" => value.as_object().is_none_or(|object| {
                let known =
                    |(key, value)| rule.get(key).is_none_or(|rule| accepts(root, rule, value));
                object.iter().all(known)
            }),
            "additionalProperties" => value.as_object().is_none_or(|object| {
                let is_known = |key: &String| properties().is_some_and(|p| p.contains_key(key));
                let mut others = object.iter().filter(|(key, _)| !is_known(key));
                others.all(|(_, value)| rule != false && accepts(root, rule, value))
            }),
            "propertyNames" => value
                .as_object()
                .is_none_or(|object| object.keys().all(|key| accepts(root, rule, &json!(key)))),
            "items" => value
                .as_array()
                .is_none_or(|items| items.iter().all(|item| accepts(root, rule, item))),
            other => panic!("keyword {other}"),
        }
    })
}

/// The patterns of the schema are those of the names and types of the spec.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[a-z][a-z0-9_-]*$" => is_product(text),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => is_version(text),
        "^[A-Za-z][A-Za-z0-9_]*$" => is_name(text),
        "^([A-Za-z][A-Za-z0-9_]*|list<[A-Za-z][A-Za-z0-9_]*>)$" => {
            text.parse::<MemberType>().is_ok()
        }
        other => panic!("pattern {other}"),
    }
}

/// Every value that is the given one with one thing changed: a key added, removed or renamed,
/// or a value of another kind. Left out is what serde takes besides and nobody should write:
/// null for an absent key, a list for an object.
fn one_away(value: &Value) -> Vec<Value> {
    let mut others = vec![json!(1), json!(-1), json!(0.5), json!(1_u64 << 40), json!(true)];
    others.extend([json!("no such word"), json!("word"), json!({})]);
    if !value.is_object() {
        others.push(json!([]));
    }
    match value {
        Value::Object(object) => {
            let mut more = object.clone();
            more.insert("no such key".into(), json!(1));
            others.push(Value::Object(more));
            for (key, below) in object {
                let mut less = object.clone();
                less.remove(key);
                others.push(Value::Object(less));
                others.extend(one_away(below).into_iter().map(|below| {
                    let mut changed = object.clone();
                    changed.insert(key.clone(), below);
                    Value::Object(changed)
                }));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                others.extend(one_away(item).into_iter().map(|item| {
                    let mut changed = items.clone();
                    changed[index] = item;
                    Value::Array(changed)
                }));
            }
        }
        _ => {}
    }
    others
}

#[test]
fn the_schema_accepts_exactly_what_is_read() {
    let full: Value = serde_json::from_str(FULL).unwrap();
    let schema = parsed();
    assert!(accepts(&schema, &schema, &full));
    let others = one_away(&full);
    assert!(others.len() > 500, "{}", others.len());
    let (mut good, mut bad) = (0, 0);
    for other in others {
        let is_read = read(&other.to_string());
        assert_eq!(accepts(&schema, &schema, &other), is_read.is_ok(), "{is_read:?}\n{other:#}");
        if is_read.is_ok() { good += 1 } else { bad += 1 }
    }
    assert!(good > 50 && bad > 200, "{good} good, {bad} bad");
}
