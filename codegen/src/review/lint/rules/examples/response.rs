//! The response of an example: the wrapper, an error, the outputs, or a stream of events.

use serde_json::{Map, Value};

use crate::diagnostics::Code;
use crate::spec::Action;
use crate::text::codes::COMMON_CODES;

use super::place::WRAPPER;
use super::walk::Walk;
use crate::review::lint::finding::Draft;

pub(super) fn check<'a>(mut walk: Walk<'a>, action: &'a Action, value: &'a Value) -> Vec<Draft> {
    match value {
        Value::Object(object) => {
            envelope(&mut walk, action, object);
            walk.finish()
        }
        Value::String(text) => check_text(walk, action, text),
        other => {
            walk.wrong(other, "an object");
            walk.finish()
        }
    }
}

fn envelope<'a>(walk: &mut Walk<'a>, action: &'a Action, object: &'a Map<String, Value>) {
    let Some(inside) = object.get(WRAPPER) else {
        // An event of a stream is the output as it stands.
        if !action.streaming {
            let message = format!("{} lacks the wrapper `{WRAPPER}`", walk.title);
            walk.push(Code::ExampleWithoutResponse, message);
        }
        return outputs(walk, action, object);
    };
    for key in object.keys().filter(|key| *key != WRAPPER) {
        let message = format!("{} holds `{key}` beside `{WRAPPER}`", walk.title);
        walk.below(key, |walk| walk.push(Code::ExampleBesideResponse, message));
    }
    walk.inside(|walk| match inside {
        Value::Object(inside) => outputs(walk, action, inside),
        other => walk.wrong(other, "an object"),
    });
}

fn outputs<'a>(walk: &mut Walk<'a>, action: &'a Action, object: &'a Map<String, Value>) {
    match service_error(action, object) {
        Some(code) => error_code(walk, action, object, code),
        None if action.streaming => walk.part(&action.output, object),
        None => walk.members(&action.output, object),
    }
}

/// The error of a failed call. Where the output itself has a member Error, a call that failed
/// says nothing else.
fn service_error<'a>(action: &Action, object: &'a Map<String, Value>) -> Option<&'a str> {
    let error = object.get("Error")?.as_object()?;
    let has_member = action.output.iter().any(|member| member.name == "Error");
    let says_more = object.keys().any(|key| key != "Error" && key != "RequestId");
    if has_member && says_more {
        return None;
    }
    error.get("Code")?.as_str()
}

fn error_code<'a>(
    walk: &mut Walk<'a>,
    action: &Action,
    object: &'a Map<String, Value>,
    code: &str,
) {
    if !object.contains_key("RequestId") {
        let message = format!("{} lacks `RequestId`", walk.title);
        walk.push(Code::ExampleWithoutRequestId, message);
    }
    // Without a list, of the action or of the product version, nothing can be missing from it.
    let listed = &walk.spec.errors;
    if action.errors.is_empty() && listed.is_empty() {
        return;
    }
    // An answer may show the place of a code and none, and one that a blank has come to.
    let code = code.trim();
    if !code.is_empty()
        && !action.errors.contains_key(code)
        && !listed.contains_key(code)
        && !COMMON_CODES.contains(&code)
    {
        let mut known = listed.keys().chain(action.errors.keys());
        let twin = known.find(|known| known.eq_ignore_ascii_case(code));
        let spelt = twin.map_or(String::new(), |twin| format!("; `{twin}` is"));
        let message = format!("{} fails with `{code}`, which is not listed{spelt}", walk.title);
        walk.below("Error", |walk| {
            walk.below("Code", |walk| walk.push(Code::ExampleErrorNotListed, message));
        });
    }
}

fn check_text(walk: Walk<'_>, action: &Action, text: &str) -> Vec<Draft> {
    let mut events = Vec::new();
    let mut fault = None;
    for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("data:")) {
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(event)) => events.push(event),
            Ok(_) => {}
            // Marks of the end of a stream: `[DONE]`, and cuts that the author made.
            Err(_) if !line.trim_start().starts_with('{') => {}
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    let mut walk: Walk<'_> = walk.in_text();
    if !action.streaming || (events.is_empty() && fault.is_none()) {
        fault = serde_json::from_str::<serde::de::IgnoredAny>(text).err();
    }
    if let Some(fault) = fault {
        let message = format!("{} is not JSON: {fault}", walk.title);
        walk.push(Code::ExampleNotJson, message);
    }
    for object in events.iter().filter(|_| action.streaming) {
        outputs(&mut walk, action, object);
    }
    walk.finish()
}
