//! Faults that the mock plays, by action.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::subject::ActionScope;

/// A fault, for calls of some actions.
///
/// As JSON: `{"action": "ess:*", "fault": "latency", "milliseconds": 200, "times": 3}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct Fault {
    /// The actions: `CreateFlow`, `ess:CreateFlow`, `ess:Describe*`, or `*`.
    pub action: String,
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// How often; always, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum FaultKind {
    /// The answer comes late.
    Latency {
        /// By how much.
        milliseconds: u64,
    },
    /// `RequestLimitExceeded`.
    Throttle,
    /// An error of the API, after the checks of key and signature.
    Error {
        /// The code.
        code: String,
        /// The message; that of the service, where it is known, if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// An answer that does not come from the API: this status, and HTML.
    Status {
        /// The status: 500, 502, 503.
        status: u16,
    },
    /// The connection ends in the middle of the answer.
    Cut,
    /// Numbers in the answer come as strings.
    NumbersAsStrings,
    /// The clock of the service is off.
    Clock {
        /// By how much; the service is ahead by it.
        seconds: i64,
    },
}

/// A fault as it is read, with keys that it may not have.
#[derive(Deserialize)]
struct FaultRow {
    action: String,
    #[serde(flatten)]
    kind: FaultKind,
    #[serde(default)]
    times: Option<u32>,
}

impl TryFrom<Map<String, Value>> for Fault {
    type Error = String;

    fn try_from(keys: Map<String, Value>) -> Result<Self, String> {
        let read = serde_json::from_value(Value::Object(keys.clone()));
        let FaultRow { action, kind, times } = read.map_err(|error| error.to_string())?;
        let fault = Self { action, kind, times };
        // A key that is not written again was passed over.
        let written = serde_json::to_value(&fault).map_err(|error| error.to_string())?;
        let passed_over = |(key, value): &(&String, &Value)| {
            !value.is_null() && written.get(key.as_str()).is_none()
        };
        match keys.iter().find(passed_over) {
            Some((key, _)) => {
                Err(format!("unknown field `{key}` of a fault for `{}`", fault.action))
            }
            None => Ok(fault),
        }
    }
}

impl Fault {
    /// For these actions, always.
    pub fn new(action: impl Into<String>, kind: FaultKind) -> Self {
        Self { action: action.into(), kind, times: None }
    }

    /// So often and no more.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// What is wrong with it, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        match &self.kind {
            FaultKind::Status { status } if !(400..600).contains(status) => {
                Some(format!("status {status} is not one of an error: 400 to 599"))
            }
            FaultKind::Latency { milliseconds } if *milliseconds > 600_000 => {
                Some("a latency is at most ten minutes".to_owned())
            }
            _ if self.times == Some(0) => Some("`times` is at least 1".to_owned()),
            _ => None,
        }
    }

    pub(super) fn fits(&self, product: &str, action: &str) -> bool {
        ActionScope::of(&self.action).has(product, action)
    }
}

/// The faults of one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Played {
    pub(super) latency: Duration,
    pub(super) throttle: bool,
    pub(super) error: Option<(String, Option<String>)>,
    pub(super) status: Option<u16>,
    pub(super) cut: bool,
    pub(super) numbers_as_strings: bool,
    pub(super) clock: i64,
}

impl Played {
    pub(super) fn add(&mut self, kind: &FaultKind) {
        match kind {
            FaultKind::Latency { milliseconds } => {
                self.latency += Duration::from_millis(*milliseconds);
            }
            FaultKind::Throttle => self.throttle = true,
            FaultKind::Error { code, message } => {
                self.error = Some((code.clone(), message.clone()));
            }
            FaultKind::Status { status } => self.status = Some(*status),
            FaultKind::Cut => self.cut = true,
            FaultKind::NumbersAsStrings => self.numbers_as_strings = true,
            FaultKind::Clock { seconds } => self.clock += seconds,
        }
    }
}
