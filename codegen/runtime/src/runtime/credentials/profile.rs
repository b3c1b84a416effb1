//! The INI file of the official SDKs: `~/.tencentcloud/credentials`.

use std::path::{Path, PathBuf};

use super::{Credential, CredentialError, CredentialProvider, Reach};
use crate::runtime::transport::BoxFuture;

/// Keys from an INI file, by the section of a profile: `secret_id`, `secret_key`, `token`.
///
/// The file is the one that `TENCENTCLOUD_CREDENTIALS_FILE` names, else
/// `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials`. It is read anew at each
/// fetch.
#[derive(Clone, Debug)]
pub struct Profile {
    path: Option<PathBuf>,
    name: String,
}

impl Default for Profile {
    fn default() -> Self {
        Self::named("default")
    }
}

impl Profile {
    /// The profile of this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { path: None, name: name.into() }
    }

    /// Reads this file instead of the usual ones.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    fn read(&self) -> Result<Credential, CredentialError> {
        let path = self.path.clone().or_else(usual_file).ok_or_else(|| {
            CredentialError::not_configured("there is no file ~/.tencentcloud/credentials")
        })?;
        let text = read_file(&path)?;
        let (mut id, mut key, mut token) = (None, None, None);
        let mut found = false;
        for (name, value) in section(&text, &self.name) {
            found = true;
            match name {
                "secret_id" => id = Some(value),
                "secret_key" => key = Some(value),
                "token" => token = Some(value),
                _ => {}
            }
        }
        let place = format!("in the profile {:?} of {}", self.name, path.display());
        if !found {
            return Err(CredentialError::not_configured(format!("there are no keys {place}")));
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
    if let Some(named) = std::env::var_os("TENCENTCLOUD_CREDENTIALS_FILE")
        && !named.is_empty()
    {
        return Some(named.into());
    }
    let home = std::env::home_dir().map(|home| home.join(".tencentcloud/credentials"));
    let of_system = PathBuf::from("/etc/tencentcloud/credentials");
    home.into_iter().chain([of_system]).find(|path| path.is_file())
}

/// The text of a file; a missing one is not configured, an unreadable one a failure.
pub(super) fn read_file(path: &Path) -> Result<String, CredentialError> {
    std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read {}", path.display());
        match error.kind() {
            std::io::ErrorKind::NotFound => CredentialError::not_configured(message),
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
    fn a_missing_file_or_profile_is_not_configured_and_a_missing_key_is_a_failure() {
        assert!(
            Profile::default().in_file("/nowhere/at/all").read().unwrap_err().is_not_configured()
        );
        assert!(read("third", FILE).unwrap_err().is_not_configured());
        let error = read("default", "[default]\nsecret_id = i\n").unwrap_err();
        assert!(!error.is_not_configured() && error.to_string().contains("secret_key"), "{error}");
    }
}
