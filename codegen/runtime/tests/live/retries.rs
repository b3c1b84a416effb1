//! Repeating: what was certainly not executed by itself, the rest when it is allowed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;
use tencentcloud_runtime::{Error, Repeat};
use tests_service::{Answer, Play, Seen, Service, refused_address};

use crate::both::{Caller, Setup, order, shop};

const THROTTLING: [&str; 4] = [
    "RequestLimitExceeded",
    "RequestLimitExceeded.IPLimitExceeded",
    "RequestLimitExceeded.UinLimitExceeded",
    "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
];

fn success() -> Play {
    Answer::success(json!({ "OrderId": "1" }), "r-1").into()
}

fn throttled(code: &str) -> Play {
    Answer::error(code, "too many", "r-0").into()
}

fn distinct(log: &[Seen], value: impl Fn(&Seen) -> Option<String>) -> usize {
    log.iter().map(|seen| value(seen).expect("is there")).collect::<BTreeSet<_>>().len()
}

fn header(name: &'static str) -> impl Fn(&Seen) -> Option<String> {
    move |seen| seen.request.header(name).map(String::from)
}

fn client_token(seen: &Seen) -> Option<String> {
    seen.request.json()["ClientToken"].as_str().map(String::from)
}

fn throttled_calls_are_repeated_until_they_succeed<C: Caller>() {
    for code in THROTTLING {
        let service = shop();
        service.next("CreateOrder", [throttled(code), throttled(code)]);
        C::new(Setup::of(&service)).create_order(&order("A")).unwrap();
        assert_eq!((service.received("CreateOrder"), service.executed("CreateOrder")), (3, 1));
    }
}

fn throttling_that_does_not_end_is_the_error_of_the_last_attempt<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", (0..9).map(|_| throttled(THROTTLING[2])));
    let error = C::new(Setup::of(&service).attempts(4)).create_order(&order("A")).unwrap_err();
    assert!(error.is_throttled() && error.is_retryable() && !error.may_have_been_executed());
    assert_eq!(error.request_id(), Some("r-0"));
    assert_eq!(service.received("CreateOrder"), 4);
}

fn every_attempt_is_signed_anew_with_its_own_time<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", [throttled(THROTTLING[0]), throttled(THROTTLING[0])]);
    // Every look at this clock finds it a second later.
    let looks = AtomicU64::new(0);
    let clock = move || SystemTime::now() + Duration::from_secs(looks.fetch_add(1, SeqCst));
    C::new(Setup::of(&service).change(|settings| settings.clock(clock)))
        .create_order(&order("A"))
        .unwrap();
    let log = service.log();
    assert_eq!(distinct(&log, header("x-tc-timestamp")), 3);
    assert_eq!(distinct(&log, header("authorization")), 3);
    assert_eq!(distinct(&log, client_token), 1);
    assert_eq!(distinct(&log, header("x-tc-traceid")), 1);
}

fn a_service_that_comes_up_late_is_reached<C: Caller>() {
    let address = refused_address();
    let server = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(60));
        crate::both::shop_at(address)
    });
    let setup = Setup::at(&format!("http://{address}")).attempts(40);
    C::new(setup.pause(Duration::from_millis(60))).create_order(&order("A")).unwrap();
    assert_eq!(server.join().unwrap().executed("CreateOrder"), 1);
}

fn what_may_have_been_executed_is_not_repeated_without_permission<C: Caller>() {
    let internal = || Answer::error("InternalError", "m", "r").into();
    let plays: [fn() -> Play; 4] = [
        || Play::ResetAfterExecuting,
        || Play::CloseAfterExecuting,
        || Answer::html(502).into(),
        || Answer::html(500).into(),
    ];
    for play in plays.map(|play| play()).into_iter().chain([internal()]) {
        let service = shop();
        service.next("DescribeTask", [play]);
        C::new(Setup::of(&service)).describe_task().unwrap_err();
        assert_eq!(service.received("DescribeTask"), 1);
    }
}

fn with_permission_it_is_repeated_under_one_client_token<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", [Play::ResetAfterExecuting, Answer::html(502).into(), success()]);
    let setup = Setup::of(&service).repeat(Repeat::Idempotent);
    C::new(setup).create_order(&order("A")).unwrap();
    let log = service.log();
    assert_eq!(log.len(), 3);
    assert_eq!(distinct(&log, client_token), 1);
}

fn errors_of_the_caller_are_never_repeated<C: Caller>() {
    for code in
        ["InvalidParameter", "FailedOperation", "AuthFailure.SecretIdNotFound", "LimitExceeded"]
    {
        let service = shop();
        service.next("CreateOrder", [throttled(code)]);
        let setup = Setup::of(&service).repeat(Repeat::Idempotent);
        C::new(setup).create_order(&order("A")).unwrap_err();
        assert_eq!(service.received("CreateOrder"), 1, "{code}");
    }
}

fn the_deadline_holds_for_all_attempts_together<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", (0..1000).map(|_| throttled(THROTTLING[0])));
    let setup = Setup::of(&service)
        .attempts(1000)
        .pause(Duration::from_millis(40))
        .timeout(Duration::from_millis(400));
    let began = Instant::now();
    let error = C::new(setup).create_order(&order("A")).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(error.is_throttled() || matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(service.received("CreateOrder") > 1);
}

fn a_service_in_trouble_is_not_flooded_with_repetitions<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", (0..5000).map(|_| throttled(THROTTLING[0])));
    let client = C::new(Setup::of(&service).attempts(5).pause(Duration::from_millis(1)));
    for _ in 0..400 {
        client.create_order(&order("A")).unwrap_err();
    }
    let received = service.received("CreateOrder");
    assert!((400..800).contains(&received), "{received} requests of 400 calls");
    assert_healthy_again(&service, &client);
}

/// The budget comes back with calls that succeed.
fn assert_healthy_again<C: Caller>(service: &Service, client: &C) {
    service.forget_script("CreateOrder");
    for _ in 0..200 {
        client.create_order(&order("A")).unwrap();
    }
    service.next("CreateOrder", [throttled(THROTTLING[0])]);
    client.create_order(&order("A")).unwrap();
}

crate::scenarios! {
    throttled_calls_are_repeated_until_they_succeed,
    throttling_that_does_not_end_is_the_error_of_the_last_attempt,
    every_attempt_is_signed_anew_with_its_own_time,
    a_service_that_comes_up_late_is_reached,
    what_may_have_been_executed_is_not_repeated_without_permission,
    with_permission_it_is_repeated_under_one_client_token,
    errors_of_the_caller_are_never_repeated,
    the_deadline_holds_for_all_attempts_together,
    a_service_in_trouble_is_not_flooded_with_repetitions,
}
