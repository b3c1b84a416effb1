//! A transport without a network, for the tests of those who use the client.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::{Body, BoxFuture, Limits, Transport, TransportError};

/// Answers calls from a list, and remembers what was sent.
///
/// Works in both clients. A clone shares answers and memory, so keep one to look at afterwards.
/// Waits between attempts are skipped, and remembered.
#[derive(Clone, Default)]
pub struct Replay(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<Result<Response<Bytes>, TransportError>>,
    recorded: Vec<Recorded>,
    waits: Vec<Duration>,
    /// Answers where the list has none.
    otherwise: Option<Arc<Reply>>,
}

type Reply = dyn Fn(&Recorded) -> Result<Response<Bytes>, TransportError> + Send + Sync;

/// A request that was sent.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The action, from `X-TC-Action`.
    pub action: String,
    /// The body as JSON; null where it is none.
    pub json: serde_json::Value,
    /// The whole HTTP request.
    pub request: Request<Bytes>,
}

impl Replay {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers the next call with these members of the response. A RequestId is added if it lacks.
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

    /// Answers every call for which the list has no answer by this function of the request.
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
        let (listed, otherwise) = self.state(|state| {
            state.recorded.push(recorded.clone());
            (state.answers.pop_front(), state.otherwise.clone())
        });
        let answer = match (listed, otherwise) {
            (Some(answer), _) => answer,
            (None, Some(reply)) => reply(&recorded),
            (None, None) => Err(TransportError::maybe_sent("no answer is left to replay")),
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
