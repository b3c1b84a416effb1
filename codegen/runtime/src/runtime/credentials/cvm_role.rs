//! The role that is bound to a CVM instance, from its metadata service.

use std::time::Duration;

use serde_json::Value as Json;

use super::reach::temporary_credential;
use super::{Credential, CredentialError, CredentialProvider, Reach};
use crate::runtime::transport::BoxFuture;

/// The temporary credential of the role that the CVM instance has.
///
/// Outside Tencent Cloud nothing answers at that address, so it is given one second only. Nothing
/// there, or an instance without a role, lets a chain go on; a service that is there and fails stops
/// it.
#[derive(Clone, Debug)]
pub struct CvmRole {
    base: String,
    role: Option<String>,
    timeout: Duration,
}

impl Default for CvmRole {
    fn default() -> Self {
        Self::new()
    }
}

impl CvmRole {
    /// The role that the instance has.
    pub fn new() -> Self {
        Self {
            base: "http://metadata.tencentyun.com".to_owned(),
            role: None,
            timeout: Duration::from_secs(1),
        }
    }

    /// The role of this name, without asking which one there is.
    #[must_use]
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
        self
    }

    /// Another address of the metadata service.
    #[must_use]
    pub fn address(mut self, base: impl Into<String>) -> Self {
        self.base = base.into();
        self
    }

    /// Another time for each answer of the metadata service.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    async fn read(&self, reach: &Reach<'_>) -> Result<Credential, CredentialError> {
        let folder = format!("{}/latest/meta-data/cam/security-credentials/", self.base);
        let role = if let Some(role) = &self.role {
            role.clone()
        } else {
            let name =
                reach.read(&folder, self.timeout).await.map_err(|not_read| {
                    match not_read.status {
                        Some(status) if status != 404 => not_read.error,
                        _ => CredentialError::not_configured(
                            "this is not a CVM instance with a role",
                        )
                        .caused_by(not_read.error),
                    }
                })?;
            String::from_utf8_lossy(&name).trim().to_owned()
        };
        if role.is_empty()
            || !role.chars().all(|c| c.is_ascii_alphanumeric() || "-_.@+=".contains(c))
        {
            return Err(CredentialError::new("the metadata service names no role"));
        }
        let answer = reach.get(&format!("{folder}{role}"), self.timeout).await?;
        let answer: Json = serde_json::from_slice(&answer)
            .map_err(|error| CredentialError::new("the metadata is not JSON").caused_by(error))?;
        match answer.get("Code").and_then(Json::as_str) {
            Some("Success") => temporary_credential(&answer, answer.get("ExpiredTime")),
            code => Err(CredentialError::new(format!(
                "the metadata service answers {}",
                code.unwrap_or("without a Code")
            ))),
        }
    }
}

impl CredentialProvider for CvmRole {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.read(reach))
    }
}
