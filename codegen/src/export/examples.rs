//! Documented examples as named examples of a request or a response.

use serde_json::{Map, Value, json};

use crate::spec::{Action, Example};

/// The two sides of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    Request,
    Response,
}

/// The examples of one side, `example-1` and so on; the same number is the same call.
pub(super) fn of(action: &Action, side: Message) -> Map<String, Value> {
    let bodies = action.examples.iter().enumerate().filter_map(|(index, example)| {
        let body = match side {
            Message::Request => example.request.as_ref(),
            Message::Response => example.response.as_ref(),
        };
        Some((format!("example-{}", index + 1), named(example, body?)))
    });
    bodies.collect()
}

fn named(example: &Example, value: &Value) -> Value {
    let mut named = Map::new();
    if let Some(title) = &example.title {
        named.insert("summary".into(), title.as_str().into());
    }
    if let Some(doc) = &example.doc {
        named.insert("description".into(), doc.as_str().into());
    }
    named.insert("value".into(), value.clone());
    json!(named)
}
