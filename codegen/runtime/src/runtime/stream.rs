//! The events of an action that answers with `text/event-stream`.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{fmt, mem};

use bytes::Bytes;
use futures_core::Stream;
use serde_json::Value as Json;

use crate::runtime::action::Action;
use crate::runtime::core::Opened;
use crate::runtime::error::{DecodeError, Error, ServiceError, TimeoutError, TransportError};
use crate::runtime::protocol::{Answer, UNKNOWN, object_in, read_answer, read_event};
use crate::runtime::sse::{Event, Events, TooLarge};
use crate::runtime::wire::{JsonObject, Members};

/// The events of an action as they come: each as its response type, or as a JSON object where no source
/// says what an event holds.
///
/// A `Stream`; [`next`](Self::next) needs no extension trait. An event that tells of an error is an
/// error, and the last one. An event with no member that the response type knows is an error too, but
/// the stream goes on: [`event_json`](Self::event_json) has what was sent. Where the service answers
/// without a stream, that answer is the only event. Dropping the stream closes its connection.
pub struct EventStream<R> {
    source: Source,
    /// The answer that came without a stream.
    single: Option<R>,
}

/// Where events come from; the same for all response types.
struct Source {
    action: &'static Action<'static>,
    opened: Option<Box<Opened>>,
    events: Events,
    request_id: Option<String>,
    /// Whether there was an event.
    begun: bool,
    /// The event that came last.
    last: Event,
}

/// Events by which services keep a connection alive; they carry nothing.
const BEATS: [&str; 4] = ["ping", "heartbeat", "keepalive", "keep-alive"];

impl<R> EventStream<R> {
    pub(crate) fn single(action: &'static Action<'static>, response: R) -> Self {
        let source = Source {
            action,
            opened: None,
            events: Events::new(0),
            request_id: None,
            begun: false,
            last: Event::default(),
        };
        Self { source, single: Some(response) }
    }

    pub(crate) fn opened(action: &'static Action<'static>, opened: Box<Opened>) -> Self {
        let events = Events::new(opened.max_event);
        let head = Answer { headers: opened.headers.clone(), ..Answer::default() };
        let request_id = head.request_id();
        let source = Source {
            action,
            opened: Some(opened),
            events,
            request_id,
            begun: false,
            last: Event::default(),
        };
        Self { source, single: None }
    }

    /// The RequestId of the whole stream, from the headers of the answer.
    pub fn request_id(&self) -> Option<&str> {
        self.source.request_id.as_deref()
    }

    /// The name of the event that came last, where the service gave it one.
    pub fn event_name(&self) -> Option<&str> {
        Some(self.source.last.name.as_str()).filter(|name| !name.is_empty())
    }

    /// The id of the event that came last: its own, or that of the last event that had one.
    pub fn event_id(&self) -> Option<&str> {
        Some(self.source.last.id.as_str()).filter(|id| !id.is_empty())
    }

    /// The event that came last as a JSON object, with every member that it has: also those that the
    /// documentation, and so the response type, does not know. `None` before the first event, and
    /// where the answer came without a stream.
    pub fn event_json(&self) -> Option<JsonObject> {
        object_in(&self.source.last.data)
    }
}

impl<R: Members + Default> EventStream<R> {
    /// The next event; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<R, Error>> {
        std::future::poll_fn(|context| self.poll_event(context)).await
    }

    pub(crate) fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<R, Error>>> {
        if let Some(single) = self.single.take() {
            return Poll::Ready(Some(Ok(single)));
        }
        let mut response = R::default();
        let event = ready!(self.source.poll_event(context, &mut response));
        Poll::Ready(event.map(|read| read.map(|()| response)))
    }
}

impl Source {
    /// Reads the next event into the members of a response.
    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
        members: &mut dyn Members,
    ) -> Poll<Option<Result<(), Error>>> {
        loop {
            if let Some(event) = self.events.next() {
                if event.data.trim_ascii() == b"[DONE]" {
                    self.close();
                    return Poll::Ready(None);
                }
                if is_beat(&event) {
                    continue;
                }
                if event.data.len() > self.events.limit {
                    return self.too_large();
                }
                // What has sent an event was carried out, whatever it tells of later.
                let begun = mem::replace(&mut self.begun, true);
                let read = self.read(&event, members).map_err(|error| error.over_all(begun));
                self.last = event;
                if read.as_ref().is_err_and(|error| !is_unknown(error)) {
                    self.close();
                }
                return Poll::Ready(Some(read));
            }
            if self.opened.is_none() {
                return Poll::Ready(self.besides(members));
            }
            let Some(opened) = &mut self.opened else { return Poll::Ready(None) };
            let more = match ready!(opened.body.poll_chunk(context)) {
                Some(chunk) => chunk.and_then(|chunk| opened.unpacker.chunk(chunk)).map(Some),
                None => opened.unpacker.finish().map(|rest| (!rest.is_empty()).then_some(rest)),
            };
            match more {
                Ok(Some(bytes)) => {
                    if let Err(TooLarge) = self.events.push(&bytes) {
                        return self.too_large();
                    }
                }
                Ok(None) => {
                    self.opened = None;
                    self.events.finish();
                }
                Err(error) => return self.broken(error),
            }
        }
    }

    fn too_large(&mut self) -> Poll<Option<Result<(), Error>>> {
        let problem = format!("an event is larger than {} bytes", self.events.limit);
        self.broken(TransportError::unusable(problem))
    }

    /// The stream ends with this failure.
    fn broken(&mut self, error: TransportError) -> Poll<Option<Result<(), Error>>> {
        let silence = self.opened.as_ref().map(|opened| opened.timeout).unwrap_or_default();
        self.close();
        let error = if error.is_timeout() {
            let timeout = TimeoutError::new(silence, true);
            Error::Timeout(Box::new(timeout.answered_as(self.request_id.clone())))
        } else {
            error.answered_as(self.request_id.clone()).into()
        };
        Poll::Ready(Some(Err(error)))
    }

    /// Nothing more is read.
    fn close(&mut self) {
        self.opened = None;
        self.events = Events::new(0);
    }

    /// What the body was besides events: an answer that is not a stream, whatever its content type
    /// says. Behind events, only an error counts.
    fn besides(&mut self, members: &mut dyn Members) -> Option<Result<(), Error>> {
        let stray = self.events.take_stray();
        if stray.is_empty() {
            return None;
        }
        let begun = mem::replace(&mut self.begun, true);
        let answer = Answer { status: 200, headers: self.headers(), body: stray.into() };
        match read_answer(self.action, &answer, members) {
            Err(Error::Service(error)) => Some(Err(Error::Service(error).over_all(begun))),
            _ if begun => None,
            Err(Error::Decode(_)) => Some(Err(Error::Decode(Box::new(DecodeError::new(
                "",
                "the answer says that it is a stream of events, and it is not",
                self.request_id.clone(),
                200,
                answer.body,
            ))))),
            read => Some(read),
        }
    }

    fn headers(&self) -> http::HeaderMap {
        let request_id = self.request_id.as_ref().and_then(|id| id.parse().ok());
        request_id
            .map(|id| (http::HeaderName::from_static("x-tc-requestid"), id))
            .into_iter()
            .collect()
    }

    fn read(&self, event: &Event, members: &mut dyn Members) -> Result<(), Error> {
        let data = event.data.clone();
        if event.name == "error" {
            return Err(self.error_event(data));
        }
        read_event(self.action, &data, &self.headers(), members)
    }

    /// An event that is named `error`, in whatever form it tells of it.
    fn error_event(&self, data: Bytes) -> Error {
        let object = object_in(&data).unwrap_or_default();
        let response = object.0.get("Response").and_then(Json::as_object).unwrap_or(&object.0);
        let error = ["Error", "error"].iter().find_map(|name| response.get(*name)?.as_object());
        let error = error.unwrap_or(response);
        let text = |names: [&str; 2]| {
            let found = names.iter().find_map(|name| error.get(*name));
            found.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        if let Some(code) = text(["Code", "code"]) {
            let message = text(["Message", "message"]).unwrap_or_default();
            let own_id = response.get("RequestId").and_then(Json::as_str).map(str::to_owned);
            let request_id = own_id.or_else(|| self.request_id.clone());
            return Error::Service(Box::new(ServiceError::new(code, message, request_id)));
        }
        let problem = "the stream tells of an error";
        let request_id = self.request_id.clone();
        Error::Decode(Box::new(DecodeError::new("", problem, request_id, 200, data)))
    }
}

/// Whether the event is one that the response type does not know at all: the next may be known.
fn is_unknown(error: &Error) -> bool {
    matches!(error, Error::Decode(error) if error.problem() == UNKNOWN)
}

/// Whether the event only keeps the connection alive.
fn is_beat(event: &Event) -> bool {
    let data = event.data.trim_ascii();
    let is_beat = |text: &[u8]| BEATS.iter().any(|beat| text.eq_ignore_ascii_case(beat.as_bytes()));
    data.is_empty() || is_beat(event.name.as_bytes()) || is_beat(data)
}

impl<R: Members + Default> Stream for EventStream<R> {
    type Item = Result<R, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

/// The answer in it is never pinned.
impl<R> Unpin for EventStream<R> {}

impl<R> fmt::Debug for EventStream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("action", &self.source.action.name)
            .field("request_id", &self.source.request_id)
            .finish_non_exhaustive()
    }
}
