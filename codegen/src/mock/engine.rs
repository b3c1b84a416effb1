//! One request to one answer, without a network.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use super::answer::{Answer, answer};
use super::catalogue::{Body, Catalogue, FoundAction, IdForm};
use super::expectation::{Expectation, event};
use super::fault::{Fault, Played};
use super::gate::{Envelope, Key};
use super::incoming::Incoming;
use super::language::AnswerLanguage;
use super::record::Recorded;
use super::refusal::Refusal;
use super::reply::{Content, LogEntry, Reply};
use super::state::MockState;
use super::subject::ActionScope;
use super::texts;

/// The mock without its network.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) catalogue: Catalogue,
    pub(super) state: MockState,
    /// The key that is taken; without one, nothing of keys and signatures is checked.
    pub(super) key: Option<Key>,
    /// How many items a list has that is paged through.
    pub(super) items: usize,
}

/// What came of a call before it is written.
enum Handled {
    Members(Body),
    /// The user's own answer, with the RequestId that it names.
    Named(Body, String),
    Events(Vec<String>),
    Refused(Refusal),
}

impl Engine {
    /// Adds an answer of the user's own.
    pub(super) fn expect(&self, expectation: Expectation) -> Result<(), String> {
        self.check_subject(&expectation.action)?;
        self.state.expect(expectation)
    }

    /// Adds a fault.
    pub(super) fn play(&self, fault: Fault) -> Result<(), String> {
        self.check_subject(&fault.action)?;
        self.state.play(fault)
    }

    /// An answer or a fault for an action that is not there would wait for ever.
    pub(super) fn check_subject(&self, subject: &str) -> Result<(), String> {
        ActionScope::of(subject).fault(&self.catalogue).map_or(Ok(()), Err)
    }

    /// Answers a request, plays the faults that are set for it, and records it.
    pub(super) fn answer(&self, request: &Incoming) -> Reply {
        let envelope = match Envelope::read(request, self.key.is_some()) {
            Ok(envelope) => envelope,
            Err(refusal) => return self.refuse_unread(request, &refusal),
        };
        let found = envelope.find(&self.catalogue, request);
        let played = match &found {
            Ok(found) => self.state.faults(&found.spec().product, found.name),
            Err(_) => Played::default(),
        };
        let mut parameters = Map::new();
        let outcome = match &found {
            Err(refusal) => Handled::Refused(refusal.clone()),
            Ok(found) => self.outcome(request, &envelope, found, &played, &mut parameters),
        };
        let id = match (&outcome, &found) {
            (Handled::Named(_, id), _) => id.clone(),
            (Handled::Refused(Refusal::Other { .. }), Ok(found)) => id_form(found).new_id(),
            (Handled::Members(body), _) => body.id_form.new_id(),
            _ => IdForm::Uuid.new_id(),
        };
        let mut reply = self.write(outcome, envelope.language, id, &played);
        if let Ok(found) = &found {
            reply.log.product.clone_from(&found.spec().product);
            reply.log.version.clone_from(&found.spec().version);
            found.name.clone_into(&mut reply.log.action);
        }
        (reply.delay, reply.cut, reply.clock) = (played.latency, played.cut, played.clock);
        let action = (envelope.action, envelope.region);
        self.record(request, &reply, action, parameters);
        reply
    }

    /// What the call comes to; the parameters are handed out for the record.
    fn outcome(
        &self,
        request: &Incoming,
        envelope: &Envelope,
        found: &FoundAction<'_>,
        played: &Played,
        parameters: &mut Map<String, Value>,
    ) -> Handled {
        if let Some(key) = &self.key {
            let now = unix_now().saturating_add(played.clock);
            if let Err(refusal) = envelope.authenticate(key, request, found, now) {
                return Handled::Refused(refusal);
            }
        }
        if played.throttle {
            return Handled::Refused(Refusal::TooManyRequests);
        }
        if let Some((code, message)) = &played.error {
            let (code, message) = (code.clone(), message.clone());
            return Handled::Refused(Refusal::Other { code, message });
        }
        match envelope.parameters(request, found) {
            Ok(checked) => *parameters = checked,
            Err(refusal) => return Handled::Refused(refusal),
        }
        let product = &found.spec().product;
        if let Some(expected) = self.state.expected(product, found.name, parameters) {
            return of_expectation(expected);
        }
        match answer(found, parameters, self.items) {
            Ok(Answer::Members(body)) => Handled::Members(body),
            Ok(Answer::Events(events)) => Handled::Events(events),
            Err(refusal) => Handled::Refused(refusal),
        }
    }

    fn write(
        &self,
        outcome: Handled,
        language: AnswerLanguage,
        id: String,
        played: &Played,
    ) -> Reply {
        if let Some(status) = played.status {
            let reason = format!("<html><body><h1>{status}</h1></body></html>");
            let mut reply = Reply::json(String::new(), id);
            (reply.status, reply.content) = (status, Content::Html(reason));
            return reply;
        }
        match outcome {
            Handled::Refused(refusal) => self.refuse(&refusal, language, id),
            Handled::Members(body) | Handled::Named(body, _) if played.numbers_as_strings => {
                let members = as_strings(body.members().into());
                let body = Body::new(members.as_object().cloned().unwrap_or_default());
                Reply::json(format!("{{\"Response\":{}}}", body.with_id(&id)), id)
            }
            Handled::Members(body) | Handled::Named(body, _) => {
                Reply::json(format!("{{\"Response\":{}}}", body.with_id(&id)), id)
            }
            Handled::Events(events) => {
                let mut reply = Reply::json(String::new(), id);
                reply.content = Content::Events(events);
                reply
            }
        }
    }

    /// The answer of an error: status 200, as every answer of the API.
    fn refuse(&self, refusal: &Refusal, language: AnswerLanguage, id: String) -> Reply {
        let text = texts::message(refusal, language, &id);
        let users = self.state.message(refusal.code()).map(str::to_owned);
        let own_words = text.ours && users.is_none();
        let error = json!({ "Code": refusal.code(), "Message": users.unwrap_or(text.text) });
        let body = json!({ "Response": { "Error": error, "RequestId": id } });
        let mut reply = Reply::json(body.to_string(), id);
        reply.log = LogEntry { code: refusal.code().to_owned(), own_words, ..LogEntry::default() };
        reply
    }

    /// Refuses a request of which not even the common parameters can be read.
    fn refuse_unread(&self, request: &Incoming, refusal: &Refusal) -> Reply {
        let language = AnswerLanguage::read(request.header("x-tc-language")).unwrap_or_default();
        let reply = self.refuse(refusal, language, IdForm::Uuid.new_id());
        let action = request.header("x-tc-action").unwrap_or_default().to_owned();
        self.record(request, &reply, (action, None), Map::new());
        reply
    }

    fn record(
        &self,
        request: &Incoming,
        reply: &Reply,
        (action, region): (String, Option<String>),
        parameters: Map<String, Value>,
    ) {
        let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let recorded = Recorded {
            product: named(&reply.log.product),
            version: named(&reply.log.version),
            action,
            region,
            request: parameters,
            status: reply.status,
            error: named(&reply.log.code),
            request_id: reply.request_id.clone(),
        };
        self.state.record(request.size, recorded);
    }
}

fn of_expectation(expected: Expectation) -> Handled {
    let Expectation { response, error, events, .. } = expected;
    match (error, events) {
        (Some(error), _) => {
            Handled::Refused(Refusal::Other { code: error.code, message: error.message })
        }
        (None, Some(events)) => Handled::Events(events.iter().map(event).collect()),
        (None, None) => {
            let members = response.unwrap_or_default();
            let id = members.get("RequestId").and_then(Value::as_str).map(str::to_owned);
            let body = Body::new(members);
            match id.filter(|id| is_plain(id)) {
                Some(id) => Handled::Named(body, id),
                None => Handled::Members(body),
            }
        }
    }
}

/// Whether a RequestId needs no escape in JSON or in a header.
fn is_plain(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// How the product of an action writes its RequestId, as its examples show.
fn id_form(found: &FoundAction<'_>) -> IdForm {
    let mut bodies = found.examples.iter().filter_map(|example| example.success());
    bodies.next().map(|body| body.id_form).unwrap_or_default()
}

fn unix_now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
}

/// Every number as the string that it would be written as.
fn as_strings(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Array(items) => items.into_iter().map(as_strings).collect::<Vec<_>>().into(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, as_strings(value)));
            members.collect::<Map<_, _>>().into()
        }
        other => other,
    }
}
