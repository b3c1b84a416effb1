//! Keys from environment variables, as all official SDKs and tccli name them.

use super::{Credential, CredentialError, CredentialProvider, Reach};
use crate::runtime::transport::BoxFuture;

/// Keys from `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`, and for a temporary credential
/// `TENCENTCLOUD_TOKEN` or `TENCENTCLOUD_SESSION_TOKEN`; where neither key is set, those of a cloud
/// function (SCF): `TENCENTCLOUD_SECRETID`, `TENCENTCLOUD_SECRETKEY`, `TENCENTCLOUD_SESSIONTOKEN`.
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

/// The names of SecretId and SecretKey, and those that the token may have: of all SDKs and tccli, and
/// of cloud functions.
const NAMES: [(&str, &str, &[&str]); 2] = [
    (
        "TENCENTCLOUD_SECRET_ID",
        "TENCENTCLOUD_SECRET_KEY",
        &["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"],
    ),
    ("TENCENTCLOUD_SECRETID", "TENCENTCLOUD_SECRETKEY", &["TENCENTCLOUD_SESSIONTOKEN"]),
];

fn from_variables(
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Credential, CredentialError> {
    for (id_name, key_name, token_names) in NAMES {
        let (id, key) = (required(id_name, &variable), required(key_name, &variable));
        let (id, key) = match (id, key) {
            (Ok(id), Ok(key)) => (id, key),
            (Err(_), Err(_)) => continue,
            (id, key) => {
                let missing = if id.is_err() { id_name } else { key_name };
                let set = if key.is_err() { id_name } else { key_name };
                return Err(CredentialError::new(format!(
                    "the environment variable {missing} is not set, though {set} is"
                )));
            }
        };
        let mut token = token_names.iter().filter_map(|name| variable(name));
        let token = token.find(|token| !token.is_empty());
        return Credential::new(id, key)?.with_token(token.unwrap_or_default());
    }
    let (id, key, _) = NAMES[0];
    Err(CredentialError::not_configured(format!(
        "the environment variables {id} and {key} are not set"
    )))
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
    fn nothing_lets_a_chain_go_on_and_half_stops_it() {
        for nothing in [&[][..], &[("TENCENTCLOUD_SECRET_ID", "")], &[("TENCENTCLOUD_TOKEN", "t")]]
        {
            assert!(read(nothing).unwrap_err().is_not_configured());
        }
        for (set, missing) in [
            ("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"),
            ("TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECRET_ID"),
            ("TENCENTCLOUD_SECRETID", "TENCENTCLOUD_SECRETKEY"),
        ] {
            let error = read(&[(set, "x"), (missing, "")]).unwrap_err();
            assert!(!error.is_not_configured(), "{error}");
            assert!(error.to_string().contains(missing), "{error}");
        }
    }

    #[test]
    fn a_cloud_function_has_names_of_its_own_that_never_mix_with_the_others() {
        let scf = [
            ("TENCENTCLOUD_SECRETID", "i"),
            ("TENCENTCLOUD_SECRETKEY", "k"),
            ("TENCENTCLOUD_SESSIONTOKEN", "t"),
        ];
        let credential = read(&scf).unwrap();
        assert_eq!(credential.secret_id(), "i");
        assert_eq!(credential.token().unwrap().expose(), "t");
        let own = [("TENCENTCLOUD_SECRET_ID", "i2"), ("TENCENTCLOUD_SECRET_KEY", "k2")];
        let credential = read(&[&scf[..], &own].concat()).unwrap();
        assert_eq!(credential.secret_id(), "i2");
        assert!(credential.token().is_none());
        assert!(!read(&[&scf[..], &own[..1]].concat()).unwrap_err().is_not_configured());
    }

    #[test]
    fn a_key_with_white_space_is_a_failure_and_not_a_missing_one() {
        let error = read(&[("TENCENTCLOUD_SECRET_ID", "i\n"), ("TENCENTCLOUD_SECRET_KEY", "k")]);
        assert!(!error.unwrap_err().is_not_configured());
    }
}
