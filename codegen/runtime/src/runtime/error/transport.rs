//! What went wrong on the way to the service and back.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use super::shown::{Shown, request_id_suffix};

/// The request or the response did not get through.
#[derive(Debug)]
pub struct TransportError {
    message: String,
    may_have_been_executed: bool,
    timed_out: bool,
    /// Whether the same answer would be of no more use the next time.
    unusable: bool,
    answer: Option<Box<Answered>>,
    request_id: Option<String>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// An answer that is neither a response nor an error of the service.
struct Answered {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

/// Headers and body may hold anything, so nothing prints them by itself.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, headers, body } = self;
        write!(f, "Answered({status}, {} headers, {} bytes)", headers.len(), body.len())
    }
}

/// So much of a body is kept that is not an answer of the service.
pub(crate) const MAX_KEPT: usize = 64 * 1024;

impl TransportError {
    /// The connection was never made: the service saw nothing of the call.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            may_have_been_executed: false,
            timed_out: false,
            unusable: false,
            answer: None,
            request_id: None,
            cause: None,
        }
    }

    /// It failed after the request may have reached the service.
    pub fn maybe_sent(message: impl Into<String>) -> Self {
        Self { may_have_been_executed: true, ..Self::not_sent(message) }
    }

    /// The service answered, in a way that is not taken: too large, or packed as was not asked for.
    pub(crate) fn unusable(message: impl Into<String>) -> Self {
        Self { unusable: true, ..Self::maybe_sent(message) }
    }

    /// The deadline of the call passed; the client makes [`Error::Timeout`](super::Error::Timeout)
    /// of it.
    pub fn timed_out(may_have_been_executed: bool) -> Self {
        Self {
            may_have_been_executed,
            timed_out: true,
            ..Self::not_sent("the time for the call was over")
        }
    }

    /// Whether the deadline of the call passed.
    pub fn is_timeout(&self) -> bool {
        self.timed_out
    }

    /// The answer had another HTTP status than 200, and no error of the service in it.
    pub(crate) fn status(
        status: u16,
        headers: &HeaderMap,
        body: &Bytes,
        request_id: Option<String>,
    ) -> Self {
        let body = body.get(..MAX_KEPT).map_or_else(|| body.clone(), Bytes::copy_from_slice);
        Self {
            answer: Some(Box::new(Answered { status, headers: headers.clone(), body })),
            request_id,
            may_have_been_executed: !says_not_executed(status, headers),
            ..Self::maybe_sent(format!("the answer has the HTTP status {status}"))
        }
    }

    /// The failure below, for [`source`](std::error::Error::source).
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The RequestId that the headers of the answer named.
    #[must_use]
    pub(crate) fn answered_as(mut self, request_id: Option<String>) -> Self {
        self.request_id = request_id;
        self
    }

    /// What failed.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the service may have carried the call out; `false` is certain.
    pub fn may_have_been_executed(&self) -> bool {
        self.may_have_been_executed
    }

    /// The HTTP status of an answer that was not 200.
    pub fn http_status(&self) -> Option<u16> {
        self.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of an answer whose status was not 200: of a gateway, a proxy, a firewall.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of such an answer, its first 64 KiB at most.
    pub fn body(&self) -> Option<&Bytes> {
        self.answer.as_ref().map(|answer| &answer.body)
    }

    /// An attempt, this one or an earlier, may have been carried out.
    pub(super) fn maybe_executed(&mut self) {
        self.may_have_been_executed = true;
    }

    /// The RequestId, from the headers of the answer.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Whether there was no connection at all.
    pub(in crate::runtime) fn is_unreachable(&self) -> bool {
        self.http_status().is_none() && !self.may_have_been_executed
    }

    /// Whether the host or the way to it failed. Who refuses a request, or answers in a way that is not
    /// taken, can be reached.
    pub(in crate::runtime) fn is_of_the_host(&self) -> bool {
        !self.unusable && self.http_status().is_none_or(|status| status >= 500)
    }

    /// A client error of HTTP stays one, and so does an answer that is not taken; everything else may
    /// pass.
    pub(super) fn is_retryable(&self) -> bool {
        self.is_of_the_host() || self.http_status() == Some(429)
    }
}

/// Whether who answered says by this status that the request was not acted on (RFC 9110, RFC 6585):
/// it asks to go elsewhere or to come again, or refuses the request as such. Without `Retry-After`,
/// 429 and 503 say too little.
pub(crate) fn says_not_executed(status: u16, headers: &HeaderMap) -> bool {
    match status {
        429 | 503 => headers.contains_key(http::header::RETRY_AFTER),
        301 | 302 | 307 | 308 | 401 | 403 | 407 | 411 | 413 | 414 | 417 | 421 | 425 | 426 | 431 => {
            true
        }
        _ => false,
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(&self.message).fmt(f)?;
        let executed = if self.may_have_been_executed {
            "; the call may have been executed"
        } else {
            "; the call was not executed"
        };
        f.write_str(executed)?;
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}
