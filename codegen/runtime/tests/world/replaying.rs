//! Rules by which the replay transport answers, and keeping to documented rates.

use std::time::Duration;

use serde_json::json;
use tencentcloud_runtime::transport::{Recorded, Replay, Reply};
use tencentcloud_runtime::{Action, Client, JsonObject, RetryPolicy, blocking};

use crate::support::credential;
use crate::support::mini::{CreateOrderRequest, CreateOrderResponse, DescribeOrdersRequest};

fn client(replay: &Replay) -> Client {
    let builder = Client::builder().credential(credential()).transport(replay.clone());
    builder.region("ap-guangzhou").build().unwrap()
}

fn order(customer: &str) -> CreateOrderRequest {
    CreateOrderRequest::new(customer, vec![])
}

fn placed(id: &str) -> CreateOrderResponse {
    CreateOrderResponse { order_id: Some(id.to_owned()), ..CreateOrderResponse::default() }
}

#[tokio::test]
async fn a_rule_answers_the_calls_that_it_is_for() {
    let replay = Replay::new()
        .when::<CreateOrderRequest>()
        .matching(|sent| sent.json["Customer"] == "a")
        .respond(&placed("of a"))
        .when::<CreateOrderRequest>()
        .matching(|sent| sent.json["Customer"] == "b")
        .times(1)
        .service_error("FailedOperation", "sold out")
        .when::<DescribeOrdersRequest>()
        .reply(Reply::text(
            r#"{"Response": {"TotalCount": 1, "Orders": ["x"], "RequestId": "example"}}"#,
        ));
    let one = client(&replay);
    for _ in 0..2 {
        assert_eq!(one.send(&order("a")).await.unwrap().order_id.as_deref(), Some("of a"));
    }
    let error = one.send(&order("b")).await.unwrap_err();
    assert_eq!(error.to_string(), "FailedOperation: sold out (RequestId replayed)");
    let page = one.send(&DescribeOrdersRequest::default()).await.unwrap();
    assert_eq!((page.orders.len(), page.request_id.as_str()), (1, "example"));
    replay.verify().unwrap();
}

#[tokio::test]
async fn a_rule_is_not_for_a_product_whose_name_only_begins_the_same() {
    let replay = Replay::new().when::<CreateOrderRequest>().respond(&placed("a"));
    let error = client(&replay).call("shopbasic", "2026-01-02", "CreateOrder", json!({})).await;
    assert!(error.is_err());
    let by_host = |sent: &Recorded| Reply::members(json!({"Host": sent.request.uri().host()}));
    let replay = Replay::new().otherwise(move |sent| by_host(sent).to_http());
    let answer = client(&replay).call("cvm", "2017-03-12", "X", json!({})).await.unwrap();
    assert_eq!(answer["Host"], "cvm.tencentcloudapi.com");
}

#[tokio::test]
async fn the_official_example_of_an_action_answers_its_calls() {
    let file = r#"{ "note": "of a generated crate", "examples": [
        {"action": "DescribeOrders", "request": {}, "response": {"TotalCount": 3, "RequestId": "e"}},
        {"action": "CreateOrder", "request": {}, "response": {"OrderId": "first", "RequestId": "e-1"}},
        {"action": "CreateOrder", "request": {"Customer": "b", "Items": []},
         "response": {"OrderId": "of b", "RequestId": "e-2"}}
    ]}"#;
    let replay = Replay::new().when::<CreateOrderRequest>().official_example(file).unwrap();
    let one = client(&replay).with(|settings| settings.retry(RetryPolicy::never()));
    for (customer, id) in [("a", "first"), ("b", "of b")] {
        let answer = one.send(&order(customer)).await.unwrap();
        assert_eq!(answer.order_id.as_deref(), Some(id));
    }
    replay.verify().unwrap();
    for (text, problem) in [
        ("# not JSON", "not those of a generated crate"),
        (r#"{"examples": [{"action": "Other"}]}"#, "no example of CreateOrder"),
    ] {
        let refused = Replay::new().when::<CreateOrderRequest>().official_example(text);
        assert!(refused.unwrap_err().to_string().contains(problem), "{text}");
    }
}

#[test]
fn answers_come_in_turn_faults_among_them() {
    let replay = Replay::new().when::<CreateOrderRequest>().in_turn([
        Reply::no_connection("refused"),
        Reply::service_error("RequestLimitExceeded", "slow down"),
        Reply::response(&placed("third")),
        Reply::status(502, "<html>"),
    ]);
    let builder = blocking::Client::builder().credential(credential()).transport(replay.clone());
    let client = builder.build().unwrap();
    assert_eq!(client.send(&order("a")).unwrap().order_id.as_deref(), Some("third"));
    assert!(client.send(&order("a")).unwrap_err().may_have_been_executed());
    replay.verify().unwrap();
}

#[tokio::test]
async fn what_did_not_go_as_expected_is_told_readably() {
    let replay = Replay::new()
        .when::<CreateOrderRequest>()
        .matching(|sent| sent.json["Customer"] == "a")
        .times(2)
        .respond(&placed("1"));
    let one = client(&replay);
    one.send(&order("a")).await.unwrap();
    let error = one.send(&order("other")).await.unwrap_err();
    assert!(error.to_string().contains("no rule matches"), "{error}");
    let unmet = format!("{:?}", replay.verify().unwrap_err());
    assert!(unmet.contains("CreateOrder: expected 2 calls that match, met 1 call"), "{unmet}");
    assert!(unmet.contains("it sent {") && unmet.contains("other"), "{unmet}");
}

#[tokio::test]
async fn calls_keep_to_the_documented_rate_where_they_are_told_to() {
    let action =
        Action::new("shop", "2020-11-11", "Slow", "shop.tencentcloudapi.com").with_rate(10);
    let replay = Replay::new()
        .otherwise(|_| Ok(http::Response::new(r#"{"Response": {"RequestId": "r"}}"#.into())));
    let free = client(&replay);
    let paced = free.with(|settings| settings.keep_to_documented_rate(true));
    for client in [&free, &paced] {
        for _ in 0..21 {
            let _: JsonObject = client.execute(&action, &JsonObject::default()).await.unwrap();
        }
    }
    let waits = replay.waits();
    assert_eq!(waits.len(), 20, "the first call waits for nobody");
    assert!(*waits.last().unwrap() > Duration::from_millis(1_500), "{waits:?}");
    let hasty = paced.with(|settings| settings.timeout(Duration::from_millis(500)));
    let late = hasty.execute::<JsonObject>(&action, &JsonObject::default()).await.unwrap_err();
    assert!(late.is_timeout() && !late.may_have_been_executed(), "{late}");
}
