//! The attempts of one call.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderMap;

use super::{Core, Repeat, RetryPolicy, trace};
use crate::runtime::action::Action;
use crate::runtime::credentials::{
    Asking, Calls, Credential, CredentialError, CredentialProvider, Lease, Reach, ServiceCall,
};
use crate::runtime::error::{Error, InvalidRequest, TimeoutError};
use crate::runtime::protocol::{
    Encoded, Form, Language, Place, clock_skew, encode_bytes, encode_within, max_body, retry_after,
};
use crate::runtime::random;
use crate::runtime::transport::{Body, BoxFuture, Unpacker};
use crate::runtime::wire::{Adjusted, Extras, JsonObject, Members, Slot};

/// The answer to a call that may be a stream.
pub(crate) enum Received {
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

/// A call that is ready to go: what stays the same over its attempts.
pub(crate) struct Prepared<'a> {
    pub(super) core: Core,
    pub(super) action: Action<'a>,
    /// Who signs in place of the client's own provider.
    pub(super) signer: Option<&'a Credential>,
    pub(super) encoded: Encoded,
    pub(super) trace_id: String,
    /// When the call has to be over; counts from when it is first polled.
    pub(super) deadline: Instant,
    pub(super) streaming: bool,
    pub(super) first: Place,
    pub(super) second: Option<Place>,
}

/// Why an attempt failed, and what its answer teaches.
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) headers: HeaderMap,
    pub(super) timestamp: u64,
    pub(super) lease: Option<Lease>,
}

impl Core {
    /// The credential that the next call signs with.
    pub(crate) async fn credential(&self) -> Result<Credential, Error> {
        let deadline = Instant::now() + self.settings.timeout;
        let lease = self.lease(deadline).await?;
        Ok((*lease.credential).clone())
    }

    pub(super) async fn lease(&self, deadline: Instant) -> Result<Lease, Error> {
        let Some(credentials) = &self.shared.credentials else { return Err(no_credential()) };
        let fetch = |provider: Arc<dyn CredentialProvider>, until| -> BoxFuture<'static, _> {
            let core = self.clone();
            Box::pin(async move {
                let transport = core.shared.transport.clone();
                let reach = Reach::new(&*transport, core.time(), until, &core);
                provider.fetch(&reach).await
            })
        };
        let transport = &*self.shared.transport;
        let asking = Asking { transport, now: self.time(), deadline, fetch: &fetch };
        credentials.get(asking).await.map_err(|error| match error {
            Some(error) => error.into(),
            None => Error::Timeout(Box::new(TimeoutError::new(self.settings.timeout, false))),
        })
    }

    /// The time of the service's clock, as far as it is known.
    fn time(&self) -> SystemTime {
        UNIX_EPOCH.checked_add(Duration::from_secs(self.now())).unwrap_or(UNIX_EPOCH)
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

    /// Prepares a call: the request is encoded here and now, and signed at each attempt. `extras` go
    /// before those of the settings.
    pub(crate) fn prepare<'a>(
        &self,
        action: &Action<'a>,
        request: &dyn Members,
        extras: &Extras,
        streaming: bool,
    ) -> Result<Prepared<'a>, Error> {
        let encoded = self.encode(action, request, extras)?;
        Ok(self.prepare_encoded(*action, encoded, streaming)?)
    }

    /// Prepares a call whose request is these bytes, with its members in these headers.
    pub(crate) fn prepare_upload<'a>(
        &self,
        action: &Action<'a>,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Prepared<'a>, Error> {
        if let Some(name) = self.settings.extras.keys().next() {
            let message = format!("the parameter {name:?} has no place in a body of plain bytes");
            return Err(InvalidRequest::new(message).into());
        }
        // No token goes along by which the service would know a repetition.
        let action = Action { client_token: false, ..*action };
        let encoded = encode_bytes(headers, body, self.max_body(&action))?;
        Ok(self.prepare_encoded(action, encoded, false)?)
    }

    /// How large a body may be: as set, else what the host of the action takes.
    fn max_body(&self, action: &Action<'_>) -> Option<usize> {
        self.settings.max_request.or_else(|| max_body(action))
    }

    /// A request as it is sent: with what the settings put in place of its members. `extras` go before
    /// those.
    pub(crate) fn adjusted<'a>(
        &'a self,
        request: &'a dyn Members,
        extras: &'a Extras,
    ) -> Adjusted<'a> {
        Adjusted { request, extras: [extras, &self.settings.extras], default: None }
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
        let default = fill_token.then_some(("ClientToken", token.as_str()));
        let adjusted = Adjusted { default, ..self.adjusted(request, extras) };
        encode_within(action, &adjusted, settings.form, self.max_body(action))
    }

    fn prepare_encoded<'a>(
        &self,
        action: Action<'a>,
        encoded: Encoded,
        streaming: bool,
    ) -> Result<Prepared<'a>, InvalidRequest> {
        let settings = &*self.settings;
        settings.check()?;
        let (region, second) = (settings.region.as_deref(), settings.failover.as_ref());
        Ok(Prepared {
            signer: None,
            trace_id: settings.trace_id.clone().unwrap_or_else(random::uuid),
            deadline: Instant::now(),
            first: settings.endpoint.resolve(&action, region)?,
            second: second.map(|to| to.resolve(&action, region)).transpose()?,
            core: self.clone(),
            action,
            encoded,
            streaming,
        })
    }
}

impl Calls for Core {
    fn call<'a>(
        &'a self,
        call: ServiceCall<'a>,
        deadline: Instant,
        response: &'a mut JsonObject,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let mut settings = (*self.settings).clone();
        settings.region = Some(call.region.to_owned());
        settings.endpoint = call.endpoint.clone();
        settings.failover = None;
        settings.language = Language::English;
        settings.form = Form::Post;
        settings.unsigned_payload = false;
        settings.extras = Extras::new();
        settings.headers = HeaderMap::new();
        // Another temporary credential does no harm.
        settings.retry = RetryPolicy::default().repeat(Repeat::Always);
        settings.timeout = deadline.saturating_duration_since(Instant::now());
        let core = Self { shared: self.shared.clone(), settings: Arc::new(settings) };
        Box::pin(async move {
            let prepared = core.prepare(call.action, &call.request, &Extras::new(), false)?;
            let mut prepared = Prepared { signer: call.signer, ..prepared };
            prepared.run(response).await.map(|_| ())
        })
    }
}

impl Prepared<'_> {
    /// Makes the call, and reads the answer into the response.
    pub(crate) async fn run(
        &mut self,
        response: &mut (dyn Slot + Send),
    ) -> Result<Received, Error> {
        self.deadline = Instant::now() + self.core.settings.timeout;
        let region = self.core.settings.region.as_deref();
        trace::in_span(&self.action, region, self.attempts(response)).await
    }

    async fn attempts(&self, response: &mut (dyn Slot + Send)) -> Result<Received, Error> {
        let shared = &*self.core.shared;
        let mut course = Course::default();
        let mut number = 1;
        loop {
            let backup = self.second.as_ref().filter(|_| {
                let first = self.first.authority.as_str();
                course.lost_first || shared.breaker.is_paused(first, Instant::now())
            });
            let to = backup.unwrap_or(&self.first);
            if !self.keep_pace().await {
                let late = TimeoutError::new(self.core.settings.timeout, false);
                let late = Error::Timeout(Box::new(late));
                return Err(late.over_all(course.may_have_been_executed));
            }
            let failed = match self.attempt(to, number, response).await {
                Ok(reply) => {
                    shared.budgets.succeeded(self.action.product, self.region().unwrap_or(""));
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            course.may_have_been_executed |= failed.error.may_have_been_executed();
            match self.after(&failed, &mut course, number).await {
                Next::End => return Err(failed.error.over_all(course.may_have_been_executed)),
                Next::AtOnce => {}
                Next::After(wait) => shared.transport.sleep(wait).await,
            }
            number += 1;
        }
    }

    /// Waits for the turn of the action, where the client keeps to documented rates. `false` when it
    /// does not come in time.
    async fn keep_pace(&self) -> bool {
        let (Some(rate), true) = (self.action.per_second, self.core.settings.keeps_to_rate) else {
            return true;
        };
        let shared = &*self.core.shared;
        let of = (self.action.product, self.action.name, self.region().unwrap_or(""));
        let Some(wait) = shared.pace.turn(of, rate, self.deadline) else { return false };
        if !wait.is_zero() {
            shared.transport.sleep(wait).await;
        }
        true
    }

    /// What comes after an attempt that failed.
    async fn after(&self, failed: &Failed, course: &mut Course, number: u32) -> Next {
        let retry = &self.core.settings.retry;
        if !course.clock_corrected && self.correct_clock(failed) {
            course.clock_corrected = true;
            return if retry.corrects() { Next::AtOnce } else { Next::End };
        }
        if !course.credential_renewed && self.renew_credential(failed).await {
            course.credential_renewed = true;
            return Next::AtOnce;
        }
        if !retry.allows(&failed.error, &self.action, number) {
            return Next::End;
        }
        let throttled = failed.error.is_throttled();
        let is_unreachable =
            matches!(&failed.error, Error::Transport(error) if error.is_unreachable());
        let fail_over = self.second.is_some() && !course.lost_first && is_unreachable;
        let asked = retry_after(&failed.headers, self.core.time());
        let wait =
            if fail_over { Duration::ZERO } else { retry.wait_after(&failed.error, number, asked) };
        if Instant::now() + wait >= self.deadline {
            return Next::End;
        }
        // Only an attempt that is made costs anything.
        let (product, region) = (self.action.product, self.region().unwrap_or(""));
        let (budgets, repetitions) = (&self.core.shared.budgets, retry.repetitions());
        let is_left = if throttled {
            budgets.take_throttled(product, region, repetitions)
        } else {
            budgets.take(product, region, repetitions)
        };
        if !is_left {
            return Next::End;
        }
        course.lost_first |= fail_over;
        if fail_over { Next::AtOnce } else { Next::After(wait) }
    }

    /// Learns from a refused timestamp how far the clock is off. `true` when that is worth another
    /// attempt.
    fn correct_clock(&self, failed: &Failed) -> bool {
        if !failed.error.is("AuthFailure.SignatureExpire") {
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

    /// Asks the provider for other keys where the service refused those it gave. `true` when there
    /// are others, and they are worth another attempt.
    async fn renew_credential(&self, failed: &Failed) -> bool {
        let Some(lease) = &failed.lease else { return false };
        let Some(credentials) = &self.core.shared.credentials else { return false };
        let refused = REFUSED_KEYS.into_iter().any(|code| failed.error.is(code));
        if !refused || !credentials.refused(lease) || !self.core.settings.retry.corrects() {
            return false;
        }
        let renewed = self.core.lease(self.deadline).await;
        renewed.is_ok_and(|renewed| !renewed.has_keys_of(lease))
    }
}

/// How a call went so far.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
struct Course {
    /// Faults that are found before anything runs, each put right once.
    clock_corrected: bool,
    credential_renewed: bool,
    /// The first endpoint could not be reached.
    lost_first: bool,
    /// By any attempt.
    may_have_been_executed: bool,
}

/// What comes after an attempt that failed.
enum Next {
    End,
    AtOnce,
    After(Duration),
}

/// Codes by which the service refuses keys. Those that are renewed behind a provider's back, in a
/// file or a secret store, are read again.
const REFUSED_KEYS: [&str; 3] =
    ["AuthFailure.TokenFailure", "AuthFailure.SecretIdNotFound", "AuthFailure.InvalidSecretId"];

fn no_credential() -> Error {
    CredentialError::not_configured("the client was built without one").into()
}
