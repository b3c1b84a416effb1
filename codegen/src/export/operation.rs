//! One action as one operation: `POST /CreateFlow`.

use serde_json::{Map, Value, json};

use super::components::ComponentNames;
use super::errors;
use super::examples::{self, Message};
use crate::spec::{Action, MemberType, RegionRule, Scalar, Signature, Spec, Status};

/// An action among the operations of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation<'a> {
    pub(super) spec: &'a Spec,
    pub(super) names: &'a ComponentNames<'a>,
    pub(super) name: &'a str,
    pub(super) action: &'a Action,
}

impl Operation<'_> {
    /// The path item.
    pub(super) fn path_item(&self) -> Value {
        let mut operation = Map::new();
        let mut add = |key: &str, value: Value| {
            operation.insert(key.to_owned(), value);
        };
        add("tags", json!([self.spec.product]));
        add("operationId", self.name.into());
        add("summary", self.action.title.as_deref().unwrap_or(self.name).into());
        if let Some(doc) = &self.action.doc {
            add("description", doc.as_str().into());
        }
        if let Some(url) = self.action.sources.iter().find_map(|source| source.url.as_ref()) {
            add("externalDocs", json!({ "url": url }));
        }
        if self.action.status == Some(Status::Deprecated) {
            add("deprecated", true.into());
        }
        if self.action.status == Some(Status::Offline) {
            add("deprecated", true.into());
            add("x-tencentcloud-offline", true.into());
        }
        add("parameters", self.parameters());
        add("requestBody", self.request_body());
        add("responses", self.responses());
        if self.action.signature == Some(Signature::Skip) {
            add("security", json!([]));
        }
        if let Some(host) = &self.action.endpoint {
            add("servers", json!([{ "url": format!("https://{host}") }]));
        }
        if let Some(rate) = self.action.requests_per_second {
            add("x-tencentcloud-requests-per-second", rate.into());
        }
        errors::add(&mut operation, &self.action.errors);
        json!({ "post": operation })
    }

    /// Action and version as headers with one value each, then what every action takes.
    fn parameters(&self) -> Value {
        let fixed = |name: &str, value: &str| {
            json!({
                "name": name,
                "in": "header",
                "required": true,
                "schema": { "type": "string", "enum": [value] }
            })
        };
        let shared = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
        let mut parameters = vec![
            fixed("X-TC-Action", self.name),
            fixed("X-TC-Version", &self.spec.version),
            shared("Timestamp"),
        ];
        match self.action.region {
            Some(RegionRule::Required) => parameters.push(shared("RequiredRegion")),
            Some(RegionRule::Unused) => {}
            Some(RegionRule::Optional) | None => parameters.push(shared("Region")),
        }
        parameters.extend([shared("Token"), shared("Language")]);
        parameters.into()
    }

    fn request_body(&self) -> Value {
        // Bytes travel as a part of a form.
        let is_binary =
            |member_type: &MemberType| *member_type == MemberType::Scalar(Scalar::Binary);
        let has_bytes = self.action.input.iter().any(|member| is_binary(&member.member_type));
        let media = if has_bytes { "multipart/form-data" } else { "application/json" };
        let content = Self::content(
            &self.names.request(self.name),
            examples::of(self.action, Message::Request),
        );
        json!({ "required": true, "content": { media: content } })
    }

    fn content(schema: &str, examples: Map<String, Value>) -> Value {
        let mut content = Map::new();
        let link = format!("#/components/schemas/{schema}");
        content.insert("schema".into(), json!({ "$ref": link }));
        if !examples.is_empty() {
            content.insert("examples".into(), examples.into());
        }
        content.into()
    }

    /// One response, for the status is 200 whether the call succeeded or failed.
    fn responses(&self) -> Value {
        let mut content = Map::new();
        let envelope = json!({
            "type": "object",
            "properties": {
                "Response": {
                    "anyOf": [
                        { "$ref": format!("#/components/schemas/{}", self.names.response(self.name)) },
                        { "$ref": format!("#/components/schemas/{}", self.names.failure()) }
                    ]
                }
            },
            "required": ["Response"]
        });
        let (json_examples, text_examples): (Map<_, _>, Map<_, _>) =
            examples::of(self.action, Message::Response)
                .into_iter()
                .partition(|(_, example)| example.get("value").is_some_and(Value::is_object));
        let mut json_content = Map::from_iter([("schema".to_owned(), envelope)]);
        let mut stream = Map::from_iter([("schema".to_owned(), json!({ "type": "string" }))]);
        let text_home = if self.action.streaming { &mut stream } else { &mut json_content };
        if !text_examples.is_empty() {
            text_home.insert("examples".into(), text_examples.into());
        }
        if !json_examples.is_empty() {
            let home = json_content.entry("examples").or_insert_with(|| json!({}));
            if let Some(home) = home.as_object_mut() {
                home.extend(json_examples);
            }
        }
        content.insert("application/json".into(), json_content.into());
        if self.action.streaming {
            content.insert("text/event-stream".into(), stream.into());
        }
        json!({ "200": { "description": "The answer, or an error.", "content": content } })
    }
}
