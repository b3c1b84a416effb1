//! What an action answers: the example that is nearest to the request, a page of its list, the
//! events of a stream; values made from the types where there is no example.

mod make;
mod nearest;
mod stream;

use serde_json::{Map, Value};

use super::catalogue::{Body, Example, FoundAction, Outcome};
use super::refusal::Refusal;

pub(super) use stream::Event;

/// An answer before it has its RequestId.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// The members of the answer.
    Members(Body),
    /// The events of a stream.
    Events(Vec<Event>),
}

/// What the action answers to this request. `items` is how many items a list has that is paged
/// through.
pub(super) fn answer(
    found: &FoundAction<'_>,
    request: &Map<String, Value>,
    items: usize,
) -> Result<Answer, Refusal> {
    let example = nearest::nearest(found, request);
    if found.action.streaming && stream::is_wanted(found.action, request) {
        return Ok(Answer::Events(stream::events(found, example)));
    }
    let body = match example.map(|example| &example.outcome) {
        Some(Outcome::Failure { code, message }) => {
            return Err(Refusal::Other {
                code: code.to_string(),
                message: Some(message.to_string()),
            });
        }
        Some(Outcome::Success(body)) => body.clone(),
        Some(Outcome::Stream(_)) | None => Body::new(make::members(found)),
    };
    let is_exact = || example.is_some_and(|example| nearest::is_exact(found, example, request));
    let body = match found.paging.filter(|paging| paging.is_asked_for(request) && !is_exact()) {
        Some(paging) => paging.page(&body, request, items),
        None => body,
    };
    Ok(Answer::Members(body))
}

/// Whether the request is, word for word, one that the documentation shows. What it asks for is
/// then right, whatever the tables say.
pub(super) fn is_documented(found: &FoundAction<'_>, request: &Map<String, Value>) -> bool {
    found.examples.iter().any(|example: &Example| nearest::is_exact(found, example, request))
}
