//! How often and how long to ask, when waiting for something to happen.

use std::time::{Duration, Instant};

use crate::runtime::error::{Error, TimeoutError};

/// How often and how long to ask: every 5 seconds for 3 minutes unless set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Wait {
    interval: Duration,
    timeout: Duration,
    lives_through: bool,
}

/// No pause is shorter: asking without one would only get throttled.
const SHORTEST: Duration = Duration::from_millis(100);

impl Default for Wait {
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(5),
            timeout: Duration::from_secs(180),
            lives_through: false,
        }
    }
}

impl Wait {
    /// The pause between two calls; a tenth of a second at least.
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval.max(SHORTEST);
        self
    }

    /// How long to go on: no call begins later than this after the first. One that is under way then has
    /// its own time, [`Settings::timeout`](crate::runtime::Settings::timeout).
    pub fn at_most(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Lives through errors that pass ([`Error::is_retryable`]): throttling, `InternalError`, a broken
    /// connection, a timeout. Other errors, and the end of the time, end the wait. For calls that only
    /// read.
    pub fn through_passing_errors(mut self) -> Self {
        self.lives_through = true;
        self
    }

    pub(crate) fn start(self) -> Waiting {
        Waiting { wait: self, started: Instant::now(), paused: Duration::ZERO }
    }
}

/// A wait that is going on.
pub(crate) struct Waiting {
    wait: Wait,
    started: Instant,
    /// The pauses so far, which count even where a transport skips them.
    paused: Duration,
}

impl Waiting {
    /// Whether to go on after a call that failed so.
    pub(crate) fn lives_through(&self, error: &Error) -> bool {
        self.wait.lives_through && error.is_retryable()
    }

    /// The next pause, if there is time for it.
    pub(crate) fn pause(&mut self) -> Result<Duration, Error> {
        let next = self.started.elapsed().max(self.paused).saturating_add(self.wait.interval);
        if next > self.wait.timeout {
            return Err(Error::Timeout(Box::new(TimeoutError::of_wait(self.wait.timeout))));
        }
        self.paused = self.paused.saturating_add(self.wait.interval);
        Ok(self.wait.interval)
    }
}
