//! Faults of networks, gateways and the service: each a clear error, and nothing sent twice.

use std::time::{Duration, Instant};

use serde_json::json;
use tencentcloud_runtime::Error;
use tests_service::{Answer, Play, refused_address};

use crate::both::{Caller, Setup, order, shop, told};
use crate::mini::ErrorCode;

type Failure = Error;

/// The error of one call that meets this, without retries; and that it was sent once only.
fn meet<C: Caller>(play: impl Into<Play>) -> Failure {
    let service = shop();
    service.next("CreateOrder", [play]);
    let setup = Setup::of(&service).timeout(Duration::from_millis(400)).attempts(1);
    let error = C::new(setup).create_order(&order("A")).unwrap_err();
    assert_eq!(service.received("CreateOrder"), 1, "{error}");
    error
}

fn success() -> Answer {
    Answer::success(json!({ "OrderId": "1" }), "r-1")
}

fn a_refused_connection_was_certainly_not_executed<C: Caller>() {
    let setup = Setup::at(&format!("http://{}", refused_address())).attempts(1);
    let error = C::new(setup).create_order(&order("A")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!error.may_have_been_executed() && error.is_retryable());
    assert!(told(&error).contains("refused"), "{error:?}");
}

fn a_connection_reset_before_the_request_is_read_leaves_a_doubt<C: Caller>() {
    let service = shop();
    service.reset_connections(usize::MAX);
    let error = C::new(Setup::of(&service).attempts(1)).create_order(&order("A")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(service.connections(), 1);
    assert!(service.log().is_empty());
}

fn a_connection_that_breaks_behind_the_request_may_have_been_executed<C: Caller>() {
    for play in [Play::ResetAfterExecuting, Play::CloseAfterExecuting] {
        let error = meet::<C>(play);
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(error.may_have_been_executed() && error.is_retryable(), "{error:?}");
        assert!(error.to_string().contains("may have been executed"), "{error}");
    }
}

fn half_an_answer_is_no_answer<C: Caller>() {
    for answer in [success(), success().in_packets(8), success().gzip()] {
        let error = meet::<C>(Play::Cut(answer, 20));
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(error.may_have_been_executed());
    }
}

fn a_body_that_drips_and_a_service_that_is_silent_time_out<C: Caller>() {
    let slow = Play::Slow(success().in_packets(4), Duration::from_millis(100));
    let late = Play::Late(success(), Duration::from_secs(2));
    for play in [slow, late, Play::Silence] {
        let began = Instant::now();
        let error = meet::<C>(play);
        assert!(error.is_timeout() && error.may_have_been_executed(), "{error:?}");
        let took = began.elapsed();
        assert!((Duration::from_millis(390)..Duration::from_secs(4)).contains(&took), "{took:?}");
    }
}

fn gateways_have_a_status_and_no_answer<C: Caller>() {
    for status in [400, 403, 404, 429, 500, 502, 503, 504] {
        let error = meet::<C>(Answer::html(status).header("X-TC-RequestId", "from-header"));
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.http_status(), Some(status));
        assert_eq!(error.request_id(), Some("from-header"));
        assert_eq!(error.is_retryable(), status == 429 || status >= 500, "{status}");
    }
}

fn an_error_of_the_service_counts_whatever_the_status<C: Caller>() {
    let body = json!({ "Response": {
        "Error": { "Code": "FailedOperation", "Message": "m" }, "RequestId": "r-9" } });
    let error = meet::<C>(Answer::new(500, "application/json", body.to_string()));
    assert!(error.is(ErrorCode::FailedOperation));
    assert_eq!(error.request_id(), Some("r-9"));
}

fn what_is_not_the_json_of_a_response_keeps_its_body_and_request_id<C: Caller>() {
    for body in [
        "<html>a login page</html>",
        "",
        "null",
        "[]",
        "\"text\"",
        r#"{"Response":"#,
        r#"{"Response":{"OrderId":"1""#,
        r#"{"Response":["x"]}"#,
        r#"{"Unknown":1}"#,
        "\u{feff}\u{0}",
    ] {
        let answer = Answer::new(200, "text/html", body).header("X-TC-RequestId", "r-3");
        let error = meet::<C>(answer);
        let Error::Decode(decode) = &error else { panic!("{body:?}: {error:?}") };
        assert_eq!(decode.body(), body.as_bytes());
        assert_eq!(error.request_id(), Some("r-3"), "{body:?}");
        assert!(error.may_have_been_executed() && !error.is_retryable());
        assert!(body.len() < 10 || !format!("{error:?}").contains(body), "a body is printed");
    }
}

fn a_member_that_cannot_be_read_is_named_with_the_request_id<C: Caller>() {
    let answer = Answer::success(json!({ "Items": [{ "Name": "a" }, { "Price": "dear" }] }), "r-4");
    let error = meet::<C>(answer);
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!((decode.path(), decode.request_id()), ("Response.Items[1].Price", Some("r-4")));
}

fn an_answer_without_measure_is_refused_and_not_stored<C: Caller>() {
    let huge = vec![b'x'; 8 << 20];
    let bomb = Answer::new(200, "application/json", vec![b' '; 64 << 20]).gzip();
    for answer in [
        Answer::new(200, "application/json", huge.clone()),
        Answer::new(200, "application/json", huge).in_packets(1 << 20),
        Answer::new(200, "application/json", "{}").claiming(1 << 60),
        bomb,
    ] {
        let service = shop();
        service.next("CreateOrder", [answer]);
        let setup =
            Setup::of(&service).attempts(1).change(|settings| settings.max_response(4 << 20));
        let error = C::new(setup).create_order(&order("A")).unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(error.to_string().contains("larger than 4194304 bytes"), "{error}");
    }
}

fn a_connection_closed_behind_an_answer_costs_no_call<C: Caller>() {
    let service = shop();
    let plays = (0..10).map(|_| Play::AnswerAndClose(success()));
    service.next("CreateOrder", plays);
    let client = C::new(Setup::of(&service).attempts(1));
    for number in 0..10 {
        client.create_order(&order(&number.to_string())).unwrap();
        let gone = |service: &tests_service::Service| service.open_connections() == 0;
        assert!(service.wait_until(gone));
        // The end of the connection has left the service; give it the way to the client.
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!((service.received("CreateOrder"), service.executed("CreateOrder")), (10, 10));
}

fn a_connection_reset_under_the_next_request_is_never_executed_twice<C: Caller>() {
    let service = shop();
    service.next("CreateOrder", [Play::AnswerThenResetNext(success())]);
    let client = C::new(Setup::of(&service).attempts(1));
    client.create_order(&order("A")).unwrap();
    match client.create_order(&order("B")) {
        Ok(_) => assert_eq!(service.executed("CreateOrder"), 2),
        Err(error) => {
            assert!(matches!(error, Error::Transport(_)), "{error:?}");
            assert_eq!(service.executed("CreateOrder"), 1);
        }
    }
    client.create_order(&order("C")).unwrap();
}

fn an_answer_that_says_close_is_heeded<C: Caller>() {
    let service = shop();
    let close = || Play::AnswerAndClose(success().header("Connection", "close"));
    service.next("CreateOrder", [close(), close()]);
    let client = C::new(Setup::of(&service).attempts(1));
    client.create_order(&order("A")).unwrap();
    client.create_order(&order("B")).unwrap();
    assert_eq!(service.connections(), 2);
}

fn a_redirect_is_not_followed<C: Caller>() {
    let service = shop();
    let answer = Answer::html(307).header("Location", &service.url());
    service.next("CreateOrder", [answer]);
    let error = C::new(Setup::of(&service).attempts(1)).create_order(&order("A")).unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.http_status(), Some(307));
    assert_eq!(service.received("CreateOrder"), 1);
}

crate::scenarios! {
    a_refused_connection_was_certainly_not_executed,
    a_connection_reset_before_the_request_is_read_leaves_a_doubt,
    a_connection_that_breaks_behind_the_request_may_have_been_executed,
    half_an_answer_is_no_answer,
    a_body_that_drips_and_a_service_that_is_silent_time_out,
    gateways_have_a_status_and_no_answer,
    an_error_of_the_service_counts_whatever_the_status,
    what_is_not_the_json_of_a_response_keeps_its_body_and_request_id,
    a_member_that_cannot_be_read_is_named_with_the_request_id,
    an_answer_without_measure_is_refused_and_not_stored,
    a_connection_closed_behind_an_answer_costs_no_call,
    a_connection_reset_under_the_next_request_is_never_executed_twice,
    an_answer_that_says_close_is_heeded,
    a_redirect_is_not_followed,
}
