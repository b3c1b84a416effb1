//! The JSON Schema of a spec file.

/// The JSON Schema (2020-12) of what [`super::read`] accepts, ending in a newline.
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::super::{Scalar, read, write};
    use super::*;

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
        use super::super::{Action, Example, Member, Source, Spec, Structure, ValueDoc};
        let empty = json!({});
        assert_eq!(schema_keys("Spec"), serde_keys::<Spec>(&empty));
        assert_eq!(schema_keys("action"), serde_keys::<Action>(&empty));
        assert_eq!(schema_keys("example"), serde_keys::<Example>(&empty));
        assert_eq!(schema_keys("member"), serde_keys::<Member>(&empty));
        assert_eq!(schema_keys("source"), serde_keys::<Source>(&empty));
        assert_eq!(schema_keys("structure"), serde_keys::<Structure>(&empty));
        assert_eq!(schema_keys("value"), serde_keys::<ValueDoc>(&empty));
    }

    #[test]
    fn the_schema_has_exactly_the_words_of_the_enums() {
        use super::super::{RegionRule, Signature, SourceKind, Status};
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
        assert_eq!(enumerated("member", "presence"), words::<super::super::Presence>());
        assert_eq!(enumerated("source", "kind"), words::<SourceKind>());
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
        for definition in ["Spec", "action", "example", "member", "source", "structure", "value"] {
            for key in schema_keys(definition) {
                assert!(used.contains(&key), "{definition}.{key} does not stand in full.json");
            }
        }
    }
}
