//! The parts of [`Error`](super::Error), one a kind of failure.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{ErrorCode, is_throttling, is_transient};

/// An error that the service answered with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ServiceError<C> {
    /// The code, as the enum of the action.
    pub code: C,
    /// What the service said; Chinese or English, as the client's language asks.
    pub message: String,
    /// The RequestId.
    pub request_id: Option<String>,
    pub(super) throttled: bool,
    pub(super) transient: bool,
    pub(super) may_have_been_executed: bool,
}

impl<C: ErrorCode> ServiceError<C> {
    /// The error with this code, message and RequestId.
    pub fn new(code: &str, message: impl Into<String>, request_id: Option<String>) -> Self {
        Self {
            code: C::from_code(code),
            message: message.into(),
            request_id,
            throttled: is_throttling(code),
            transient: is_transient(code),
            may_have_been_executed: is_transient(code),
        }
    }

    /// The same error with the code of another enum.
    pub(super) fn with_code<D: ErrorCode>(self) -> ServiceError<D> {
        ServiceError {
            code: D::from_code(self.code.as_str()),
            message: self.message,
            request_id: self.request_id,
            throttled: self.throttled,
            transient: self.transient,
            may_have_been_executed: self.may_have_been_executed,
        }
    }
}

impl<C: ErrorCode> fmt::Display for ServiceError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code.as_str() {
            "" => write!(f, "error without a code: {}", self.message)?,
            code => write!(f, "{code}: {}", self.message)?,
        }
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl<C: ErrorCode> std::error::Error for ServiceError<C> {}

fn request_id_suffix(f: &mut fmt::Formatter<'_>, id: Option<&str>) -> fmt::Result {
    match id {
        Some(id) if !id.is_empty() => write!(f, " (RequestId {id})"),
        _ => Ok(()),
    }
}

/// The request or the response did not get through.
#[derive(Debug)]
pub struct TransportError {
    message: String,
    may_have_been_executed: bool,
    timed_out: bool,
    status: Option<u16>,
    request_id: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// The connection was never made: the service saw nothing of the call.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            may_have_been_executed: false,
            timed_out: false,
            status: None,
            request_id: None,
            source: None,
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

    /// The answer had this HTTP status, and no error of the service in it.
    pub(crate) fn status(status: u16, request_id: Option<String>) -> Self {
        Self {
            status: Some(status),
            request_id,
            ..Self::maybe_sent(format!("the answer has the HTTP status {status}"))
        }
    }

    /// The failure below, for [`source`](std::error::Error::source).
    #[must_use]
    pub fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
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
        self.status
    }

    /// The RequestId, from the headers of the answer.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// A client error of HTTP stays one; everything else may pass.
    pub(super) fn is_retryable(&self) -> bool {
        self.status.is_none_or(|status| status == 429 || status >= 500)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut source = std::error::Error::source(self);
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
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
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// The time for the whole call was over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeoutError {
    after: Duration,
    may_have_been_executed: bool,
}

impl TimeoutError {
    pub(crate) fn new(after: Duration, may_have_been_executed: bool) -> Self {
        Self { after, may_have_been_executed }
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
        write!(f, "no answer within {:?}; the call {executed} executed", self.after)
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
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.problem)?;
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
#[derive(Clone, Debug)]
pub struct CredentialError {
    message: Arc<str>,
    not_configured: bool,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl CredentialError {
    /// The provider is set up and failed.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into().into(), not_configured: false, source: None }
    }

    /// The provider is not set up here: a chain goes on to the next one.
    pub fn not_configured(message: impl Into<String>) -> Self {
        Self { not_configured: true, ..Self::new(message) }
    }

    /// The failure below, for [`source`](std::error::Error::source).
    #[must_use]
    pub fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// What is missing or failed.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the provider is simply not set up here.
    pub fn is_not_configured(&self) -> bool {
        self.not_configured
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no credential: {}", self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// The request cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    message: String,
}

impl InvalidRequest {
    /// What is wrong with the request or the client's settings.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
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
