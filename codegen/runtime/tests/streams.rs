//! Streams of events, pages, waiting, hooks: what goes beyond one call and one answer.

#![expect(unreachable_pub, reason = "written as the generator writes it")]
#![expect(clippy::unwrap_used, reason = "a test")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use serde_json::json;
use support::credential;
use support::mini::{self, ChatRequest, CreateOrderRequest, DescribeOrdersRequest, ErrorCode};
use support::{client_for, response, shop};
use tencentcloud_runtime::runtime::{Attempt, Outcome};
use tencentcloud_runtime::transport::{Replay, TransportError};
use tencentcloud_runtime::{Client, Error, Hook, Wait};
use tests_service::{Answer, Play};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

fn client(replay: &Replay) -> Client {
    let builder = Client::builder().credential(credential()).transport(replay.clone());
    builder.region("ap-guangzhou").build().unwrap()
}

fn events(text: &str) -> Replay {
    let answer = Response::builder()
        .header("content-type", "text/event-stream; charset=utf-8")
        .header("x-tc-requestid", "req-s")
        .body(Bytes::copy_from_slice(text.as_bytes()))
        .unwrap();
    Replay::new().http(answer)
}

async fn gathered(replay: &Replay) -> Vec<Result<String, Error>> {
    let mut stream = mini::chat_stream(&client(replay), &ChatRequest::default()).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(
            event.map(|event| {
                format!("{} {}", event.order_id.unwrap_or_default(), event.request_id)
            }),
        );
    }
    assert!(stream.next().await.is_none());
    all
}

#[tokio::test]
async fn events_are_typed_wrapped_or_not_until_done() {
    let long = "y".repeat(300_000);
    let replay = events(&format!(
        "data: {{\"OrderId\": \"a\"}}\n\n: beat\n\ndata: {{\"Response\": {{\"OrderId\": \"b\", \"RequestId\": \"own\"}}}}\n\n\
         data: {{\"OrderId\": \"{long}\"}}\n\ndata: [DONE]\n\ndata: not read\n\n"
    ));
    let all: Vec<_> = gathered(&replay).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(all, ["a req-s".to_owned(), "b own".to_owned(), format!("{long} req-s")]);
}

#[tokio::test]
async fn an_event_that_tells_of_an_error_is_one_and_the_last() {
    for (text, expected) in [
        (
            r#"data: {"Response": {"Error": {"Code": "FailedOperation", "Message": "m"}, "RequestId": "r"}}"#,
            "FailedOperation: m (RequestId r)",
        ),
        (
            r#"data: {"Error": {"Code": "FailedOperation", "Message": "m"}}"#,
            "FailedOperation: m (RequestId req-s)",
        ),
        ("event: error\ndata: {\"code\": 400, \"message\": \"m\"}", "400: m (RequestId req-s)"),
        (r#"data: {"ErrorMsg": {"Code": 4001, "Msg": "m"}}"#, "4001: m (RequestId req-s)"),
        (
            "event: error\ndata: oops",
            "cannot read the answer: the stream tells of an error (RequestId req-s)",
        ),
        (r#"data: {"Items": 7}"#, "cannot read the answer at Items: expected a list"),
    ] {
        let replay = events(&format!("data: {{\"OrderId\": \"a\"}}\n\n{text}\n\ndata: {{}}\n\n"));
        let all = gathered(&replay).await;
        assert_eq!(all.len(), 2, "{text}");
        let error = all[1].as_ref().unwrap_err();
        assert!(error.may_have_been_executed(), "what has sent an event was carried out");
        let error = error.to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[tokio::test]
async fn an_answer_without_a_stream_is_one_event_and_an_error_none() {
    let replay = Replay::new().response(json!({"OrderId": "a", "RequestId": "r"}));
    let all: Vec<_> = gathered(&replay).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(all, ["a r"]);
    let replay = Replay::new().service_error("FailedOperation", "m");
    let error = mini::chat_stream(&client(&replay), &ChatRequest::default()).await.unwrap_err();
    assert!(error.is(ErrorCode::FailedOperation));
}

#[tokio::test]
async fn an_answer_that_says_it_is_a_stream_and_is_not_is_read_whole() {
    let long = "y".repeat(200_000);
    let answer = json!({"Response": {"OrderId": long, "RequestId": "r"}});
    let all: Vec<_> = gathered(&events(&answer.to_string())).await;
    assert_eq!(all.into_iter().map(Result::unwrap).collect::<Vec<_>>(), [long + " r"]);
}

/// Two whole events and the beginning of a third, cut within and between.
const PIECES: [&str; 2] =
    ["data: {\"OrderId\": \"a\"}\n\nda", "ta: {\"OrderId\": \"b\"}\n\ndata: {\"Ord"];

#[tokio::test]
async fn events_arrive_as_they_are_sent() {
    let server = shop(|_| response(json!({})));
    let pieces = [PIECES[0], "ta: {\"OrderId\": \"b\"}\n\n", ": beat\n"];
    server.next("Chat", [Play::Slow(Answer::events(pieces), Duration::from_millis(300))]);
    // Each piece is in time, all together are not: silence counts for a stream.
    let client = client_for(&server).with(|settings| settings.timeout(Duration::from_secs(1)));
    let mut stream = mini::chat_stream(&client, &ChatRequest::default()).await.unwrap();
    for expected in ["a", "b"] {
        let event = stream.next().await.unwrap().unwrap();
        assert_eq!(event.order_id.as_deref(), Some(expected));
    }
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_is_cut_is_an_error_after_its_whole_events() {
    let server = shop(|_| response(json!({})));
    server.next("Chat", [Play::Cut(Answer::events(PIECES), 45)]);
    let mut stream =
        mini::chat_stream(&client_for(&server), &ChatRequest::default()).await.unwrap();
    assert!(stream.next().await.unwrap().is_ok());
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && error.may_have_been_executed(), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_falls_silent_times_out() {
    let server = shop(|_| response(json!({})));
    server.next("Chat", [Play::Slow(Answer::events(PIECES), Duration::from_secs(5))]);
    let client = client_for(&server).with(|settings| settings.timeout(Duration::from_millis(200)));
    let mut stream = mini::chat_stream(&client, &ChatRequest::default()).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.may_have_been_executed(), "{error}");
    assert!(stream.next().await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn streams_and_pages_are_iterators_in_the_blocking_client() {
    let server = shop(|_| response(json!({})));
    server.next("Chat", [Play::Slow(Answer::events(PIECES), Duration::from_millis(5))]);
    let client = support::blocking_client_for(&server);
    let mut stream = client.stream(&ChatRequest::default()).unwrap();
    assert_eq!(stream.next().unwrap().unwrap().order_id.as_deref(), Some("a"));
    assert_eq!(stream.next().unwrap().unwrap().order_id.as_deref(), Some("b"));
    let error = stream.next().unwrap().unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "the third event is not whole: {error}");
    assert!(stream.next().is_none());

    let replay = Replay::new()
        .response(json!({"TotalCount": 3, "Orders": ["a", "b"]}))
        .response(json!({"TotalCount": 3, "Orders": ["c"]}));
    let client = tencentcloud_runtime::blocking::Client::builder()
        .credential(credential())
        .region("ap-guangzhou")
        .transport(replay.clone())
        .build()
        .unwrap();
    let pages = client.pages(&DescribeOrdersRequest::default());
    let orders: Result<Vec<_>, Error> = pages.items().collect();
    assert_eq!(orders.unwrap(), ["a", "b", "c"]);
    assert_eq!(replay.recorded()[1].json, json!({"Offset": 2}));
}

#[tokio::test]
async fn pages_go_on_to_the_total_from_where_the_request_starts() {
    let replay = Replay::new()
        .response(json!({"TotalCount": "9", "Orders": ["a", "b"]}))
        .response(json!({"TotalCount": "9", "Orders": ["c", "d"]}));
    let request = DescribeOrdersRequest { offset: Some(5), limit: Some(2) };
    let client = client(&replay);
    let mut pages = mini::describe_orders_pages(&client, &request);
    let mut orders = Vec::new();
    while let Some(page) = pages.next().await {
        orders.extend(page.unwrap().orders);
    }
    assert_eq!(orders, ["a", "b", "c", "d"]);
    let sent: Vec<_> = replay.recorded().into_iter().map(|sent| sent.json).collect();
    assert_eq!(sent, [json!({"Offset": 5, "Limit": 2}), json!({"Limit": 2, "Offset": 7})]);
}

#[tokio::test]
async fn pages_walk_by_what_is_sent() {
    let replay =
        Replay::new().response(json!({"Orders": ["a", "b"]})).response(json!({"Orders": ["c"]}));
    let request = DescribeOrdersRequest { offset: None, limit: Some(100) };
    let client =
        client(&replay).with(|settings| settings.parameter("Limit", 2).parameter("Offset", 10));
    let mut items = client.pages(&request).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.unwrap();
        count += 1;
    }
    assert_eq!(count, 3);
    let sent: Vec<_> = replay.recorded().into_iter().map(|sent| sent.json).collect();
    assert_eq!(sent, [json!({"Limit": 2, "Offset": 10}), json!({"Limit": 2, "Offset": 12})]);
}

#[tokio::test]
async fn the_items_of_all_pages_come_one_by_one_and_an_error_is_the_last() {
    let replay = Replay::new()
        .response(json!({"TotalCount": 9, "Orders": ["a", "b"]}))
        .response(json!({"TotalCount": 9, "Orders": ["c"]}))
        .service_error("FailedOperation", "m");
    let mut items = client(&replay).pages(&DescribeOrdersRequest::default()).items();
    for expected in ["a", "b", "c"] {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
    }
    assert_eq!(replay.recorded().len(), 2, "the next page is not fetched before it is needed");
    assert!(items.next().await.unwrap().unwrap_err().is(ErrorCode::FailedOperation));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn pages_end_without_a_total_at_one_that_is_not_full_and_after_an_error() {
    let replay =
        Replay::new().response(json!({"Orders": ["a", "b"]})).response(json!({"Orders": ["c"]}));
    let request = DescribeOrdersRequest { offset: None, limit: Some(2) };
    let client_ = client(&replay);
    let mut pages = mini::describe_orders_pages(&client_, &request);
    assert!(
        pages.next().await.is_some()
            && pages.next().await.is_some()
            && pages.next().await.is_none()
    );

    let replay = Replay::new().service_error("FailedOperation", "m");
    let client_ = client(&replay);
    let mut pages = mini::describe_orders_pages(&client_, &request);
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn waiting_ends_when_it_holds_fails_or_takes_too_long() {
    let pending = || json!({"OrderId": "pending"});
    let wait = Wait::default().every(Duration::from_secs(1)).at_most(Duration::from_secs(3));
    let request = order();
    let until = |replay: Replay| {
        let client = client(&replay);
        let request = request.clone();
        async move {
            let call = || mini::create_order(&client, &request);
            client.wait_until(wait, call, |answer| answer.order_id.as_deref() == Some("done")).await
        }
    };
    let replay = Replay::new().response(pending()).response(json!({"OrderId": "done"}));
    until(replay.clone()).await.unwrap();
    assert_eq!(replay.waits(), [Duration::from_secs(1)]);
    let replay = Replay::new().response(pending()).service_error("FailedOperation", "");
    assert!(until(replay).await.unwrap_err().code().is_some());
    let replay = Replay::new()
        .response(pending())
        .response(pending())
        .response(pending())
        .response(pending());
    let error = until(replay.clone()).await.unwrap_err();
    assert!(error.is_timeout() && error.may_have_been_executed());
    assert_eq!(error.to_string(), "what was waited for did not come within 3s");
    assert_eq!(replay.recorded().len(), 4);
}

#[derive(Clone, Debug, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Hook for Notes {
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request<Bytes>) {
        request.headers_mut().insert("x-hook", HeaderValue::from(attempt.number));
        let note = format!("{} {:?} #{}", attempt.action.name(), attempt.region, attempt.number);
        self.0.lock().unwrap().push(note);
    }

    fn after(&self, _: &Attempt<'_>, outcome: &Outcome<'_>) {
        let failed = outcome.error.map(ToString::to_string);
        let note = format!("{:?} {:?} {failed:?}", outcome.status, outcome.request_id);
        self.0.lock().unwrap().push(note);
    }
}

#[tokio::test]
async fn hooks_see_every_attempt() {
    let notes = Notes::default();
    let replay = Replay::new().failure(TransportError::not_sent("refused")).response(json!({}));
    let client = client(&replay).with(|settings| settings.hook(notes.clone()));
    mini::create_order(&client, &order()).await.unwrap();
    let expected = [
        r#"CreateOrder Some("ap-guangzhou") #1"#,
        r#"None None Some("refused; the call was not executed")"#,
        r#"CreateOrder Some("ap-guangzhou") #2"#,
        r#"Some(200) Some("replayed") None"#,
    ];
    assert_eq!(*notes.0.lock().unwrap(), expected);
    assert_eq!(replay.recorded()[1].request.headers()["x-hook"], "2");
}
