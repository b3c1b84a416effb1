//! The same call by the official Python SDK and by ours: the same request but for what must differ.
//!
//! Needs a Python that has the SDK, in `TCGEN_PYTHON`; tests/scripts/official-sdk.sh sets it up.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};
use tests_call::{ACTION, call, checkout, examples, service};
use tests_service::{Answer, Request};

/// What is each SDK's own: its name, the moment and what follows from it, and who speaks HTTP how.
const OWN: [&str; 9] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "user-agent",
    "x-tc-requestclient",
    "x-tc-timestamp",
    "x-tc-traceid",
];

fn python(arguments: &[&str], input: &Json) -> String {
    let python = std::env::var("TCGEN_PYTHON").expect("TCGEN_PYTHON names a Python with the SDK");
    let script = checkout().join("tests/scripts/official_sdk.py");
    let mut child = Command::new(python)
        .arg(script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python runs");
    let mut stdin = child.stdin.take().expect("is piped");
    stdin.write_all(input.to_string().as_bytes()).expect("Python reads");
    drop(stdin);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("is UTF-8").trim_end().to_owned()
}

fn headers(request: &Request) -> BTreeMap<String, String> {
    let lower = |(name, value): &(String, String)| (name.to_lowercase(), value.clone());
    request.headers.iter().map(lower).collect()
}

fn shared(request: &Request) -> BTreeMap<String, String> {
    let mut headers = headers(request);
    headers.retain(|name, _| !OWN.contains(&&**name));
    headers
}

#[test]
#[ignore = "needs the official Python SDK: tests/scripts/official-sdk.sh"]
fn the_request_is_that_of_the_official_sdk_and_the_answers_are_read_alike() {
    for example in examples() {
        let service = service();
        let address = service.address().to_string();
        let theirs = python(&["call", &address], &example.request);
        let ours = call(&service, &example.typed());
        let log = service.log();
        assert!(log.iter().all(tests_service::Seen::executed), "{log:?}");
        let official = &log[0].request;
        for seen in &log[1..] {
            let request = &seen.request;
            assert_eq!((&request.method, &request.target), (&official.method, &official.target));
            assert_eq!(shared(request), shared(official));
            assert_eq!(request.json(), official.json());
            for name in ["authorization", "x-tc-requestclient", "x-tc-timestamp"] {
                assert!(official.header(name).is_some() && request.header(name).is_some());
            }
        }
        for called in ours {
            match called {
                Ok(response) => {
                    let theirs: Json = serde_json::from_str(&theirs).expect("is JSON");
                    assert_eq!(serde_json::to_value(&response).expect("is JSON"), theirs);
                }
                Err(error) => {
                    let code = error.code().expect("a code");
                    let id = error.request_id().unwrap_or_default();
                    assert_eq!(format!("{code}\t{}\t{id}", error.message()), theirs);
                }
            }
        }
    }
}

#[test]
#[ignore = "needs the official Python SDK: tests/scripts/official-sdk.sh"]
fn the_signature_that_the_official_code_computes_over_our_bytes_is_ours() {
    let service = service();
    service.next(ACTION, [Answer::html(500), Answer::html(500)]);
    drop(call(&service, &examples()[0].typed()));
    for seen in service.log() {
        let request = &seen.request;
        let theirs = python(
            &["sign"],
            &json!({
                "method": request.method,
                "path": request.path(),
                "query": request.query(),
                "headers": headers(request),
                "body": String::from_utf8_lossy(&request.body),
            }),
        );
        let ours = request.header("authorization").expect("is signed");
        assert_eq!(ours.split("Signature=").nth(1), Some(&*theirs));
    }
}
