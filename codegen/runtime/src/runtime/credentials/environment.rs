//! Keys from environment variables, as all official SDKs and tccli name them.

use super::{Credential, CredentialError, CredentialProvider, Reach};
use crate::runtime::transport::BoxFuture;

/// Keys from `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`, and for a temporary credential
/// `TENCENTCLOUD_TOKEN` or `TENCENTCLOUD_SESSION_TOKEN`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment;

impl Credential {
    /// The keys from the environment; see [`Environment`].
    ///
    /// # Errors
    /// When a variable is missing, empty, or holds white space.
    pub fn from_env() -> Result<Self, CredentialError> {
        from_variables(|name| std::env::var(name).ok())
    }
}

/// The value of a variable that is set to something.
pub(super) fn required(
    name: &str,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<String, CredentialError> {
    variable(name).filter(|value| !value.is_empty()).ok_or_else(|| {
        CredentialError::not_configured(format!("the environment variable {name} is not set"))
    })
}

fn from_variables(
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Credential, CredentialError> {
    let id = required("TENCENTCLOUD_SECRET_ID", &variable)?;
    let key = required("TENCENTCLOUD_SECRET_KEY", &variable)?;
    let token = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"]
        .iter()
        .filter_map(|name| variable(name))
        .find(|token| !token.is_empty());
    Credential::new(id, key)?.with_token(token.unwrap_or_default())
}

impl CredentialProvider for Environment {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(std::future::ready(Credential::from_env()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Credential, CredentialError> {
        from_variables(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn both_token_names_are_read_and_an_empty_token_is_none() {
        let keys = [("TENCENTCLOUD_SECRET_ID", "i"), ("TENCENTCLOUD_SECRET_KEY", "k")];
        assert!(read(&keys).unwrap().token().is_none());
        for name in ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"] {
            let credential = read(&[keys[0], keys[1], (name, "t")]).unwrap();
            assert_eq!(credential.token().unwrap().expose(), "t");
            assert!(read(&[keys[0], keys[1], (name, "")]).unwrap().token().is_none());
        }
    }

    #[test]
    fn what_is_missing_is_named_and_lets_a_chain_go_on() {
        let error = read(&[("TENCENTCLOUD_SECRET_ID", "i")]).unwrap_err();
        assert!(error.is_not_configured());
        assert!(error.to_string().contains("TENCENTCLOUD_SECRET_KEY"), "{error}");
    }

    #[test]
    fn a_key_with_white_space_is_a_failure_and_not_a_missing_one() {
        let error = read(&[("TENCENTCLOUD_SECRET_ID", "i\n"), ("TENCENTCLOUD_SECRET_KEY", "k")]);
        assert!(!error.unwrap_err().is_not_configured());
    }
}
