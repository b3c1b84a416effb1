//! A whole call over loopback: ours, a bare call with reqwest and serde, and the same signed by hand.
//!
//! Prints a line each: name, microseconds of CPU of the calling thread per call (the median of the
//! rounds). The rounds alternate, so that a busy machine slows all down alike. Linux only: the CPU
//! time of a thread comes from `/proc`.

mod plain;
#[path = "../../../../codegen/runtime/benches/support/seal.rs"]
mod seal;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use seal::{ANSWER, SealRequest};
use tencentcloud_runtime::{Client, Credential};
use tests_service::{Account, Answer, Offer, Service};

const ROUNDS: usize = 61;
const CALLS: usize = 300;
/// That of our client; nobody calls without one.
const TIMEOUT: Duration = Duration::from_secs(60);

fn main() {
    let service = Service::start();
    service.offer(
        Offer::new("ess", "2020-11-11", "CreateUserAutoSignSealUrl")
            .answering(|_, _| Answer::new(200, "application/json", ANSWER).into()),
    );
    service.route("POST /bare", |_, _| Answer::new(200, "application/json", ANSWER).into());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");

    let account = Account::example();
    let credential = Credential::new(&*account.secret_id, &*account.secret_key).expect("is one");
    let client = Client::builder().credential(credential).endpoint(&service.url());
    let client = client.build().expect("a client");
    let request = seal::request();

    rustls::crypto::ring::default_provider().install_default().expect("the first");
    let reqwest = reqwest::Client::builder().http1_only().timeout(TIMEOUT).build();
    let reqwest = reqwest.expect("a client");
    let (url, bare_url) = (service.url(), format!("{}/bare", service.url()));
    let plain_request = plain::request();

    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..=ROUNDS {
        let [ours, bare, signed] = &mut times;
        ours.push(cpu(|| runtime.block_on(call(&client, &request))));
        bare.push(cpu(|| runtime.block_on(plain::call(&reqwest, &bare_url, &plain_request))));
        signed.push(cpu(|| {
            let call = plain::signed_call(&reqwest, &url, &account, &plain_request);
            runtime.block_on(call);
        }));
    }
    for (name, mut times) in ["ours", "bare", "signed"].into_iter().zip(times) {
        // The first round opens the connection.
        times.remove(0);
        times.sort_by(f64::total_cmp);
        println!("reqwest_{name} {:.2}", times[times.len() / 2]);
    }
}

async fn call(client: &Client, request: &SealRequest) {
    black_box(client.send(request).await.expect("an answer"));
}

/// Microseconds of CPU of this thread per call.
fn cpu(mut call: impl FnMut()) -> f64 {
    let start = thread_time();
    for _ in 0..CALLS {
        call();
    }
    (thread_time() - start) / CALLS as f64
}

/// The CPU time of this thread, in microseconds.
fn thread_time() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: f64 = times.split(' ').next().expect("a field").parse().expect("a number");
    nanoseconds / 1e3
}
