//! The ways to make a call.

use serde_json::json;
use tencentcloud_runtime::{Client, Error, Form, Request, Response, RetryPolicy};

use crate::order;
use crate::support::mini::{
    self, CreateOrderResponse, DescribeOrdersRequest, DescribeTaskRequest, ErrorCode,
};
use crate::support::{self, client_for, error, response, shop};

#[test]
fn a_call_outside_a_runtime_is_an_error_and_no_panic() {
    let server = shop(|_| response(json!({})));
    let client = client_for(&server);
    let request = order();
    let call = std::pin::pin!(mini::create_order(&client, &request));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = call.poll(&mut context) else { panic!("not ready") };
    let error = result.unwrap_err();
    assert!(error.to_string().contains("no tokio runtime") && !error.may_have_been_executed());
}

#[tokio::test]
async fn any_action_can_be_called_with_json() {
    let server = shop(|request| response(json!({"Big": u64::MAX, "Echo": request.json()})));
    let client = client_for(&server).with(|settings| settings.retry(RetryPolicy::never()));
    let answer =
        client.call("shop", "2020-11-11", "CreateOrder", json!({"A": i64::MIN})).await.unwrap();
    assert_eq!(answer, json!({"Big": u64::MAX, "Echo": {"A": i64::MIN}, "RequestId": "req-1"}));
    assert!(client.call("shop", "2020-11-11", "X", json!([1])).await.is_err());
    assert!(client.call("evil.com/", "2020-11-11", "X", json!({})).await.is_err());
    assert_eq!(server.log().len(), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_makes_the_same_calls() {
    let server = shop(|_| response(json!({"OrderId": "o-1"})));
    let client = support::blocking_client_for(&server);
    for _ in 0..3 {
        let answer: CreateOrderResponse = client.send(&order()).unwrap();
        assert_eq!(answer.order_id.as_deref(), Some("o-1"));
    }
    let get = client.with(|settings| settings.form(Form::Get));
    get.send(&order()).unwrap();
    assert_eq!(server.connections(), 1, "the connection is kept");
    assert!(server.log().iter().all(|seen| seen.request.header("Accept").is_none()));
    let answer = client.call("shop", "2020-11-11", "CreateOrder", json!({})).unwrap();
    assert_eq!(answer["OrderId"], "o-1");
    let server = shop(|_| error("FailedOperation.SoldOut"));
    let error = support::blocking_client_for(&server).send(&order()).unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut));
}

#[tokio::test]
async fn a_call_owns_all_that_it_needs_and_can_be_spawned() {
    let server = shop(|_| response(json!({"OrderId": "o-1"})));
    let spawned = {
        let (client, request) = (client_for(&server), order());
        tokio::spawn(client.send(&request))
    };
    assert_eq!(spawned.await.unwrap().unwrap().request_id(), "req-1");
    let pages = client_for(&server).with_region("ap-guangzhou");
    let mut pages = pages.pages(&DescribeOrdersRequest::default());
    assert!(tokio::spawn(async move { pages.next().await }).await.unwrap().unwrap().is_ok());
}

/// Code that is written once for all actions.
async fn with_audit<R: Request>(
    client: &Client,
    request: &R,
    log: &mut Vec<String>,
) -> Result<R::Response, Error> {
    let answer = client.send(request).await?;
    log.push(format!("{} {}", R::ACTION.name(), answer.request_id()));
    Ok(answer)
}

#[tokio::test]
async fn code_of_ones_own_wraps_every_call_and_one_error_comes_out_of_all() {
    async fn both(client: &Client, log: &mut Vec<String>) -> Result<(), Error> {
        with_audit(client, &DescribeTaskRequest::default(), log).await?;
        with_audit(client, &order(), log).await?;
        Ok(())
    }
    let server = shop(|request| match request.header("X-TC-Action") {
        Some("CreateOrder") => error("FailedOperation.SoldOut"),
        _ => response(json!({})),
    });
    let mut log = Vec::new();
    let error = both(&client_for(&server), &mut log).await.unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut));
    assert_eq!(log, ["DescribeTask req-1"]);
}
