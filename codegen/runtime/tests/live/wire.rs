//! What goes over the wire: the request of the official SDKs, byte by byte where bytes matter.

use std::collections::BTreeSet;

use serde_json::json;
use tencentcloud_runtime::Form;
use tests_service::{Answer, Seen};

use crate::both::{Caller, Setup, order, shop};
use crate::mini::Item;

/// The headers by which the official SDKs make a call, and those by which HTTP works.
const CALL: [&str; 9] = [
    "authorization",
    "content-type",
    "host",
    "x-tc-action",
    "x-tc-language",
    "x-tc-requestclient",
    "x-tc-timestamp",
    "x-tc-traceid",
    "x-tc-version",
];
const HTTP: [&str; 5] = ["accept", "accept-encoding", "connection", "content-length", "user-agent"];

fn names(seen: &Seen) -> BTreeSet<String> {
    seen.request.headers.iter().map(|(name, _)| name.to_lowercase()).collect()
}

fn the_headers_are_those_of_the_official_sdks<C: Caller>() {
    let service = shop();
    C::new(Setup::of(&service)).create_order(&order("A")).unwrap();
    let seen = &service.log()[0];
    let names = names(seen);
    assert_eq!(names.len(), seen.request.headers.len(), "a header was sent twice");
    let call: BTreeSet<String> = CALL.map(String::from).into();
    let http: BTreeSet<String> = HTTP.map(String::from).into();
    assert!(names.is_superset(&call), "{names:?}");
    assert!(names.difference(&call).all(|name| http.contains(name)), "{names:?}");
    let header = |name| seen.request.header(name).unwrap_or_default();
    assert_eq!((&*seen.request.method, &*seen.request.target), ("POST", "/"));
    assert_eq!(header("content-type"), "application/json");
    assert_eq!(header("host"), service.address().to_string());
    assert_eq!(header("x-tc-language"), "zh-CN");
    assert_eq!((header("x-tc-action"), header("x-tc-version")), ("CreateOrder", "2020-11-11"));
    assert!(header("x-tc-requestclient").starts_with("SDK_RUST_"));
    assert!(
        header("authorization").contains("/shop/tc3_request, SignedHeaders=content-type;host,")
    );
    assert_eq!(seen.request.header("content-length"), Some(&*seen.request.body.len().to_string()));
}

fn the_body_has_the_members_and_nothing_else<C: Caller>() {
    let service = shop();
    let mut request = order("典子谦 \"\\\u{1f600}\n");
    request.coupons = Some(vec![]);
    request.client_token = Some("mine".into());
    let mut item = Item::new("x");
    item.price = Some(i64::MIN);
    item.stock = Some(u64::MAX);
    request.items = vec![item];
    C::new(Setup::of(&service)).create_order(&request).unwrap();
    assert_eq!(
        service.log()[0].request.json(),
        json!({
            "Customer": "典子谦 \"\\\u{1f600}\n",
            "Items": [{ "Name": "x", "Price": i64::MIN, "Stock": u64::MAX }],
            "Coupons": [],
            "ClientToken": "mine",
        })
    );
}

fn a_client_token_is_filled_in_anew_for_each_call_and_a_given_one_is_kept<C: Caller>() {
    let service = shop();
    let client = C::new(Setup::of(&service));
    client.create_order(&order("A")).unwrap();
    client.create_order(&order("A")).unwrap();
    let tokens: BTreeSet<String> = service
        .log()
        .iter()
        .filter_map(|seen| seen.request.json()["ClientToken"].as_str().map(String::from))
        .collect();
    assert_eq!(tokens.len(), 2, "{tokens:?}");
    assert!(tokens.iter().all(|token| (1..=64).contains(&token.len())), "{tokens:?}");
}

fn each_call_has_a_trace_id_of_its_own<C: Caller>() {
    let service = shop();
    let client = C::new(Setup::of(&service));
    for _ in 0..3 {
        client.create_order(&order("A")).unwrap();
    }
    let log = service.log();
    let ids: BTreeSet<_> = log.iter().map(|seen| seen.request.header("x-tc-traceid")).collect();
    assert_eq!(ids.len(), 3);
}

fn a_request_above_ten_megabytes_is_refused_before_it_is_sent<C: Caller>() {
    let service = shop();
    let error =
        C::new(Setup::of(&service)).create_order(&order(&"x".repeat(10 << 20))).unwrap_err();
    assert!(error.to_string().contains("10"), "{error}");
    assert!(!error.may_have_been_executed());
    assert_eq!(service.connections(), 0);
}

fn a_request_just_below_ten_megabytes_is_taken<C: Caller>() {
    let service = shop();
    let request = order(&"x".repeat((10 << 20) - 512));
    C::new(Setup::of(&service)).create_order(&request).unwrap();
}

fn a_query_a_header_and_an_unsigned_body_are_signed_as_the_service_reads_them<C: Caller>() {
    let service = shop();
    let plain = || Setup::of(&service);
    let mut request = order("典 子&谦=+~*/");
    request.coupons = Some(vec!["a b".into(), String::new()]);
    C::new(plain().change(|settings| settings.form(Form::Get))).create_order(&request).unwrap();
    C::new(plain().change(|settings| settings.unsigned_payload(true)))
        .create_order(&request)
        .unwrap();
    C::new(plain().change(|settings| settings.header("X-Own", "1").trace_id("mine")))
        .create_order(&request)
        .unwrap();
    C::new(plain().change(|settings| settings.parameter("Undeclared", json!([1]))))
        .create_order(&request)
        .unwrap();
    let log = service.log();
    let requests: Vec<_> = log.iter().map(|seen| &seen.request).collect();
    assert_eq!((&*requests[0].method, requests[0].body.len()), ("GET", 0));
    assert_eq!(requests[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    assert!(requests[0].query().contains("Coupons.0=a+b&Coupons.1=&Customer="));
    assert_eq!(requests[1].header("x-tc-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(requests[2].header("x-own"), Some("1"));
    assert_eq!(requests[2].header("x-tc-traceid"), Some("mine"));
    assert_eq!(requests[3].json()["Undeclared"], json!([1]));
}

fn a_clock_that_is_off_is_corrected_once_and_remembered<C: Caller>() {
    for ahead in [3600, -86_400] {
        let service = shop();
        service.clock_ahead(ahead);
        let client = C::new(Setup::of(&service));
        client.create_order(&order("A")).unwrap();
        assert_eq!((service.received("CreateOrder"), service.executed("CreateOrder")), (2, 1));
        client.create_order(&order("B")).unwrap();
        assert_eq!((service.received("CreateOrder"), service.executed("CreateOrder")), (3, 2));
    }
}

fn a_service_that_calls_every_time_wrong_is_asked_twice_and_no_more<C: Caller>() {
    let service = shop();
    let expired = || {
        Answer::error("AuthFailure.SignatureExpire", "no time is right", "r")
            .header("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
    };
    service.next("CreateOrder", [expired(), expired(), expired(), expired()]);
    let error = C::new(Setup::of(&service)).create_order(&order("A")).unwrap_err();
    assert_eq!(
        error.code().map(ToString::to_string).as_deref(),
        Some("AuthFailure.SignatureExpire")
    );
    assert_eq!(service.received("CreateOrder"), 2);
}

crate::scenarios! {
    the_headers_are_those_of_the_official_sdks,
    the_body_has_the_members_and_nothing_else,
    a_client_token_is_filled_in_anew_for_each_call_and_a_given_one_is_kept,
    each_call_has_a_trace_id_of_its_own,
    a_request_above_ten_megabytes_is_refused_before_it_is_sent,
    a_request_just_below_ten_megabytes_is_taken,
    a_query_a_header_and_an_unsigned_body_are_signed_as_the_service_reads_them,
    a_clock_that_is_off_is_corrected_once_and_remembered,
    a_service_that_calls_every_time_wrong_is_asked_twice_and_no_more,
}
