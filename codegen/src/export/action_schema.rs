//! The request and the response of one action as a JSON Schema that is alone: fit as the
//! parameters of a tool that a language model calls.

use serde_json::{Map, Value, json};

use super::MARK;
use super::components;
use super::schema::{Dialect, Schemas};
use crate::spec::direction::directions;
use crate::spec::{Action, Spec};

/// The request: one object that takes no other member, because the service refuses those.
pub(super) fn request(spec: &Spec, name: &str, action: &Action) -> Value {
    let schemas = Schemas { dialect: Dialect::JsonSchema, spec };
    let mut schema = head(name, action);
    schema.extend(components::request(&schemas, action));
    schema.entry("properties").or_insert_with(|| json!({}));
    schema.insert("additionalProperties".into(), false.into());
    let bodies = action.examples.iter().filter_map(|example| example.request.as_ref());
    let bodies: Vec<&Value> = bodies.filter(|body| body.is_object()).collect();
    if !bodies.is_empty() {
        schema.insert("examples".into(), json!(bodies));
    }
    let sent = Action { input: action.input.clone(), ..Action::default() };
    let mut definitions = definitions(&schemas, &sent);
    for definition in definitions.values_mut().filter_map(Value::as_object_mut) {
        definition.insert("additionalProperties".into(), false.into());
    }
    with(schema, definitions)
}

/// The answer as it is on the wire, `{"Response": …}`.
pub(super) fn response(spec: &Spec, name: &str, action: &Action) -> Value {
    let schemas = Schemas { dialect: Dialect::JsonSchema, spec };
    let mut schema = head(name, action);
    schema.insert("type".into(), "object".into());
    let inside = [Value::from(components::response(&schemas, action)), components::failure()];
    schema.insert("properties".into(), json!({ "Response": { "anyOf": inside } }));
    schema.insert("required".into(), json!(["Response"]));
    let read = Action { output: action.output.clone(), ..Action::default() };
    with(schema, definitions(&schemas, &read))
}

fn head(name: &str, action: &Action) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("$comment".into(), MARK.into());
    schema.insert("title".into(), name.into());
    let text = [action.title.as_deref(), action.doc.as_deref()];
    let text = text.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    if !text.is_empty() {
        schema.insert("description".into(), text.into());
    }
    schema
}

/// The structures that the members of one side reach.
fn definitions(schemas: &Schemas<'_>, side: &Action) -> Map<String, Value> {
    let reached = directions(schemas.spec, [side]);
    components::structures(schemas, reached.keys().copied(), &reached).into_iter().collect()
}

fn with(mut schema: Map<String, Value>, definitions: Map<String, Value>) -> Value {
    if !definitions.is_empty() {
        schema.insert("$defs".into(), definitions.into());
    }
    schema.into()
}
