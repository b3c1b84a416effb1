//! The parts of [`Error`](super::Error), one a kind of failure.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::shown::Shown;
use super::{is_throttling, is_transient};

/// An error that the service answered with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The code, as the service sent it.
    pub code: String,
    /// What the service said; Chinese or English, as the client's language asks.
    pub message: String,
    /// The RequestId.
    pub request_id: Option<String>,
    pub(super) throttled: bool,
    pub(super) transient: bool,
    pub(super) may_have_been_executed: bool,
}

impl ServiceError {
    /// The error with this code, message and RequestId.
    pub fn new(
        code: impl Into<String>,
        message: impl Into<String>,
        request_id: Option<String>,
    ) -> Self {
        let code = code.into();
        Self {
            throttled: is_throttling(&code),
            transient: is_transient(&code),
            may_have_been_executed: is_transient(&code),
            code,
            message: message.into(),
            request_id,
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code.as_str() {
            "" => write!(f, "error without a code: {}", Shown(&self.message))?,
            code => write!(f, "{}: {}", Shown(code), Shown(&self.message))?,
        }
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl std::error::Error for ServiceError {}

fn request_id_suffix(f: &mut fmt::Formatter<'_>, id: Option<&str>) -> fmt::Result {
    match id {
        Some(id) if !id.is_empty() => write!(f, " (RequestId {})", Shown(id)),
        _ => Ok(()),
    }
}

/// The request or the response did not get through.
#[derive(Debug)]
pub struct TransportError {
    message: String,
    may_have_been_executed: bool,
    timed_out: bool,
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

/// So much of a body that is no answer of the service is kept.
pub(crate) const MAX_KEPT: usize = 64 * 1024;

impl TransportError {
    /// The connection was never made: the service saw nothing of the call.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            may_have_been_executed: false,
            timed_out: false,
            answer: None,
            request_id: None,
            cause: None,
        }
    }

    /// It failed after the request may have reached the service.
    pub fn maybe_sent(message: impl Into<String>) -> Self {
        Self { may_have_been_executed: true, ..Self::not_sent(message) }
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

    /// A client error of HTTP stays one; everything else may pass.
    pub(super) fn is_retryable(&self) -> bool {
        self.http_status().is_none_or(|status| status == 429 || status >= 500)
    }
}

/// Whether who answered says by this status that the request was not acted on (RFC 9110, RFC 6585):
/// it asks to go elsewhere or to come again, or refuses the request as such. Without `Retry-After`,
/// 429 and 503 say too little.
fn says_not_executed(status: u16, headers: &HeaderMap) -> bool {
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

/// The time for the whole call was over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeoutError {
    after: Duration,
    may_have_been_executed: bool,
    request_id: Option<String>,
}

impl TimeoutError {
    pub(crate) fn new(after: Duration, may_have_been_executed: bool) -> Self {
        Self { after, may_have_been_executed, request_id: None }
    }

    /// The RequestId that the headers of the answer named.
    #[must_use]
    pub(crate) fn answered_as(mut self, request_id: Option<String>) -> Self {
        self.request_id = request_id;
        self
    }

    /// An attempt, this one or an earlier, may have been carried out.
    pub(super) fn maybe_executed(&mut self) {
        self.may_have_been_executed = true;
    }

    /// The RequestId, where the headers of an answer had come.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The time that the call had.
    pub fn after(&self) -> Duration {
        self.after
    }

    /// Whether the service may have carried the call out; `false` is certain.
    pub fn may_have_been_executed(&self) -> bool {
        self.may_have_been_executed
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let executed = if self.may_have_been_executed { "may have been" } else { "was not" };
        write!(f, "no answer within {:?}; the call {executed} executed", self.after)?;
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl std::error::Error for TimeoutError {}

/// The service answered something that cannot be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    problem: String,
    request_id: Option<String>,
    status: u16,
    body: Bytes,
}

impl DecodeError {
    pub(crate) fn new(
        path: impl Into<String>,
        problem: impl Into<String>,
        request_id: Option<String>,
        status: u16,
        body: Bytes,
    ) -> Self {
        Self { path: path.into(), problem: problem.into(), request_id, status, body }
    }

    /// Where reading stopped: `Response.Items[3].Price`. Empty when the text is no JSON at all.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and found.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The RequestId, from the answer or its headers.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        self.status
    }

    /// The body of the answer. It may hold personal data, so nothing prints it by itself.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read the answer")?;
        if !self.path.is_empty() {
            write!(f, " at {}", Shown(&self.path))?;
        }
        write!(f, ": {}", Shown(&self.problem))?;
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path)
            .field("problem", &self.problem)
            .field("request_id", &self.request_id)
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl std::error::Error for DecodeError {}

/// There was no credential to sign with.
///
/// Cheap to clone: one failed refresh is told to every caller that waited for it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the failure of its own")]
#[derive(Clone, Debug)]
pub struct CredentialError {
    message: Arc<str>,
    not_configured: bool,
    throttled: bool,
    retryable: bool,
    request_id: Option<Arc<str>>,
    may_have_been_executed: bool,
    cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl CredentialError {
    /// The provider is set up and failed.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into().into(),
            not_configured: false,
            throttled: false,
            retryable: false,
            request_id: None,
            may_have_been_executed: false,
            cause: None,
        }
    }

    /// The call of this action, which was to give one, failed.
    pub(crate) fn of_call(action: &str, error: super::Error) -> Self {
        Self {
            throttled: error.is_throttled(),
            retryable: error.is_retryable(),
            request_id: error.request_id().map(Into::into),
            ..Self::new(format!("{action} failed")).caused_by(error)
        }
    }

    /// The provider is not set up here: a chain goes on to the next one.
    pub fn not_configured(message: impl Into<String>) -> Self {
        Self { not_configured: true, ..Self::new(message) }
    }

    /// The failure below, for [`source`](std::error::Error::source).
    #[must_use]
    pub fn caused_by(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Arc::new(cause));
        self
    }

    /// Whether the service may have carried the call out, by an earlier attempt.
    pub fn may_have_been_executed(&self) -> bool {
        self.may_have_been_executed
    }

    /// An earlier attempt may have been carried out.
    pub(super) fn maybe_executed(&mut self) {
        self.may_have_been_executed = true;
    }

    /// What is missing or failed.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the service refused the call that was to give one because there were too many.
    pub fn is_throttled(&self) -> bool {
        self.throttled
    }

    /// Whether there may be one later: the call that was to give one failed in a way that passes.
    pub fn is_retryable(&self) -> bool {
        self.retryable
    }

    /// The RequestId of the call that was to give one.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Whether the provider is simply not set up here.
    pub fn is_not_configured(&self) -> bool {
        self.not_configured
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no credential: {}", Shown(&self.message))?;
        if self.may_have_been_executed {
            f.write_str("; an earlier attempt may have been executed")?;
        }
        Ok(())
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}

/// The request cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    message: String,
    may_have_been_executed: bool,
}

impl InvalidRequest {
    /// What is wrong with the request or the client's settings.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), may_have_been_executed: false }
    }

    /// An earlier attempt may have been carried out.
    pub(super) fn maybe_executed(&mut self) {
        self.may_have_been_executed = true;
    }

    /// Whether the service may have carried the call out, by an earlier attempt.
    pub fn may_have_been_executed(&self) -> bool {
        self.may_have_been_executed
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not sent: {}", self.message)
    }
}

impl std::error::Error for InvalidRequest {}
