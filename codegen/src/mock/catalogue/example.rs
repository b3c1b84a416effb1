//! A documented example as the mock keeps it.

use serde_json::{Map, Value};

use super::body::Body;
use super::conform::conform;
use crate::mock::validate::essence;
use crate::spec::{self, Action, Spec};

/// A documented example: what was asked and what was answered.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Example {
    /// The request as JSON text, without what the service does not see.
    request: Option<Box<str>>,
    pub(in crate::mock) outcome: Outcome,
}

/// What an example answers.
#[derive(Clone, Debug)]
pub(in crate::mock) enum Outcome {
    /// The members of the answer.
    Success(Body),
    /// An error code and its message.
    Failure { code: Box<str>, message: Box<str> },
    /// The text of an event stream.
    Stream(Box<str>),
}

impl Example {
    /// `None` for an example whose answer is neither JSON nor a stream.
    pub(super) fn new(example: &spec::Example, action: &Action, spec: &Spec) -> Option<Self> {
        let request = example.request.as_ref().and_then(Value::as_object);
        let request = request.map(|body| essence(body, &action.input, spec).to_string().into());
        let outcome = outcome(example.response.as_ref()?, action, spec)?;
        Some(Self { request, outcome })
    }

    /// The request, if it is known.
    pub(in crate::mock) fn request(&self) -> Option<Value> {
        serde_json::from_str(self.request.as_deref()?).ok()
    }

    /// The answer of a call that succeeded.
    pub(in crate::mock) fn success(&self) -> Option<&Body> {
        match &self.outcome {
            Outcome::Success(body) => Some(body),
            Outcome::Failure { .. } | Outcome::Stream(_) => None,
        }
    }
}

fn outcome(response: &Value, action: &Action, spec: &Spec) -> Option<Outcome> {
    let object = match response {
        Value::String(text) if text.contains("data:") => {
            return Some(Outcome::Stream(text.replace("\r\n", "\n").into()));
        }
        Value::Object(object) => object,
        _ => return None,
    };
    let members = match object.get("Response") {
        Some(Value::Object(members)) => members,
        // Some examples leave the wrapper out.
        None if is_answer(object, action) => object,
        _ => return None,
    };
    let text = |key: &str| members.get("Error")?.get(key)?.as_str();
    if !action.output.iter().any(|member| member.name == "Error")
        && let Some(code) = text("Code").map(str::trim).filter(|code| !code.is_empty())
    {
        let message = text("Message").unwrap_or_default();
        return Some(Outcome::Failure { code: code.into(), message: message.into() });
    }
    Some(Outcome::Success(Body::new(conform(members.clone(), &action.output, spec))))
}

/// Whether the object holds an output of the action.
fn is_answer(object: &Map<String, Value>, action: &Action) -> bool {
    action.output.iter().any(|member| object.contains_key(&member.name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spec::Member;

    fn example(response: Value) -> Option<Outcome> {
        let output = vec![Member::new("Url", "string".parse().unwrap())];
        let action = Action { output, ..Action::default() };
        let example = spec::Example { response: Some(response), ..spec::Example::default() };
        Example::new(&example, &action, &Spec::new("shop", "2026-01-02")).map(|e| e.outcome)
    }

    #[test]
    fn answers_errors_and_streams_are_told_apart() {
        assert!(matches!(example(json!({ "Response": {} })), Some(Outcome::Success(_))));
        assert!(matches!(example(json!({ "Url": "x" })), Some(Outcome::Success(_))));
        assert!(matches!(example(json!("data: {}\n\n")), Some(Outcome::Stream(_))));
        let failed = json!({ "Response": { "Error": { "Code": "A.B ", "Message": "m" } } });
        assert!(matches!(example(failed), Some(Outcome::Failure { code, .. }) if &*code == "A.B"));
        for response in
            [json!("prose"), json!([1]), json!({ "Other": 1 }), json!({ "Response": 1 })]
        {
            assert!(example(response.clone()).is_none(), "{response}");
        }
    }
}
