//! Members as JSON Schema, in three dialects that differ in how they say `null`, an example, and
//! what is next to a reference.

use serde_json::{Map, Value, json};

use crate::spec::json_types::{Fit, scalar_fit, value_of_text};
use crate::spec::{Member, MemberType, Presence, Scalar, Spec};

/// Which words a schema is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// OpenAPI 3.0: its own subset of an old JSON Schema.
    OpenApi30,
    /// OpenAPI 3.1: JSON Schema 2020-12 with references into the document.
    OpenApi31,
    /// JSON Schema 2020-12 on its own, for tools that know no extension.
    JsonSchema,
}

/// Turns members into schemas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schemas<'a> {
    pub(super) dialect: Dialect,
    pub(super) spec: &'a Spec,
}

impl Schemas<'_> {
    /// Whether the reader of the schema knows keys that begin with `x-`.
    pub(super) fn knows_extensions(&self) -> bool {
        self.dialect != Dialect::JsonSchema
    }

    /// An object with these members; `required` says which of them a writer must give.
    pub(super) fn object(
        &self,
        members: &[Member],
        required: impl Fn(&Member) -> bool,
    ) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("type".into(), "object".into());
        let properties: Map<String, Value> =
            members.iter().map(|member| (member.name.clone(), self.member(member))).collect();
        if !properties.is_empty() {
            object.insert("properties".into(), properties.into());
        }
        let names: Vec<&str> =
            members.iter().filter(|member| required(member)).map(|m| m.name.as_str()).collect();
        if !names.is_empty() {
            object.insert("required".into(), json!(names));
        }
        object
    }

    fn member(&self, member: &Member) -> Value {
        let nullable = member.presence == Some(Presence::Nullable);
        let mut schema = self.typed(&member.member_type, nullable);
        if self.dialect == Dialect::OpenApi30 && schema.contains_key("$ref") && says_more(member) {
            // Here what is next to a reference is ignored.
            schema = Map::from_iter([("allOf".to_owned(), json!([schema]))]);
        }
        let mut add = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                schema.insert(key.to_owned(), value);
            }
        };
        add("description", self.description(member).map(Value::from));
        add("deprecated", member.disabled.then_some(Value::Bool(true)));
        let (default, raw_default) = Self::value(member, member.default.as_deref());
        let (example, raw_example) = Self::value(member, member.example.as_deref());
        add("default", default);
        if self.dialect == Dialect::OpenApi30 {
            add("example", example);
        } else {
            add("examples", example.map(|example| json!([example])));
        }
        if self.knows_extensions() {
            add("x-tencentcloud-default", raw_default);
            add("x-tencentcloud-example", raw_example);
            let values = (!member.values.is_empty()).then(|| json!(member.values));
            add("x-tencentcloud-values", values);
        }
        schema.into()
    }

    /// The text of a member. A tool that knows no extension reads the values in it.
    fn description(&self, member: &Member) -> Option<String> {
        let doc = member.doc.as_deref().unwrap_or_default();
        let mut lines: Vec<String> = doc.lines().map(str::to_owned).collect();
        if !self.knows_extensions() {
            let unsaid = member.values.iter().filter(|value| !doc.contains(&value.value));
            lines.extend(unsaid.map(|value| match &value.doc {
                Some(meaning) => format!("- {}: {meaning}", value.value),
                None => format!("- {}", value.value),
            }));
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn typed(&self, member_type: &MemberType, nullable: bool) -> Map<String, Value> {
        let schema = match member_type {
            MemberType::Scalar(scalar) => self.scalar(*scalar),
            MemberType::Structure(name) => self.reference(name),
            MemberType::ScalarList(scalar) => list(self.scalar(*scalar)),
            MemberType::StructureList(name) => list(self.reference(name)),
        };
        if nullable { self.or_null(schema) } else { schema }
    }

    fn or_null(&self, mut schema: Map<String, Value>) -> Map<String, Value> {
        match (self.dialect, schema.get("type").cloned()) {
            (Dialect::OpenApi30, kind) => {
                if kind.is_none() {
                    schema = Map::from_iter([("allOf".to_owned(), json!([schema]))]);
                    // Without a type beside it, `nullable` says nothing.
                    schema.insert("type".into(), "object".into());
                }
                schema.insert("nullable".into(), true.into());
                schema
            }
            (_, Some(kind)) => {
                schema.insert("type".into(), json!([kind, "null"]));
                schema
            }
            (_, None) => {
                Map::from_iter([("anyOf".to_owned(), json!([schema, { "type": "null" }]))])
            }
        }
    }

    fn scalar(&self, scalar: Scalar) -> Map<String, Value> {
        let (kind, format) = match scalar {
            Scalar::String | Scalar::Datetime => ("string", None),
            Scalar::Int64 => ("integer", Some("int64")),
            Scalar::Uint64 => ("integer", Some("uint64")),
            Scalar::Float => ("number", Some("double")),
            Scalar::Bool => ("boolean", None),
            Scalar::Binary => ("string", Some("binary")),
            Scalar::Date => ("string", Some("date")),
            Scalar::DatetimeIso => ("string", Some("date-time")),
        };
        // Formats of numbers are words of OpenAPI.
        let format = format.filter(|_| self.dialect != Dialect::JsonSchema || kind == "string");
        let mut schema = Map::new();
        schema.insert("type".into(), kind.into());
        if let Some(format) = format {
            schema.insert("format".into(), format.into());
        }
        if scalar == Scalar::Uint64 {
            schema.insert("minimum".into(), 0.into());
        }
        schema
    }

    /// A reference, or any object where the structure is nowhere described.
    fn reference(&self, name: &str) -> Map<String, Value> {
        if !self.spec.structures.contains_key(name) {
            return Map::from_iter([("type".to_owned(), "object".into())]);
        }
        Map::from_iter([("$ref".to_owned(), self.link(name).into())])
    }

    /// How a schema of this document is referred to.
    pub(super) fn link(&self, name: &str) -> String {
        match self.dialect {
            Dialect::OpenApi30 | Dialect::OpenApi31 => format!("#/components/schemas/{name}"),
            Dialect::JsonSchema => format!("#/$defs/{name}"),
        }
    }

    /// A documented text as a value of the member's type; what is not of that type, as found.
    fn value(member: &Member, text: Option<&str>) -> (Option<Value>, Option<Value>) {
        let Some(text) = text else { return (None, None) };
        match typed_value(&member.member_type, text) {
            Some(value) => (Some(value), None),
            None => (None, Some(text.into())),
        }
    }
}

/// Whether there is more to say of a member than its type.
fn says_more(member: &Member) -> bool {
    member.doc.is_some()
        || member.disabled
        || member.default.is_some()
        || member.example.is_some()
        || !member.values.is_empty()
}

fn list(items: Map<String, Value>) -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), "array".into()), ("items".to_owned(), items.into())])
}

/// A text as a value of a type, if it is one.
pub(crate) fn typed_value(member_type: &MemberType, text: &str) -> Option<Value> {
    let json = || serde_json::from_str::<Value>(text.trim()).ok();
    let list_of = |fits: &dyn Fn(&Value) -> bool| {
        json().filter(|value| value.as_array().is_some_and(|items| items.iter().all(fits)))
    };
    match member_type {
        MemberType::Scalar(scalar) => value_of_text(*scalar, text),
        MemberType::Structure(_) => json().filter(Value::is_object),
        MemberType::ScalarList(scalar) => {
            list_of(&|value| scalar_fit(*scalar, value) == Fit::Exact)
        }
        MemberType::StructureList(_) => list_of(&Value::is_object),
    }
}
