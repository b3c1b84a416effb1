//! When the first endpoint cannot be reached, calls go to the second for a while.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many failures in a row turn calls away from a host.
const FAILURES: u32 = 5;
/// For so long; then one call tries it again.
const PAUSE: Duration = Duration::from_secs(60);

/// The hosts that failed lately.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<BTreeMap<String, Health>>);

#[derive(Debug, Default)]
struct Health {
    failures: u32,
    paused_until: Option<Instant>,
}

impl Breaker {
    /// Whether calls stay away from the host for now. When the pause is over, one call is let
    /// through, and the others stay away until it has succeeded.
    pub(super) fn is_paused(&self, host: &str, now: Instant) -> bool {
        self.with(|hosts| {
            match hosts.get_mut(host).and_then(|health| health.paused_until.as_mut()) {
                None => false,
                Some(until) if now < *until => true,
                Some(until) => {
                    *until = now + PAUSE;
                    false
                }
            }
        })
    }

    /// The host answered.
    pub(super) fn answered(&self, host: &str) {
        self.with(|hosts| hosts.remove(host));
    }

    /// The host was not reached, or did not answer.
    pub(super) fn failed(&self, host: &str, now: Instant) {
        self.with(|hosts| {
            let health = hosts.entry(host.to_owned()).or_default();
            health.failures += 1;
            if health.failures >= FAILURES {
                health.paused_until = Some(now + PAUSE);
            }
        });
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut BTreeMap<String, Health>) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_left_alone_after_failures_in_a_row_and_tried_by_one_call_later() {
        let breaker = Breaker::default();
        let start = Instant::now();
        for _ in 0..4 {
            breaker.failed("a", start);
        }
        assert!(!breaker.is_paused("a", start));
        breaker.answered("a");
        for _ in 0..5 {
            assert!(!breaker.is_paused("a", start));
            breaker.failed("a", start);
        }
        assert!(breaker.is_paused("a", start));
        assert!(!breaker.is_paused("b", start));

        let later = start + PAUSE;
        assert!(!breaker.is_paused("a", later), "one call tries");
        assert!(breaker.is_paused("a", later), "the others wait for it");
        breaker.answered("a");
        assert!(!breaker.is_paused("a", later));
    }
}
