//! What a rule of [`Replay`](super::Replay) answers.

use bytes::Bytes;
use http::{HeaderValue, Response as HttpResponse};
use serde_json::{Value as Json, json};

use super::TransportError;
use crate::runtime::wire::{Members, to_json};

/// What a rule answers.
#[derive(Clone, Debug)]
pub struct Reply(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Body(Bytes),
    Status(u16, Bytes),
    Fault { sent: bool, message: String },
    Timeout,
}

impl Reply {
    /// A response: a value of its type. A RequestId is added if it lacks one.
    pub fn response(response: &dyn Members) -> Self {
        let members = to_json(response).ok();
        let members = members.and_then(|text| serde_json::from_slice(&text).ok());
        Self::members(members.unwrap_or_default())
    }

    /// A response with these members. A RequestId is added if it lacks one.
    pub fn members(mut members: Json) -> Self {
        if let Some(members) = members.as_object_mut() {
            let id = members.entry("RequestId").or_insert(Json::Null);
            if id.as_str().is_none_or(str::is_empty) {
                *id = "replayed".into();
            }
        }
        Self::text(&json!({ "Response": members }).to_string())
    }

    /// A body as it is, such as one that was seen once.
    pub fn text(body: &str) -> Self {
        Self(Kind::Body(Bytes::copy_from_slice(body.as_bytes())))
    }

    /// An error of the service.
    pub fn service_error(code: &str, message: &str) -> Self {
        Self::members(json!({ "Error": { "Code": code, "Message": message } }))
    }

    /// An answer of a gateway: another HTTP status than 200.
    pub fn status(status: u16, body: &str) -> Self {
        Self(Kind::Status(status, Bytes::copy_from_slice(body.as_bytes())))
    }

    /// No connection: the service certainly saw nothing.
    pub fn no_connection(message: &str) -> Self {
        Self(Kind::Fault { sent: false, message: message.to_owned() })
    }

    /// A connection that broke behind the request.
    pub fn broken_connection(message: &str) -> Self {
        Self(Kind::Fault { sent: true, message: message.to_owned() })
    }

    /// No answer in time.
    pub fn timeout() -> Self {
        Self(Kind::Timeout)
    }

    /// What a transport gives for it: an HTTP answer, or why there is none.
    ///
    /// # Errors
    /// Where the reply is a failure.
    pub fn to_http(&self) -> Result<HttpResponse<Bytes>, TransportError> {
        let (status, body) = match &self.0 {
            Kind::Body(body) => (200, body),
            Kind::Status(status, body) => (*status, body),
            Kind::Fault { sent: true, message } => {
                return Err(TransportError::maybe_sent(message.as_str()));
            }
            Kind::Fault { sent: false, message } => {
                return Err(TransportError::not_sent(message.as_str()));
            }
            Kind::Timeout => return Err(TransportError::timed_out(true)),
        };
        let mut answer = HttpResponse::new(body.clone());
        *answer.status_mut() = http::StatusCode::from_u16(status).map_err(|error| {
            TransportError::not_sent("the reply has no possible status").caused_by(error)
        })?;
        let json_type = HeaderValue::from_static("application/json");
        answer.headers_mut().insert(http::header::CONTENT_TYPE, json_type);
        Ok(answer)
    }
}
