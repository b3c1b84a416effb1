//! The one error of a call: what went wrong, whether the call may have run, and the RequestId.
//!
//! Invariants: neither `Display` nor `Debug` prints a secret or the body of a response; `Display`
//! is one line without control characters, and leaves the cause to `source`.

mod codes;
mod credential;
mod decode;
mod invalid;
mod service;
mod shown;
mod timeout;
mod transport;

use std::fmt;

pub use codes::{CommonErrorCode, UnknownCode, is_same_code};
pub(crate) use codes::{is_throttling, is_transient, may_have_run};
pub use credential::CredentialError;
pub use decode::DecodeError;
pub use invalid::InvalidRequest;
pub use service::ServiceError;
pub use timeout::TimeoutError;
pub(crate) use transport::MAX_KEPT;
pub use transport::TransportError;
pub(crate) use transport::says_not_executed;

/// Why a call failed: the same type for every action of every product.
///
/// `Display` says code, message and RequestId on one line. Ask [`is`](Error::is) which error of the
/// service it is, [`is_throttled`](Error::is_throttled) and [`is_retryable`](Error::is_retryable)
/// what to do next, and [`may_have_been_executed`](Error::may_have_been_executed) whether repeating
/// the call is safe.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error.
    Service(Box<ServiceError>),
    /// The request or the response did not get through.
    Transport(Box<TransportError>),
    /// The time for the whole call was over.
    Timeout(Box<TimeoutError>),
    /// The service answered something that cannot be read. The call may have run.
    Decode(Box<DecodeError>),
    /// There was no credential to sign with. Nothing was sent, but for earlier attempts.
    Credential(Box<CredentialError>),
    /// The request cannot be sent as it is. Nothing was sent.
    InvalidRequest(Box<InvalidRequest>),
}

impl Error {
    /// The error code that the service answered with: `FailedOperation`. Every product has an enum
    /// of its codes that this text converts into.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Service(error) => Some(&error.code),
            _ => None,
        }
    }

    /// Whether the service answered with this error code: a variant of a product's enum, of
    /// [`CommonErrorCode`], or the text. Upper and lower case are the same, for lists of codes and
    /// answers differ in it.
    pub fn is(&self, code: impl AsRef<str>) -> bool {
        self.code().is_some_and(|own| is_same_code(own, code.as_ref()))
    }

    /// What the service said, or what went wrong on the way.
    pub fn message(&self) -> &str {
        match self {
            Self::Service(error) => &error.message,
            Self::Transport(error) => error.message(),
            Self::Timeout(_) => "the time for the call was over",
            Self::Decode(error) => error.problem(),
            Self::Credential(error) => error.message(),
            Self::InvalidRequest(error) => error.message(),
        }
    }

    /// The RequestId, whenever the service gave one: support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Timeout(error) => error.request_id(),
            Self::Credential(error) => error.request_id(),
            Self::InvalidRequest(_) => None,
        }
    }

    /// Whether the service may have carried the call out.
    ///
    /// `false` is certain, over all attempts: the connection was never made, nothing was sent, or the
    /// service or what is before it refused the call before it ran. An error of the service means that it did not do what was asked,
    /// except for `InternalError`, `ServiceUnavailable` and `ResponseSizeLimitExceeded`, which may come
    /// after it did, and for one with an HTTP status from 500 on.
    pub fn may_have_been_executed(&self) -> bool {
        match self {
            Self::Service(error) => error.may_have_been_executed,
            Self::Transport(error) => error.may_have_been_executed(),
            Self::Timeout(error) => error.may_have_been_executed(),
            Self::Decode(_) => true,
            Self::Credential(error) => error.may_have_been_executed(),
            Self::InvalidRequest(error) => error.may_have_been_executed(),
        }
    }

    /// The same error, for a call of which some attempt may have been carried out.
    #[must_use]
    pub(crate) fn over_all(mut self, may_have_been_executed: bool) -> Self {
        if may_have_been_executed {
            match &mut self {
                Self::Service(error) => error.may_have_been_executed = true,
                Self::Transport(error) => error.maybe_executed(),
                Self::Timeout(error) => error.maybe_executed(),
                Self::Credential(error) => error.maybe_executed(),
                Self::InvalidRequest(error) => error.maybe_executed(),
                Self::Decode(_) => {}
            }
        }
        self
    }

    /// Whether the service refused the call because there were too many; also the call that was to
    /// give a credential.
    pub fn is_throttled(&self) -> bool {
        match self {
            Self::Service(error) => error.throttled,
            Self::Credential(error) => error.is_throttled(),
            _ => false,
        }
    }

    /// Whether the same call may succeed later. Whether repeating it is safe is another question:
    /// [`may_have_been_executed`](Error::may_have_been_executed).
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Service(error) => error.throttled || error.transient,
            Self::Transport(error) => error.is_retryable(),
            Self::Timeout(_) => true,
            Self::Credential(error) => error.is_retryable(),
            Self::Decode(_) | Self::InvalidRequest(_) => false,
        }
    }

    /// Whether the time for the call was over.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Credential(error) => error.source(),
            _ => None,
        }
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Self::Service(Box::new(error))
    }
}

impl From<CredentialError> for Error {
    fn from(error: CredentialError) -> Self {
        Self::Credential(Box::new(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

impl From<InvalidRequest> for Error {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(Box::new(error))
    }
}
