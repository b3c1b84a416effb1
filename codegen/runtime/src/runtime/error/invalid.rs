//! A request that cannot be sent.

use std::fmt;

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
