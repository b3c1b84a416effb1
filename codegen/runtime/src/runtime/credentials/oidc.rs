//! The role of a pod in TKE, through its web identity token.

use serde_json::Map;

use super::environment::required;
use super::profile::read_file;
use super::reach::{ASSUME_ROLE_WITH_WEB_IDENTITY, StsCall};
use super::{Credential, CredentialError, CredentialProvider, Reach};
use crate::runtime::protocol::Endpoint;
use crate::runtime::transport::BoxFuture;

/// The role that TKE gives a pod, from `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_ROLE_ARN` and
/// `TKE_WEB_IDENTITY_TOKEN_FILE`. Variables and file are read anew at each fetch: TKE renews them.
#[derive(Clone, Debug, Default)]
pub struct TkeOidc {
    endpoint: Endpoint,
}

impl TkeOidc {
    /// As TKE sets it up.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another host of the token service.
    #[must_use]
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    pub(crate) async fn assume(
        &self,
        reach: &Reach<'_>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Credential, CredentialError> {
        let region = required("TKE_REGION", &variable)?;
        let provider = required("TKE_PROVIDER_ID", &variable)?;
        let role = required("TKE_ROLE_ARN", &variable)?;
        let file = required("TKE_WEB_IDENTITY_TOKEN_FILE", &variable)?;
        let token = read_file(file.as_ref())?;
        let mut request = Map::new();
        request.insert("ProviderId".into(), provider.into());
        request.insert("WebIdentityToken".into(), token.trim().into());
        request.insert("RoleArn".into(), role.into());
        request.insert("RoleSessionName".into(), "tencentcloud-rust-sdk".into());
        request.insert("DurationSeconds".into(), 7_200.into());
        let call = StsCall {
            action: &ASSUME_ROLE_WITH_WEB_IDENTITY,
            endpoint: &self.endpoint,
            region: &region,
            signer: None,
            request,
        };
        reach.temporary(call).await
    }
}

impl CredentialProvider for TkeOidc {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.assume(reach, |name| std::env::var(name).ok()))
    }
}
