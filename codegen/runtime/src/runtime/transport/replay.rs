//! A transport without a network, for the tests of those who use the client.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::rules::{Recorded, Rule, Unmet};
use super::{Body, BoxFuture, Limits, Transport, TransportError};

/// Answers calls by rules or from a list, and remembers what was sent.
///
/// Works in both clients. A clone shares answers and memory, so keep one to look at afterwards.
/// Waits between attempts are skipped, and remembered. Rules go before the list, in the order in which
/// they were set.
#[derive(Clone, Default)]
pub struct Replay(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<Result<Response<Bytes>, TransportError>>,
    recorded: Vec<Recorded>,
    waits: Vec<Duration>,
    rules: Vec<Rule>,
    /// Calls that nothing answered.
    unanswered: Vec<String>,
    /// Answers where the list has none.
    otherwise: Option<Arc<Otherwise>>,
}

type Otherwise = dyn Fn(&Recorded) -> Result<Response<Bytes>, TransportError> + Send + Sync;

impl Replay {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether every rule met the calls that it expects, and every call an answer. Answers of the
    /// list may be left over.
    ///
    /// # Errors
    /// When not; a test that unwraps it prints which.
    pub fn verify(&self) -> Result<(), Unmet> {
        self.state(|state| {
            let missing = state.rules.iter().filter_map(Rule::missing);
            let problems: Vec<_> = missing.chain(state.unanswered.iter().cloned()).collect();
            if problems.is_empty() { Ok(()) } else { Err(Unmet(problems)) }
        })
    }

    pub(super) fn with_rule(self, rule: Rule) -> Self {
        self.state(|state| state.rules.push(rule));
        self
    }

    /// Answers the next call with these members of the response. A RequestId is added if it lacks one.
    #[must_use]
    pub fn response(self, mut members: serde_json::Value) -> Self {
        if let Some(members) = members.as_object_mut() {
            members.entry("RequestId").or_insert_with(|| "replayed".into());
        }
        self.json(&serde_json::json!({ "Response": members }))
    }

    /// Answers the next call with an error of the service.
    #[must_use]
    pub fn service_error(self, code: &str, message: &str) -> Self {
        self.response(serde_json::json!({ "Error": { "Code": code, "Message": message } }))
    }

    /// Answers the next call with this HTTP answer.
    #[must_use]
    pub fn http(self, answer: Response<Bytes>) -> Self {
        self.push(Ok(answer))
    }

    /// Lets the next call fail.
    #[must_use]
    pub fn failure(self, error: TransportError) -> Self {
        self.push(Err(error))
    }

    /// Answers every call for which the list has no answer by this function of the request;
    /// [`Reply::to_http`](super::Reply::to_http) makes such an answer.
    #[must_use]
    pub fn otherwise(
        self,
        reply: impl Fn(&Recorded) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        self.state(|state| state.otherwise = Some(Arc::new(reply)));
        self
    }

    /// What was sent so far.
    pub fn recorded(&self) -> Vec<Recorded> {
        self.state(|state| state.recorded.clone())
    }

    /// The waits between attempts so far.
    pub fn waits(&self) -> Vec<Duration> {
        self.state(|state| state.waits.clone())
    }

    fn json(self, json: &serde_json::Value) -> Self {
        let mut answer = Response::new(Bytes::from(json.to_string()));
        let json_type = http::HeaderValue::from_static("application/json");
        answer.headers_mut().insert(http::header::CONTENT_TYPE, json_type);
        self.push(Ok(answer))
    }

    fn push(self, answer: Result<Response<Bytes>, TransportError>) -> Self {
        self.state(|state| state.answers.push_back(answer));
        self
    }

    /// Why nothing answers this call; remembered for [`verify`](Self::verify).
    fn unanswered(&self, sent: &Recorded) -> String {
        let mut body: String = sent.json.to_string().chars().take(500).collect();
        if body == "null" {
            body = format!("{} bytes", sent.request.body().len());
        }
        self.state(|state| {
            let rules = state.rules.iter().filter(|rule| rule.is_for(sent)).count();
            let what = if rules == 0 { "no answer is left to replay" } else { "no rule matches" };
            state.unanswered.push(format!("{}: {what}; it sent {body}", sent.action));
            what.to_owned()
        })
    }

    fn state<T>(&self, use_it: impl FnOnce(&mut State) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Replay {
    fn send(
        &self,
        request: Request<Bytes>,
        _: Limits,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let action = request.headers().get("x-tc-action").and_then(|value| value.to_str().ok());
        let recorded = Recorded {
            action: action.unwrap_or_default().to_owned(),
            json: serde_json::from_slice(request.body()).unwrap_or_default(),
            request,
        };
        let (ruled, listed, otherwise) = self.state(|state| {
            state.recorded.push(recorded.clone());
            let ruled = state.rules.iter_mut().find_map(|rule| rule.answer(&recorded));
            let listed = if ruled.is_none() { state.answers.pop_front() } else { None };
            (ruled, listed, state.otherwise.clone())
        });
        let answer = match (ruled, listed, otherwise) {
            (Some(reply), _, _) => reply.to_http(),
            (None, Some(answer), _) => answer,
            (None, None, Some(reply)) => reply(&recorded),
            (None, None, None) => Err(TransportError::maybe_sent(self.unanswered(&recorded))),
        };
        Box::pin(std::future::ready(answer.map(|answer| answer.map(Body::whole))))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.state(|state| state.waits.push(duration));
        Box::pin(std::future::ready(()))
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state(|state| write!(f, "Replay({} answers left)", state.answers.len()))
    }
}
