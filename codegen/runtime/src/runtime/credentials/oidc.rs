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

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::{Duration, Instant, UNIX_EPOCH};

    use serde_json::json;

    use super::*;
    use crate::runtime::transport::Replay;

    /// What TKE sets up; the token stands in this file.
    fn assume(replay: &Replay, token_file: &str) -> Result<Credential, CredentialError> {
        let (provider, now) = (TkeOidc::new(), UNIX_EPOCH + Duration::from_secs(1_700_000_000));
        let deadline = Instant::now() + Duration::from_secs(60);
        let reach = Reach { transport: replay, now, deadline };
        let variable = |name: &str| match name {
            "TKE_REGION" => Some("ap-beijing".to_owned()),
            "TKE_PROVIDER_ID" => Some("tke-provider".to_owned()),
            "TKE_ROLE_ARN" => Some("qcs::cam::uin/1:roleName/pod".to_owned()),
            _ => Some(token_file.to_owned()),
        };
        // A replayed answer is there at once.
        match pin!(provider.assume(&reach, variable)).poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("nothing is waited for"),
        }
    }

    #[test]
    fn a_pod_assumes_its_role_without_a_signature() {
        let name = format!("tc-token-{}", crate::runtime::random::uuid());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, "web-token\n").unwrap();
        let keys = json!({"TmpSecretId": "i", "TmpSecretKey": "k", "Token": "t"});
        let replay =
            Replay::new().response(json!({"Credentials": keys, "ExpiredTime": 1_700_007_200}));
        let credential = assume(&replay, &file.to_string_lossy()).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(credential.secret_id(), "i");
        assert_eq!(credential.expires_at(), Some(UNIX_EPOCH + Duration::from_secs(1_700_007_200)));
        let sent = replay.recorded().remove(0);
        assert_eq!(sent.action, "AssumeRoleWithWebIdentity");
        assert_eq!(sent.request.headers()["authorization"], "SKIP");
        assert_eq!(sent.request.headers()["x-tc-region"], "ap-beijing");
        assert_eq!(sent.json["WebIdentityToken"], "web-token");
    }

    #[test]
    fn a_missing_variable_or_file_lets_a_chain_go_on() {
        assert!(assume(&Replay::new(), "").unwrap_err().is_not_configured());
        assert!(assume(&Replay::new(), "/nowhere/at/all").unwrap_err().is_not_configured());
    }
}
