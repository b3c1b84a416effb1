//! The mock over HTTP, by a small product.

mod answers;
mod control;
mod refusals;

use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
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
    "Store": { "endpoint": "file.example.cn", "output": [],
      "input": [{ "name": "Body", "type": "string", "required": true }] },
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
