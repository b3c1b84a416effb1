//! Requests of bytes as they are: what arrives, what is repeated, what is refused.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Request;
use serde_json::json;
use tencentcloud_runtime::{CommonErrorCode, Error, Form, Hook, Repeat};
use tests_service::{Answer, Play};

use crate::both::{Caller, Setup, shop};

/// Neither JSON nor UTF-8.
fn content() -> Bytes {
    (0..=255).cycle().take(100_000).collect()
}

fn the_bytes_arrive_as_they_are_with_the_headers_beside_them<C: Caller>() {
    let service = shop();
    service.next("Upload", [Answer::success(json!({ "Size": 100_000 }), "r-1")]);
    let client = C::new(Setup::of(&service).region("ap-guangzhou"));
    let headers = [("X-CLS-TopicId", "主题 1"), ("X-CLS-HashKey", "")];
    let answer = client.upload(&headers, content()).unwrap();
    assert_eq!(answer.0["Size"], 100_000);
    let request = service.log().remove(0).request;
    assert_eq!((&*request.method, &*request.target), ("POST", "/"));
    assert!(request.body == content(), "other bytes arrived");
    let header = |name| request.header(name);
    assert_eq!(header("Content-Type"), Some("application/octet-stream"));
    assert_eq!(header("Content-Length"), Some("100000"));
    assert_eq!((header("X-CLS-TopicId"), header("X-CLS-HashKey")), (Some("主题 1"), Some("")));
    assert_eq!(
        (header("X-TC-Action"), header("X-TC-Region")),
        (Some("Upload"), Some("ap-guangzhou"))
    );
    assert_eq!(header("Content-Encoding"), None);
}

fn whatever_the_settings_say_it_is_a_post_that_the_service_can_verify<C: Caller>() {
    let service = shop();
    let setup = Setup::of(&service).change(|settings| {
        settings.form(Form::Get).unsigned_payload(true).header("X-CLS-TopicId", "of the client")
    });
    let client = C::new(setup);
    client.upload(&[("X-CLS-TopicId", "of the call")], content()).unwrap();
    client.upload(&[], Bytes::new()).unwrap();
    let [first, second] = &service.log()[..] else { panic!("two requests") };
    assert_eq!(first.request.header("X-CLS-TopicId"), Some("of the call"));
    assert_eq!(second.request.header("X-CLS-TopicId"), Some("of the client"));
    assert_eq!((&*second.request.method, second.request.body.len()), ("POST", 0));
}

fn an_error_of_the_service_says_code_message_and_request_id<C: Caller>() {
    let service = shop();
    service.next("Upload", [Answer::error("ResourceNotFound", "no such topic", "r-2")]);
    let error = C::new(Setup::of(&service)).upload(&[], content()).unwrap_err();
    assert!(error.is(CommonErrorCode::ResourceNotFound));
    assert_eq!(error.to_string(), "ResourceNotFound: no such topic (RequestId r-2)");
}

/// Remembers where the bodies of all attempts lie.
#[derive(Clone, Debug, Default)]
struct Bodies(Arc<Mutex<Vec<usize>>>);

impl Hook for Bodies {
    fn before(&self, _: &tencentcloud_runtime::runtime::Attempt<'_>, request: &mut Request<Bytes>) {
        self.0.lock().unwrap().push(request.body().as_ptr() as usize);
    }
}

fn a_repetition_sends_the_same_bytes_and_copies_none<C: Caller>() {
    let service = shop();
    let throttled = || Play::from(Answer::error("RequestLimitExceeded", "too many", "r-0"));
    service.next("Upload", [throttled(), throttled()]);
    let bodies = Bodies::default();
    let hook = bodies.clone();
    let client = C::new(Setup::of(&service).change(|settings| settings.hook(hook)));
    let body = content();
    client.upload(&[("X-CLS-TopicId", "t")], body.clone()).unwrap();
    assert_eq!((service.received("Upload"), service.executed("Upload")), (3, 1));
    for seen in service.log() {
        assert!(seen.request.body == body, "other bytes arrived");
        assert_eq!(seen.request.header("X-CLS-TopicId"), Some("t"));
    }
    assert_eq!(*bodies.0.lock().unwrap(), [body.as_ptr() as usize; 3]);
}

fn what_may_have_run_is_repeated_only_when_that_is_asked_for<C: Caller>() {
    for (repeat, received) in [(Repeat::Idempotent, 1), (Repeat::Always, 2)] {
        let service = shop();
        service.next("Upload", [Play::CloseAfterExecuting]);
        let result = C::new(Setup::of(&service).repeat(repeat)).upload(&[], content());
        assert_eq!((result.is_ok(), service.received("Upload")), (received == 2, received));
    }
}

fn what_cannot_be_sent_is_refused_before_anything_is<C: Caller>() {
    let service = shop();
    let client = C::new(Setup::of(&service));
    let with_parameter = C::new(Setup::of(&service).change(|s| s.parameter("Hidden", 1)));
    let large = Bytes::from(vec![0; 10 * 1024 * 1024 + 1]);
    for (error, expected) in [
        (client.upload(&[("Authorization", "x")], content()), "Authorization is set by the client"),
        (client.upload(&[("X-CLS-HashKey", "a\nb")], content()), "X-CLS-HashKey has a control"),
        (client.upload(&[], large), "10485761 bytes"),
        (with_parameter.upload(&[], content()), "parameter \"Hidden\" has no place"),
    ] {
        let error = error.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert!(service.log().is_empty());
}

crate::scenarios! {
    the_bytes_arrive_as_they_are_with_the_headers_beside_them,
    whatever_the_settings_say_it_is_a_post_that_the_service_can_verify,
    an_error_of_the_service_says_code_message_and_request_id,
    a_repetition_sends_the_same_bytes_and_copies_none,
    what_may_have_run_is_repeated_only_when_that_is_asked_for,
    what_cannot_be_sent_is_refused_before_anything_is,
}
