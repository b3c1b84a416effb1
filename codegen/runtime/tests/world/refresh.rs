//! Keys that end, are renewed elsewhere, or come from a service that fails for a while.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use http::Response;
use serde_json::{Value as Json, json};
use tencentcloud_runtime::credentials::{
    AssumeRole, Chain, CredentialError, CvmRole, Reach, Tccli,
};
use tencentcloud_runtime::transport::{BoxFuture, Recorded, Replay, TransportError};
use tencentcloud_runtime::{Client, Credential, CredentialProvider, Error, RetryPolicy, blocking};

use crate::support::credential;
use crate::support::mini::{self, CreateOrderRequest};

fn order() -> CreateOrderRequest {
    CreateOrderRequest::new("x", vec![])
}

fn client(replay: &Replay, provider: impl CredentialProvider) -> Client {
    Client::builder().credential(provider).transport(replay.clone()).build().unwrap()
}

fn blocking_client(replay: &Replay, provider: impl CredentialProvider) -> blocking::Client {
    blocking::Client::builder().credential(provider).transport(replay.clone()).build().unwrap()
}

fn answer(json: &Json) -> Response<bytes::Bytes> {
    Response::new(json.to_string().into())
}

/// Answers every call well.
fn service() -> Replay {
    Replay::new().otherwise(|_| Ok(answer(&json!({"Response": {"RequestId": "r"}}))))
}

/// Gives what it is told to, and counts.
#[derive(Clone, Debug, Default)]
struct Store {
    gives: Arc<Mutex<Option<Credential>>>,
    asked: Arc<AtomicUsize>,
}

impl Store {
    fn of(credential: Credential) -> Self {
        let store = Self::default();
        store.give(Some(credential));
        store
    }

    fn give(&self, credential: Option<Credential>) {
        *self.gives.lock().unwrap() = credential;
    }

    fn asked(&self) -> usize {
        self.asked.load(SeqCst)
    }
}

impl CredentialProvider for Store {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        self.asked.fetch_add(1, SeqCst);
        let given = self.gives.lock().unwrap().clone();
        Box::pin(std::future::ready(given.ok_or_else(|| CredentialError::new("503"))))
    }
}

const NOW: u64 = 1_800_000_000;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn keys(id: &str, ends: u64) -> Credential {
    Credential::new(id, "key").unwrap().with_token("t").unwrap().expiring_at(at(ends))
}

#[tokio::test]
async fn a_refresh_that_fails_leaves_good_keys_in_use_and_pauses() {
    let store = Store::of(keys("first", NOW + 7_200));
    let replay = service();
    let first = client(&replay, store.clone());
    let late = first.with(|settings| settings.clock(|| at(NOW + 7_200 - 290)));
    let first = first.with(|settings| settings.clock(|| at(NOW)));
    mini::create_order(&first, &order()).await.unwrap();
    store.give(None);
    for _ in 0..5 {
        mini::create_order(&late, &order()).await.unwrap();
    }
    assert_eq!(store.asked(), 2, "one refresh, then a pause");
    let over = first.with(|settings| settings.clock(|| at(NOW + 7_200)));
    let error = mini::create_order(&over, &order()).await.unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "what has expired is not used: {error}");

    let store = Store::of(keys("first", NOW + 7_200));
    let first = blocking_client(&replay, store.clone());
    let late = first.with(|settings| settings.clock(|| at(NOW + 7_200 - 290)));
    let first = first.with(|settings| settings.clock(|| at(NOW)));
    first.send(&order()).unwrap();
    store.give(None);
    for _ in 0..5 {
        late.send(&order()).unwrap();
    }
    assert_eq!(store.asked(), 2);
}

#[tokio::test]
async fn a_store_that_stays_closed_is_asked_less_and_less() {
    let store = Store::default();
    let client = client(&service(), store.clone());
    for _ in 0..20 {
        let error = mini::create_order(&client, &order()).await.unwrap_err();
        assert!(error.to_string().contains("503"), "{error}");
    }
    assert!(store.asked() <= 3, "{}", store.asked());
}

/// Never ends unless it is told to.
#[derive(Clone, Debug, Default)]
struct Gate(Arc<AtomicUsize>);

impl CredentialProvider for Gate {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(async {
            while self.0.load(SeqCst) == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            Ok(credential())
        })
    }
}

#[tokio::test]
async fn nobody_hangs_because_the_caller_that_fetches_is_not_polled() {
    let gate = Gate::default();
    let client = client(&service(), gate.clone());
    let request = order();
    let mut first = Box::pin(mini::create_order(&client, &request));
    // Polled once, then held.
    let once = std::future::poll_fn(|context| std::task::Poll::Ready(first.as_mut().poll(context)));
    assert!(once.await.is_pending());
    gate.0.store(1, SeqCst);
    let second = mini::create_order(&client, &request);
    let second = tokio::time::timeout(Duration::from_secs(5), second).await;
    second.expect("it drives the fetch itself").unwrap();
    first.await.unwrap();
}

#[tokio::test]
async fn a_call_that_waits_for_keys_ends_at_its_own_deadline() {
    let server = crate::support::shop(|_| crate::support::response(json!({})));
    let builder = Client::builder().endpoint(&server.url()).credential(Gate::default());
    let client = builder.build().unwrap();
    let request = order();
    let mut long = Box::pin(mini::create_order(&client, &request));
    let once = std::future::poll_fn(|context| std::task::Poll::Ready(long.as_mut().poll(context)));
    assert!(once.await.is_pending());
    let short = client.with(|settings| settings.timeout(Duration::from_millis(100)));
    let started = Instant::now();
    let error = mini::create_order(&short, &request).await.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_been_executed(), "{error}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_thread_that_waits_for_keys_ends_at_its_own_deadline() {
    #[derive(Debug)]
    struct Never;
    impl CredentialProvider for Never {
        fn fetch<'a>(
            &'a self,
            _: &'a Reach<'a>,
        ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
            Box::pin(std::future::pending())
        }
    }
    let client = blocking_client(&service(), Never);
    let client = client.with(|settings| settings.timeout(Duration::from_millis(100)));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let error = client.send(&order()).unwrap_err();
                assert!(error.is_timeout() && !error.may_have_been_executed(), "{error}");
            });
        }
    });
}

/// Refuses the first keys with this code.
fn refusing(code: &'static str) -> Replay {
    Replay::new().otherwise(move |sent| {
        let first = sent.request.headers()["authorization"].to_str().unwrap().contains("=first/");
        Ok(answer(&if first {
            json!({"Response": {"Error": {"Code": code, "Message": "m"}, "RequestId": "r"}})
        } else {
            json!({"Response": {"RequestId": "r"}})
        }))
    })
}

#[tokio::test]
async fn keys_without_an_end_are_read_again_when_the_service_refuses_them() {
    let long_lived = |id: &str| Credential::new(id, "k").unwrap();
    for code in ["TokenFailure", "SecretIdNotFound", "InvalidSecretId"] {
        let code: &'static str = format!("AuthFailure.{code}").leak();
        let store = Store::of(long_lived("first"));
        let replay = refusing(code);
        let client = client(&replay, store.clone());
        client.credential().await.unwrap();
        store.give(Some(long_lived("second")));
        mini::create_order(&client, &order()).await.unwrap();
        mini::create_order(&client, &order()).await.unwrap();
        assert_eq!((store.asked(), replay.recorded().len()), (2, 3), "{code}");

        let store = Store::of(long_lived("first"));
        let blocking = blocking_client(&refusing(code), store.clone());
        blocking.credential().unwrap();
        store.give(Some(long_lived("second")));
        blocking.send(&order()).unwrap();
    }
}

#[tokio::test]
async fn refused_keys_that_stay_the_same_are_not_sent_again() {
    let store = Store::of(Credential::new("first", "k").unwrap());
    let replay = refusing("AuthFailure.SecretIdNotFound");
    let client = client(&replay, store.clone());
    for _ in 0..4 {
        mini::create_order(&client, &order()).await.unwrap_err();
    }
    assert_eq!((replay.recorded().len(), store.asked()), (4, 2));
}

#[tokio::test]
async fn never_is_never_and_helps_the_next_call_all_the_same() {
    let store = Store::of(Credential::new("first", "k").unwrap());
    let replay = refusing("AuthFailure.TokenFailure");
    let never = client(&replay, store.clone());
    let never = never.with(|settings| settings.retry(RetryPolicy::never()));
    never.credential().await.unwrap();
    store.give(Some(Credential::new("second", "k").unwrap()));
    mini::create_order(&never, &order()).await.unwrap_err();
    assert_eq!(replay.recorded().len(), 1);
    mini::create_order(&never, &order()).await.unwrap();
    assert_eq!(replay.recorded().len(), 2);
}

fn temporary(ends: u64) -> Json {
    json!({"TmpSecretId": "tmp", "TmpSecretKey": "k", "Token": "t", "ExpiredTime": ends,
           "Code": "Success"})
}

fn issued(ends: u64) -> Json {
    json!({"Response": {"Credentials": temporary(ends), "ExpiredTime": ends, "RequestId": "r"}})
}

fn role() -> AssumeRole {
    AssumeRole::new(credential(), "qcs::cam::uin/1:roleName/r")
}

#[tokio::test]
async fn the_call_that_assumes_a_role_is_repeated_like_any_other() {
    let failure = |code: &str| {
        answer(&json!({"Response": {"Error": {"Code": code, "Message": "m"}, "RequestId": "r"}}))
    };
    let broken = Response::builder().status(503).body(bytes::Bytes::new()).unwrap();
    for replay in [
        Replay::new().http(failure("RequestLimitExceeded")),
        Replay::new().http(failure("InternalError")),
        Replay::new().http(broken),
        Replay::new().failure(TransportError::not_sent("refused")),
        Replay::new().failure(TransportError::maybe_sent("reset")),
    ] {
        let replay = replay.http(answer(&issued(4_000_000_000)));
        assert_eq!(client(&replay, role()).credential().await.unwrap().secret_id(), "tmp");
        assert_eq!(replay.recorded().len(), 2);
    }
    let replay = Replay::new().otherwise(move |_| Ok(failure("RequestLimitExceeded")));
    let error = client(&replay, role()).credential().await.unwrap_err();
    assert!(error.is_throttled() && error.is_retryable(), "{error}");
    assert_eq!(error.request_id(), Some("r"));
    assert_eq!(replay.recorded().len(), 3);
    let error = blocking_client(&replay, role()).credential().unwrap_err();
    assert!(error.is_throttled(), "{error}");
}

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_by_the_token_service_too() {
    let replay = Replay::new().otherwise(|sent: &Recorded| {
        let sent = sent.request.headers()["x-tc-timestamp"].to_str().unwrap().to_owned();
        Ok(answer(&if sent.parse::<u64>().unwrap().abs_diff(NOW) > 300 {
            let message = format!("Signature expired, the server time {NOW}.");
            json!({"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": message},
                   "RequestId": "r"}})
        } else {
            issued(NOW + 7_200)
        }))
    });
    let ahead = client(&replay, role()).with(|settings| settings.clock(|| at(NOW + 8 * 3_600)));
    mini::create_order(&ahead, &order()).await.unwrap();
    assert_eq!(replay.recorded().len(), 3, "refused once, then the role, then the call");
}

#[tokio::test]
async fn an_instance_whose_clock_is_hours_ahead_works() {
    let replay = Replay::new().otherwise(|sent: &Recorded| {
        if sent.request.uri().host() == Some("metadata.tencentyun.com") {
            return Ok(answer(&temporary(NOW + 3_600)));
        }
        let sent = sent.request.headers()["x-tc-timestamp"].to_str().unwrap().to_owned();
        Ok(answer(&if sent.parse::<u64>().unwrap().abs_diff(NOW) > 300 {
            let message = format!("Signature expired, the server time {NOW}.");
            json!({"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": message},
                   "RequestId": "r"}})
        } else {
            json!({"Response": {"RequestId": "r"}})
        }))
    });
    let ahead = client(&replay, CvmRole::new().role("r"));
    let ahead = ahead.with(|settings| settings.clock(|| at(NOW + 8 * 3_600)));
    mini::create_order(&ahead, &order()).await.unwrap();
    mini::create_order(&ahead, &order()).await.unwrap();
    assert_eq!(replay.recorded().len(), 4, "keys, refused, right, right");
}

#[tokio::test]
async fn metadata_that_fails_for_a_moment_is_asked_again_and_one_that_stays_broken_stops_a_chain() {
    let status = |status| Response::builder().status(status).body(bytes::Bytes::new()).unwrap();
    let replay = Replay::new().http(status(503)).http(Response::new("role".into()));
    let replay = replay.http(status(500)).http(answer(&temporary(4_000_000_000)));
    let chain = || Chain::new().then(CvmRole::new()).then(credential());
    assert_eq!(client(&replay, chain()).credential().await.unwrap().secret_id(), "tmp");

    let broken = Replay::new().otherwise(move |_| Ok(status(503)));
    let error = client(&broken, chain()).credential().await.unwrap_err();
    assert!(error.to_string().contains("503"), "{error}");
    let no_role = Replay::new().http(status(404));
    let next = client(&no_role, chain()).credential().await.unwrap();
    assert_eq!(next.secret_id(), credential().secret_id());
}

#[tokio::test]
async fn a_time_without_a_limit_does_not_panic() {
    let replay = Replay::new().otherwise(|_| Ok(answer(&temporary(4_000_000_000))));
    let role = CvmRole::new().role("r").timeout(Duration::MAX);
    client(&replay, role.clone()).credential().await.unwrap();
    let builder = blocking::Client::builder().credential(role).transport(replay);
    let client = builder.connect_timeout(Duration::MAX).timeout(Duration::MAX).build().unwrap();
    client.credential().unwrap();
}

#[tokio::test]
async fn a_tccli_profile_that_is_named_has_to_be_there() {
    let named = Tccli::profile("work").in_folder("/nowhere/at/all");
    let chain = Chain::new().then(named).then(credential());
    let error = client(&Replay::new(), chain).credential().await.unwrap_err();
    assert!(error.to_string().contains("work.credential"), "{error}");
}
