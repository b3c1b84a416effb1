//! Who may call.

use std::time::{Duration, SystemTime};

/// A pair of keys that the double knows, and what a temporary one needs beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Names the account in the request.
    pub secret_id: String,
    /// Signs.
    pub secret_key: String,
    /// Goes along in `X-TC-Token`; a long-lived pair has none.
    pub token: Option<String>,
    /// When the token ends.
    pub expires_at: Option<SystemTime>,
}

impl Account {
    /// A long-lived pair.
    pub fn new(secret_id: &str, secret_key: &str) -> Self {
        Self {
            secret_id: secret_id.to_owned(),
            secret_key: secret_key.to_owned(),
            token: None,
            expires_at: None,
        }
    }

    /// A temporary one, good for that long from now.
    #[must_use]
    pub fn with_token(mut self, token: &str, lifetime: Duration) -> Self {
        self.token = Some(token.to_owned());
        self.expires_at = Some(SystemTime::now() + lifetime);
        self
    }

    /// The pair that a new double knows: the key of the documented worked example.
    pub fn example() -> Self {
        Self::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
    }
}
