//! The mock over HTTP, by a small product.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::*;

const SPEC: &str = r#"{
  "format": 1, "product": "shop", "version": "2026-01-02",
  "actions": {
    "Buy": {
      "region": "required",
      "input": [
        { "name": "Item", "type": "Item", "required": true },
        { "name": "Count", "type": "uint64" },
        { "name": "Day", "type": "date" }
      ],
      "output": [
        { "name": "Price", "type": "float" }, { "name": "Left", "type": "int64" },
        { "name": "RequestId", "type": "string" }
      ],
      "examples": [
        { "request": { "Item": { "Name": "cup" }, "Count": 1 },
          "response": { "Response": { "Price": 1.5, "Left": "7", "RequestId": "s1607400465431774000" } } },
        { "request": { "Item": { "Name": "mug" }, "Count": 2 },
          "response": { "Response": { "Price": 9, "RequestId": "s1607400465431774000" } } },
        { "request": { "Item": { "Name": "gone" } },
          "response": { "Response": { "Error": { "Code": "ResourceNotFound.Item", "Message": "Sold." }, "RequestId": "x" } } },
        { "request": { "Count": 3, "Odd": 1 },
          "response": { "Response": { "Price": 3, "RequestId": "x" } } }
      ]
    },
    "Chat": { "streaming": true, "input": [], "output": [],
      "examples": [{ "response": "data: {\"a\":1}\n\ndata: [DONE]\n\n" }] },
    "DescribeItems": {
      "input": [{ "name": "Offset", "type": "int64" }, { "name": "Limit", "type": "int64" }],
      "output": [{ "name": "Items", "type": "list<Item>" }, { "name": "TotalCount", "type": "int64" }],
      "examples": [{ "response": { "Response": { "Items": [{ "Name": "a" }, { "Name": "b" }], "TotalCount": 2 } } }]
    },
    "Invent": { "input": [], "output": [
        { "name": "Name", "type": "string", "example": "cup" },
        { "name": "Size", "type": "int64", "values": [{ "value": "4" }] },
        { "name": "Tree", "type": "Tree" }, { "name": "Flag", "type": "bool" }
      ] },
    "Open": { "signature": "skip", "input": [], "output": [] },
    "Send": { "input": [{ "name": "File", "type": "binary", "required": true }, { "name": "Size", "type": "int64" }], "output": [] }
  },
  "structures": {
    "Item": { "members": [{ "name": "Name", "type": "string", "required": true }, { "name": "Note", "type": "string" }] },
    "Tree": { "members": [{ "name": "Id", "type": "int64" }, { "name": "Below", "type": "list<Tree>" }] }
  }
}"#;

/// The same action and version in another product.
const OTHER: &str = r#"{ "format": 1, "product": "kiosk", "version": "2026-01-02",
  "actions": { "Buy": { "input": [{ "name": "Paper", "type": "string" }], "output": [] } } }"#;

fn mock() -> Mock {
    let folder = tempfile::tempdir().unwrap();
    for (product, text) in [("shop", SPEC), ("kiosk", OTHER)] {
        std::fs::create_dir(folder.path().join(product)).unwrap();
        std::fs::write(folder.path().join(product).join("2026-01-02.json"), text).unwrap();
    }
    // The files are read when it starts.
    Mock::from_spec([folder.keep()])
}

fn checked() -> MockServer {
    mock().credential("id", "key").start().unwrap()
}

fn free() -> MockServer {
    mock().start().unwrap()
}

/// A call; what a field says is sent, what is changed is changed after signing.
struct Call<'a> {
    action: &'a str,
    body: String,
    service: &'a str,
    secret: (&'a str, &'a str),
    skew: i64,
    headers: Vec<(&'a str, &'a str)>,
    without: &'a str,
}

impl<'a> Call<'a> {
    fn new(action: &'a str, body: &Value) -> Self {
        Self {
            action,
            body: body.to_string(),
            service: "shop",
            secret: ("id", "key"),
            skew: 0,
            headers: vec![("X-TC-Region", "ap-guangzhou")],
            without: "",
        }
    }

    fn send(&self, mock: &MockServer) -> (u16, String, Value) {
        let time = jiff::Timestamp::now().as_second() + self.skew;
        let day = signature::day(time).unwrap();
        let host = mock.address().to_string();
        let canonical = format!(
            "POST\n/\n\ncontent-type:application/json\nhost:{host}\n\ncontent-type;host\n{}",
            hex(&Sha256::digest(self.body.as_bytes()))
        );
        let scope = format!("{day}/{}/tc3_request", self.service);
        let text = format!(
            "TC3-HMAC-SHA256\n{time}\n{scope}\n{}",
            hex(&Sha256::digest(canonical.as_bytes()))
        );
        let mac = |key: &[u8], text: &str| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        };
        let key = [&*day, self.service, "tc3_request"]
            .into_iter()
            .fold(format!("TC3{}", self.secret.1).into_bytes(), |key, step| mac(&key, step));
        let signature = hex(&mac(&key, &text));
        let id = self.secret.0;
        let authorization = format!(
            "TC3-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders=content-type;host, Signature={signature}"
        );
        let time = time.to_string();
        let mut headers = vec![
            ("Content-Type", "application/json"),
            ("Authorization", &*authorization),
            ("X-TC-Action", self.action),
            ("X-TC-Version", "2026-01-02"),
            ("X-TC-Timestamp", &*time),
        ];
        headers.retain(|(name, _)| *name != self.without);
        headers.extend(&self.headers);
        post(&mock.url(), &headers, self.body.as_bytes())
    }

    fn code(&self, mock: &MockServer) -> String {
        let (status, _, answer) = self.send(mock);
        assert_eq!(status, 200);
        let code = &answer["Response"]["Error"]["Code"];
        code.as_str().unwrap_or("taken").to_owned()
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(20)))
        .build()
        .into()
}

/// Status, content type, and the body as JSON or as a text.
fn post(url: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String, Value) {
    let request =
        headers.iter().fold(agent().post(url), |r, (name, value)| r.header(*name, *value));
    let mut response = request.send(body).unwrap();
    let media = response.headers()["content-type"].to_str().unwrap().to_owned();
    let text = response.body_mut().read_to_string().unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (response.status().as_u16(), media, body)
}

/// A call that nobody checks.
fn call(mock: &MockServer, action: &str, body: &Value) -> Value {
    let headers = [
        ("Content-Type", "application/json"),
        ("X-TC-Action", action),
        ("X-TC-Region", "ap-guangzhou"),
    ];
    post(&mock.url(), &headers, body.to_string().as_bytes()).2["Response"].take()
}

#[test]
fn the_nearest_example_answers_and_its_types_are_put_right() {
    let mock = checked();
    let body = json!({ "Item": { "Name": "cup", "Note": "x" }, "Count": 1 });
    let (status, media, answer) = Call::new("Buy", &body).send(&mock);
    assert_eq!((status, &*media), (200, "application/json"));
    let answer = &answer["Response"];
    assert_eq!((&answer["Price"], &answer["Left"]), (&json!(1.5), &json!(7)));
    // The form of the RequestId is that of the product's examples.
    let id = answer["RequestId"].as_str().unwrap();
    assert!(id.starts_with('s') && id.len() == 20 && id != "s1607400465431774000", "{id}");
    let body = json!({ "Item": { "Name": "mug" }, "Count": 5 });
    assert_eq!(Call::new("Buy", &body).send(&mock).2["Response"]["Price"], 9);
    let body = json!({ "Item": { "Name": "gone" } });
    let error = &Call::new("Buy", &body).send(&mock).2["Response"]["Error"];
    assert_eq!(error, &json!({ "Code": "ResourceNotFound.Item", "Message": "Sold." }));
}

#[test]
fn every_way_to_be_wrong_has_the_code_of_the_service() {
    let mock = checked();
    let right = json!({ "Item": { "Name": "cup" } });
    let code = |change: &dyn Fn(&mut Call<'_>)| {
        let mut call = Call::new("Buy", &right);
        change(&mut call);
        call.code(&mock)
    };
    assert_eq!(code(&|_| ()), "taken");
    assert_eq!(code(&|call| call.service = "127"), "taken");
    assert_eq!(code(&|call| call.secret.1 = "other"), "AuthFailure.SignatureFailure");
    assert_eq!(code(&|call| call.secret.0 = "other"), "AuthFailure.SecretIdNotFound");
    assert_eq!(code(&|call| call.skew = -400), "AuthFailure.SignatureExpire");
    assert_eq!(code(&|call| call.skew = 400), "AuthFailure.SignatureExpire");
    assert_eq!(code(&|call| call.headers.push(("X-TC-Token", "t"))), "AuthFailure.TokenFailure");
    assert_eq!(code(&|call| call.without = "Authorization"), "MissingParameter");
    assert_eq!(code(&|call| call.without = "X-TC-Action"), "MissingParameter");
    assert_eq!(code(&|call| call.without = "X-TC-Version"), "MissingParameter");
    assert_eq!(code(&|call| call.headers.clear()), "MissingParameter");
    assert_eq!(code(&|call| call.headers = vec![("X-TC-Region", "")]), "InvalidParameterValue");
    assert_eq!(code(&|call| call.headers.push(("X-TC-Language", "fr"))), "InvalidParameterValue");
    assert_eq!(
        code(&|call| call.headers.push(("X-TC-Content-SHA256", "00"))),
        "InvalidParameterValue"
    );
    assert_eq!(code(&|call| call.action = "Steal"), "InvalidAction");
    assert_eq!(code(&|call| call.body = "{".into()), "InvalidParameter");
    assert_eq!(code(&|call| call.body = "{}".into()), "MissingParameter");
    assert_eq!(
        code(&|call| call.body = json!({ "Item": { "Name": "a" }, "X": 1 }).to_string()),
        "UnknownParameter"
    );
    let large = " ".repeat(texts::MAX_BODY + 1);
    assert_eq!(code(&|call| call.body.clone_from(&large)), "RequestSizeLimitExceeded");
}

#[test]
fn a_request_that_the_documentation_shows_is_taken_whatever_the_tables_say() {
    let mock = checked();
    let shown = json!({ "Count": 3, "Odd": 1 });
    assert_eq!(Call::new("Buy", &shown).send(&mock).2["Response"]["Price"], 3);
    assert_eq!(Call::new("Buy", &json!({ "Count": 4 })).code(&mock), "MissingParameter");
}

#[test]
fn messages_are_in_the_language_of_the_caller() {
    let mock = checked();
    let mut call = Call::new("Buy", &json!({}));
    let message = |call: &Call<'_>| {
        call.send(&mock).2["Response"]["Error"]["Message"].as_str().unwrap().to_owned()
    };
    assert_eq!(message(&call), "The request is missing a required parameter `Item`.");
    call.headers.push(("X-TC-Language", "zh-CN"));
    assert_eq!(message(&call), "请求缺少必传参数 `Item` 。");
}

#[test]
fn an_action_that_need_not_be_signed_is_taken_without() {
    let mock = checked();
    let skip = |action: &str| {
        let headers = [
            ("Content-Type", "application/json"),
            ("Authorization", "SKIP"),
            ("X-TC-Action", action),
            ("X-TC-Version", "2026-01-02"),
            ("X-TC-Timestamp", "1"),
        ];
        post(&mock.url(), &headers, b"{}").2["Response"].take()
    };
    assert_eq!(skip("Open")["Error"], Value::Null);
    assert_eq!(skip("Invent")["Error"]["Code"], "AuthFailure.InvalidAuthorization");
}

#[test]
fn an_action_of_several_products_goes_to_the_one_that_is_meant() {
    let mock = checked();
    // The service of the signature says which.
    let mut paper = Call::new("Buy", &json!({ "Paper": "x" }));
    paper.service = "kiosk";
    assert_eq!(paper.code(&mock), "taken");
    paper.service = "shop";
    assert_eq!(paper.code(&mock), "UnknownParameter");
    // Where it cannot, the parameters do.
    paper.service = "127";
    assert_eq!(paper.code(&mock), "taken");
    assert_eq!(mock.requests().last().unwrap().product.as_deref(), Some("kiosk"));
}

#[test]
fn hosts_tell_products_apart_and_unknown_ones_are_refused() {
    let mock = free();
    let code = |host: &str, version: &str| {
        let headers = [
            ("Host", host),
            ("Content-Type", "application/json"),
            ("X-TC-Action", "Invent"),
            ("X-TC-Version", version),
        ];
        let answer = post(&mock.url(), &headers, b"{}").2;
        answer["Response"]["Error"]["Code"].as_str().unwrap_or("taken").to_owned()
    };
    assert_eq!(code("shop.tencentcloudapi.com", "2026-01-02"), "taken");
    assert_eq!(code("shop.tencentcloudapi.com", "2020-01-01"), "NoSuchVersion");
    assert_eq!(code("kiosk.tencentcloudapi.com", "2026-01-02"), "InvalidAction");
    assert_eq!(code("nothing.tencentcloudapi.com", "2020-01-01"), "NoSuchProduct");
}

#[test]
fn values_are_made_where_there_is_no_example() {
    let answer = call(&free(), "Invent", &json!({}));
    assert_eq!(answer["Name"], "cup");
    assert_eq!(answer["Size"], 4);
    assert_eq!(answer["Tree"], json!({ "Id": 1, "Below": [] }));
    assert_eq!(answer["Flag"], true);
}

#[test]
fn pages_turn_over_a_list_that_is_repeated() {
    let mock = mock().items(5).start().unwrap();
    let shown = call(&mock, "DescribeItems", &json!({}));
    assert_eq!((&shown["TotalCount"], shown["Items"].as_array().unwrap().len()), (&json!(2), 2));
    let mut seen = Vec::new();
    for offset in [0, 2, 4, 6] {
        let page = call(&mock, "DescribeItems", &json!({ "Offset": offset, "Limit": 2 }));
        assert_eq!(page["TotalCount"], 5);
        seen.push(page["Items"].as_array().unwrap().len());
    }
    assert_eq!(seen, [2, 2, 1, 0]);
}

#[test]
fn a_streaming_action_answers_with_events() {
    let mock = free();
    let headers = [("Content-Type", "application/json"), ("X-TC-Action", "Chat")];
    let (_, media, body) = post(&mock.url(), &headers, b"{}");
    assert_eq!(media, "text/event-stream");
    assert_eq!(body, "data: {\"a\":1}\n\ndata: [DONE]\n\n");
    let events = vec![json!({ "b": 2 }), json!("[DONE]")];
    mock.expect(Expectation {
        action: "Chat".into(),
        events: Some(events),
        ..Expectation::default()
    })
    .unwrap();
    let (_, _, body) = post(&mock.url(), &headers, b"{}");
    assert_eq!(body, "data: {\"b\":2}\n\ndata: [DONE]\n\n");
}

#[test]
fn bytes_travel_as_a_part_of_a_form() {
    let mock = free();
    let send = |media: &str, body: &str| {
        let headers = [("Content-Type", media), ("X-TC-Action", "Send")];
        let answer = post(&mock.url(), &headers, body.as_bytes()).2;
        answer["Response"]["Error"]["Code"].as_str().unwrap_or("taken").to_owned()
    };
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let form = "multipart/form-data; boundary=b";
    let body = format!("{}{}--b--\r\n", part("File", "\u{1}x"), part("Size", "3"));
    assert_eq!(send(form, &body), "taken");
    assert_eq!(mock.requests()[0].request["Size"], 3);
    assert_eq!(send(form, &format!("{}--b--\r\n", part("Size", "3"))), "MissingParameter");
    assert_eq!(send("application/json", "{}"), "UnsupportedProtocol");
}

#[test]
fn calls_of_the_first_version_are_read_from_a_query_or_a_form() {
    let mock = free();
    let form = "Action=Buy&Version=2026-01-02&Region=ap-x&Item.Name=cup&Count=1";
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let answer = post(&mock.url(), &headers, form.as_bytes()).2;
    assert_eq!(answer["Response"]["Price"], 1.5);
    let code = |query: &str| {
        let url = format!("{}/?{query}", mock.url());
        let text = agent().get(&url).call().unwrap().body_mut().read_to_string().unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        answer["Response"]["Error"]["Message"].as_str().unwrap_or("taken").to_owned()
    };
    assert_eq!(code(form), "taken");
    assert!(code("Version=2026-01-02").contains("`Action`"));
    assert!(code(&format!("{form}&Count=2")).contains("`Count` input repeated"));
    assert!(code(&format!("{form}&Odd.1=2")).contains("`Odd` invalid array format"));
    assert!(code(&format!("{form}&Odd")).contains("splited by `=`"));
    let checked = checked();
    let text = agent().get(checked.url()).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(text.contains("required parameter `Timestamp`"), "{text}");
}

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
    assert_eq!(get(""), json!({ "products": 2, "versions": 2, "actions": 7 }));
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
    ] {
        assert!(Script::read(text).is_err(), "{text}");
    }
}

#[test]
fn an_address_that_is_taken_and_a_product_that_is_not_there_are_errors() {
    let first = free();
    let taken = mock().listen(first.address()).start().unwrap_err();
    assert!(taken.iter().next().unwrap().message.contains("cannot listen"));
    let unknown = mock().products(["shpo"]).start().unwrap_err();
    assert_eq!(unknown.iter().next().unwrap().help.as_deref(), Some("did you mean `shop`?"));
}
