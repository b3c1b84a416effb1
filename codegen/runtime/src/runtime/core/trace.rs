//! A `tracing` span a call and an event an attempt, behind the cargo feature `tracing`. No member
//! of a request or response goes into them.

use super::{Attempt, Outcome};
use crate::runtime::action::Action;

/// Runs a call within its span.
#[cfg(feature = "tracing")]
pub(super) fn in_span<F: Future>(
    action: &Action<'_>,
    region: Option<&str>,
    call: F,
) -> impl Future<Output = F::Output> + use<F> {
    use tracing::Instrument;
    let span = tracing::info_span!(
        "tencentcloud",
        product = action.product,
        version = action.version,
        action = action.name,
        region,
    );
    call.instrument(span)
}

/// Runs a call.
#[cfg(not(feature = "tracing"))]
pub(super) fn in_span<F: Future>(
    _: &Action<'_>,
    _: Option<&str>,
    call: F,
) -> impl Future<Output = F::Output> + use<F> {
    call
}

/// Whether a subscriber takes events of attempts.
pub(super) fn is_on() -> bool {
    #[cfg(feature = "tracing")]
    return tracing::enabled!(tracing::Level::WARN);
    #[cfg(not(feature = "tracing"))]
    false
}

/// Tells how an attempt ended.
#[cfg(feature = "tracing")]
pub(super) fn attempt_ended(attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
    let milliseconds = u64::try_from(outcome.duration.as_millis()).unwrap_or(u64::MAX);
    match outcome.error {
        None => tracing::debug!(
            attempt = attempt.number,
            host = attempt.host,
            status = outcome.status,
            request_id = outcome.request_id,
            milliseconds,
            "answered"
        ),
        Some(error) => tracing::warn!(
            attempt = attempt.number,
            host = attempt.host,
            status = outcome.status,
            request_id = outcome.request_id,
            milliseconds,
            code = error.code(),
            executed = error.may_have_been_executed(),
            "failed"
        ),
    }
}

/// Tells nobody.
#[cfg(not(feature = "tracing"))]
pub(super) fn attempt_ended(_: &Attempt<'_>, _: &Outcome<'_>) {}
