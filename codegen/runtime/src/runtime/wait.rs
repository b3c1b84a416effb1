//! How often and how long to ask, when waiting for something to happen.

use std::time::{Duration, Instant};

use crate::runtime::error::{Error, TimeoutError};

/// How often and how long to ask: every 5 seconds for 3 minutes unless set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Wait {
    interval: Duration,
    timeout: Duration,
}

impl Default for Wait {
    fn default() -> Self {
        Self { interval: Duration::from_secs(5), timeout: Duration::from_secs(180) }
    }
}

impl Wait {
    /// The pause between two calls.
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How long to go on.
    pub fn at_most(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
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
    /// The next pause, if there is time for it.
    pub(crate) fn pause<C>(&mut self) -> Result<Duration, Error<C>> {
        self.paused = self.paused.saturating_add(self.wait.interval);
        if self.started.elapsed().max(self.paused) > self.wait.timeout {
            return Err(Error::Timeout(Box::new(TimeoutError::new(self.wait.timeout, false))));
        }
        Ok(self.wait.interval)
    }
}
