//! The request of an example: a JSON body, the query string of a GET, or a text that is neither.

use serde_json::Value;

use crate::diagnostics::Code;
use crate::spec::{Action, MemberType, Scalar};

use super::super::super::finding::Draft;
use super::query::{self, Query};
use super::walk::Walk;

pub(super) fn check<'a>(mut walk: Walk<'a>, action: &'a Action, value: &'a Value) -> Vec<Draft> {
    match value {
        Value::Object(object) => {
            walk.members(&action.input, object);
            walk.finish()
        }
        Value::String(text) => check_text(walk, action, text),
        other => {
            walk.wrong(other, "an object");
            walk.finish()
        }
    }
}

fn check_text(mut walk: Walk<'_>, action: &Action, text: &str) -> Vec<Draft> {
    if is_multipart(action) && text.contains("multipart/form-data") {
        return walk.finish();
    }
    if let Some(query) = query::parse(text, action) {
        return check_query(walk, action, &query);
    }
    let message = format!("{} is no JSON: {}", walk.title, json_fault(text));
    walk.push(Code::ExampleNotJson, message);
    walk.finish()
}

fn check_query(walk: Walk<'_>, action: &Action, query: &Query) -> Vec<Draft> {
    let mut walk: Walk<'_> = walk.in_query();
    if query.has_body {
        let message = format!("{} is a query string with a JSON body after it", walk.title);
        walk.push(Code::ExampleNotJson, message);
    }
    walk.members(&action.input, &query.members);
    walk.finish()
}

/// An action that takes bytes is called with a multipart body, of which JSON says nothing.
fn is_multipart(action: &Action) -> bool {
    action.input.iter().any(|member| member.member_type == MemberType::Scalar(Scalar::Binary))
}

/// Why the body of a request is no JSON.
fn json_fault(text: &str) -> String {
    let body = match text.find(['{', '[']) {
        Some(start) => text.get(start..).unwrap_or(text),
        None => return "it holds no object".to_owned(),
    };
    match serde_json::from_str::<serde::de::IgnoredAny>(body) {
        Ok(_) => "its body is, but stands behind a head that is not".to_owned(),
        Err(error) => error.to_string(),
    }
}
