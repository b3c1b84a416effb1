//! A call without the network: build, serialize and sign; and decode.

#![expect(clippy::expect_used, reason = "a benchmark")]

#[path = "support/seal.rs"]
mod seal;

use bytes::Bytes;
use divan::{Bencher, black_box};
use http::uri::Scheme;
use http::{HeaderMap, Request};
use seal::{ANSWER, CREATE_USER_AUTO_SIGN_SEAL_URL, SealResponse, request};
use tencentcloud_runtime::Credential;
use tencentcloud_runtime::runtime::protocol::{Answer, Form, Head, Language, encode, read_answer};

fn main() {
    divan::main();
}

fn credential() -> Credential {
    Credential::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
        .expect("is one")
}

fn signed(credential: &Credential, own: &HeaderMap) -> Request<Bytes> {
    let head = Head {
        scheme: Scheme::HTTPS,
        authority: http::uri::Authority::from_static("ess.tencentcloudapi.com"),
        region: Some("ap-guangzhou"),
        language: Language::Chinese,
        request_client: "SDK_RUST_0.1.0",
        trace_id: "6c84fb90-12c4-11e1-840d-7b25c5ee775a",
        unsigned_payload: false,
        headers: own,
    };
    let action = &CREATE_USER_AUTO_SIGN_SEAL_URL;
    let encoded = encode(action, &request(), Form::Post).expect("can be sent");
    head.sign(action, &encoded, Some(credential), 1_693_290_580).expect("can be signed")
}

#[divan::bench(sample_count = 200, sample_size = 100)]
fn build_serialize_sign(bencher: Bencher<'_, '_>) {
    let (credential, own) = (credential(), HeaderMap::new());
    bencher.bench_local(|| signed(black_box(&credential), &own));
}

#[divan::bench(sample_count = 200, sample_size = 100)]
fn decode(bencher: Bencher<'_, '_>) {
    let answer =
        Answer { status: 200, body: Bytes::from_static(ANSWER.as_bytes()), ..Answer::default() };
    bencher.bench_local(|| {
        let mut response = SealResponse::default();
        read_answer(&CREATE_USER_AUTO_SIGN_SEAL_URL, black_box(&answer), &mut response)
            .expect("can be read");
        response
    });
}
