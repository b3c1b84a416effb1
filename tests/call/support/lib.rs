//! The page's own examples, a double that answers with them, and the call by both clients.
//!
//! The examples come from the spec, which comes from the page: nothing is typed in here.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use tencentcloud_api::ess::{
    self, CreateUserAutoSignSealUrlRequest, CreateUserAutoSignSealUrlResponse,
};
use tencentcloud_api::{Client, Credential, Error, blocking};
use tests_service::{Account, Answer, Offer, Service};

/// The action of the page.
pub const ACTION: &str = "CreateUserAutoSignSealUrl";

/// What a call gives.
pub type Called = Result<CreateUserAutoSignSealUrlResponse, Error>;

/// One example of the page.
#[derive(Clone, Debug)]
pub struct Example {
    /// The body of the request.
    pub request: Json,
    /// The whole answer.
    pub response: Json,
}

impl Example {
    /// The request as its type.
    pub fn typed(&self) -> CreateUserAutoSignSealUrlRequest {
        serde_json::from_value(self.request.clone()).expect("the example is a request")
    }
}

/// The checkout that this package is of, also where it is a copy elsewhere.
pub fn checkout() -> PathBuf {
    let around = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("TCGEN_CHECKOUT").map_or_else(around, PathBuf::from)
}

/// The examples of the page: a success and a documented error.
pub fn examples() -> Vec<Example> {
    let path = checkout().join("spec/ess/2020-11-11.json");
    let spec = std::fs::read_to_string(path).expect("the spec is there");
    let spec: Json = serde_json::from_str(&spec).expect("the spec is JSON");
    let examples = spec["actions"][ACTION]["examples"].as_array().expect("the page has examples");
    let example = |example: &Json| Example {
        request: example["request"].clone(),
        response: example["response"].clone(),
    };
    examples.iter().map(example).collect()
}

/// A double that answers the page's requests with the page's answers.
pub fn service() -> Service {
    let service = Service::start();
    let examples = examples();
    let offer = Offer::new("ess", "2020-11-11", ACTION).answering(move |request, id| {
        let body = request.json();
        match examples.iter().find(|example| example.request == body) {
            Some(example) => Answer::json(&example.response).into(),
            None => Answer::error("InvalidParameter", "this is not an example", id).into(),
        }
    });
    service.offer(offer);
    service
}

/// The generated function, then the blocking client.
pub fn call(service: &Service, request: &CreateUserAutoSignSealUrlRequest) -> [Called; 2] {
    call_with(service, request, &Account::example().secret_key)
}

/// The same, signed with this key.
pub fn call_with(
    service: &Service,
    request: &CreateUserAutoSignSealUrlRequest,
    secret_key: &str,
) -> [Called; 2] {
    let secret_id = Account::example().secret_id;
    call_at(&service.url(), request, (&secret_id, secret_key))
}

/// The same, of whatever answers at this address, signed with this id and key.
pub fn call_at(
    url: &str,
    request: &CreateUserAutoSignSealUrlRequest,
    (secret_id, secret_key): (&str, &str),
) -> [Called; 2] {
    let credential = Credential::new(secret_id, secret_key).expect("a pair of keys");
    let client = Client::builder().credential(credential.clone()).endpoint(url);
    let client = client.build().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let asynchronous =
        runtime.expect("a runtime").block_on(ess::create_user_auto_sign_seal_url(&client, request));
    let client = blocking::Client::builder().credential(credential).endpoint(url);
    let client = client.build().expect("a client");
    [asynchronous, client.send(request)]
}
