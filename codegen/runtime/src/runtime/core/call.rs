//! The attempts of one call.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, UNIX_EPOCH};

use http::HeaderMap;
use http::uri::{Authority, Scheme};

use super::{Attempt, Core, Outcome, trace};
use crate::runtime::action::{Action, RegionRule};
use crate::runtime::credentials::{Credential, Lease, Reach};
use crate::runtime::error::{CommonErrorCode, Error, InvalidRequest, TimeoutError, TransportError};
use crate::runtime::protocol::{Answer, Encoded, Head, RawError, clock_skew, encode, read_answer};
use crate::runtime::random;
use crate::runtime::transport::{Body, BoxFuture, Limits, Unpacker, check_length};
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

/// What stays the same over the attempts of one call.
struct Call<'a> {
    core: &'a Core,
    action: &'a Action<'a>,
    encoded: Encoded,
    trace_id: String,
    deadline: Instant,
    streaming: bool,
    first: (Scheme, Authority),
    second: Option<(Scheme, Authority)>,
}

/// Why an attempt failed, and what its answer teaches.
struct Failed {
    error: RawError,
    headers: HeaderMap,
    timestamp: u64,
    lease: Option<Lease>,
}

impl Core {
    /// The credential that the next call signs with.
    pub(crate) async fn credential(&self) -> Result<Credential, Error> {
        let deadline = Instant::now() + self.settings.timeout;
        let lease = self.lease(self.now(), deadline).await?;
        Ok((*lease.credential).clone())
    }

    async fn lease(&self, now: u64, deadline: Instant) -> Result<Lease, RawError> {
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
    fn now(&self) -> u64 {
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
        Box::pin(
            async move { self.open(action, request, extras, response, false).await.map(|_| ()) },
        )
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
            let call = self.prepare(action, request, extras, streaming)?;
            call.run(response).await
        }))
    }

    fn prepare<'a>(
        &'a self,
        action: &'a Action<'a>,
        request: &dyn Members,
        extras: &Extras,
        streaming: bool,
    ) -> Result<Call<'a>, InvalidRequest> {
        let settings = &*self.settings;
        settings.check()?;
        let token = random::uuid();
        let fill_token = action.client_token && settings.retry.is_on();
        let adjusted = Adjusted {
            request,
            extras: [extras, &settings.extras],
            default: fill_token.then_some(("ClientToken", token.as_str())),
        };
        Ok(Call {
            core: self,
            action,
            encoded: encode(action, &adjusted, settings.form)?,
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

    async fn attempt(
        &self,
        to: &(Scheme, Authority),
        number: u32,
        response: &mut (dyn Slot + Send),
    ) -> Result<Reply, Failed> {
        let mut failed =
            Failed { error: no_credential(), headers: HeaderMap::new(), timestamp: 0, lease: None };
        let lease = self.lease(self.core.now()).await;
        // Only now, since fetching a credential takes its time: the one reading that is signed.
        let timestamp = self.core.now();
        failed.timestamp = timestamp;
        let attempt =
            Attempt { action: self.action, region: self.region(), host: to.1.as_str(), number };
        let started = Instant::now();
        let mut status = None;
        let exchanged = match lease {
            Err(error) => Err(error),
            Ok(lease) => {
                failed.lease = lease;
                let credential = failed.lease.as_ref().map(|lease| &*lease.credential);
                self.exchange(to, credential, timestamp, &attempt).await
            }
        };
        let read = match exchanged {
            Err(error) => Err(error),
            Ok((head, body)) => {
                status = Some(head.status.as_u16());
                failed.headers = head.headers;
                self.read(head.status.as_u16(), &failed.headers, body, response).await
            }
        };
        self.note(to, &read);
        self.tell(&attempt, status, &failed.headers, started.elapsed(), read.as_ref().err());
        read.map_err(|error| Failed { error, ..failed })
    }

    /// Who signs; nobody where the action asks for no signature.
    async fn lease(&self, now: u64) -> Result<Option<Lease>, RawError> {
        if self.action.skip_sign {
            return Ok(None);
        }
        self.core.lease(now, self.deadline).await.map(Some)
    }

    async fn exchange(
        &self,
        to: &(Scheme, Authority),
        credential: Option<&Credential>,
        timestamp: u64,
        attempt: &Attempt<'_>,
    ) -> Result<(http::response::Parts, Body), RawError> {
        let settings = &*self.core.settings;
        let head = Head {
            scheme: to.0.clone(),
            authority: to.1.clone(),
            region: settings.region.as_deref(),
            language: settings.language,
            request_client: &settings.request_client,
            trace_id: &self.trace_id,
            unsigned_payload: settings.unsigned_payload,
            headers: &settings.headers,
        };
        let mut request = head.sign(self.action, &self.encoded, credential, timestamp)?;
        for hook in &settings.hooks {
            hook.before(attempt, &mut request);
        }
        let limits =
            Limits { deadline: self.deadline, idle: self.streaming.then_some(settings.timeout) };
        if limits.remaining().is_zero() {
            return Err(self.timed_out(false));
        }
        let sent = self.core.shared.transport.send(request, limits).await;
        sent.map(http::Response::into_parts).map_err(|error| self.transport_error(error))
    }

    async fn read(
        &self,
        status: u16,
        headers: &HeaderMap,
        body: Body,
        response: &mut (dyn Slot + Send),
    ) -> Result<Reply, RawError> {
        let max = self.core.settings.max_response;
        let unpacker =
            Unpacker::new(headers, max).map_err(|error| self.answered(headers, error))?;
        if self.streaming && status == 200 && is_event_stream(headers) {
            let opened = Opened {
                headers: headers.clone(),
                body,
                unpacker,
                max_event: max,
                timeout: self.core.settings.timeout,
            };
            return Ok(Reply::Events(Box::new(opened)));
        }
        check_length(headers, max).map_err(|error| self.answered(headers, error))?;
        let body = body.collect(max).await.and_then(|body| unpacker.whole(body));
        let body = body.map_err(|error| self.answered(headers, error))?;
        let answer = Answer { status, headers: headers.clone(), body };
        response.clear();
        match response.members() {
            Some(members) => read_answer(self.action, &answer, members).map(|()| Reply::Whole),
            None => Ok(Reply::Whole),
        }
    }

    /// A failure while the answer came in; its headers may name the RequestId.
    fn answered(&self, headers: &HeaderMap, error: TransportError) -> RawError {
        let head = Answer { headers: headers.clone(), ..Answer::default() };
        self.transport_error(error.answered_as(head.request_id()))
    }

    fn transport_error(&self, error: TransportError) -> RawError {
        if error.is_timeout() {
            return self.timed_out(error.may_have_been_executed());
        }
        error.into()
    }

    fn timed_out(&self, may_have_been_executed: bool) -> RawError {
        let after = self.core.settings.timeout;
        Error::Timeout(Box::new(TimeoutError::new(after, may_have_been_executed)))
    }

    /// Remembers whether the first endpoint can be reached, where there is a second.
    fn note(&self, to: &(Scheme, Authority), read: &Result<Reply, RawError>) {
        if self.second.is_none() || *to != self.first {
            return;
        }
        let breaker = &self.core.shared.breaker;
        match read {
            Err(Error::Transport(_) | Error::Timeout(_)) => {
                breaker.failed(to.1.as_str(), Instant::now());
            }
            Err(Error::Credential(_) | Error::InvalidRequest(_)) => {}
            _ => breaker.answered(to.1.as_str()),
        }
    }

    fn tell(
        &self,
        attempt: &Attempt<'_>,
        status: Option<u16>,
        headers: &HeaderMap,
        duration: Duration,
        error: Option<&RawError>,
    ) {
        let in_headers = headers.get("x-tc-requestid").and_then(|id| id.to_str().ok());
        let request_id = error.and_then(Error::request_id).or(in_headers);
        let outcome = Outcome { status, request_id, duration, error };
        trace::attempt_ended(attempt, &outcome);
        for hook in &self.core.settings.hooks {
            hook.after(attempt, &outcome);
        }
    }

    fn region(&self) -> Option<&str> {
        let used = self.action.region != RegionRule::Unused;
        self.core.settings.region.as_deref().filter(|_| used)
    }
}

fn no_credential() -> RawError {
    crate::runtime::error::CredentialError::not_configured("the client was built without one")
        .into()
}

fn is_code(error: &RawError, code: &str) -> bool {
    use crate::runtime::error::ErrorCode;
    error.code().map(CommonErrorCode::as_str) == Some(code)
}

fn is_event_stream(headers: &HeaderMap) -> bool {
    let content_type = headers.get(http::header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("text/event-stream")
}
