//! What the tests of this folder share.
#![allow(dead_code, reason = "each test uses its part")]
#![expect(clippy::expect_used, reason = "a part of tests")]

pub mod mini;

use serde_json::Value as Json;
use tencentcloud_runtime::{Client, ClientBuilder, Credential};
use tests_service::{Account, Answer, Offer, Request, Service};

/// The keys that the service on loopback knows.
pub fn credential() -> Credential {
    let account = Account::example();
    Credential::new(account.secret_id, account.secret_key).expect("the documented keys")
}

/// The shop of [`mini`] on loopback, which checks every request as the service does and then
/// answers by this function.
pub fn shop(answer: impl Fn(&Request) -> Answer + Clone + Send + Sync + 'static) -> Service {
    let service = Service::start();
    for action in ["CreateOrder", "DescribeOrders", "Chat", "DescribeTask"] {
        let answer = answer.clone();
        let offer = Offer::new("shop", "2020-11-11", action);
        service.offer(offer.answering(move |request, _| answer(request).into()));
    }
    service
}

/// A response with these members and a RequestId.
pub fn response(members: Json) -> Answer {
    Answer::success(members, "req-1")
}

/// An error of the service.
pub fn error(code: &str) -> Answer {
    Answer::error(code, &format!("{code} happened"), "req-1")
}

/// A client for the service on loopback.
pub fn client_for(service: &Service) -> Client {
    builder_for(service).build().expect("a client")
}

pub fn builder_for(service: &Service) -> ClientBuilder<Client> {
    Client::builder().credential(credential()).endpoint(&service.url())
}

#[cfg(feature = "blocking")]
pub fn blocking_client_for(service: &Service) -> tencentcloud_runtime::blocking::Client {
    let builder = tencentcloud_runtime::blocking::Client::builder();
    builder.credential(credential()).endpoint(&service.url()).build().expect("a client")
}

/// What a reporter of errors prints: the error and its causes, each once.
pub fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let told: Vec<String> = causes.map(ToString::to_string).collect();
    told.join(": ")
}
