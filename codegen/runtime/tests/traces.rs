//! What the feature `tracing` tells, and what it never does.

#![expect(unreachable_pub, reason = "written as the generator writes it")]
#![expect(clippy::unwrap_used, reason = "a test")]

mod support;

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use serde_json::json;
use support::mini::{self, CreateOrderRequest};
use tencentcloud_runtime::Client;
use tencentcloud_runtime::transport::Replay;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every field of every span and event.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("tencentcloud")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_has_a_span_and_an_attempt_an_event_without_any_content() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let replay = Replay::new()
        .service_error("RequestLimitExceeded", "of 典子谦")
        .response(json!({"OrderId": "of 典子谦", "RequestId": "req-1"}));
    let client = Client::builder()
        .credential(support::credential())
        .region("ap-guangzhou")
        .transport(replay)
        .build()
        .unwrap();
    mini::create_order(&client, &CreateOrderRequest::new("典子谦", vec![])).await.unwrap();
    let told = notes.0.lock().unwrap().clone();
    for expected in [
        r#"product="shop" version="2020-11-11" action="CreateOrder" region="ap-guangzhou""#,
        r#"attempt=1 host="shop.tencentcloudapi.com" status=200 request_id="replayed""#,
        r#"code="RequestLimitExceeded" executed=false"#,
        r#"attempt=2 host="shop.tencentcloudapi.com" status=200 request_id="req-1""#,
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    assert!(!told.contains("典子谦") && !told.contains("EXAMPLE"), "{told}");
}
