//! What is answered to a call that is wrong.

use serde_json::{Value, json};

use super::*;

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
    // The limit is that of the common gateway: an action with a host of its own takes a large file.
    let file = json!({ "Body": "A".repeat(texts::MAX_BODY) });
    assert_eq!(Call::new("Store", &file).code(&mock), "taken");
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
    assert_eq!(code("nothing.tencentcloudapi.com:80", "2026-01-02"), "NoSuchProduct");
    assert_eq!(code("shop.ap-beijing.tencentcloudapi.com", "2026-01-02"), "taken");
    // A name that somebody gave this machine is not that of a product.
    assert_eq!(code("mock.example", "2026-01-02"), "taken");
}
