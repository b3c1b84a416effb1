//! The attempts of one call.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderMap;
use http::uri::{Authority, Scheme};

use super::{Core, trace};
use crate::runtime::action::Action;
use crate::runtime::credentials::{Credential, Lease, Reach};
use crate::runtime::error::{CommonErrorCode, Error, InvalidRequest};
use crate::runtime::protocol::{Encoded, RawError, clock_skew, encode, encode_bytes};
use crate::runtime::random;
use crate::runtime::transport::{Body, BoxFuture, Unpacker};
use crate::runtime::wire::{Adjusted, Extras, Members, Slot};

/// The answer to a call that may be a stream.
pub(crate) enum Reply {
    /// All of it, read.
    Whole,
    /// The beginning of a stream.
    Events(Box<Opened>),
}

/// A stream of events that has begun.
pub(crate) struct Opened {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) unpacker: Unpacker,
    pub(crate) max_event: usize,
    pub(crate) timeout: Duration,
}

/// Where an attempt goes to.
pub(super) type Place = (Scheme, Authority);

/// What stays the same over the attempts of one call.
pub(super) struct Call<'a> {
    pub(super) core: &'a Core,
    pub(super) action: &'a Action<'a>,
    pub(super) encoded: Encoded,
    pub(super) trace_id: String,
    pub(super) deadline: Instant,
    pub(super) streaming: bool,
    pub(super) first: Place,
    pub(super) second: Option<Place>,
}

/// Why an attempt failed, and what its answer teaches.
pub(super) struct Failed {
    pub(super) error: RawError,
    pub(super) headers: HeaderMap,
    pub(super) timestamp: u64,
    pub(super) lease: Option<Lease>,
}

impl Core {
    /// The credential that the next call signs with.
    pub(crate) async fn credential(&self) -> Result<Credential, Error> {
        let deadline = Instant::now() + self.settings.timeout;
        let lease = self.lease(self.now(), deadline).await?;
        Ok((*lease.credential).clone())
    }

    pub(super) async fn lease(&self, now: u64, deadline: Instant) -> Result<Lease, RawError> {
        let Some(credentials) = &self.shared.credentials else { return Err(no_credential()) };
        let now = UNIX_EPOCH.checked_add(Duration::from_secs(now)).unwrap_or(UNIX_EPOCH);
        let reach = Reach { transport: &*self.shared.transport, now, deadline };
        Ok(credentials.get(&reach).await?)
    }

    /// The time of the local clock, in seconds since 1970.
    fn local_seconds(&self) -> i64 {
        let now = (self.settings.clock)().duration_since(UNIX_EPOCH);
        now.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
    }

    /// The time of the service's clock, as far as it is known.
    pub(super) fn now(&self) -> u64 {
        let skew = self.shared.skew.load(Ordering::Relaxed);
        u64::try_from(self.local_seconds().saturating_add(skew)).unwrap_or(0)
    }

    /// Makes a call, and reads the answer into the response. `extras` go before those of the
    /// settings.
    pub(crate) fn call<'a>(
        &'a self,
        action: &'a Action<'a>,
        request: &'a dyn Members,
        extras: &'a Extras,
        response: &'a mut (dyn Slot + Send),
    ) -> BoxFuture<'a, Result<(), RawError>> {
        let region = self.settings.region.as_deref();
        Box::pin(trace::in_span(action, region, async move {
            let encoded = self.encode(action, request, extras)?;
            let call = self.prepare(action, encoded, false)?;
            call.run(response).await.map(|_| ())
        }))
    }

    /// Makes a call whose request is these bytes, with its members in these headers.
    pub(crate) fn upload<'a>(
        &'a self,
        action: &'a Action<'a>,
        headers: &'a [(&'a str, &'a str)],
        body: Bytes,
        response: &'a mut (dyn Slot + Send),
    ) -> BoxFuture<'a, Result<(), RawError>> {
        let region = self.settings.region.as_deref();
        Box::pin(trace::in_span(action, region, async move {
            if let Some(name) = self.settings.extras.keys().next() {
                let message =
                    format!("the parameter {name:?} has no place in a body of plain bytes");
                return Err(InvalidRequest::new(message).into());
            }
            // No token goes along by which the service would know a repetition.
            let action = Action { client_token: false, ..*action };
            let call = self.prepare(&action, encode_bytes(headers, body)?, false)?;
            call.run(response).await.map(|_| ())
        }))
    }

    /// Makes a call whose answer may be a stream.
    pub(crate) fn open<'a>(
        &'a self,
        action: &'a Action<'a>,
        request: &'a dyn Members,
        extras: &'a Extras,
        response: &'a mut (dyn Slot + Send),
        streaming: bool,
    ) -> BoxFuture<'a, Result<Reply, RawError>> {
        let region = self.settings.region.as_deref();
        Box::pin(trace::in_span(action, region, async move {
            let encoded = self.encode(action, request, extras)?;
            let call = self.prepare(action, encoded, streaming)?;
            call.run(response).await
        }))
    }

    fn encode(
        &self,
        action: &Action<'_>,
        request: &dyn Members,
        extras: &Extras,
    ) -> Result<Encoded, InvalidRequest> {
        let settings = &*self.settings;
        let fill_token = action.client_token && settings.retry.is_on();
        let token = if fill_token { random::uuid() } else { String::new() };
        let adjusted = Adjusted {
            request,
            extras: [extras, &settings.extras],
            default: fill_token.then_some(("ClientToken", token.as_str())),
        };
        encode(action, &adjusted, settings.form)
    }

    fn prepare<'a>(
        &'a self,
        action: &'a Action<'a>,
        encoded: Encoded,
        streaming: bool,
    ) -> Result<Call<'a>, InvalidRequest> {
        let settings = &*self.settings;
        settings.check()?;
        Ok(Call {
            core: self,
            action,
            encoded,
            trace_id: settings.trace_id.clone().unwrap_or_else(random::uuid),
            deadline: Instant::now() + settings.timeout,
            streaming,
            first: settings.endpoint.resolve(action)?,
            second: settings.failover.as_ref().map(|to| to.resolve(action)).transpose()?,
        })
    }
}

impl Call<'_> {
    async fn run(&self, response: &mut (dyn Slot + Send)) -> Result<Reply, RawError> {
        let retry = &self.core.settings.retry;
        let shared = &*self.core.shared;
        let (mut clock_corrected, mut credential_renewed) = (false, false);
        let mut lost_first = false;
        let mut number = 1;
        loop {
            let backup = self.second.as_ref().filter(|_| {
                lost_first || shared.breaker.is_paused(self.first.1.as_str(), Instant::now())
            });
            let to = backup.unwrap_or(&self.first);
            let failed = match self.attempt(to, number, response).await {
                Ok(reply) => {
                    shared.budget.succeeded();
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            // Both faults are found before anything runs, and each is put right once.
            let corrected = (!clock_corrected && self.correct_clock(&failed))
                || (!credential_renewed && self.renew_credential(&failed));
            if corrected {
                clock_corrected |= is_code(&failed.error, "AuthFailure.SignatureExpire");
                credential_renewed |= is_code(&failed.error, "AuthFailure.TokenFailure");
                number += 1;
                continue;
            }
            if !retry.allows(&failed.error, self.action, number) || !shared.budget.take() {
                return Err(failed.error);
            }
            let fail_over = self.second.is_some() && !lost_first && !failed.error.is_throttled();
            lost_first |= fail_over;
            if !fail_over {
                let wait = retry.wait(number);
                if Instant::now() + wait >= self.deadline {
                    return Err(failed.error);
                }
                shared.transport.sleep(wait).await;
            }
            number += 1;
        }
    }

    /// Learns from a refused timestamp how far the clock is off. `true` when that is worth another
    /// attempt.
    fn correct_clock(&self, failed: &Failed) -> bool {
        if !is_code(&failed.error, "AuthFailure.SignatureExpire") {
            return false;
        }
        match clock_skew(failed.timestamp, &failed.headers, failed.error.message()) {
            None => false,
            Some(more) => {
                let now = self.core.local_seconds();
                let sent = i64::try_from(failed.timestamp).unwrap_or(0);
                let skew = sent.saturating_add(more).saturating_sub(now);
                self.core.shared.skew.store(skew, Ordering::Relaxed);
                true
            }
        }
    }

    /// Forgets a token that the service refused, if its provider may give another.
    fn renew_credential(&self, failed: &Failed) -> bool {
        let Some(lease) = &failed.lease else { return false };
        let temporary = lease.credential.expires_at().is_some();
        if !temporary || !is_code(&failed.error, "AuthFailure.TokenFailure") {
            return false;
        }
        if let Some(credentials) = &self.core.shared.credentials {
            credentials.refused(lease);
        }
        true
    }
}

pub(super) fn no_credential() -> RawError {
    crate::runtime::error::CredentialError::not_configured("the client was built without one")
        .into()
}

fn is_code(error: &RawError, code: &str) -> bool {
    use crate::runtime::error::ErrorCode;
    error.code().map(CommonErrorCode::as_str) == Some(code)
}
