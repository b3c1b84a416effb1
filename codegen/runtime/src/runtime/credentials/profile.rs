//! The INI file of the official SDKs: `~/.tencentcloud/credentials`.

use std::path::{Path, PathBuf};

use super::{Credential, CredentialError, CredentialProvider, Reach};
use crate::runtime::transport::BoxFuture;

/// Keys from an INI file, by the section of a profile: `secret_id`, `secret_key`, `token`.
///
/// The file is the one that `TENCENTCLOUD_CREDENTIALS_FILE` names, else
/// `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials`. It is read anew at each
/// fetch.
///
/// What is named on purpose has to be there: a profile, or a file, in code or in the variable. Only
/// the profile `default` of a usual file may be missing, and then a chain goes on.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    path: Option<PathBuf>,
    name: Option<String>,
}

impl Profile {
    /// The profile of this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { path: None, name: Some(name.into()) }
    }

    /// Reads this file instead of the usual ones.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    fn read(&self) -> Result<Credential, CredentialError> {
        self.read_with(|name| std::env::var_os(name).map(PathBuf::from))
    }

    fn read_with(
        &self,
        variable: impl Fn(&str) -> Option<PathBuf>,
    ) -> Result<Credential, CredentialError> {
        let of_variable = || {
            variable("TENCENTCLOUD_CREDENTIALS_FILE").filter(|path| !path.as_os_str().is_empty())
        };
        let named_file = self.path.clone().or_else(of_variable);
        let on_purpose = named_file.is_some() || self.name.is_some();
        let lacking = |message: String| {
            if on_purpose {
                CredentialError::new(message)
            } else {
                CredentialError::not_configured(message)
            }
        };
        let path = named_file
            .or_else(usual_file)
            .ok_or_else(|| lacking("there is no file ~/.tencentcloud/credentials".to_owned()))?;
        let text = read_file(&path, on_purpose)?;
        let name = self.name.as_deref().unwrap_or("default");
        let (mut id, mut key, mut token) = (None, None, None);
        let mut found = false;
        for (name, value) in section(&text, name) {
            found = true;
            match name {
                "secret_id" => id = Some(value),
                "secret_key" => key = Some(value),
                "token" => token = Some(value),
                _ => {}
            }
        }
        let place = format!("in the profile {name:?} of {}", path.display());
        if !found {
            return Err(lacking(format!("there are no keys {place}")));
        }
        let required = |value: Option<&str>, name: &str| {
            let missing = || CredentialError::new(format!("there is no {name} {place}"));
            value.map(str::to_owned).ok_or_else(missing)
        };
        Credential::new(required(id, "secret_id")?, required(key, "secret_key")?)?
            .with_token(token.unwrap_or_default())
    }
}

impl CredentialProvider for Profile {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(std::future::ready(self.read()))
    }
}

fn usual_file() -> Option<PathBuf> {
    let home = std::env::home_dir().map(|home| home.join(".tencentcloud/credentials"));
    let of_system = PathBuf::from("/etc/tencentcloud/credentials");
    home.into_iter().chain([of_system]).find(|path| path.is_file())
}

/// The text of a file. A missing one is a failure where it was named on purpose, else not configured;
/// an unreadable one is a failure.
pub(super) fn read_file(path: &Path, on_purpose: bool) -> Result<String, CredentialError> {
    std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read {}", path.display());
        match error.kind() {
            std::io::ErrorKind::NotFound if !on_purpose => CredentialError::not_configured(message),
            _ => CredentialError::new(message),
        }
        .caused_by(error)
    })
}

/// The keys and values of one section of an INI file.
fn section<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut within = false;
    text.trim_start_matches('\u{feff}').lines().filter_map(move |line| {
        let line = line.trim();
        if let Some(head) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            within = head.trim() == name;
            return None;
        }
        if !within || line.starts_with(['#', ';']) {
            return None;
        }
        let (key, value) = line.split_once('=')?;
        Some((key.trim(), value.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\u{feff}# keys\n[default]\r\nsecret_id = i\nsecret_key=k=\n\n[other]\n\
                        ; not this: secret_id = x\nsecret_id = i2\nsecret_key = k2\ntoken = t2\n";

    fn read(profile: &str, text: &str) -> Result<Credential, CredentialError> {
        let name = format!("tc-profile-{}-{}", std::process::id(), crate::runtime::random::uuid());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        let credential = Profile::named(profile).in_file(&path).read();
        std::fs::remove_file(&path).unwrap();
        credential
    }

    #[test]
    fn each_profile_has_its_keys() {
        let credential = read("default", FILE).unwrap();
        assert_eq!((credential.secret_id(), credential.secret_key().expose()), ("i", "k="));
        assert!(credential.token().is_none());
        let credential = read("other", FILE).unwrap();
        assert_eq!(credential.secret_id(), "i2");
        assert_eq!(credential.token().unwrap().expose(), "t2");
    }

    #[test]
    fn what_is_named_on_purpose_has_to_be_there() {
        let missing = Profile::default().in_file("/nowhere/at/all");
        assert!(!missing.read_with(|_| None).unwrap_err().is_not_configured());
        let by_variable = Profile::default().read_with(|_| Some("/nowhere/at/all".into()));
        assert!(!by_variable.unwrap_err().is_not_configured());
        assert!(!Profile::named("third").read_with(|_| None).unwrap_err().is_not_configured());
        assert!(!read("third", FILE).unwrap_err().is_not_configured());
        let error = read("default", "[default]\nsecret_id = i\n").unwrap_err();
        assert!(!error.is_not_configured() && error.to_string().contains("secret_key"), "{error}");
    }
}
