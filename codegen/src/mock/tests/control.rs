//! Answers and faults of the user's own, what is recorded, and how the mock starts and ends.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::*;

#[test]
fn answers_of_the_users_own_go_first_and_end_when_they_are_used_up() {
    let mock = free();
    let body = json!({ "Item": { "Name": "cup" } });
    let one = Expectation::response("shop:Buy", &json!({ "Price": 2, "RequestId": "mine" }));
    mock.expect(one.when(&body).times(1)).unwrap();
    mock.expect(Expectation::error("Invent", "FailedOperation", "No.")).unwrap();
    assert_eq!(call(&mock, "Buy", &body), json!({ "Price": 2, "RequestId": "mine" }));
    assert_eq!(call(&mock, "Buy", &body)["Price"], 1.5);
    assert_eq!(call(&mock, "Invent", &json!({}))["Error"]["Code"], "FailedOperation");
    mock.reset();
    assert_eq!(call(&mock, "Invent", &json!({}))["Name"], "cup");
    assert_eq!(mock.requests().len(), 1);
    assert!(mock.expect(Expectation::default()).is_err());
}

#[test]
fn faults_are_played_as_often_as_they_are_asked_for() {
    let mock = free();
    let play = |kind: FaultKind| mock.fault(Fault::new("shop:Invent", kind).times(1)).unwrap();
    let invent = || call(&mock, "Invent", &json!({}));
    play(FaultKind::Throttle);
    assert_eq!(invent()["Error"]["Code"], "RequestLimitExceeded");
    play(FaultKind::Error { code: "InternalError".into(), message: None });
    assert!(invent()["Error"]["Message"].as_str().unwrap().starts_with("An internal error"));
    play(FaultKind::NumbersAsStrings);
    assert_eq!(invent()["Size"], "4");
    play(FaultKind::Latency { milliseconds: 60 });
    let began = std::time::Instant::now();
    assert_eq!(invent()["Size"], 4);
    assert!(began.elapsed() >= Duration::from_millis(60));
    let headers = [("Content-Type", "application/json"), ("X-TC-Action", "Invent")];
    play(FaultKind::Status { status: 503 });
    let (status, media, _) = post(&mock.url(), &headers, b"{}");
    assert_eq!((status, &*media), (503, "text/html"));
    play(FaultKind::Cut);
    let request = headers.iter().fold(agent().post(mock.url()), |r, (n, v)| r.header(*n, *v));
    assert!(request.send(b"{}").unwrap().body_mut().read_to_string().is_err());
    assert!(mock.fault(Fault::new("*", FaultKind::Status { status: 200 })).is_err());
    assert_eq!(invent()["Name"], "cup");
}

#[test]
fn a_clock_that_is_off_refuses_the_time_and_says_its_own() {
    let mock = checked();
    mock.fault(Fault::new("Open", FaultKind::Clock { seconds: 4_000 }).times(1)).unwrap();
    let call = Call::new("Open", &json!({}));
    let error = &call.send(&mock).2["Response"]["Error"];
    assert_eq!(error["Code"], "AuthFailure.SignatureExpire");
    assert_eq!(call.code(&mock), "taken");
}

#[test]
fn the_control_is_spoken_to_over_http_and_not_by_web_pages() {
    let mock = free();
    let url = |path: &str| format!("{}/_tcgen/{path}", mock.url());
    let get = |path: &str| -> Value {
        let text = agent().get(url(path)).call().unwrap().body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap()
    };
    assert_eq!(get(""), json!({ "products": 2, "versions": 2, "actions": 8 }));
    let expectation = br#"{"action": "Invent", "response": {"Name": "own"}}"#;
    assert_eq!(post(&url("expectations"), &[], expectation).0, 200);
    let fault = br#"{"action": "*", "fault": "latency", "milliseconds": 1}"#;
    assert_eq!(post(&url("faults"), &[], fault).0, 200);
    assert_eq!(call(&mock, "Invent", &json!({}))["Name"], "own");
    assert_eq!(get("faults")[0]["fault"], "latency");
    assert_eq!(get("requests")[0]["action"], "Invent");
    assert_eq!(agent().delete(url("requests")).call().unwrap().status(), 200);
    assert_eq!(get("requests"), json!([]));
    assert_eq!(post(&url("reset"), &[], b"").0, 200);
    assert_eq!(get("expectations"), json!([]));
    for (path, body, status) in [
        ("expectations", &br#"{"action": "Invent"}"#[..], 400),
        ("expectations", b"{", 400),
        ("faults", br#"{"action": "*", "fault": "flood"}"#, 400),
        ("faults", br#"{"action": "*", "fault": "cut", "tiems": 3}"#, 400),
        ("faults", br#"{"action": "*", "fault": "latency", "milliseconds": 1, "ms": 2}"#, 400),
        ("faults", br#"{"action": "shop:Invent*", "fault": "cut", "times": null}"#, 200),
        ("requests", b"", 405),
        ("nothing", b"", 404),
    ] {
        assert_eq!(post(&url(path), &[], body).0, status, "{path}");
    }
    assert_eq!(post(&url("reset"), &[("Origin", "http://example.org")], b"").0, 403);
}

#[test]
fn the_log_has_one_line_per_request_and_nothing_that_the_caller_wrote() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let mock = mock().log(move |line| log.lock().unwrap().push(line.to_owned())).start().unwrap();
    call(&mock, "Buy", &json!({ "Item": { "Name": "private" } }));
    call(&mock, "private", &json!({}));
    drop(mock);
    let lines = lines.lock().unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("shop 2026-01-02 Buy 200 ok "), "{}", lines[0]);
    assert!(lines[1].starts_with("- - - 200 InvalidAction "), "{}", lines[1]);
    assert!(!lines.concat().contains("private"), "{lines:?}");
}

#[test]
fn over_tls_it_answers_those_who_trust_its_certificate_and_no_others() {
    let mock = mock().tls().start().unwrap();
    assert!(mock.url().starts_with("https://127.0.0.1:"));
    let get = |agent: ureq::Agent| agent.get(format!("{}/_tcgen/", mock.url())).call();
    assert!(get(agent()).is_err());
    let certificate = ureq::tls::Certificate::from_pem(mock.authority().unwrap().as_bytes());
    let roots = ureq::tls::RootCerts::new_with_certs(&[certificate.unwrap()]);
    let tls = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    let trusting = ureq::Agent::config_builder().tls_config(tls).build();
    assert_eq!(get(trusting.into()).unwrap().status(), 200);
}

#[test]
fn a_file_of_answers_is_read_whole_or_not_at_all() {
    let text = r#"{"expectations": [{"action": "Invent", "error": {"code": "NoSuchProduct"}}],
        "faults": [{"action": "Chat", "fault": "cut"}],
        "messages": {"NoSuchProduct": "My words."}}"#;
    let mock = mock().script(Script::read(text).unwrap()).start().unwrap();
    assert_eq!(call(&mock, "Invent", &json!({}))["Error"]["Message"], "My words.");
    for text in [
        r#"{"expectation": []}"#,
        r#"{"expectations": [{"action": "A"}]}"#,
        r#"{"faults": [{"action": "A", "fault": "status", "status": 99}]}"#,
        r#"{"faults": [{"action": "A", "fault": "cut", "milliseconds": 5}]}"#,
    ] {
        assert!(Script::read(text).is_err(), "{text}");
    }
}

#[test]
fn an_answer_for_an_action_that_is_not_there_is_refused() {
    let mock = free();
    let refused = |action: &str| mock.expect(Expectation::error(action, "A", "m")).unwrap_err();
    assert_eq!(
        refused("shop:DescribeItem"),
        "the mock has no action `DescribeItem`; did you mean `DescribeItems`?"
    );
    assert_eq!(refused("shpo:Buy"), "the mock has no product `shpo`; did you mean `shop`?");
    assert_eq!(refused("kiosk:Describe*"), "the mock has no action `Describe*`");
    assert!(refused("shop:[").contains("is not a glob"));
    assert!(mock.fault(Fault::new("shop:Bye", FaultKind::Cut)).is_err());
    mock.expect(Expectation::error("shop:Desc*", "A", "m")).unwrap();
    assert_eq!(call(&mock, "DescribeItems", &json!({}))["Error"]["Code"], "A");
    let text = r#"{"faults": [{"action": "shop:Sell", "fault": "cut"}]}"#;
    let error = super::mock().script(Script::read(text).unwrap()).start().unwrap_err();
    assert_eq!(error.iter().next().unwrap().message, "the mock has no action `Sell`");
}

#[test]
fn an_address_that_is_taken_and_a_product_that_is_not_there_are_errors() {
    let first = free();
    let taken = mock().listen(first.address()).start().unwrap_err();
    assert!(taken.iter().next().unwrap().message.contains("cannot listen"));
    let unknown = mock().products(["shpo"]).start().unwrap_err();
    assert_eq!(unknown.iter().next().unwrap().help.as_deref(), Some("did you mean `shop`?"));
}
