//! A long run in a bad world: keys that change all the time, a proxy that is slow, and one fault in a
//! hundred. Nothing may be lost, and nothing sent twice.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use tencentcloud_runtime::credentials::CvmRole;
use tencentcloud_runtime::transport::Proxies;
use tests_service::{Answer, Offer, Play, Service};

use crate::both::{Async, Blocking, Caller, Setup, shop};
use crate::tls::{listen, runtime, socks};

/// How long the run takes, in seconds: ten minutes in `SOAK_SECONDS=600`, a few unless set.
fn duration() -> Duration {
    let seconds = std::env::var("SOAK_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(5))
}

/// A SOCKS proxy before the service that holds each connection up for a while.
fn slow_proxy(runtime: &tokio::runtime::Runtime, service: SocketAddr) -> SocketAddr {
    let count = Arc::new(AtomicUsize::new(0));
    listen(runtime, move |near| {
        let pause = count.fetch_add(1, Ordering::SeqCst) as u64 * 37 % 200;
        async move {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            socks(near, service).await;
        }
    })
}

/// A shop that fails in one call of a hundred, in every way in turn.
fn faulty_shop() -> Service {
    let service = shop();
    let count = AtomicUsize::new(0);
    let offer = Offer::new("shop", "2020-11-11", "CreateOrder");
    service.offer(offer.answering(move |_, id| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        let answer = Answer::success(json!({ "OrderId": "o" }), id);
        if number % 100 != 7 {
            return answer.into();
        }
        match number / 100 % 8 {
            0 => Play::ResetAfterExecuting,
            1 => Play::CloseAfterExecuting,
            2 => Play::AnswerThenResetNext(answer),
            3 => Play::AnswerAndClose(answer),
            4 => Play::Cut(answer, 9),
            5 => Answer::error("RequestLimitExceeded", "too many", id).refusing().into(),
            6 => Answer::html(503).header("Retry-After", "1").refusing().into(),
            _ => Answer::error("InternalError", "broken", id).into(),
        }
    }));
    service
}

/// What became of every order: how often it reached the service, and whether the caller has an answer.
#[expect(clippy::print_stdout, reason = "a soak is run to read its figures")]
fn soak<C: Caller>() {
    let service = faulty_shop();
    let keys =
        service.metadata_server("shopkeeper", Duration::from_secs(3), Duration::from_millis(20));
    let own = runtime();
    let proxy = slow_proxy(&own, service.address());
    let proxies = Proxies::all(&format!("socks5://{proxy}")).unwrap();
    let role = CvmRole::new().address(service.url());
    let client = C::new(Setup::of(&service).attempts(8).provider(role).proxies(proxies));
    let ends = Instant::now() + duration();
    let (mut sent, mut answered, mut unsure) = (0_usize, 0, 0);
    while Instant::now() < ends {
        for placed in client.flood(400, 8) {
            match placed {
                Ok(_) => answered += 1,
                Err(error) => {
                    assert!(error.may_have_been_executed(), "a call was lost: {error}");
                    unsure += 1;
                }
            }
        }
        sent += 400;
        // The log of the double holds every request; a long run would fill the memory.
        let mut times = BTreeMap::<String, usize>::new();
        for seen in service.take_log() {
            if seen.executed() && seen.action() == "CreateOrder" {
                let customer = seen.request.json()["Customer"].as_str().unwrap().to_owned();
                *times.entry(customer).or_default() += 1;
            }
        }
        assert!(times.values().all(|times| *times == 1), "an order was placed twice");
    }
    assert_eq!(answered + unsure, sent);
    assert!(unsure * 100 <= sent, "{unsure} of {sent} without an answer");
    assert!(keys.load(Ordering::SeqCst) > 1, "the keys never changed");
    let keys = keys.load(Ordering::SeqCst);
    println!("{sent} calls: {answered} answered, {unsure} that may have run; {keys} keys");
}

#[test]
#[ignore = "takes as long as SOAK_SECONDS says; .ci/run runs it for a few"]
fn an_asynchronous_client_holds_in_a_bad_world() {
    soak::<Async>();
}

#[test]
#[ignore = "takes as long as SOAK_SECONDS says; .ci/run runs it for a few"]
fn a_blocking_client_holds_in_a_bad_world() {
    soak::<Blocking>();
}
