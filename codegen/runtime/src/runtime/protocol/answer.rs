//! Reads an HTTP answer: the members of a response, or why there are none.

use bytes::Bytes;
use http::HeaderMap;

use super::envelope::{Envelope, Skipped};
use crate::runtime::action::Action;
use crate::runtime::error::{CommonErrorCode, DecodeError, Error, ServiceError, TransportError};
use crate::runtime::wire::{Members, Scalar, from_json};

/// An HTTP answer, with its whole body, unpacked.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// The error of a call before its code is that of the action.
pub type RawError = Error<CommonErrorCode>;

impl Answer {
    /// The RequestId that the headers name.
    pub fn request_id(&self) -> Option<String> {
        let id = self.headers.get("x-tc-requestid")?.to_str().ok()?;
        (!id.is_empty()).then(|| id.to_owned())
    }
}

/// Reads an answer into the members of the response.
///
/// # Errors
/// [`Error::Service`] when the answer is an error of the service, whatever the HTTP status;
/// [`Error::Transport`] for another status than 200; [`Error::Decode`] for all that cannot be read.
pub fn read_answer(
    action: &Action<'_>,
    answer: &Answer,
    members: &mut dyn Members,
) -> Result<(), RawError> {
    let failed = answer.status != 200;
    if action.has_error_member || failed {
        // A look first: is the `Error` that of the call, and is this from the service at all?
        let looked = look(answer, failed);
        if let Some(error) = looked {
            return Err(error);
        }
    }
    let mut envelope = Envelope::new(members, action.has_error_member);
    let read = from_json(&answer.body, &mut envelope);
    let in_headers = answer.request_id();
    if let Some((code, message)) = envelope.failure() {
        let request_id = envelope.response.request_id.or(in_headers);
        return Err(service_error(&code, message, request_id));
    }
    if let Err(failure) = read {
        return Err(undecodable(answer, failure.path, failure.problem));
    }
    let response = &envelope.response;
    // Whatever stands between client and service may answer with JSON of its own.
    if !envelope.wrapped && !response.has_known_members && response.request_id.is_none() {
        return Err(undecodable(answer, "", "neither a Response nor any member of one"));
    }
    give_request_id(envelope.response.request_id.or(in_headers), members);
    Ok(())
}

/// Reads one event of a stream, which has the members of the response, in its envelope or not.
///
/// # Errors
/// As [`read_answer`]; also for the `ErrorMsg` by which some products tell of a failure midway.
pub fn read_event(
    action: &Action<'_>,
    data: &Bytes,
    headers: &HeaderMap,
    members: &mut dyn Members,
) -> Result<(), RawError> {
    let answer = Answer { status: 200, headers: headers.clone(), body: data.clone() };
    if let Some(error) = midway_failure(&answer) {
        return Err(error);
    }
    read_answer(action, &answer, members)
}

/// The failure that `ErrorMsg` tells of.
fn midway_failure(event: &Answer) -> Option<RawError> {
    use crate::runtime::wire::JsonObject;
    if !contains(&event.body, b"\"ErrorMsg\"") {
        return None;
    }
    let mut object = JsonObject::default();
    from_json(&event.body, &mut object).ok()?;
    let failure = object.0.get("ErrorMsg")?.as_object()?;
    let code = failure.get("Code").map(|code| match code.as_str() {
        Some(text) => text.to_owned(),
        None => code.to_string(),
    });
    let code = code.filter(|code| !code.is_empty() && code != "0" && code != "null")?;
    let message = failure.get("Msg").and_then(|text| text.as_str()).unwrap_or_default();
    Some(service_error(&code, message.to_owned(), event.request_id()))
}

/// What is wrong with the answer before its members matter, if anything is.
fn look(answer: &Answer, failed: bool) -> Option<RawError> {
    let mut skipped = Skipped;
    let mut envelope = Envelope::new(&mut skipped, false);
    let readable = from_json(&answer.body, &mut envelope).is_ok();
    let request_id = envelope.response.request_id.take().or_else(|| answer.request_id());
    let has_members = envelope.response.has_members;
    if readable && let Some((code, message)) = envelope.failure() {
        // With other members, the `Error` tells of a task that failed.
        if failed || !has_members {
            return Some(service_error(&code, message, request_id));
        }
    }
    failed.then(|| TransportError::status(answer.status, request_id).into())
}

fn service_error(code: &str, message: String, request_id: Option<String>) -> RawError {
    Error::Service(Box::new(ServiceError::new(code, message, request_id)))
}

fn undecodable(answer: &Answer, path: impl Into<String>, problem: impl Into<String>) -> RawError {
    let request_id = answer.request_id().or_else(|| request_id_in(&answer.body));
    let body = answer.body.clone();
    Error::Decode(Box::new(DecodeError::new(path, problem, request_id, answer.status, body)))
}

fn give_request_id(id: Option<String>, members: &mut dyn Members) {
    if let Some(id) = id
        && let Some(slot) = members.slot("RequestId")
    {
        // A RequestId is a string in every response, and this is one.
        let _ = slot.scalar(Scalar::Str(&id));
    }
}

/// The RequestId in a body that cannot be read as a whole: broken or cut JSON.
fn request_id_in(body: &[u8]) -> Option<String> {
    let mut skipped = Skipped;
    let mut envelope = Envelope::new(&mut skipped, false);
    // However far it gets: the RequestId may stand before the break.
    let _ = from_json(body, &mut envelope);
    if let Some(id) = envelope.response.request_id.take() {
        return Some(id);
    }
    let text = String::from_utf8_lossy(body);
    let (_, behind) = text.rsplit_once("\"RequestId\"")?;
    let quoted = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let (id, _) = quoted.split_once('"')?;
    let plausible = !id.is_empty() && id.len() <= 128 && id.chars().all(|c| c.is_ascii_graphic());
    plausible.then(|| id.to_owned())
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}
