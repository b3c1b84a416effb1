//! A role assumed with other keys, through the security token service.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value as Json};

use super::reach::ASSUME_ROLE;
use super::{Credential, CredentialError, CredentialProvider, Reach, ServiceCall};
use crate::runtime::protocol::Endpoint;
use crate::runtime::transport::BoxFuture;
use crate::runtime::wire::JsonObject;

/// A role, assumed with the keys of another provider.
#[derive(Clone, Debug)]
pub struct AssumeRole {
    source: Arc<dyn CredentialProvider>,
    role_arn: String,
    session_name: String,
    duration: Duration,
    policy: Option<String>,
    external_id: Option<String>,
    region: String,
    endpoint: Endpoint,
}

impl AssumeRole {
    /// The role with this resource name (`qcs::cam::uin/…:roleName/…`), for two hours at a time.
    pub fn new(source: impl CredentialProvider, role_arn: impl Into<String>) -> Self {
        Self {
            source: Arc::new(source),
            role_arn: role_arn.into(),
            session_name: "tencentcloud-rust-sdk".to_owned(),
            duration: Duration::from_secs(7_200),
            policy: None,
            external_id: None,
            region: "ap-guangzhou".to_owned(),
            endpoint: Endpoint::default(),
        }
    }

    /// The name of the session, for audits.
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session_name = name.into();
        self
    }

    /// How long each credential lives; twelve hours at most.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// A policy that narrows what the role may do.
    #[must_use]
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// The external id that the role's trust asks for.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// The region of the token service; ap-guangzhou unless set.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// Another host of the token service.
    #[must_use]
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    async fn assume(&self, reach: &Reach<'_>) -> Result<Credential, CredentialError> {
        // Whoever names a role wants that role: without keys for it no other identity is used.
        let signer = self.source.fetch(reach).await.map_err(CredentialError::of_what_is_set_up)?;
        let mut request = Map::new();
        request.insert("RoleArn".into(), self.role_arn.as_str().into());
        request.insert("RoleSessionName".into(), self.session_name.as_str().into());
        request.insert("DurationSeconds".into(), self.duration.as_secs().into());
        let mut optional = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                request.insert(name.to_owned(), Json::from(value.as_str()));
            }
        };
        optional("Policy", &self.policy);
        optional("ExternalId", &self.external_id);
        let call = ServiceCall {
            action: &ASSUME_ROLE,
            endpoint: &self.endpoint,
            region: &self.region,
            signer: Some(&signer),
            request: JsonObject(request),
        };
        reach.temporary(call).await
    }
}

impl CredentialProvider for AssumeRole {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.assume(reach))
    }
}
