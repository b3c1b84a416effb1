//! The request of an example: a JSON body, or a text that could not be made one.

use serde_json::Value;

use crate::diagnostics::Code;
use crate::spec::{Action, MemberType, Scalar};

use super::walk::Walk;
use crate::review::lint::finding::Draft;

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

/// A text is what could not be made a JSON body when the documentation was read.
fn check_text(mut walk: Walk<'_>, action: &Action, text: &str) -> Vec<Draft> {
    if !(is_multipart(action) && text.contains("multipart/form-data")) {
        let message = format!("{} is not JSON: {}", walk.title, fault(text));
        walk.push(Code::ExampleNotJson, message);
    }
    walk.finish()
}

/// An action that takes bytes is called with a multipart body, of which JSON says nothing.
fn is_multipart(action: &Action) -> bool {
    action.input.iter().any(|member| member.member_type == MemberType::Scalar(Scalar::Binary))
}

/// Why a request is not a JSON body.
fn fault(text: &str) -> String {
    let start = text.trim_start();
    if start.starts_with("https://") || start.starts_with("http://") {
        return "it is a URL, whose query string stands for no body".to_owned();
    }
    let body = match text.find(['{', '[']) {
        Some(start) => text.get(start..).unwrap_or(text),
        None => return "it holds no object".to_owned(),
    };
    match serde_json::from_str::<serde::de::IgnoredAny>(body) {
        Ok(_) => "its body is, but is behind a head that is not".to_owned(),
        Err(error) => error.to_string(),
    }
}
