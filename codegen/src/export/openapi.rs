//! One product version as an OpenAPI document.
//!
//! The service takes every action at `/` and tells them apart by the header `X-TC-Action`, which
//! OpenAPI has no word for. As in the vendor's own exports, each action is at a path of its
//! name; the headers say what is really read.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::components::{self, ComponentNames};
use super::operation::Operation;
use super::schema::{Dialect, Schemas};
use super::{MARK, OpenApiVersion, errors};
use crate::spec::Spec;
use crate::spec::direction::directions;

/// The document with the chosen actions and every structure.
pub(super) fn document(spec: &Spec, actions: &BTreeSet<String>, edition: OpenApiVersion) -> Value {
    let (number, dialect) = match edition {
        OpenApiVersion::V30 => ("3.0.3", Dialect::OpenApi30),
        OpenApiVersion::V31 => ("3.1.0", Dialect::OpenApi31),
    };
    let schemas = Schemas { dialect, spec };
    let names = ComponentNames::new(spec);
    let mut document = Map::new();
    let mut add = |key: &str, value: Value| {
        document.insert(key.to_owned(), value);
    };
    add("openapi", number.into());
    add("info", info(spec));
    add("servers", json!([{ "url": format!("https://{}", host(spec)) }]));
    add("security", json!([{ "TC3": [] }]));
    add("tags", json!([{ "name": spec.product }]));
    let chosen = || {
        let all = spec.actions.iter().filter(|(name, _)| actions.contains(*name));
        all.map(|(name, action)| (name.as_str(), action))
    };
    let paths: Map<String, Value> = chosen()
        .map(|(name, action)| {
            let operation = Operation { spec, names: &names, name, action };
            (format!("/{name}"), operation.path_item())
        })
        .collect();
    add("paths", paths.into());
    let mut shapes = components::structures(
        &schemas,
        spec.structures.keys().map(String::as_str),
        &directions(spec, spec.actions.values()),
    );
    for (name, action) in chosen() {
        shapes.insert(names.request(name), components::request(&schemas, action).into());
        shapes.insert(names.response(name), components::response(&schemas, action).into());
    }
    shapes.insert(names.failure(), components::failure());
    add(
        "components",
        json!({
            "schemas": shapes,
            "parameters": parameters(),
            "securitySchemes": { "TC3": security() }
        }),
    );
    errors::add(&mut document, &spec.errors);
    document.into()
}

fn host(spec: &Spec) -> String {
    spec.endpoint.clone().unwrap_or_else(|| format!("{}.tencentcloudapi.com", spec.product))
}

fn info(spec: &Spec) -> Value {
    json!({
        "title": spec.title.as_deref().unwrap_or(&spec.product),
        "version": spec.version,
        "description": format!(
            "Tencent Cloud API 3.0, product `{}`, version {}. The service takes every action as a \
             POST to `/` and reads its name from the header `X-TC-Action`; the paths here only tell \
             the actions apart. Whether a call failed is told by `Response.Error`, not by the status.",
            spec.product, spec.version
        ),
        "x-generated-by": MARK
    })
}

/// The headers that every action takes.
fn parameters() -> Value {
    let header = |name: &str, required: bool, schema: Value, description: &str| {
        json!({
            "name": name,
            "in": "header",
            "required": required,
            "description": description,
            "schema": schema
        })
    };
    let text = || json!({ "type": "string" });
    let region = "The region that the call is for, such as ap-guangzhou.";
    json!({
        "Timestamp": header(
            "X-TC-Timestamp", true, json!({ "type": "integer", "format": "int64" }),
            "Seconds since 1970, at most five minutes off; part of what is signed."
        ),
        "Region": header("X-TC-Region", false, text(), region),
        "RequiredRegion": header("X-TC-Region", true, text(), region),
        "Token": header("X-TC-Token", false, text(), "The token of temporary credentials."),
        "Language": header(
            "X-TC-Language", false, json!({ "type": "string", "enum": ["zh-CN", "en-US"] }),
            "The language of messages."
        )
    })
}

fn security() -> Value {
    json!({
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "TC3-HMAC-SHA256 over the request: \
            `TC3-HMAC-SHA256 Credential=ID/DATE/SERVICE/tc3_request, \
            SignedHeaders=content-type;host, Signature=…`."
    })
}
