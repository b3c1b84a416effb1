//! Reads an HTTP answer: the members of a response, or why there are none.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value as Json};

use super::envelope::{Envelope, Skipped};
use crate::runtime::action::Action;
use crate::runtime::error::{DecodeError, Error, ServiceError, TransportError, says_not_executed};
use crate::runtime::wire::{
    Encoding, JsonObject, Members, ReadFailure, Scalar, Slot, clean, clean_and_close, from_json,
};

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

impl Answer {
    /// The RequestId that the headers name.
    pub fn request_id(&self) -> Option<String> {
        let id = self.headers.get("x-tc-requestid")?.to_str().ok()?;
        (!id.is_empty()).then(|| id.to_owned())
    }
}

/// What is wrong with JSON that has nothing in common with the response.
pub(crate) const UNKNOWN: &str = "neither a Response nor any member of one";

/// Reads an answer into the members of the response. A text that is not clean is read with U+FFFD in
/// place of what is not a character.
///
/// # Errors
/// [`Error::Service`] when the answer is an error of the service, whatever the HTTP status and
/// however much of it can be read; [`Error::Transport`] for another status than 200;
/// [`Error::Decode`] for all that cannot be read.
pub fn read_answer(
    action: &Action<'_>,
    answer: &Answer,
    members: &mut dyn Members,
) -> Result<(), Error> {
    let failed = answer.status != 200;
    if action.has_error_member || failed {
        // A look first: is the `Error` that of the call, and is this from the service at all?
        if let Some(error) = look(answer, failed) {
            return Err(error);
        }
    }
    let own_error = action.has_error_member;
    let failure = match read_envelope(answer, &answer.body, own_error, members) {
        Ok(read) => return read,
        Err(failure) => failure,
    };
    if failure.is_syntax {
        for encoding in [Encoding::Utf8, Encoding::Gbk] {
            let clean = clean(&answer.body, encoding);
            if let Ok(read) = read_envelope(answer, &clean, own_error, members) {
                return read;
            }
        }
    }
    let survey = Survey::of(&answer.body);
    match survey.failure {
        Some((code, message)) if !own_error || !survey.has_members => {
            let request_id = survey.request_id.or_else(|| answer.request_id());
            Err(service_error(&code, message, request_id))
        }
        _ => Err(undecodable(answer, failure.path, failure.problem)),
    }
}

/// Reads this text of the answer; its failure where it is not readable to its end.
fn read_envelope(
    answer: &Answer,
    text: &[u8],
    own_error: bool,
    members: &mut dyn Members,
) -> Result<Result<(), Error>, ReadFailure> {
    let mut envelope = Envelope::new(members, own_error);
    from_json(text, &mut envelope)?;
    let in_headers = || answer.request_id();
    if let Some((code, message)) = envelope.failure() {
        let request_id = envelope.response.request_id.or_else(in_headers);
        return Ok(Err(service_error(&code, message, request_id)));
    }
    let response = &envelope.response;
    // Whatever is between client and service may answer with JSON of its own.
    if !envelope.wrapped && !response.has_known_members && response.request_id.is_none() {
        return Ok(Err(undecodable(answer, "", UNKNOWN)));
    }
    give_request_id(envelope.response.request_id.or_else(in_headers), members);
    Ok(Ok(()))
}

/// Reads one event of a stream, which has the members of the response, in its envelope or not. A JSON
/// object takes all its members as they were sent, whatever they are called.
///
/// # Errors
/// As [`read_answer`]; also for the `ErrorMsg` by which some products tell of a failure midway.
pub fn read_event(
    action: &Action<'_>,
    data: &Bytes,
    headers: &HeaderMap,
    members: &mut dyn Members,
) -> Result<(), Error> {
    let answer = Answer { status: 200, headers: headers.clone(), body: data.clone() };
    if let Some(error) = midway_failure(&answer) {
        return Err(error);
    }
    match object_in(data) {
        Some(JsonObject(object)) if members.is_open() => read_open_event(&answer, object, members),
        _ => read_answer(action, &answer, members),
    }
}

/// An event whose members are not documented: only an `Error` is known in it.
fn read_open_event(
    answer: &Answer,
    mut object: Map<String, Json>,
    members: &mut dyn Members,
) -> Result<(), Error> {
    if object.len() == 1
        && let Some(Json::Object(inner)) = object.get_mut("Response")
    {
        object = std::mem::take(inner);
    }
    let has_error = object.get("Error").is_some_and(|error| !error.is_null());
    let survey = Survey::of(&answer.body);
    if let (true, Some((code, message))) = (has_error, survey.failure) {
        return Err(service_error(
            &code,
            message,
            survey.request_id.or_else(|| answer.request_id()),
        ));
    }
    for (name, value) in object {
        if let Some(place) = members.slot(&name).and_then(Slot::json) {
            *place = value;
        }
    }
    Ok(())
}

/// The failure that `ErrorMsg` or `error` tells of.
fn midway_failure(event: &Answer) -> Option<Error> {
    if !contains(&event.body, b"\"ErrorMsg\"") && !contains(&event.body, b"\"error\"") {
        return None;
    }
    let object = object_in(&event.body)?;
    let (failure, code, message) = match (object.0.get("ErrorMsg"), object.0.get("error")) {
        (Some(failure), _) => (failure, "Code", "Msg"),
        (None, Some(failure)) => (failure, "code", "message"),
        (None, None) => return None,
    };
    let text = |name: &str| match failure.get(name) {
        None | Some(Json::Null) => None,
        Some(Json::String(text)) => Some(text.clone()).filter(|text| !text.is_empty()),
        Some(other) => Some(other.to_string()),
    };
    let code = text(code).filter(|code| code != "0");
    let said = text(message);
    // Without a code, `ErrorMsg` is a member like others; `error` names none in some gateways.
    if code.is_none() && (message == "Msg" || said.is_none()) {
        return None;
    }
    let (code, message) = (code.unwrap_or_default(), said.unwrap_or_default());
    Some(service_error(&code, message, event.request_id()))
}

/// The JSON object of an event, read as tolerantly as an answer.
pub(crate) fn object_in(text: &[u8]) -> Option<JsonObject> {
    let mut object = JsonObject::default();
    if from_json(text, &mut object).is_ok() {
        return Some(object);
    }
    from_json(&clean(text, Encoding::Utf8), &mut object).ok()?;
    Some(object)
}

/// What is wrong with the answer before its members matter, if anything is.
fn look(answer: &Answer, failed: bool) -> Option<Error> {
    let Answer { status, headers, body } = answer;
    let survey = Survey::of(body);
    let request_id = survey.request_id.or_else(|| answer.request_id());
    if let Some((code, message)) = survey.failure
        && (failed || !survey.has_members)
    {
        // With other members, the `Error` tells of a task that failed. A gateway may give up on what
        // is being carried out.
        let is_unclear = *status >= 500 && !says_not_executed(*status, headers);
        return Some(service_error(&code, message, request_id).over_all(is_unclear));
    }
    failed.then(|| TransportError::status(*status, headers, body, request_id).into())
}

/// What a body says besides the members of a response, as far as it can be read.
struct Survey {
    failure: Option<(String, String)>,
    request_id: Option<String>,
    /// Whether there are members besides `Error` and `RequestId`.
    has_members: bool,
}

impl Survey {
    fn of(body: &[u8]) -> Self {
        let (survey, readable) = Self::read(body);
        if readable {
            return survey;
        }
        let readings = [Encoding::Utf8, Encoding::Gbk]
            .map(|encoding| Self::read(&clean_and_close(body, encoding)));
        let [(utf8, utf8_is_readable), (gbk, gbk_is_readable)] = readings;
        let mut best = if gbk_is_readable && !utf8_is_readable { gbk } else { utf8 };
        best.request_id = best.request_id.or_else(|| request_id_in(body));
        best
    }

    /// What the text says up to its end, or to where it breaks.
    fn read(text: &[u8]) -> (Self, bool) {
        let mut skipped = Skipped;
        let mut envelope = Envelope::new(&mut skipped, false);
        let readable = from_json(text, &mut envelope).is_ok();
        let failure = envelope.failure();
        let response = envelope.response;
        let has_members = response.has_members;
        (Self { failure, request_id: response.request_id, has_members }, readable)
    }
}

fn service_error(code: &str, message: String, request_id: Option<String>) -> Error {
    Error::Service(Box::new(ServiceError::new(code, message, request_id)))
}

fn undecodable(answer: &Answer, path: impl Into<String>, problem: impl Into<String>) -> Error {
    let request_id = answer.request_id().or_else(|| Survey::of(&answer.body).request_id);
    let (path, body) = (path.into(), answer.body.clone());
    let problem = match other_kind(answer) {
        _ if body.trim_ascii().is_empty() => "the answer is empty".to_owned(),
        Some(kind) if path.is_empty() => kind,
        _ => problem.into(),
    };
    Error::Decode(Box::new(DecodeError::new(path, problem, request_id, answer.status, body)))
}

/// What the answer is by its content type, where that is not JSON.
fn other_kind(answer: &Answer) -> Option<String> {
    let value = answer.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    let kind = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind == "text/event-stream" {
        return Some(
            "the answer is a stream of events (text/event-stream), which the function of the action \
             that ends in `_stream` reads, or `Client::stream`"
                .to_owned(),
        );
    }
    // Some product sends its JSON as plain text.
    let may_be_json = kind.is_empty() || kind.contains("json") || kind == "text/plain";
    (!may_be_json).then(|| format!("the answer is {kind}, and not JSON"))
}

fn give_request_id(id: Option<String>, members: &mut dyn Members) {
    if let Some(id) = id
        && let Some(slot) = members.slot("RequestId")
    {
        // A RequestId is a string in every response, and this is one.
        let _ = slot.scalar(Scalar::Str(&id));
    }
}

/// The RequestId in a body that is not JSON up to it.
fn request_id_in(body: &[u8]) -> Option<String> {
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
