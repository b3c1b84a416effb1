//! Which failed calls are repeated, how often, and when.

use std::time::Duration;

use crate::runtime::action::Action;
use crate::runtime::error::Error;
use crate::runtime::random;

/// When to repeat a call that failed.
///
/// The default makes three attempts, and repeats only what the service certainly did not carry out:
/// no connection was made, or the call was refused because there were too many. Waits are random
/// between nothing and a bound that doubles from half a second up to 20 seconds ("full jitter").
/// After a call that was refused because there were too many, the wait is a second longer: the
/// service counts calls by the second. Where a gateway says `Retry-After`, it is at least that.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    cap: Duration,
    repeat: Repeat,
    budget: u32,
    /// Whether a wrong clock and refused keys are put right by another attempt.
    corrects: bool,
}

/// The unit of the service's limits.
const WINDOW: Duration = Duration::from_secs(1);

/// No wait is longer, whatever the policy says.
const A_DAY: Duration = Duration::from_secs(24 * 3_600);

/// What may be repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// Only what the service certainly did not carry out.
    #[default]
    NotExecuted,
    /// Also what it may have carried out, where the action has a `ClientToken` by which it knows a
    /// repetition.
    Idempotent,
    /// Also what it may have carried out, whatever the action: for calls that only read.
    Always,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            repeat: Repeat::NotExecuted,
            budget: 100,
            corrects: true,
        }
    }
}

impl RetryPolicy {
    /// One attempt, whatever happens: also where another would put a wrong clock or refused keys
    /// right, which then helps the next call.
    pub fn never() -> Self {
        Self { max_attempts: 1, corrects: false, ..Self::default() }
    }

    /// So many attempts, the first included; none is one. A wrong clock and refused keys, which the
    /// service finds before anything runs, are each put right by one more.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self.corrects = true;
        self
    }

    /// What may be repeated.
    pub fn repeat(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// The bound of the first wait, which doubles from wait to wait, and the longest that it becomes.
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.base = first;
        self.cap = longest;
        self
    }

    /// How many repetitions there may be beyond those that calls earn: each that succeeds earns a fifth
    /// of one. 100 unless set. Clients that come from one builder share it, for each product and region by
    /// itself. Calls that were refused because there were too many cost nothing as long as others
    /// succeed: they wait for their turn.
    ///
    /// When a service fails most calls, repeating each of them would make that worse; `u32::MAX`
    /// repeats all the same.
    pub fn budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }

    /// How many repetitions there may be beyond those that calls earn.
    pub(super) fn repetitions(&self) -> u32 {
        self.budget
    }

    /// Whether a wrong clock and refused keys are put right by another attempt.
    pub(super) fn corrects(&self) -> bool {
        self.corrects
    }

    /// Whether calls may be repeated at all.
    pub(super) fn is_on(&self) -> bool {
        self.max_attempts > 1
    }

    /// Whether the call may be made again after attempt `attempt` (from 1) failed so.
    pub(super) fn allows(&self, error: &Error, action: &Action<'_>, attempt: u32) -> bool {
        let safe = !error.may_have_been_executed()
            || match self.repeat {
                Repeat::NotExecuted => false,
                Repeat::Idempotent => action.client_token,
                Repeat::Always => true,
            };
        // A credential that is not to be had was asked for often enough.
        let is_final = matches!(error, Error::Credential(_));
        attempt < self.max_attempts && error.is_retryable() && safe && !is_final
    }

    /// How long to wait after attempt `attempt` (from 1) failed so, where the answer asked for a
    /// pause.
    pub(super) fn wait_after(
        &self,
        error: &Error,
        attempt: u32,
        asked: Option<Duration>,
    ) -> Duration {
        let wait = self.wait(attempt);
        let wait = if error.is_throttled() { (wait + WINDOW).min(self.cap) } else { wait };
        wait.max(asked.unwrap_or_default()).min(A_DAY)
    }

    /// How long to wait after attempt `attempt` (from 1).
    pub(super) fn wait(&self, attempt: u32) -> Duration {
        self.bound(attempt).mul_f64(random::fraction())
    }

    fn bound(&self, attempt: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.base.saturating_mul(doubled).min(self.cap).min(A_DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::error::{ServiceError, TransportError};

    const PLAIN: Action<'_> = Action::new("x", "v", "X", "x.tencentcloudapi.com");
    const WITH_TOKEN: Action<'_> = Action { client_token: true, ..PLAIN };

    #[test]
    fn bounds_double_up_to_the_cap_and_waits_stay_below() {
        let policy = RetryPolicy::default();
        let bounds: Vec<_> = (1..9).map(|attempt| policy.bound(attempt).as_millis()).collect();
        assert_eq!(bounds, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
        assert_eq!(policy.bound(u32::MAX).as_secs(), 20);
        assert!((0..100).all(|_| policy.wait(1) < policy.bound(1)));
    }

    #[test]
    fn what_was_throttled_waits_for_the_next_second_and_no_longer_than_the_policy_says() {
        let throttled = ServiceError::new("RequestLimitExceeded", "", None);
        let throttled: Error = Error::Service(Box::new(throttled));
        let other: Error = TransportError::not_sent("x").into();
        let policy = RetryPolicy::default();
        let (second, half) = (Duration::from_secs(1), Duration::from_millis(500));
        for _ in 0..100 {
            let wait = policy.wait_after(&throttled, 1, None);
            assert!(wait >= second && wait < second + half, "{wait:?}");
            assert!(policy.wait_after(&other, 1, None) < half);
        }
        let short = RetryPolicy::default().waits(Duration::ZERO, Duration::from_millis(5));
        assert!(short.wait_after(&throttled, 9, None) <= Duration::from_millis(5));
        assert_eq!(short.wait_after(&other, 1, Some(second)), second);
    }

    #[test]
    fn only_what_was_certainly_not_executed_is_repeated_unless_asked() {
        let not_sent: Error = TransportError::not_sent("x").into();
        let maybe: Error = TransportError::maybe_sent("x").into();
        let service =
            |code| -> Error { Error::Service(Box::new(ServiceError::new(code, "", None))) };
        let policy = RetryPolicy::default();
        assert!(policy.allows(&not_sent, &PLAIN, 1));
        assert!(policy.allows(&service("RequestLimitExceeded.UinLimitExceeded"), &PLAIN, 2));
        assert!(!policy.allows(&not_sent, &PLAIN, 3));
        assert!(!policy.allows(&maybe, &WITH_TOKEN, 1));
        assert!(!policy.allows(&service("InternalError"), &WITH_TOKEN, 1));
        assert!(!policy.allows(&service("FailedOperation"), &WITH_TOKEN, 1));

        let idempotent = RetryPolicy::default().repeat(Repeat::Idempotent);
        assert!(idempotent.allows(&maybe, &WITH_TOKEN, 1) && !idempotent.allows(&maybe, &PLAIN, 1));
        assert!(idempotent.allows(&service("InternalError.Db"), &WITH_TOKEN, 1));
        let always = RetryPolicy::default().repeat(Repeat::Always);
        assert!(always.allows(&maybe, &PLAIN, 1));
        assert!(!always.allows(&service("FailedOperation"), &PLAIN, 1));
        assert!(!RetryPolicy::never().allows(&not_sent, &PLAIN, 1));
    }
}
