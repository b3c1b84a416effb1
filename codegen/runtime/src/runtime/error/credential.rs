//! Keys that are not to be had.

use std::fmt;
use std::sync::Arc;

use super::shown::Shown;

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

    /// The same failure of a provider that was set up: a chain does not go on.
    #[must_use]
    pub(crate) fn of_what_is_set_up(mut self) -> Self {
        self.not_configured = false;
        self
    }

    /// The failure below, for [`source`](std::error::Error::source).
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into().into());
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
