//! Many calls at once, and calls that are given up.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use tests_service::{Answer, Offer, Play, Service};

use crate::both::{Async, Blocking, Caller, Setup, order, shop};

const CALLS: usize = 10_000;
const IN_FLIGHT: usize = 200;

/// Connections are kept: there are far fewer than calls. On a busy machine there are more than calls in
/// flight, since one that comes back a moment too late is met by another.
fn are_kept(service: &Service, calls: usize) {
    let connections = service.connections();
    assert!(connections <= calls as u64 / 10, "{connections} connections for {calls} calls");
}

/// How many of so many orders were placed.
fn placed<C: Caller>(client: &C, calls: usize, at_once: usize) -> usize {
    client.flood(calls, at_once).iter().filter(|placed| placed.is_ok()).count()
}

/// How often each customer's order was received.
fn received(service: &Service) -> BTreeMap<String, usize> {
    let mut received = BTreeMap::new();
    for seen in service.log() {
        let customer = seen.request.json()["Customer"].as_str().expect("is sent").to_owned();
        *received.entry(customer).or_default() += 1;
    }
    received
}

fn ten_thousand_calls<C: Caller>() {
    let service = shop();
    let client = C::new(Setup::of(&service).attempts(1));
    let succeeded = placed(&client, CALLS, IN_FLIGHT);
    let received = received(&service);
    assert_eq!((succeeded, received.len()), (CALLS, CALLS));
    assert!(received.values().all(|times| *times == 1), "an order was sent twice");
    are_kept(&service, CALLS);
}

#[test]
#[ignore = "takes seconds; .ci/run runs it"]
fn ten_thousand_asynchronous_calls_are_each_sent_once_and_answered() {
    ten_thousand_calls::<Async>();
}

#[test]
#[ignore = "takes seconds; .ci/run runs it"]
fn ten_thousand_blocking_calls_are_each_sent_once_and_answered() {
    ten_thousand_calls::<Blocking>();
}

/// A shop that takes so many orders in each second, and refuses all others.
fn limited_shop(per_second: usize) -> Service {
    let service = shop();
    let started = Instant::now();
    let taken: Mutex<BTreeMap<u64, usize>> = Mutex::default();
    let offer = Offer::new("shop", "2020-11-11", "CreateOrder");
    service.offer(offer.answering(move |_, id| {
        let mut taken = taken.lock().expect("nobody panics");
        let count = taken.entry(started.elapsed().as_secs()).or_default();
        *count += 1;
        if *count > per_second {
            return Answer::error("RequestLimitExceeded", "too many", id).refusing().into();
        }
        Answer::success(json!({ "OrderId": "o" }), id).into()
    }));
    service
}

/// Who comes to a limit by the second gets all of its work done, in not much more than the time that
/// the limit asks for: 15 seconds here.
fn three_hundred_jobs<C: Caller>() {
    let service = limited_shop(20);
    let client = C::new(Setup::of(&service).usual_waits().attempts(20));
    let started = Instant::now();
    assert_eq!(placed(&client, 300, 40), 300);
    assert_eq!(service.executed("CreateOrder"), 300);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    // Nor is the service flooded: a few attempts a job.
    let received = service.received("CreateOrder");
    assert!(received < 300 * 4, "{received} attempts");
}

#[test]
#[ignore = "takes half a minute; .ci/run runs it"]
fn three_hundred_asynchronous_jobs_end_under_a_limit_of_twenty_a_second() {
    three_hundred_jobs::<Async>();
}

#[test]
#[ignore = "takes half a minute; .ci/run runs it"]
fn three_hundred_blocking_jobs_end_under_a_limit_of_twenty_a_second() {
    three_hundred_jobs::<Blocking>();
}

/// A shop of which every seventh answer is lost behind the order.
fn unreliable_shop() -> Service {
    let service = shop();
    let count = AtomicUsize::new(0);
    service.offer(Offer::new("shop", "2020-11-11", "CreateOrder").answering(move |_, id| {
        match count.fetch_add(1, Ordering::SeqCst) % 7 {
            0 => Play::ResetAfterExecuting,
            1 => Play::AnswerAndClose(Answer::success(json!({}), id)),
            2 => Play::AnswerThenResetNext(Answer::success(json!({}), id)),
            _ => Answer::success(json!({}), id).into(),
        }
    }));
    service
}

fn nothing_is_sent_twice_over_connections_that_break<C: Caller>() {
    let service = unreliable_shop();
    let client = C::new(Setup::of(&service));
    let succeeded = placed(&client, 700, 20);
    let received = received(&service);
    assert!(received.values().all(|times| *times == 1), "an order was sent twice");
    assert!(succeeded < received.len() && received.len() <= 700);
    assert!(succeeded > 300, "{succeeded}");
}

#[test]
fn calls_that_are_given_up_leave_nothing_behind() {
    let service = Arc::new(shop());
    service.offer(Offer::new("shop", "2020-11-11", "CreateOrder").answering(|request, id| {
        let pause = u64::from(request.body.len() as u32 % 17);
        let answer = Answer::success(json!({ "OrderId": "x" }), id).in_packets(16);
        Play::Slow(answer, Duration::from_micros(pause * 200))
    }));
    let Async { runtime, client } = Async::new(Setup::of(&service).attempts(1));
    runtime.block_on(async {
        for round in 0..300_u64 {
            let request = order(&"x".repeat(round as usize % 50));
            let call = crate::mini::create_order(&client, &request);
            // Given up at some point between the first poll and the end of the answer.
            let patience = Duration::from_micros(round * 37 % 5000);
            if let Ok(done) = tokio::time::timeout(patience, call).await {
                done.unwrap();
            }
        }
        for number in 0..50 {
            crate::mini::create_order(&client, &order(&number.to_string())).await.unwrap();
        }
    });
    drop((client, runtime));
    assert!(service.wait_until(|service| service.open_connections() == 0), "connections are left");
}

#[test]
fn many_calls_reuse_connections_and_the_end_of_the_client_closes_them() {
    let service = shop();
    let client = Async::new(Setup::of(&service));
    assert_eq!(placed(&client, 2000, 20), 2000);
    are_kept(&service, 2000);
    drop(client);
    assert!(service.wait_until(|service| service.open_connections() == 0), "connections are left");
}

crate::scenarios! {
    nothing_is_sent_twice_over_connections_that_break,
}
