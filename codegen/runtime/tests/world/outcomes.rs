//! What an error says about the call, and what is repeated.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use serde_json::json;
use tencentcloud_runtime::transport::{Replay, TransportError};
use tencentcloud_runtime::{
    Attempt, Client, CredentialProvider, Endpoint, Error, Hook, Outcome, Repeat, RetryPolicy,
    blocking,
};
use tests_service::{Answer, Play};

use crate::support::mini::{self, ChatRequest, CreateOrderRequest};
use crate::support::{client_for, credential, response, shop};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

fn client(replay: &Replay) -> Client {
    let builder = Client::builder().credential(credential()).transport(replay.clone());
    builder.region("ap-guangzhou").build().unwrap()
}

fn blocking_client(replay: &Replay) -> blocking::Client {
    let builder = blocking::Client::builder().credential(credential()).transport(replay.clone());
    builder.region("ap-guangzhou").build().unwrap()
}

fn status(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
    let mut answer = Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    answer.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()
}

#[tokio::test]
async fn whether_a_call_may_have_run_is_that_of_all_attempts() {
    let always = RetryPolicy::default().repeat(Repeat::Always).max_attempts(2);
    for last in [TransportError::not_sent("refused"), TransportError::timed_out(false)] {
        let replay = Replay::new().failure(TransportError::maybe_sent("reset")).failure(last);
        let client = client(&replay).with(|settings| settings.retry(always.clone()));
        let error = mini::create_order(&client, &order()).await.unwrap_err();
        assert_eq!(replay.recorded().len(), 2);
        assert!(error.may_have_been_executed(), "{error}");
        assert!(error.to_string().contains("may have been executed"), "{error}");
    }
    let replay = Replay::new().failure(TransportError::maybe_sent("reset"));
    let replay = replay.service_error("FailedOperation", "m");
    let blocking = blocking_client(&replay).with(|settings| settings.retry(always));
    let error = blocking.send(&order()).unwrap_err();
    assert!(error.may_have_been_executed(), "{error}");
}

#[tokio::test]
async fn a_status_keeps_headers_and_a_bounded_body() {
    let page = format!("{{\"message\":\"{}\"}}", "x".repeat(100_000));
    for (code, executed) in [(403, false), (302, false), (407, false), (413, false), (502, true)] {
        let answer = status(code, &[("location", "/login"), ("x-request-id", "g-1")], &page);
        let replay = Replay::new().http(answer);
        let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
        let Error::Transport(transport) = &error else { panic!("{error}") };
        assert_eq!(transport.http_status(), Some(code));
        assert_eq!(transport.headers().unwrap()["x-request-id"], "g-1");
        assert_eq!(transport.body().unwrap().len(), 64 * 1024);
        assert_eq!(error.may_have_been_executed(), executed, "{code}");
        assert!(!format!("{error} {error:?}").contains("xxx"), "bodies are not printed");
    }
}

#[tokio::test]
async fn a_gateway_that_names_a_pause_is_asked_again_after_it() {
    for code in [429, 503] {
        let busy = || status(code, &[("retry-after", "7")], "busy");
        let replay = Replay::new().http(busy()).response(json!({}));
        mini::create_order(&client(&replay), &order()).await.unwrap();
        assert_eq!(replay.waits(), [Duration::from_secs(7)]);
        let replay = Replay::new().http(busy()).response(json!({}));
        blocking_client(&replay).send(&order()).unwrap();
        let later = status(code, &[("retry-after", "3600")], "busy");
        let replay = Replay::new().http(later);
        let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
        assert!(!error.may_have_been_executed() && error.is_retryable(), "{error}");
        assert_eq!(replay.recorded().len(), 1, "there is no time for that pause");
        let replay = Replay::new().http(status(code, &[], "busy"));
        let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
        assert!(error.may_have_been_executed(), "without a pause nothing is certain: {error}");
    }
}

#[tokio::test]
async fn a_timeout_in_the_body_keeps_the_request_id() {
    let server = shop(|_| response(json!({})));
    let slow = || {
        let answer = response(json!({"OrderId": "x".repeat(1_000)})).in_packets(100);
        Play::Slow(answer.header("X-TC-RequestId", "req-h"), Duration::from_secs(5))
    };
    server.next("CreateOrder", [slow(), slow()]);
    let short = |settings: tencentcloud_runtime::Settings| settings.timeout(Duration::from_secs(1));
    let error = mini::create_order(&client_for(&server).with(short), &order()).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.request_id(), Some("req-h"));
    assert!(error.to_string().contains("req-h"), "{error}");
    let blocking = crate::support::blocking_client_for(&server).with(short);
    let error = blocking.send(&order()).unwrap_err();
    assert_eq!(error.request_id(), Some("req-h"), "{error}");
    server.next(
        "Chat",
        [Play::Slow(
            Answer::events(["data: {}\n\n", "data"]).header("X-TC-RequestId", "req-s"),
            Duration::from_secs(5),
        )],
    );
    let client = client_for(&server).with(short);
    let mut stream = mini::chat_stream(&client, &ChatRequest::default()).await.unwrap();
    let error = loop {
        if let Err(error) = stream.next().await.unwrap() {
            break error;
        }
    };
    assert_eq!((error.is_timeout(), error.request_id()), (true, Some("req-s")));
}

#[derive(Clone, Debug, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Hook for Notes {
    fn before(&self, _: &Attempt<'_>, _: &mut Request<Bytes>) {
        self.0.lock().unwrap().push("before".to_owned());
    }

    fn after(&self, _: &Attempt<'_>, outcome: &Outcome<'_>) {
        let kind = outcome.headers.and_then(|headers| headers.get("x-gateway"));
        self.0.lock().unwrap().push(format!("{:?} {:?} {kind:?}", outcome.status, outcome.size));
    }
}

#[tokio::test]
async fn hooks_come_in_pairs_and_see_the_answer() {
    #[derive(Debug)]
    struct Closed;
    impl CredentialProvider for Closed {
        fn fetch<'a>(
            &'a self,
            _: &'a tencentcloud_runtime::credentials::Reach<'a>,
        ) -> tencentcloud_runtime::transport::BoxFuture<
            'a,
            Result<
                tencentcloud_runtime::Credential,
                tencentcloud_runtime::credentials::CredentialError,
            >,
        > {
            let error = tencentcloud_runtime::credentials::CredentialError::new("closed");
            Box::pin(std::future::ready(Err(error)))
        }
    }
    let notes = Notes::default();
    let closed: Box<dyn CredentialProvider> = Box::new(Closed);
    let builder = Client::builder().credential(closed).transport(Replay::new());
    let closed = builder.hook(Arc::new(notes.clone())).build().unwrap();
    mini::create_order(&closed, &order()).await.unwrap_err();
    assert_eq!(*notes.0.lock().unwrap(), [""; 0], "neither before nor after");

    let replay = Replay::new().http(status(502, &[("x-gateway", "g")], "oops"));
    let client = client(&replay).with(|settings| settings.hook(notes.clone()));
    mini::create_order(&client, &order()).await.unwrap_err();
    assert_eq!(*notes.0.lock().unwrap(), ["before", "Some(502) Some(4) Some(\"g\")"]);
}

#[tokio::test]
async fn a_gateway_that_gives_up_leaves_open_what_was_executed() {
    for (code, headers, executed) in
        [(504, &[][..], true), (503, &[("Retry-After", "1")][..], false), (400, &[][..], false)]
    {
        let body = format!(r#"{{"code": {code}, "message": "m"}}"#);
        let replay = Replay::new().http(status(code, headers, &body));
        let client = client(&replay).with(|settings| settings.retry(RetryPolicy::never()));
        let error = mini::create_order(&client, &order()).await.unwrap_err();
        assert_eq!(error.code(), Some(code.to_string().as_str()));
        assert_eq!(error.may_have_been_executed(), executed, "{code}");
    }
}

#[tokio::test]
async fn a_caller_with_little_time_does_not_turn_calls_away_from_a_host() {
    let replay = Replay::new().otherwise(|sent| match sent.request.uri().host() {
        Some("first.example.com") => Err(TransportError::timed_out(true)),
        _ => Ok(Response::new(r#"{"Response": {"RequestId": "r"}}"#.into())),
    });
    let client = client(&replay).with(|settings| {
        let second = Endpoint::full("second.example.com").unwrap();
        settings.endpoint("https://first.example.com").failover(second)
    });
    for _ in 0..20 {
        let error = mini::create_order(&client, &order()).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
    }
}

#[tokio::test]
async fn what_was_throttled_costs_nothing_and_products_do_not_share_a_budget() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let limited = Replay::new().otherwise(move |_| {
        // One call of a hundred gets through.
        let taken = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst).is_multiple_of(100);
        let error = json!({"Error": {"Code": "RequestLimitExceeded", "Message": "m"}});
        let answer = if taken { json!({"RequestId": "r"}) } else { error };
        Ok(Response::new(json!({ "Response": answer }).to_string().into()))
    });
    let client_ =
        client(&limited).with(|settings| settings.retry(RetryPolicy::default().max_attempts(100)));
    for _ in 0..20 {
        mini::create_order(&client_, &order()).await.unwrap();
    }

    let refused = Replay::new().otherwise(|_| Err(TransportError::not_sent("refused")));
    let client = client(&refused);
    let calls = |client: Client, product: &'static str| async move {
        client.call(product, "2020-11-11", "X", json!({})).await.unwrap_err();
    };
    for _ in 0..60 {
        calls(client.clone(), "cvm").await;
    }
    let before = refused.recorded().len();
    calls(client.clone(), "dnspod").await;
    calls(client.with_region("ap-beijing"), "cvm").await;
    assert_eq!(refused.recorded().len(), before + 6, "each has a budget of its own");
    calls(client.clone(), "cvm").await;
    assert_eq!(refused.recorded().len(), before + 7);
    let policy = RetryPolicy::default().budget(u32::MAX);
    calls(client.with(|settings| settings.retry(policy)), "cvm").await;
    assert_eq!(refused.recorded().len(), before + 10);
}

#[tokio::test]
async fn only_an_attempt_that_is_made_is_charged() {
    let refused = Replay::new().otherwise(|_| Err(TransportError::not_sent("refused")));
    let client = client(&refused);
    let hour = Duration::from_secs(3_600);
    let slow = client.with(|settings| {
        settings.retry(RetryPolicy::default().waits(hour, hour)).timeout(Duration::from_micros(300))
    });
    for _ in 0..150 {
        mini::create_order(&slow, &order()).await.unwrap_err();
    }
    let before = refused.recorded().len();
    mini::create_order(&client, &order()).await.unwrap_err();
    assert_eq!(refused.recorded().len(), before + 3);
}

/// A service that takes so many calls in each second and refuses the others.
fn limited(per_second: usize) -> tests_service::Service {
    let started = Instant::now();
    let taken: Arc<Mutex<BTreeMap<u64, usize>>> = Arc::default();
    shop(move |_| {
        let mut taken = taken.lock().unwrap();
        let count = taken.entry(started.elapsed().as_secs()).or_default();
        *count += 1;
        if *count > per_second {
            return Answer::error("RequestLimitExceeded", "too many", "r");
        }
        response(json!({}))
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_against_a_limit_by_the_second_all_end() {
    let server = limited(40);
    let patient = RetryPolicy::default().max_attempts(20);
    let client = client_for(&server).with(|settings| settings.retry(patient));
    let next = Arc::new(Mutex::new(0..120));
    let workers: Vec<_> = (0..20)
        .map(|_| {
            let (client, next) = (client.clone(), next.clone());
            tokio::spawn(async move {
                let mut failed = 0;
                loop {
                    let job = next.lock().unwrap().next();
                    if job.is_none() {
                        return failed;
                    }
                    failed += usize::from(mini::create_order(&client, &order()).await.is_err());
                }
            })
        })
        .collect();
    for worker in workers {
        assert_eq!(worker.await.unwrap(), 0, "a job failed");
    }
}

#[tokio::test]
async fn messages_of_the_service_cannot_steer_a_terminal() {
    let replay = Replay::new().service_error("A", "\u{1b}[31mred\nFAKE\u{202e}");
    let error = mini::create_order(&client(&replay), &order()).await.unwrap_err();
    assert_eq!(error.to_string(), "A: \\u{1b}[31mred FAKE\\u{202e} (RequestId replayed)");
    assert!(error.message().contains('\n'), "the message itself stays as it is");
}

#[tokio::test]
async fn a_wait_lives_through_what_passes_where_it_is_told_to() {
    let answers = || {
        Replay::new()
            .response(json!({"OrderId": "running"}))
            .service_error("InternalError", "m")
            .failure(TransportError::maybe_sent("reset"))
            .response(json!({"OrderId": "done"}))
    };
    let done = |answer: &mini::CreateOrderResponse| answer.order_id.as_deref() == Some("done");
    let patient = tencentcloud_runtime::Wait::default().through_passing_errors();
    let one = client(&answers());
    let request = order();
    let call = || mini::create_order(&one, &request);
    one.wait_until(patient, call, done).await.unwrap();
    let other = blocking_client(&answers());
    other.wait_until(patient, || other.send(&order()), done).unwrap();

    let one = client(&answers());
    let call = || mini::create_order(&one, &request);
    let error = one.wait_until(tencentcloud_runtime::Wait::default(), call, done).await;
    assert!(error.unwrap_err().to_string().starts_with("InternalError"));
    let replay = Replay::new().service_error("FailedOperation", "m");
    let one = client(&replay);
    let call = || mini::create_order(&one, &request);
    let error = one.wait_until(patient, call, done).await.unwrap_err();
    assert!(error.to_string().starts_with("FailedOperation"), "{error}");
}
