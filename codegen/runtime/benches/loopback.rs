//! A whole call over loopback against a bare call with the same HTTP library and `serde_json`.
//!
//! Prints a line each: name, microseconds of CPU of the calling thread per call (the median of the
//! rounds). The rounds alternate, so that a busy machine slows both down alike. Linux only: the CPU
//! time of a thread comes from `/proc`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark"
)]

#[path = "support/seal.rs"]
mod seal;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use seal::{ANSWER, SealRequest};
use serde_json::{Value as Json, json};
use tencentcloud_runtime::{Client, Credential, blocking};
use tests_service::{Account, Answer, Offer, Service};

const ROUNDS: usize = 31;
const CALLS: usize = 400;
/// Nobody calls without one, so the bare calls have it too.
const TIMEOUT: Duration = Duration::from_secs(60);

type Bare = Hyper<HttpConnector, Full<bytes::Bytes>>;

fn main() {
    // `cargo test --benches` asks whether it runs, not how fast.
    let (rounds, calls) = if std::env::args().any(|argument| argument == "--bench") {
        (ROUNDS, CALLS)
    } else {
        (1, 1)
    };
    let service = Service::start();
    service.offer(
        Offer::new("ess", "2020-11-11", "CreateUserAutoSignSealUrl")
            .answering(|_, _| Answer::new(200, "application/json", ANSWER).into()),
    );
    service.route("POST /bare", |_, _| Answer::new(200, "application/json", ANSWER).into());
    asynchronous(&service, rounds, calls);
    blocking(&service, rounds, calls);
}

fn asynchronous(service: &Service, rounds: usize, calls: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let client = Client::builder().credential(credential()).endpoint(&service.url());
    let client = client.build().expect("a client");
    let bare: Bare =
        Hyper::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build_http();
    let url = format!("{}/bare", service.url());
    let request = seal::request();
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..=rounds {
        times[0].push(cpu(calls, || runtime.block_on(ours(&client, &request))));
        times[1].push(cpu(calls, || runtime.block_on(with_hyper(&bare, &url))));
    }
    report("async", times);
}

fn blocking(service: &Service, rounds: usize, calls: usize) {
    let client = blocking::Client::builder().credential(credential()).endpoint(&service.url());
    let client = client.build().expect("a client");
    let agent = ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).build().new_agent();
    let url = format!("{}/bare", service.url());
    let request = seal::request();
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..=rounds {
        times[0].push(cpu(calls, || {
            black_box(client.send(&request).expect("an answer"));
        }));
        times[1].push(cpu(calls, || with_ureq(&agent, &url)));
    }
    report("blocking", times);
}

async fn ours(client: &Client, request: &SealRequest) {
    black_box(client.send(request).await.expect("an answer"));
}

async fn with_hyper(client: &Bare, url: &str) {
    let body = serde_json::to_vec(&plain_request()).expect("is JSON");
    let request = http::Request::post(url)
        .header("content-type", "application/json")
        .body(Full::new(body.into()))
        .expect("a request");
    let call = async {
        let answer = client.request(request).await.expect("an answer");
        answer.into_body().collect().await.expect("a body").to_bytes()
    };
    let body = tokio::time::timeout(TIMEOUT, call).await.expect("in time");
    black_box(serde_json::from_slice::<Json>(&body).expect("is JSON"));
}

fn with_ureq(agent: &ureq::Agent, url: &str) {
    let body = serde_json::to_vec(&plain_request()).expect("is JSON");
    let mut answer =
        agent.post(url).content_type("application/json").send(&body[..]).expect("an answer");
    let body = answer.body_mut().read_to_vec().expect("a body");
    black_box(serde_json::from_slice::<Json>(&body).expect("is JSON"));
}

fn plain_request() -> Json {
    json!({
        "Operator": { "UserId": "yDRCLUUgygq2xun5UuO4zjEwg0vjoimj", "ClientIp": "1.2.3.4" },
        "SceneKey": "E_PRESCRIPTION_AUTO_SIGN",
        "UserInfo": {
            "Name": "典子谦",
            "IdCardType": "ID_CARD",
            "IdCardNumber": "620000198802020000",
        },
    })
}

fn credential() -> Credential {
    let account = Account::example();
    Credential::new(account.secret_id, account.secret_key).expect("is one")
}

/// Microseconds of CPU of this thread per call.
fn cpu(calls: usize, mut call: impl FnMut()) -> f64 {
    let start = thread_time();
    for _ in 0..calls {
        call();
    }
    (thread_time() - start) / calls as f64
}

/// The CPU time of this thread, in microseconds.
fn thread_time() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: f64 = times.split(' ').next().expect("a field").parse().expect("a number");
    nanoseconds / 1e3
}

fn report(name: &str, times: [Vec<f64>; 2]) {
    for (kind, mut times) in ["ours", "bare"].into_iter().zip(times) {
        // The first round opens the connection.
        times.remove(0);
        times.sort_by(f64::total_cmp);
        println!("{name}_{kind} {:.2}", times[times.len() / 2]);
    }
}
