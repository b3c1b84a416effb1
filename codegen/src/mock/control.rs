//! What is below `/_tcgen/`: expectations, faults and recorded requests over HTTP.

use serde_json::{Value, json};

use super::engine::Engine;
use super::incoming::Incoming;

/// Where the paths of the control begin.
pub(super) const ROOT: &str = "/_tcgen/";

/// A status and a JSON text.
pub(super) type Answer = (u16, String);

/// Answers a request to the control. A page in a browser has no business here, and says where it
/// comes from.
pub(super) fn answer(engine: &Engine, request: &Incoming) -> Answer {
    if request.header("origin").is_some() {
        return fail(403, "requests from web pages are not taken");
    }
    let path = request.path.strip_prefix(ROOT).unwrap_or_default();
    let state = &engine.state;
    match (path, request.method.as_str()) {
        ("", "GET") => {
            let (products, versions, actions) = engine.catalogue.counts();
            done(&json!({ "products": products, "versions": versions, "actions": actions }))
        }
        ("requests", "GET") => done(&json!(state.requests())),
        ("expectations", "GET") => done(&json!(state.expectations())),
        ("faults", "GET") => done(&json!(state.all_faults())),
        ("expectations", "POST") => {
            added(read(request).and_then(|expectation| engine.expect(expectation)))
        }
        ("faults", "POST") => added(read(request).and_then(|fault| engine.play(fault))),
        ("requests", "DELETE") => {
            state.forget_requests();
            done(&json!({}))
        }
        ("expectations", "DELETE") => {
            state.forget_expectations();
            done(&json!({}))
        }
        ("faults", "DELETE") => {
            state.forget_faults();
            done(&json!({}))
        }
        ("reset", "POST") => {
            state.reset();
            done(&json!({}))
        }
        ("" | "requests" | "expectations" | "faults" | "reset", _) => {
            fail(405, "no such method here")
        }
        _ => fail(404, "there is `requests`, `expectations`, `faults` and `reset` below /_tcgen/"),
    }
}

fn read<T: serde::de::DeserializeOwned>(request: &Incoming) -> Result<T, String> {
    serde_json::from_slice(&request.body).map_err(|error| error.to_string())
}

fn added(result: Result<(), String>) -> Answer {
    match result {
        Ok(()) => done(&json!({})),
        Err(fault) => fail(400, &fault),
    }
}

fn done(body: &Value) -> Answer {
    (200, body.to_string())
}

fn fail(status: u16, message: &str) -> Answer {
    (status, json!({ "error": message }).to_string())
}
