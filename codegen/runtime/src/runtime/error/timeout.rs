//! A call that took too long.

use std::fmt;
use std::time::Duration;

use super::shown::request_id_suffix;

/// The time for the whole call was over, or that of a [wait](crate::runtime::Client::wait_until).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeoutError {
    after: Duration,
    may_have_been_executed: bool,
    /// Whether every call was answered, and what was waited for did not come.
    is_wait: bool,
    request_id: Option<String>,
}

impl TimeoutError {
    pub(crate) fn new(after: Duration, may_have_been_executed: bool) -> Self {
        Self { after, may_have_been_executed, is_wait: false, request_id: None }
    }

    /// What was waited for did not come, though calls were answered.
    pub(crate) fn of_wait(after: Duration) -> Self {
        Self { is_wait: true, ..Self::new(after, true) }
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

    /// The time that the call, or the wait, had.
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
        if self.is_wait {
            return write!(f, "what was waited for did not come within {:?}", self.after);
        }
        let executed = if self.may_have_been_executed { "may have been" } else { "was not" };
        write!(f, "no answer within {:?}; the call {executed} executed", self.after)?;
        request_id_suffix(f, self.request_id.as_deref())
    }
}

impl std::error::Error for TimeoutError {}
