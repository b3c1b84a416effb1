//! The files that the official command line `tccli` keeps: `~/.tccli/<profile>.credential`.

use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value as Json;

use super::profile::read_file;
use super::{AssumeRole, Credential, CredentialError, CredentialProvider, CvmRole, Reach};
use crate::runtime::transport::BoxFuture;

/// The keys that `tccli configure` and `tccli auth login` stored.
///
/// Follows `role-arn` and `use-cvm-role` as tccli does. A session of `tccli auth login` is used
/// until it ends; renewing it is tccli's own affair.
///
/// A profile or a folder that is named on purpose, in code or in `TCCLI_PROFILE`, has to be there.
#[derive(Clone, Debug)]
pub struct Tccli {
    folder: Option<PathBuf>,
    folder_is_named: bool,
    profile: Option<String>,
}

impl Default for Tccli {
    fn default() -> Self {
        let folder = std::env::home_dir().map(|home| home.join(".tccli"));
        Self { folder, folder_is_named: false, profile: None }
    }
}

impl Tccli {
    /// The profile of this name, instead of that in `TCCLI_PROFILE`, or `default`.
    pub fn profile(name: impl Into<String>) -> Self {
        Self { profile: Some(name.into()), ..Self::default() }
    }

    /// Reads this folder instead of `~/.tccli`.
    #[must_use]
    pub fn in_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self.folder_is_named = true;
        self
    }

    async fn read(&self, reach: &Reach<'_>) -> Result<Credential, CredentialError> {
        let of_variable = || std::env::var("TCCLI_PROFILE").ok().filter(|name| !name.is_empty());
        let profile = self.profile.clone().or_else(of_variable);
        let on_purpose = self.folder_is_named || profile.is_some();
        let profile = profile.unwrap_or_else(|| "default".to_owned());
        if profile.contains(['/', '\\']) {
            return Err(CredentialError::new("the name of the tccli profile is a path"));
        }
        let folder = self.folder.as_ref().ok_or_else(|| {
            CredentialError::not_configured("there is no home folder to hold .tccli")
        })?;
        let path = folder.join(format!("{profile}.credential"));
        let json: Json = serde_json::from_str(&read_file(&path, on_purpose)?).map_err(|error| {
            CredentialError::new(format!("cannot read {}", path.display())).caused_by(error)
        })?;
        let text = |name: &str| json.get(name).and_then(Json::as_str).filter(|v| !v.is_empty());
        if json.get("use-cvm-role").is_some_and(is_true) || text("type") == Some("cvm-role") {
            // The profile names the role; another identity is not meant.
            let role = CvmRole::new().fetch(reach).await;
            return role.map_err(CredentialError::of_what_is_set_up);
        }
        let (Some(id), Some(key)) = (text("secretId"), text("secretKey")) else {
            let message = format!("there are no keys in {}", path.display());
            return Err(if on_purpose {
                CredentialError::new(message)
            } else {
                CredentialError::not_configured(message)
            });
        };
        let mut credential = Credential::new(id, key)?.with_token(text("token").unwrap_or(""))?;
        if matches!(text("type"), Some("sso" | "oauth")) {
            credential = until_the_session_ends(credential, json.get("expiresAt"))?;
        }
        match text("role-arn") {
            None => Ok(credential),
            Some(role) => {
                let mut assumed = AssumeRole::new(credential, role);
                if let Some(name) = text("role-session-name") {
                    assumed = assumed.session_name(name);
                }
                assumed.fetch(reach).await
            }
        }
    }
}

fn is_true(value: &Json) -> bool {
    value
        .as_bool()
        .unwrap_or_else(|| value.as_str().is_some_and(|v| v.eq_ignore_ascii_case("true")))
}

fn until_the_session_ends(
    credential: Credential,
    expires_at: Option<&Json>,
) -> Result<Credential, CredentialError> {
    let seconds = expires_at.and_then(Json::as_u64);
    let time = seconds.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    match time {
        Some(time) => Ok(credential.expiring_at(time)),
        None => Err(CredentialError::new(
            "the tccli session does not tell when it ends; log in anew with `tccli auth login`",
        )),
    }
}

impl CredentialProvider for Tccli {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.read(reach))
    }
}
