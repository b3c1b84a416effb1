//! What comes back.

use serde_json::json;
use tencentcloud_runtime::transport::{Replay, TransportError};
use tencentcloud_runtime::{Client, CommonErrorCode, Credential, Error, Repeat, RetryPolicy};
use tests_service::Answer;

use crate::order;
use crate::support::mini::{self, CREATE_ORDER, DescribeTaskRequest, ErrorCode};
use crate::support::{self, builder_for, client_for, error, response, shop};

#[tokio::test]
async fn an_error_of_the_service_is_typed_and_says_everything() {
    let server = shop(|_| error("FailedOperation.SoldOut"));
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    assert!(error.is(ErrorCode::FailedOperationSoldOut) && error.is("FailedOperation.SoldOut"));
    assert_eq!(error.code().map(ErrorCode::from), Some(ErrorCode::FailedOperationSoldOut));
    assert_eq!(error.request_id(), Some("req-1"));
    assert_eq!(
        error.to_string(),
        "FailedOperation.SoldOut: FailedOperation.SoldOut happened (RequestId req-1)"
    );
    assert!(!error.may_have_been_executed() && !error.is_retryable());
    assert_eq!(server.log().len(), 1);
    assert!(CREATE_ORDER.errors().contains(&"FailedOperation.SoldOut"));
    let other = error.code().map(CommonErrorCode::from).unwrap();
    assert!(matches!(other, CommonErrorCode::Other(_)) && error.is(other));
}

/// The payloads have names, so that a function of a program can take one.
#[test]
fn every_payload_of_an_error_can_be_named() {
    use tencentcloud_runtime::error;

    fn service(error: &error::ServiceError) -> &str {
        &error.code
    }
    fn decode(error: &error::DecodeError) -> &[u8] {
        error.body()
    }
    let gateway = tencentcloud_runtime::http::Response::new("<html>".into());
    let replay = Replay::new().service_error("Limit", "no more").http(gateway);
    let client = Client::builder().credential(support::credential()).transport(replay);
    let client = client.build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let call = || runtime.block_on(mini::create_order(&client, &order())).unwrap_err();
    let mut told = Vec::new();
    for error in [call(), call()] {
        told.push(match &error {
            Error::Service(error) => service(error).to_owned(),
            Error::Decode(error) => String::from_utf8_lossy(decode(error)).into_owned(),
            other => other.to_string(),
        });
    }
    assert_eq!(told, ["Limit", "<html>"]);
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_never_printed() {
    let server = shop(|_| response(json!({})));
    let wrong = Credential::new(support::credential().secret_id(), "wrong-secret").unwrap();
    let client = Client::builder().credential(wrong).endpoint(&server.url()).build().unwrap();
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(error.is(CommonErrorCode::AuthFailureSignatureFailure));
    let printed = format!("{error} {error:?} {client:?}");
    assert!(!printed.contains("wrong-secret"), "{printed}");
}

#[tokio::test]
async fn every_form_of_an_error_answer_is_an_error_and_every_form_of_success_is_none() {
    let cases = [
        (
            json!({"Response": {"Error": {"Code": "A.B", "Message": "m"}, "RequestId": "r"}}),
            Some("A.B: m (RequestId r)"),
        ),
        (
            json!({"Response": {"RequestId": "r"}, "Error": {"Code": "A", "Message": "m"}}),
            Some("A: m (RequestId r)"),
        ),
        (
            json!({"Error": {"Code": "A", "Message": "m"}, "RequestId": "r"}),
            Some("A: m (RequestId r)"),
        ),
        (json!({"code": 4104, "message": "m", "codeDesc": "Old"}), Some("Old: m")),
        (json!({"code": 4104, "message": "m"}), Some("4104: m")),
        (json!({"Response": {"RequestId": "r"}, "Error": null, "RequestId": null}), None),
        (json!({"Response": {"RequestId": "r", "Error": null}}), None),
        (json!({"Response": {"OrderId": "x"}, "RequestId": "r"}), None),
        (json!({"OrderId": "x", "RequestId": "r"}), None),
    ];
    for (answer, expected) in cases {
        let sent = Answer::json(&answer);
        let server = shop(move |_| sent.clone());
        let result = mini::create_order(&client_for(&server), &order()).await;
        match expected {
            Some(text) => assert_eq!(result.unwrap_err().to_string(), text, "{answer}"),
            None => assert_eq!(result.unwrap().request_id, "r", "{answer}"),
        }
    }
}

#[tokio::test]
async fn a_response_with_a_member_error_is_no_failure_unless_it_has_nothing_else() {
    let task_failed =
        json!({"Status": "Failed", "Error": {"Code": "InvalidParameter.Url", "Message": "m"}});
    let server = shop(move |_| response(task_failed.clone()));
    let answer =
        mini::describe_task(&client_for(&server), &DescribeTaskRequest::default()).await.unwrap();
    assert_eq!(answer.error.unwrap().code.as_deref(), Some("InvalidParameter.Url"));

    let server = shop(|_| error("AuthFailure"));
    let error = mini::describe_task(&client_for(&server), &DescribeTaskRequest::default())
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("AuthFailure"));
}

#[tokio::test]
async fn what_cannot_be_read_names_path_and_request_id_and_keeps_the_body() {
    let server = shop(|_| response(json!({"Items": [{}, {"Price": "personal"}]})));
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error}") };
    assert_eq!(decode.path(), "Response.Items[1].Price");
    assert_eq!(error.request_id(), Some("req-1"));
    assert!(String::from_utf8_lossy(decode.body()).contains("personal"));
    assert!(error.may_have_been_executed());
    let printed = format!("{error} {error:?}");
    assert!(!printed.contains("personal"), "{printed}");
    assert!(
        printed.contains("Response.Items[1].Price: expected an integer, found a string"),
        "{printed}"
    );
}

#[tokio::test]
async fn the_request_id_of_a_broken_body_is_found() {
    let body = r#"{"Response": {"OrderId": "x", "RequestId": "req-9", "Items": [{"#;
    let server = shop(move |_| Answer::new(200, "application/json", body));
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert_eq!(error.request_id(), Some("req-9"));
}

#[tokio::test]
async fn a_clock_that_is_off_is_corrected_once_and_stays_corrected() {
    let server = shop(|_| response(json!({})));
    server.clock_ahead(7_200);
    let client = client_for(&server);
    mini::create_order(&client, &order()).await.unwrap();
    mini::create_order(&client, &order()).await.unwrap();
    assert_eq!(server.log().len(), 3, "one correction, then none");

    let never = builder_for(&server).retry(RetryPolicy::never()).build().unwrap();
    mini::create_order(&never, &order()).await.unwrap_err();
    assert_eq!(server.log().len(), 4, "never is never");
    mini::create_order(&never, &order()).await.unwrap();
    assert_eq!(server.log().len(), 5, "what was learnt helps the next call");
}

#[tokio::test]
async fn a_clock_that_stays_wrong_is_an_error_after_one_correction() {
    let server = shop(|_| {
        error("AuthFailure.SignatureExpire").header("Date", "Mon, 25 Feb 2019 16:44:25 GMT")
    });
    server.clock_ahead(-200);
    let error = mini::create_order(&client_for(&server), &order()).await.unwrap_err();
    assert!(error.to_string().starts_with("AuthFailure.SignatureExpire"), "{error}");
    assert_eq!(server.log().len(), 2);
}

#[tokio::test]
async fn packed_answers_are_unpacked() {
    let server = shop(|_| response(json!({"OrderId": "packed"})).gzip().in_packets(7));
    let answer = mini::create_order(&client_for(&server), &order()).await.unwrap();
    assert_eq!(answer.order_id.as_deref(), Some("packed"));
    assert_eq!(server.log()[0].request.header("Accept-Encoding"), Some("gzip"));
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_refused() {
    let server = shop(|_| response(json!({"OrderId": "x".repeat(2_000)})));
    let client =
        builder_for(&server).configure(|settings| settings.max_response(1_000)).build().unwrap();
    let always = RetryPolicy::default().repeat(Repeat::Always);
    let client = client.with(|settings| settings.retry(always));
    let error = mini::create_order(&client, &order()).await.unwrap_err();
    assert!(error.to_string().contains("larger than 1000 bytes"), "{error}");
    assert!(!error.is_retryable(), "the next answer would be as large");
    assert_eq!(server.log().len(), 1);
}

#[tokio::test]
async fn a_cause_is_told_once_by_source() {
    let broken = std::io::Error::other("the cable is cut");
    let replay = Replay::new().failure(TransportError::maybe_sent("no answer").caused_by(broken));
    let builder = Client::builder().credential(support::credential()).transport(replay);
    let client = builder.retry(RetryPolicy::never()).build().unwrap();
    let error = client.send(&order()).await.unwrap_err();
    assert_eq!(error.to_string(), "no answer; the call may have been executed");
    assert_eq!(support::told(&error), format!("{error}: the cable is cut"));
    let Error::Transport(transport) = &error else { panic!("{error}") };
    assert!(std::error::Error::source(&**transport).unwrap().to_string().contains("cable"));
}
