//! How a rule of [`Replay`] is set: which calls it is for, how often, and what it answers.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::Value as Json;

use super::replay::Replay;
use super::reply::Reply;
use super::rules::{Matches, Recorded, Replies, Rule};
use crate::runtime::error::InvalidRequest;
use crate::runtime::request::Request;

impl Replay {
    /// Begins a rule for the calls of this request type: which of them, how often, and the answer.
    ///
    /// ```
    /// use tencentcloud_runtime::transport::{Replay, Reply};
    /// # use tencentcloud_runtime::Request;
    /// # fn example<CreateFlowRequest: Request>(response: CreateFlowRequest::Response) {
    /// let replay = Replay::new()
    ///     .when::<CreateFlowRequest>()
    ///     .matching(|sent| sent.json["FlowName"] == "lease")
    ///     .respond(&response)
    ///     .when::<CreateFlowRequest>()
    ///     .in_turn([Reply::no_connection("refused"), Reply::service_error("FailedOperation", "m")]);
    /// // … and behind the calls of the test:
    /// assert!(replay.verify().is_err(), "neither rule met a call");
    /// # }
    /// ```
    pub fn when<R: Request>(self) -> When<R> {
        When { replay: self, matches: Arc::new(|_| true), times: None, request: PhantomData }
    }
}

/// Which calls of an action a rule is for, as [`Replay::when`] begins it.
#[must_use = "a rule answers nothing until it is told what"]
pub struct When<R> {
    replay: Replay,
    matches: Arc<Matches>,
    times: Option<usize>,
    request: PhantomData<fn() -> R>,
}

impl<R: Request> When<R> {
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
