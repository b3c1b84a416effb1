//! One attempt of a call: sign, send, read.

use std::time::{Duration, Instant};

use http::HeaderMap;

use super::call::{Failed, Opened, Prepared, Received};
use super::{Attempt, Outcome, trace};
use crate::runtime::action::RegionRule;
use crate::runtime::credentials::{Credential, Lease};
use crate::runtime::error::{Error, MAX_KEPT, TimeoutError, TransportError};
use crate::runtime::protocol::{Answer, Head, Place, read_answer};
use crate::runtime::transport::{Body, Limits, Unpacker, check_length};
use crate::runtime::wire::{Slot, text_at};

/// A host that has not answered for so long does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was seen of an attempt.
#[derive(Default)]
struct Progress {
    /// Whether the hooks know that it began.
    hooks_ran: bool,
    status: Option<u16>,
    size: Option<usize>,
}

impl Prepared<'_> {
    pub(super) async fn attempt(
        &self,
        to: &Place,
        number: u32,
        response: &mut (dyn Slot + Send),
    ) -> Result<Received, Failed> {
        let lease = self.lease().await;
        // Only now, since fetching a credential takes its time: the one reading that is signed.
        let timestamp = self.core.now();
        let attempt = Attempt {
            action: &self.action,
            region: self.region(),
            host: to.authority.as_str(),
            number,
        };
        let started = Instant::now();
        let mut seen = Progress::default();
        let (exchanged, lease) = match lease {
            Err(error) => (Err(error), None),
            Ok(lease) => {
                let leased = lease.as_ref().map(|lease| &*lease.credential);
                let credential = self.signer.or(leased);
                (self.exchange(to, credential, timestamp, &attempt, &mut seen).await, lease)
            }
        };
        let mut headers = HeaderMap::new();
        let read = match exchanged {
            Err(error) => Err(error),
            Ok((head, body)) => {
                seen.status = Some(head.status.as_u16());
                headers = head.headers;
                self.read(&mut seen, &mut headers, body, response).await
            }
        };
        let duration = started.elapsed();
        self.note(to, &read, duration);
        if self.is_watched() {
            let request_id = request_id(&read, &headers, response);
            let outcome = Outcome {
                status: seen.status,
                headers: seen.status.is_some().then_some(&headers),
                request_id: request_id.as_deref(),
                size: seen.size,
                duration,
                error: read.as_ref().err(),
            };
            self.tell(&attempt, &outcome, seen.hooks_ran);
        }
        read.map_err(|error| Failed { error, headers, timestamp, lease })
    }

    /// Who signs; nobody where the action asks for no signature.
    async fn lease(&self) -> Result<Option<Lease>, Error> {
        if self.action.skip_sign || self.signer.is_some() {
            return Ok(None);
        }
        self.core.lease(self.deadline).await.map(Some)
    }

    async fn exchange(
        &self,
        to: &Place,
        credential: Option<&Credential>,
        timestamp: u64,
        attempt: &Attempt<'_>,
        seen: &mut Progress,
    ) -> Result<(http::response::Parts, Body), Error> {
        let settings = &*self.core.settings;
        let head = Head {
            scheme: to.scheme.clone(),
            authority: to.signed.clone(),
            region: settings.region.as_deref(),
            language: settings.language,
            request_client: &settings.request_client,
            trace_id: &self.trace_id,
            unsigned_payload: settings.unsigned_payload,
            headers: &settings.headers,
        };
        let mut request = head.sign(&self.action, &self.encoded, credential, timestamp)?;
        if !to.is_plain() {
            *request.uri_mut() = to.uri(request.uri())?;
        }
        for hook in &settings.hooks {
            hook.before(attempt, &mut request);
        }
        seen.hooks_ran = true;
        let limits =
            Limits { deadline: self.deadline, idle: self.streaming.then_some(settings.timeout) };
        if limits.remaining().is_zero() {
            return Err(self.timed_out(false, None));
        }
        let sent = self.core.shared.transport.send(request, limits).await;
        sent.map(http::Response::into_parts).map_err(|error| self.transport_error(error))
    }

    async fn read(
        &self,
        seen: &mut Progress,
        headers: &mut HeaderMap,
        body: Body,
        response: &mut (dyn Slot + Send),
    ) -> Result<Received, Error> {
        let status = seen.status.unwrap_or_default();
        let max = self.core.settings.max_response;
        let unpacker = Unpacker::new(headers, max);
        let body = if status == 200 {
            let unpacker = unpacker.map_err(|error| self.answered(headers, error))?;
            if self.streaming && is_event_stream(headers) {
                let opened = Opened {
                    headers: headers.clone(),
                    body,
                    unpacker,
                    max_event: max,
                    timeout: self.core.settings.timeout,
                };
                return Ok(Received::Events(Box::new(opened)));
            }
            check_length(headers, max).map_err(|error| self.answered(headers, error))?;
            let body = body.collect(max, self.deadline).await.and_then(|body| unpacker.whole(body));
            body.map_err(|error| self.answered(headers, error))?
        } else {
            // What is before the service answers as it likes; what it says is of use all the same.
            let body = body.collect_some(MAX_KEPT.min(max), self.deadline).await;
            unpacker.ok().and_then(|unpacker| unpacker.whole(body.clone()).ok()).unwrap_or(body)
        };
        seen.size = Some(body.len());
        let answer = Answer { status, headers: std::mem::take(headers), body };
        response.clear();
        let read = match response.members() {
            Some(members) => read_answer(&self.action, &answer, members),
            None => Ok(()),
        };
        *headers = answer.headers;
        read.map(|()| Received::Whole)
    }

    /// A failure while the answer came in; its headers may name the RequestId.
    fn answered(&self, headers: &HeaderMap, error: TransportError) -> Error {
        let head = Answer { headers: headers.clone(), ..Answer::default() };
        self.transport_error(error.answered_as(head.request_id()))
    }

    fn transport_error(&self, error: TransportError) -> Error {
        if error.is_timeout() {
            let request_id = error.request_id().map(str::to_owned);
            return self.timed_out(error.may_have_been_executed(), request_id);
        }
        error.into()
    }

    fn timed_out(&self, may_have_been_executed: bool, request_id: Option<String>) -> Error {
        let after = self.core.settings.timeout;
        let timeout = TimeoutError::new(after, may_have_been_executed);
        Error::Timeout(Box::new(timeout.answered_as(request_id)))
    }

    /// Remembers whether the first endpoint can be reached, where there is a second.
    fn note(&self, to: &Place, read: &Result<Received, Error>, took: Duration) {
        if self.second.is_none() || *to != self.first {
            return;
        }
        let breaker = &self.core.shared.breaker;
        match read {
            // A caller that has little time says nothing about the host.
            Err(Error::Timeout(_)) if took < PATIENCE => {}
            Err(Error::Credential(_) | Error::InvalidRequest(_)) => {}
            Err(Error::Timeout(_)) => breaker.failed(to.authority.as_str(), Instant::now()),
            Err(Error::Transport(error)) if error.is_of_the_host() => {
                breaker.failed(to.authority.as_str(), Instant::now());
            }
            _ => breaker.answered(to.authority.as_str()),
        }
    }

    /// Whether anyone wants to know how attempts end.
    fn is_watched(&self) -> bool {
        trace::is_on() || !self.core.settings.hooks.is_empty()
    }

    fn tell(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>, hooks_ran: bool) {
        trace::attempt_ended(attempt, outcome);
        for hook in self.core.settings.hooks.iter().filter(|_| hooks_ran) {
            hook.after(attempt, outcome);
        }
    }

    pub(super) fn region(&self) -> Option<&str> {
        let used = self.action.region != RegionRule::Unused;
        self.core.settings.region.as_deref().filter(|_| used)
    }
}

/// The RequestId of an attempt: of its error, of its response, or from the headers.
fn request_id(
    read: &Result<Received, Error>,
    headers: &HeaderMap,
    response: &mut (dyn Slot + Send),
) -> Option<String> {
    let found = match read {
        Err(error) => error.request_id().map(str::to_owned),
        Ok(Received::Whole) => response.members().and_then(|members| text_at(members, "RequestId")),
        Ok(Received::Events(_)) => None,
    };
    found.or_else(|| {
        let in_headers = headers.get("x-tc-requestid")?.to_str().ok()?;
        Some(in_headers.to_owned())
    })
}

fn is_event_stream(headers: &HeaderMap) -> bool {
    let content_type = headers.get(http::header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("text/event-stream")
}
