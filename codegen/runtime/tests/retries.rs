//! What is repeated, and what never is.

#![expect(unreachable_pub, reason = "written as the generator writes it")]
#![expect(clippy::unwrap_used, reason = "a test")]

mod support;

use std::collections::BTreeSet;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use serde_json::json;
use support::credential;
use support::mini::{self, CreateOrderRequest};
use tencentcloud_runtime::transport::{Recorded, Replay, TransportError};
use tencentcloud_runtime::{Client, Endpoint, Error, Repeat, RetryPolicy};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

fn client(replay: &Replay) -> Client {
    Client::builder().credential(credential()).transport(replay.clone()).build().unwrap()
}

fn status(status: u16) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .header("content-type", "text/html")
        .header("X-TC-RequestId", "req-h")
        .body(Bytes::from_static(b"<html>"))
        .unwrap()
}

#[tokio::test]
async fn what_was_certainly_not_executed_is_repeated_with_growing_random_waits() {
    let replay = Replay::new()
        .failure(TransportError::not_sent("refused"))
        .service_error("RequestLimitExceeded", "slow down")
        .response(json!({"OrderId": "o"}));
    let answer = mini::create_order(&client(&replay), &order()).await.unwrap();
    assert_eq!(answer.order_id.as_deref(), Some("o"));
    let waits = replay.waits();
    assert_eq!(waits.len(), 2);
    assert!(waits[0] < Duration::from_millis(500), "{waits:?}");
    // The service counts calls by the second.
    assert!(waits[1] >= Duration::from_secs(1) && waits[1] < Duration::from_secs(2), "{waits:?}");
}

#[tokio::test]
async fn every_attempt_is_signed_anew_with_the_same_content_and_client_token() {
    let replay = Replay::new()
        .service_error("RequestLimitExceeded.UinLimitExceeded", "")
        .response(json!({}));
    let seconds = std::sync::atomic::AtomicU64::new(1_700_000_000);
    let clock = move || {
        let now = seconds.fetch_add(7, std::sync::atomic::Ordering::SeqCst);
        std::time::UNIX_EPOCH + Duration::from_secs(now)
    };
    let client = client(&replay).with(|settings| settings.clock(clock));
    mini::create_order(&client, &order()).await.unwrap();
    let recorded = replay.recorded();
    let header = |index: usize, name: &str| recorded[index].request.headers()[name].clone();
    assert_ne!(header(0, "x-tc-timestamp"), header(1, "x-tc-timestamp"));
    assert_ne!(header(0, "authorization"), header(1, "authorization"));
    assert_eq!(header(0, "x-tc-traceid"), header(1, "x-tc-traceid"));
    assert_eq!(recorded[0].json, recorded[1].json);
    assert!(recorded[0].json["ClientToken"].is_string());
}

#[tokio::test]
async fn what_may_have_been_executed_is_sent_once() {
    for replay in [
        Replay::new().failure(TransportError::maybe_sent("reset")),
        Replay::new().failure(TransportError::timed_out(true)),
        Replay::new().http(status(502)),
        Replay::new().http(status(429)),
        Replay::new().http(status(200)),
        Replay::new().service_error("InternalError", ""),
        Replay::new().service_error("FailedOperation", ""),
    ] {
        let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
        assert_eq!(replay.recorded().len(), 1, "{error}");
        let refused = error.to_string().starts_with("FailedOperation");
        assert_eq!(error.may_have_been_executed(), !refused, "{error}");
    }
}

#[tokio::test]
async fn a_status_other_than_200_is_a_transport_error_with_its_request_id() {
    let replay = Replay::new().http(status(502));
    let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error}") };
    assert_eq!(transport.http_status(), Some(502));
    assert_eq!(error.request_id(), Some("req-h"));
    assert!(error.is_retryable());
    let replay = Replay::new().http(status(403));
    let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
    assert!(!error.is_retryable());
    let replay = Replay::new().http(status(200));
    let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
    assert!(matches!(&error, Error::Decode(_)), "HTML is not an answer");
    assert_eq!(error.request_id(), Some("req-h"));
}

#[tokio::test]
async fn the_rest_is_repeated_where_it_was_asked_for() {
    let twice = || {
        Replay::new()
            .failure(TransportError::maybe_sent("reset"))
            .service_error("InternalError", "")
            .response(json!({}))
    };
    let replay = twice();
    let policy = RetryPolicy::default().repeat(Repeat::Idempotent);
    let client =
        client(&replay).with_region("ap-guangzhou").with(|settings| settings.retry(policy));
    mini::create_order(&client, &order()).await.unwrap();
    let tokens: BTreeSet<_> =
        replay.recorded().iter().map(|sent| sent.json["ClientToken"].to_string()).collect();
    assert_eq!((replay.recorded().len(), tokens.len()), (3, 1));

    let replay = replay.failure(TransportError::maybe_sent("reset"));
    let request = mini::DescribeOrdersRequest::default();
    mini::describe_orders(&client, &request).await.unwrap_err();
    assert_eq!(replay.recorded().len(), 4, "without a ClientToken nothing tells a repetition");

    let replay = replay.failure(TransportError::maybe_sent("reset")).response(json!({}));
    let always = RetryPolicy::default().repeat(Repeat::Always);
    let client = client.with(|settings| settings.retry(always));
    mini::describe_orders(&client, &request).await.unwrap();
    assert_eq!(replay.recorded().len(), 6);
}

#[tokio::test]
async fn a_client_token_of_the_caller_stays_and_none_is_made_without_retries() {
    let replay = Replay::new().response(json!({})).response(json!({}));
    let mut request = order();
    request.client_token = Some("mine".into());
    mini::create_order(&client(&replay), &request).await.unwrap();
    let never = client(&replay).with(|settings| settings.retry(RetryPolicy::never()));
    mini::create_order(&never, &order()).await.unwrap();
    let recorded = replay.recorded();
    assert_eq!(recorded[0].json["ClientToken"], "mine");
    assert!(recorded[1].json.get("ClientToken").is_none());
}

#[tokio::test]
async fn retries_stop_at_the_last_attempt_the_deadline_and_the_end_of_the_budget() {
    let refused = || Replay::new().otherwise(|_| Err(TransportError::not_sent("refused")));
    let replay = refused();
    mini::create_order(&client(&replay), &order()).await.unwrap_err();
    assert_eq!(replay.recorded().len(), 3);

    let replay = refused();
    let hour = Duration::from_secs(3_600);
    let policy = RetryPolicy::default().waits(hour, hour);
    let client_with_hours =
        client(&replay).with(|settings| settings.retry(policy).timeout(Duration::from_micros(300)));
    let error = mini::create_order(&client_with_hours, &order()).await.unwrap_err();
    assert!(replay.recorded().len() <= 1 && !error.may_have_been_executed());

    let replay = refused();
    let client = client(&replay);
    for _ in 0..60 {
        mini::create_order(&client, &order()).await.unwrap_err();
    }
    assert_eq!(replay.recorded().len(), 60 + 100, "a hundred repetitions, and no more");
}

#[tokio::test]
async fn a_timeout_tells_whether_the_call_may_have_run() {
    let replay = Replay::new().failure(TransportError::timed_out(true));
    let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
    assert!(error.is_timeout() && error.may_have_been_executed());
    assert_eq!(error.to_string(), "no answer within 60s; the call may have been executed");
}

#[tokio::test]
async fn calls_go_to_the_second_endpoint_while_the_first_cannot_be_reached() {
    let replay = Replay::new().otherwise(|sent| {
        if sent.request.uri().host() == Some("first.example.com") {
            return Err(TransportError::not_sent("refused"));
        }
        Ok(Response::new(r#"{"Response": {"RequestId": "r"}}"#.into()))
    });
    let client = client(&replay).with(|settings| {
        let second = Endpoint::full("second.example.com").unwrap();
        settings.endpoint("https://first.example.com").failover(second)
    });
    for _ in 0..7 {
        mini::create_order(&client, &order()).await.unwrap();
    }
    let hosts: Vec<_> =
        replay.recorded().iter().map(|sent| sent.request.headers()["host"].clone()).collect();
    let first = hosts.iter().filter(|host| *host == "first.example.com").count();
    assert_eq!((first, hosts.len()), (5, 12), "five failures in a row, then none is tried");
    assert_eq!(replay.waits(), [], "there is no reason to wait for another host");
}

#[tokio::test]
async fn what_may_have_been_executed_does_not_go_to_the_second_endpoint() {
    let replay = Replay::new().failure(TransportError::maybe_sent("reset"));
    let client = client(&replay)
        .with(|settings| settings.failover(Endpoint::full("second.example.com").unwrap()));
    mini::create_order(&client, &order()).await.unwrap_err();
    assert_eq!(replay.recorded().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_answers_is_not_left() {
    let busy = || {
        let answer = Response::builder().status(503).header("Retry-After", "1");
        answer.body("busy".into()).unwrap()
    };
    let replay = Replay::new().http(busy()).service_error("InternalError", "m").response(json!({}));
    let client = client(&replay).with(|settings| {
        let second = Endpoint::full("second.example.com").unwrap();
        let retry = RetryPolicy::default().repeat(Repeat::Always);
        settings.endpoint("https://first.example.com").failover(second).retry(retry)
    });
    mini::create_order(&client, &order()).await.unwrap();
    let is_first = |sent: &Recorded| sent.request.uri().host() == Some("first.example.com");
    assert!(replay.recorded().iter().all(is_first));
    assert_eq!(replay.waits().len(), 2);
}

#[tokio::test]
async fn an_attempt_that_failed_leaves_nothing_in_the_answer() {
    let replay = Replay::new()
        .response(
            json!({"OrderId": "old", "Error": {"Code": "RequestLimitExceeded", "Message": ""}}),
        )
        .response(json!({}));
    let answer = mini::create_order(&client(&replay), &order()).await.unwrap();
    assert_eq!(answer.order_id, None);
}
