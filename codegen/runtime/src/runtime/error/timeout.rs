//! A call that took too long.

use std::fmt;
use std::time::Duration;

use super::shown::request_id_suffix;

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
