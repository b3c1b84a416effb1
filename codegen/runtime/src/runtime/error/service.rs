//! What the service answered in place of a response.

use std::fmt;

use super::shown::{Shown, request_id_suffix};
use super::{is_throttling, is_transient, may_have_run};

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
            may_have_been_executed: may_have_run(&code),
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
