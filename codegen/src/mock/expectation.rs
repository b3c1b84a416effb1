//! Answers of the user's own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::subject::ActionScope;

/// An answer that goes before what is documented, for calls of one action.
///
/// As JSON: `{"action": "ess:CreateFlow", "request": {"FlowName": "x"}, "response": {…}, "times": 1}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The actions: `CreateFlow`, `ess:CreateFlow`, `ess:Describe*`, or `*`.
    pub action: String,
    /// Members that the request must have with these values, others aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Map<String, Value>>,
    /// What is inside `Response`; a RequestId is added where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Map<String, Value>>,
    /// An error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorAnswer>,
    /// The events of a stream: each the data of one, JSON or text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<Value>>,
    /// How often it answers; always, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// An error code and its message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorAnswer {
    /// The code.
    pub code: String,
    /// The message; that of the service, where it is known, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Expectation {
    /// Answers with the members of this object.
    pub fn response(action: impl Into<String>, response: &Value) -> Self {
        let response = response.as_object().cloned().unwrap_or_default();
        Self { action: action.into(), response: Some(response), ..Self::default() }
    }

    /// Answers with an error.
    pub fn error(
        action: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let error = ErrorAnswer { code: code.into(), message: Some(message.into()) };
        Self { action: action.into(), error: Some(error), ..Self::default() }
    }

    /// Answers only requests that have these members.
    #[must_use]
    pub fn when(mut self, request: &Value) -> Self {
        self.request = request.as_object().cloned();
        self
    }

    /// Answers so often and no more.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        let answers = [self.response.is_some(), self.error.is_some(), self.events.is_some()];
        if answers.into_iter().filter(|is_there| *is_there).count() != 1 {
            return Some(format!(
                "the expectation for `{}` needs one of `response`, `error` and `events`",
                self.action
            ));
        }
        (self.times == Some(0)).then(|| "`times` is at least 1".to_owned())
    }

    /// Whether it is about this call.
    pub(super) fn fits(&self, product: &str, action: &str, request: &Map<String, Value>) -> bool {
        ActionScope::of(&self.action).has(product, action)
            && self.request.as_ref().is_none_or(|wanted| holds_members(request, wanted))
    }
}

/// Whether a value is all that the wanted one says.
fn holds(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Object(value), Value::Object(wanted)) => holds_members(value, wanted),
        (value, wanted) => value == wanted,
    }
}

fn holds_members(value: &Map<String, Value>, wanted: &Map<String, Value>) -> bool {
    let found = |(name, wanted): (&String, &Value)| {
        value.get(name).is_some_and(|value| holds(value, wanted))
    };
    wanted.iter().all(found)
}

/// The data of an event as the text of one.
pub(super) fn event(data: &Value) -> String {
    match data {
        Value::String(text) => {
            let lines: Vec<String> = text.lines().map(|line| format!("data: {line}\n")).collect();
            format!("{}\n", lines.concat())
        }
        data => format!("data: {}\n\n", json!(data)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_is_about_an_action_and_a_part_of_the_request() {
        let expectation = Expectation::response("shop:Buy", &json!({}))
            .when(&json!({ "Item": { "Name": "cup" } }));
        let fits = |product, action, request: Value| {
            expectation.fits(product, action, request.as_object().unwrap())
        };
        assert!(fits("shop", "Buy", json!({ "Item": { "Name": "cup", "Size": 1 }, "Count": 2 })));
        assert!(!fits("shop", "Buy", json!({ "Item": { "Name": "mug" } })));
        assert!(!fits("shop", "Sell", json!({ "Item": { "Name": "cup" } })));
        assert!(!fits("other", "Buy", json!({ "Item": { "Name": "cup" } })));
    }

    #[test]
    fn an_expectation_has_exactly_one_answer() {
        assert!(Expectation::default().fault().is_some());
        let mut both = Expectation::response("Buy", &json!({}));
        assert_eq!(both.fault(), None);
        both.error = Some(ErrorAnswer::default());
        assert!(both.fault().is_some());
    }
}
