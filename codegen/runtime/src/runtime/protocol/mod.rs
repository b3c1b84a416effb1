//! A call as bytes: encoding and signing a request, reading an answer. No input, no output, no clock.
//!
//! In: an [`Action`](crate::runtime::Action), members, a credential, a time. Out: an HTTP request,
//! and from an HTTP answer the members or the error.
//!
//! Invariant: what is signed is what is sent, byte for byte: content type, host, query and body.

mod answer;
mod encode;
mod endpoint;
mod envelope;
mod multipart;
mod octets;
mod request;
mod sign;
mod skew;
mod time;

pub use answer::{Answer, read_answer, read_event};
pub(crate) use answer::{UNKNOWN, object_in};
pub use encode::{Encoded, Form, encode};
pub(crate) use encode::{encode_within, max_body};
pub use endpoint::Endpoint;
pub(crate) use endpoint::Place;
pub use octets::encode_bytes;
pub(crate) use octets::own_header;
pub use request::{Head, Language, request_client};
pub use sign::{Payload, authorization};
pub use skew::clock_skew;
pub(crate) use skew::retry_after;
