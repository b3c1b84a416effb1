//! One set of keys, complete and immutable.

use std::fmt;
use std::time::SystemTime;

use zeroize::Zeroizing;

use super::day_keys::DayKeys;
use crate::runtime::error::CredentialError;

/// A string that is wiped from memory when it is dropped, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretString(Zeroizing<String>);

impl SecretString {
    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for SecretString {
    fn from(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// SecretId, SecretKey, and the token and expiry of a temporary credential.
///
/// SecretKey and token are wiped from memory on drop, and `Debug` prints neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    secret_id: String,
    secret_key: SecretString,
    token: Option<SecretString>,
    expires_at: Option<SystemTime>,
    /// The service itself issued it this moment.
    just_issued: bool,
    day_keys: DayKeys,
}

impl Credential {
    /// A long-lived pair of keys.
    ///
    /// # Errors
    /// When one is empty or holds anything but visible ASCII: a key copied with a line break
    /// would only ever be answered by `AuthFailure`.
    pub fn new(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Result<Self, CredentialError> {
        let secret_key = SecretString::from(secret_key.into());
        let secret_id = secret_id.into();
        check("SecretId", &secret_id)?;
        check("SecretKey", secret_key.expose())?;
        let day_keys = DayKeys::default();
        Ok(Self {
            secret_id,
            secret_key,
            token: None,
            expires_at: None,
            just_issued: false,
            day_keys,
        })
    }

    /// Adds the token of a temporary credential. An empty one is none.
    ///
    /// # Errors
    /// When the token holds anything but visible ASCII.
    pub fn with_token(mut self, token: impl Into<String>) -> Result<Self, CredentialError> {
        let token = SecretString::from(token.into());
        self.token = None;
        if !token.expose().is_empty() {
            check("token", token.expose())?;
            self.token = Some(token);
        }
        Ok(self)
    }

    /// Sets when the credential ends.
    #[must_use]
    pub fn expiring_at(mut self, time: SystemTime) -> Self {
        self.expires_at = Some(time);
        self
    }

    /// The SecretId, which is not a secret: it goes in every signature's header.
    pub fn secret_id(&self) -> &str {
        &self.secret_id
    }

    /// The SecretKey.
    pub fn secret_key(&self) -> &SecretString {
        &self.secret_key
    }

    /// The token of a temporary credential.
    pub fn token(&self) -> Option<&SecretString> {
        self.token.as_ref()
    }

    /// The service issued it this moment: if it looks expired, the local clock is off.
    pub(super) fn just_issued(mut self) -> Self {
        self.just_issued = true;
        self
    }

    pub(super) fn is_just_issued(&self) -> bool {
        self.just_issued
    }

    /// Whether SecretId, SecretKey and token are the same.
    pub(super) fn has_keys_of(&self, other: &Self) -> bool {
        (&self.secret_id, &self.secret_key, &self.token)
            == (&other.secret_id, &other.secret_key, &other.token)
    }

    /// The keys derived from the SecretKey.
    pub(crate) fn day_keys(&self) -> &DayKeys {
        &self.day_keys
    }

    /// When the credential ends; `None` for a long-lived one.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }
}

/// Refuses what can be no key; the message never holds the value.
fn check(what: &str, value: &str) -> Result<(), CredentialError> {
    if value.is_empty() {
        return Err(CredentialError::new(format!("the {what} is empty")));
    }
    if value.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(CredentialError::new(format!("the {what} holds white space")));
    }
    if !value.is_ascii() {
        return Err(CredentialError::new(format!(
            "the {what} holds characters that are not ASCII"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_white_space_or_without_content_are_refused() {
        for (id, key) in [("", "k"), ("i", ""), ("i ", "k"), ("i", "k\n"), ("i", "\u{a0}k")] {
            assert!(Credential::new(id, key).is_err(), "{id:?} {key:?}");
        }
    }

    #[test]
    fn no_secret_is_printed() {
        let credential = Credential::new("id", "hidden-key").unwrap().with_token("hidden-token");
        let printed = format!("{:?} {:?}", credential, Credential::new("id", "hidden key"));
        assert!(printed.contains("[redacted]") && !printed.contains("hidden"), "{printed}");
    }
}
