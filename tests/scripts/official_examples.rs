//! Every official example of a product, through the types of the crate generated for it.
//!
//! tests/scripts/whole-cloud.sh copies this into the crate as a test, beside `cases.rs`, which
//! names the two types of each action, and sets `SPEC` to the folder of the product's specs. A
//! request is read and written, and has to say what it said; a response is read, written and read
//! again, and may not say what the example does not. Prints each example that fails, and how many pass.

use serde_json::Value as Json;
use tencentcloud_api::runtime::wire::{Blank, Members, from_json, to_json};

struct Case {
    version: &'static str,
    action: &'static str,
    request: fn() -> Box<dyn Members>,
    response: fn() -> Box<dyn Members>,
}

/// The one generic function: all others work on the trait object, so an action costs little.
fn empty<T: Members + Blank + 'static>() -> Box<dyn Members> {
    Box::new(T::blank())
}

include!("cases.rs");

fn rewritten(empty: fn() -> Box<dyn Members>, text: &[u8]) -> Result<Vec<u8>, String> {
    let mut value = empty();
    from_json(text, &mut *value).map_err(|failure| format!("{failure:?}"))?;
    to_json(&*value).map_err(|error| error.to_string())
}

fn parsed(text: &[u8]) -> Result<Json, String> {
    serde_json::from_slice(text).map_err(|error| error.to_string())
}

/// A request says the same after reading and writing: no member more, none less, none changed.
fn request(case: &Case, example: &Json) -> Result<(), String> {
    if let Some(transcript) = example.as_str() {
        return multipart(case, transcript);
    }
    if !example.is_object() {
        return Err("is not JSON object".to_owned());
    }
    let written = parsed(&rewritten(case.request, example.to_string().as_bytes())?)?;
    if same(&written, example) { Ok(()) } else { Err(format!("is written as {written}")) }
}

/// A form of parts as it goes over the wire: every part is a member.
fn multipart(case: &Case, transcript: &str) -> Result<(), String> {
    let mut parts = transcript.split("form-data; name=\"").skip(1).peekable();
    if parts.peek().is_none() {
        return Err("is neither JSON nor a form of parts".to_owned());
    }
    let mut empty = (case.request)();
    let name = |part: &str| part.split('"').next().unwrap_or_default().to_owned();
    match parts.map(name).find(|name| empty.slot(name).is_none()) {
        Some(name) => Err(format!("has a part {name}, which is not a member")),
        None => Ok(()),
    }
}

/// A response of one body, or of many events, which have no `Response` around them.
fn response(case: &Case, example: &Json) -> Result<(), String> {
    if let Json::String(text) = example {
        let events: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("data:")).collect();
        if events.is_empty() {
            return Err("is neither JSON nor a stream of events".to_owned());
        }
        let events = events.iter().map(|event| event.trim()).filter(|event| *event != "[DONE]");
        return events.map(|event| body(case, &parsed(event.as_bytes())?)).collect();
    }
    let Some(example) = example.get("Response") else {
        return event(case, example);
    };
    match example.get("Error") {
        Some(error) if error["Code"].is_string() && error["Message"].is_string() => Ok(()),
        _ => body(case, example),
    }
}

/// An event by itself: unlike an answer it has to have a member that is read.
fn event(case: &Case, example: &Json) -> Result<(), String> {
    let mut empty = (case.response)();
    let is_event = example.as_object().is_some_and(|example| {
        example.keys().any(|name| name != "RequestId" && empty.slot(name).is_some())
    });
    if is_event { body(case, example) } else { Err("is not an object with `Response`".to_owned()) }
}

fn body(case: &Case, example: &Json) -> Result<(), String> {
    if !example.is_object() {
        return Err("is not JSON object".to_owned());
    }
    let written = rewritten(case.response, example.to_string().as_bytes())?;
    if rewritten(case.response, &written)? != written {
        return Err("is not the same when read again".to_owned());
    }
    let written = parsed(&written)?;
    if told(&written, example) { Ok(()) } else { Err(format!("is read as {written}")) }
}

/// Nothing, in one of the ways in which the examples put it.
fn is_nothing(json: &Json) -> bool {
    json.is_null() || json.as_str() == Some("")
}

/// Whether two scalars say the same: the examples put numbers and booleans into strings and back.
fn same_scalar(a: &Json, b: &Json) -> bool {
    let text = |json: &Json| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    let (text_a, text_b) = (text(a), text(b));
    let number = |text: &str| text.trim().parse::<f64>().ok();
    a == b
        || text_a == text_b
        || text_a.eq_ignore_ascii_case(&text_b) && (a.is_boolean() || b.is_boolean())
        || number(&text_a).is_some() && number(&text_a) == number(&text_b)
}

fn same(written: &Json, example: &Json) -> bool {
    match (written, example) {
        (Json::Array(a), Json::Array(b)) => {
            let item = |(a, b)| same(a, b) || Json::is_null(b) && is_empty(a);
            a.len() == b.len() && a.iter().zip(b).all(item)
        }
        (Json::Object(a), Json::Object(b)) => {
            a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
                && b.iter().all(|(name, b)| a.contains_key(name) || is_nothing(b))
        }
        (Json::Array(_) | Json::Object(_), _) | (_, Json::Array(_) | Json::Object(_)) => false,
        _ => same_scalar(written, example),
    }
}

/// Whether what was read is in the example; the example may say more, which is not read.
fn told(written: &Json, example: &Json) -> bool {
    match (written, example) {
        (Json::Array(a), Json::Array(b)) => {
            let item = |(a, b)| told(a, b) || Json::is_null(b) && is_empty(a);
            a.len() == b.len() && a.iter().zip(b).all(item)
        }
        (Json::Object(a), Json::Object(b)) => a.iter().all(|(name, a)| match b.get(name) {
            Some(b) => told(a, b) || is_empty(a) && is_nothing(b),
            None => is_empty(a),
        }),
        _ => same_scalar(written, example),
    }
}

/// What a missing list or RequestId, or a null in a list, is read as.
fn is_empty(json: &Json) -> bool {
    is_nothing(json)
        || json.as_array().is_some_and(Vec::is_empty)
        || json.as_object().is_some_and(serde_json::Map::is_empty)
}

#[test]
fn official_examples() {
    let folder = std::env::var("SPEC").expect("SPEC is set");
    let mut passed = [0, 0];
    let mut all = 0;
    for entry in std::fs::read_dir(folder).expect("SPEC is a folder") {
        let text = std::fs::read(entry.expect("an entry").path()).expect("a file");
        let spec = parsed(&text).expect("a spec is JSON");
        for (action, documented) in spec["actions"].as_object().expect("a spec has actions") {
            let here = |case: &&Case| case.version == spec["version"] && case.action == action;
            let case = CASES.iter().find(here).expect("every action has a case");
            for (index, example) in
                documented["examples"].as_array().into_iter().flatten().enumerate()
            {
                all += 1;
                let sides = [
                    ("request", request(case, &example["request"])),
                    ("response", response(case, &example["response"])),
                ];
                for ((side, outcome), passed) in sides.into_iter().zip(&mut passed) {
                    match outcome {
                        Ok(()) => *passed += 1,
                        Err(problem) => {
                            let problem: String = problem.chars().take(400).collect();
                            println!(
                                "FAILS {} {action} {index} {side}: {problem}",
                                spec["product"]
                            );
                        }
                    }
                }
            }
        }
    }
    println!("EXAMPLES {all} REQUESTS {} RESPONSES {}", passed[0], passed[1]);
}
