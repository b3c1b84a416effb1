//! The generated functions of ess::CreateUserAutoSignSealUrl, asynchronous and blocking, against
//! the double of the service.

use tencentcloud_api::Error;
use tencentcloud_api::ess::ErrorCode;
use tests_call::{ACTION, call, call_with, examples, service};
use tests_service::{Answer, Play};

#[test]
fn the_success_of_the_page_is_read_to_the_last_member() {
    let service = service();
    let example = &examples()[0];
    for called in call(&service, &example.typed()) {
        let response = called.unwrap();
        assert_eq!(serde_json::to_value(&response).unwrap(), example.response["Response"]);
        assert_eq!(response.request_id, example.response["Response"]["RequestId"]);
        assert_eq!(response.url.as_deref(), example.response["Response"]["Url"].as_str());
    }
    for seen in service.log() {
        assert_eq!(seen.request.json(), example.request);
    }
    assert_eq!((service.received(ACTION), service.executed(ACTION)), (2, 2));
}

#[test]
fn the_documented_error_of_the_page_is_typed_and_has_its_request_id() {
    let service = service();
    let example = &examples()[1];
    let answer = &example.response["Response"];
    assert_eq!(answer["Error"]["Message"], "用户未开通自动签");
    for called in call(&service, &example.typed()) {
        let error = called.unwrap_err();
        assert!(error.is(ErrorCode::FailedOperation));
        assert_eq!(error.message(), answer["Error"]["Message"]);
        assert_eq!(error.request_id(), answer["RequestId"].as_str());
        let printed = format!("{error} {error:?}");
        assert!(printed.contains("用户未开通自动签") && printed.contains("FailedOperation"));
    }
}

#[test]
fn a_wrong_secret_is_refused_with_a_request_id() {
    let service = service();
    for called in call_with(&service, &examples()[0].typed(), "not-the-key") {
        let error = called.unwrap_err();
        assert!(error.is("AuthFailure.SignatureFailure"));
        assert!(error.request_id().is_some() && !error.may_have_been_executed());
    }
    assert_eq!((service.received(ACTION), service.executed(ACTION)), (2, 0));
}

/// The errors of both clients that meet this; each request was sent once.
fn meet(play: impl Into<Play> + Clone) -> Vec<Error> {
    let service = service();
    service.next(ACTION, [play.clone(), play]);
    let called = call(&service, &examples()[0].typed());
    assert_eq!(service.received(ACTION), 2);
    called.into_iter().map(Result::unwrap_err).collect()
}

#[test]
fn a_body_that_is_no_json_is_kept() {
    let answer = Answer::html(200).header("X-TC-RequestId", "from-header");
    for error in meet(answer) {
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert!(decode.body().starts_with(b"<html>"));
        assert_eq!(error.request_id(), Some("from-header"));
    }
}

#[test]
fn a_connection_that_is_cut_may_have_executed_the_call() {
    let answer = Answer::json(&examples()[0].response);
    for play in [Play::ResetAfterExecuting, Play::CloseAfterExecuting, Play::Cut(answer, 50)] {
        for error in meet(play) {
            assert!(matches!(error, Error::Transport(_)), "{error:?}");
            assert!(error.may_have_been_executed() && error.is_retryable());
        }
    }
}

#[test]
fn a_status_500_is_an_error_with_the_status() {
    for error in meet(Answer::html(500)) {
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.http_status(), Some(500));
        assert!(error.is_retryable() && error.may_have_been_executed());
    }
}
