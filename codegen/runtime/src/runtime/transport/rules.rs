//! The rules by which [`Replay`](super::Replay) answers, and what they look at.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Request as HttpRequest;
use serde_json::Value as Json;

use super::reply::Reply;

/// Whether a rule is for a call.
pub(super) type Matches = dyn Fn(&Recorded) -> bool + Send + Sync;

/// A request that was sent.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The action, from `X-TC-Action`.
    pub action: String,
    /// The body as JSON; null where it is not JSON.
    pub json: Json,
    /// The whole HTTP request.
    pub request: HttpRequest<Bytes>,
}

/// A rule that is set.
pub(super) struct Rule {
    pub(super) product: &'static str,
    pub(super) action: &'static str,
    pub(super) matches: Arc<Matches>,
    pub(super) replies: Replies,
    pub(super) times: Option<usize>,
    pub(super) answered: usize,
}

/// What a rule answers, call by call.
pub(super) enum Replies {
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
            || host.split('.').next() == Some(self.product);
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
