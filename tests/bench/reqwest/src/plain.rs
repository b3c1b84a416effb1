//! What a program writes that calls the service without an SDK.

use std::hint::black_box;
use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::Client;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tests_service::Account;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Request {
    operator: Operator,
    scene_key: String,
    user_info: UserInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Operator {
    user_id: String,
    client_ip: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct UserInfo {
    name: String,
    id_card_type: String,
    id_card_number: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope {
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "parsed all the same")]
struct Response {
    app_id: Option<String>,
    app_original_id: Option<String>,
    url: Option<String>,
    path: Option<String>,
    qr_code: Option<String>,
    request_id: String,
}

/// The same as that of our client.
pub fn request() -> Request {
    Request {
        operator: Operator {
            user_id: "yDRCLUUgygq2xun5UuO4zjEwg0vjoimj".into(),
            client_ip: "1.2.3.4".into(),
        },
        scene_key: "E_PRESCRIPTION_AUTO_SIGN".into(),
        user_info: UserInfo {
            name: "典子谦".into(),
            id_card_type: "ID_CARD".into(),
            id_card_number: "620000198802020000".into(),
        },
    }
}

pub async fn call(client: &Client, url: &str, request: &Request) {
    let answer = client.post(url).json(request).send().await.expect("an answer");
    let envelope: Envelope = answer.json().await.expect("is JSON");
    black_box(envelope.response);
}

pub async fn signed_call(client: &Client, url: &str, account: &Account, request: &Request) {
    let body = serde_json::to_string(request).expect("is JSON");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let host = url.trim_start_matches("http://");
    let answer = client
        .post(url)
        .header("authorization", authorization(account, host, now, &body))
        .header("content-type", "application/json")
        .header("x-tc-action", "CreateUserAutoSignSealUrl")
        .header("x-tc-version", "2020-11-11")
        .header("x-tc-timestamp", now)
        .body(body)
        .send()
        .await
        .expect("an answer");
    let envelope: Envelope = answer.json().await.expect("is JSON");
    black_box(envelope.response);
}

/// TC3-HMAC-SHA256 as its documentation tells it, step by step.
fn authorization(account: &Account, host: &str, now: u64, body: &str) -> String {
    let time = Timestamp::from_second(now.cast_signed()).expect("a time");
    let date = time.strftime("%Y-%m-%d").to_string();
    let canonical = format!(
        "POST\n/\n\ncontent-type:application/json\nhost:{host}\n\ncontent-type;host\n{}",
        hex(&Sha256::digest(body))
    );
    let scope = format!("{date}/ess/tc3_request");
    let to_sign = format!("TC3-HMAC-SHA256\n{now}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let key = mac(format!("TC3{}", account.secret_key).as_bytes(), &date);
    let key = mac(&mac(&key, "ess"), "tc3_request");
    let signature = hex(&mac(&key, &to_sign));
    let id = &account.secret_id;
    format!(
        "TC3-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders=content-type;host, Signature={signature}"
    )
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
