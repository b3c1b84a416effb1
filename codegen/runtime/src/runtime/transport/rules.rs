//! Rules by which [`Replay`] answers: which calls, how often, and what.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Response as HttpResponse};
use serde_json::{Value as Json, json};

use super::TransportError;
use super::replay::{Recorded, Replay};
use crate::runtime::error::InvalidRequest;
use crate::runtime::request::Request;
use crate::runtime::wire::{Members, to_json};

/// What a rule answers.
#[derive(Clone, Debug)]
pub struct Reply(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Body(Bytes),
    Status(u16, Bytes),
    Fault { sent: bool, message: String },
    Timeout,
}

impl Reply {
    /// A response: a value of its type. A RequestId is added if it lacks.
    pub fn response(response: &dyn Members) -> Self {
        let members = to_json(response).ok();
        let members = members.and_then(|text| serde_json::from_slice(&text).ok());
        Self::members(members.unwrap_or_default())
    }

    /// A response with these members. A RequestId is added if it lacks.
    pub fn members(mut members: Json) -> Self {
        if let Some(members) = members.as_object_mut() {
            let id = members.entry("RequestId").or_insert(Json::Null);
            if id.as_str().is_none_or(str::is_empty) {
                *id = "replayed".into();
            }
        }
        Self::text(&json!({ "Response": members }).to_string())
    }

    /// A body as it is, such as one that was seen once.
    pub fn text(body: &str) -> Self {
        Self(Kind::Body(Bytes::copy_from_slice(body.as_bytes())))
    }

    /// An error of the service.
    pub fn service_error(code: &str, message: &str) -> Self {
        Self::members(json!({ "Error": { "Code": code, "Message": message } }))
    }

    /// An answer of a gateway: another HTTP status than 200.
    pub fn status(status: u16, body: &str) -> Self {
        Self(Kind::Status(status, Bytes::copy_from_slice(body.as_bytes())))
    }

    /// No connection: the service certainly saw nothing.
    pub fn no_connection(message: &str) -> Self {
        Self(Kind::Fault { sent: false, message: message.to_owned() })
    }

    /// A connection that broke behind the request.
    pub fn broken_connection(message: &str) -> Self {
        Self(Kind::Fault { sent: true, message: message.to_owned() })
    }

    /// No answer in time.
    pub fn timeout() -> Self {
        Self(Kind::Timeout)
    }

    pub(super) fn give(&self) -> Result<HttpResponse<Bytes>, TransportError> {
        let (status, body) = match &self.0 {
            Kind::Body(body) => (200, body),
            Kind::Status(status, body) => (*status, body),
            Kind::Fault { sent: true, message } => {
                return Err(TransportError::maybe_sent(message.as_str()));
            }
            Kind::Fault { sent: false, message } => {
                return Err(TransportError::not_sent(message.as_str()));
            }
            Kind::Timeout => return Err(TransportError::timed_out(true)),
        };
        let mut answer = HttpResponse::new(body.clone());
        *answer.status_mut() = http::StatusCode::from_u16(status).map_err(|error| {
            TransportError::not_sent("the reply has no possible status").caused_by(error)
        })?;
        let json_type = HeaderValue::from_static("application/json");
        answer.headers_mut().insert(http::header::CONTENT_TYPE, json_type);
        Ok(answer)
    }
}

type Matches = dyn Fn(&Recorded) -> bool + Send + Sync;

/// Which calls of an action a rule is for, as [`Replay::when`] begins it.
#[must_use = "a rule answers nothing until it is told what"]
pub struct When<R> {
    replay: Replay,
    matches: Arc<Matches>,
    times: Option<usize>,
    request: PhantomData<fn() -> R>,
}

impl<R: Request> When<R> {
    pub(super) fn new(replay: Replay) -> Self {
        Self { replay, matches: Arc::new(|_| true), times: None, request: PhantomData }
    }

    /// Only calls that this holds for; the body that was sent is [`Recorded::json`].
    pub fn matching(mut self, matches: impl Fn(&Recorded) -> bool + Send + Sync + 'static) -> Self {
        self.matches = Arc::new(matches);
        self
    }

    /// Answers so many calls, no more, and expects as many. Unless set, any number, and one at least
    /// is expected.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Answers each call with this response.
    #[must_use]
    pub fn respond(self, response: &R::Response) -> Replay {
        self.reply(Reply::response(response))
    }

    /// Answers each call with this error of the service.
    #[must_use]
    pub fn service_error(self, code: impl AsRef<str>, message: &str) -> Replay {
        self.reply(Reply::service_error(code.as_ref(), message))
    }

    /// Answers each call so.
    #[must_use]
    pub fn reply(self, reply: Reply) -> Replay {
        let (times, rule) = (self.times, self.rule(Replies::Always(reply)));
        rule.0.with_rule(Rule { times, ..rule.1 })
    }

    /// Answers the calls with these in turn, and expects as many calls.
    #[must_use]
    pub fn in_turn(self, replies: impl IntoIterator<Item = Reply>) -> Replay {
        let replies: VecDeque<_> = replies.into_iter().collect();
        let times = Some(replies.len());
        let rule = self.rule(Replies::InTurn(replies));
        rule.0.with_rule(Rule { times, ..rule.1 })
    }

    /// Answers each call with the official example of the action: the one that shows this very
    /// request, else the first.
    ///
    /// `examples` is the text of the file in which a generated crate keeps them, where tcgen.toml says
    /// `docs = "full"`: `include_str!("…/tests/examples/ess_v20201111.json")`.
    ///
    /// # Errors
    /// When the text is not that of such a file, or has no example of the action.
    pub fn official_example(self, examples: &str) -> Result<Replay, InvalidRequest> {
        let name = R::ACTION.name();
        let file: Json = serde_json::from_str(examples).map_err(|error| {
            InvalidRequest::new(format!("the examples are not those of a generated crate: {error}"))
        })?;
        let all = file.get("examples").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let of_action =
            all.iter().filter(|one| one.get("action").and_then(Json::as_str) == Some(name));
        let member = |one: &Json, name: &str| one.get(name).cloned().unwrap_or_default();
        let shown: Vec<_> = of_action
            .map(|one| (member(one, "request"), Reply::members(member(one, "response"))))
            .collect();
        if shown.is_empty() {
            return Err(InvalidRequest::new(format!("the text has no example of {name}")));
        }
        let (times, rule) = (self.times, self.rule(Replies::Shown(shown)));
        Ok(rule.0.with_rule(Rule { times, ..rule.1 }))
    }

    fn rule(self, replies: Replies) -> (Replay, Rule) {
        let rule = Rule {
            product: R::ACTION.product(),
            action: R::ACTION.name(),
            matches: self.matches,
            replies,
            times: None,
            answered: 0,
        };
        (self.replay, rule)
    }
}

impl<R> fmt::Debug for When<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("When")
    }
}

/// A rule that is set.
pub(super) struct Rule {
    product: &'static str,
    action: &'static str,
    matches: Arc<Matches>,
    replies: Replies,
    times: Option<usize>,
    answered: usize,
}

enum Replies {
    Always(Reply),
    InTurn(VecDeque<Reply>),
    /// Requests with the answers that are shown for them; never none.
    Shown(Vec<(Json, Reply)>),
}

impl Rule {
    /// Whether the rule is for the action of this call.
    pub(super) fn is_for(&self, sent: &Recorded) -> bool {
        let host = sent.request.uri().host().unwrap_or_default();
        // Two products may have an action of the same name; their credentials' scope tells them apart.
        let scope = sent.request.headers().get(http::header::AUTHORIZATION);
        let scope = scope.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let of_product = scope.contains(&format!("/{}/tc3_request", self.product))
            || scope == "SKIP"
            || host.starts_with(self.product);
        sent.action == self.action && of_product
    }

    /// The answer to this call, if the rule has one.
    pub(super) fn answer(&mut self, sent: &Recorded) -> Option<Reply> {
        let is_left = self.times.is_none_or(|times| self.answered < times);
        if !is_left || !self.is_for(sent) || !(self.matches)(sent) {
            return None;
        }
        let reply = match &mut self.replies {
            Replies::Always(reply) => reply.clone(),
            Replies::InTurn(replies) => replies.pop_front()?,
            Replies::Shown(shown) => {
                let same = shown.iter().find(|(request, _)| *request == sent.json);
                same.or(shown.first())?.1.clone()
            }
        };
        self.answered += 1;
        Some(reply)
    }

    /// What is missing: calls that were expected.
    pub(super) fn missing(&self) -> Option<String> {
        let (expected, answered) = (self.times, self.answered);
        let is_met = expected.map_or(answered > 0, |times| answered == times);
        let wanted = expected.map_or("at least 1 call".to_owned(), calls);
        (!is_met).then(|| {
            format!("{}: expected {wanted} that match, met {}", self.action, calls(answered))
        })
    }
}

fn calls(count: usize) -> String {
    if count == 1 { "1 call".to_owned() } else { format!("{count} calls") }
}

/// What a test expected and did not come, and what came and was not expected.
#[derive(Clone, PartialEq, Eq)]
pub struct Unmet(pub(super) Vec<String>);

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the replay did not go as expected")?;
        self.0.iter().try_for_each(|line| write!(f, "\n  {line}"))
    }
}

/// As `Display`, so that `unwrap` in a test prints it readably.
impl fmt::Debug for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Unmet {}
