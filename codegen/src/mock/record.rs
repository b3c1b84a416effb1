//! What was asked, for tests to look at. The oldest go when there are too many.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::{Map, Value};

/// How many requests are kept.
const MOST_REQUESTS: usize = 1_000;

/// How many bytes of bodies are kept.
const MOST_BYTES: usize = 16 << 20;

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// The product, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The version, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The action, as the caller wrote it.
    pub action: String,
    /// The region, as the caller wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The parameters; none where they could not be read.
    pub request: Map<String, Value>,
    /// The status of the answer.
    pub status: u16,
    /// The error code that was answered; none for a success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The RequestId that was answered.
    pub request_id: String,
}

/// The last requests.
#[derive(Debug, Default)]
pub(super) struct Record {
    kept: VecDeque<(usize, Recorded)>,
    bytes: usize,
}

impl Record {
    /// Keeps a request whose body had so many bytes.
    pub(super) fn push(&mut self, size: usize, recorded: Recorded) {
        self.bytes += size;
        self.kept.push_back((size, recorded));
        while self.kept.len() > MOST_REQUESTS || self.bytes > MOST_BYTES {
            let Some((size, _)) = self.kept.pop_front() else { break };
            self.bytes -= size;
        }
    }

    /// The requests, the oldest first.
    pub(super) fn all(&self) -> Vec<Recorded> {
        self.kept.iter().map(|(_, recorded)| recorded.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(action: &str) -> Recorded {
        Recorded {
            product: None,
            version: None,
            action: action.into(),
            region: None,
            request: Map::new(),
            status: 200,
            error: None,
            request_id: String::new(),
        }
    }

    #[test]
    fn what_is_kept_is_bounded_in_number_and_in_bytes() {
        let mut record = Record::default();
        for number in 0..MOST_REQUESTS + 5 {
            record.push(1, recorded(&number.to_string()));
        }
        assert_eq!((record.kept.len(), &*record.all()[0].action), (MOST_REQUESTS, "5"));
        record.push(MOST_BYTES - 1, recorded("large"));
        assert_eq!(record.kept.len(), 2);
        record.push(MOST_BYTES + 1, recorded("too large"));
        assert_eq!((record.kept.len(), record.bytes), (0, 0));
    }
}
