//! What the double saw.

use crate::request::Request;

/// One request, and what became of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The request.
    pub request: Request,
    /// Counts the connections from 1, in the order in which they were accepted.
    pub connection: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// The RequestId of the answer.
    pub request_id: String,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service refused it with this error code before the action.
    Refused(String),
    /// The action was reached, and not carried out: throttled, or scripted to fail.
    NotExecuted,
    /// The action was carried out.
    Executed,
}

impl Seen {
    /// `X-TC-Action`; empty for a request that is not a call.
    pub fn action(&self) -> &str {
        self.request.header("x-tc-action").unwrap_or_default()
    }

    /// Whether the action was carried out.
    pub fn executed(&self) -> bool {
        self.outcome == Outcome::Executed
    }
}
