//! The role of a pod in TKE, through its web identity token.

use serde_json::Map;

use super::environment::required;
use super::profile::read_file;
use super::reach::ASSUME_ROLE_WITH_WEB_IDENTITY;
use super::{Credential, CredentialError, CredentialProvider, Reach, ServiceCall};
use crate::runtime::protocol::Endpoint;
use crate::runtime::transport::BoxFuture;
use crate::runtime::wire::JsonObject;

/// The role that TKE gives a pod, from `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_ROLE_ARN` and
/// `TKE_WEB_IDENTITY_TOKEN_FILE`. Variables and file are read anew at each fetch: TKE renews them.
///
/// A pod that has one of them (but for the region) is set up: what else is missing is a failure, so
/// that a chain does not go on to the rights of the node.
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
        let is_set = |name| required(name, &variable).is_ok();
        if !["TKE_PROVIDER_ID", "TKE_ROLE_ARN", "TKE_WEB_IDENTITY_TOKEN_FILE"]
            .into_iter()
            .any(is_set)
        {
            return Err(CredentialError::not_configured(
                "the environment variables of a TKE pod (TKE_ROLE_ARN and others) are not set",
            ));
        }
        let needed = |name| {
            required(name, &variable).map_err(|_| {
                let message = format!("{name} is not set, though others of a TKE pod are");
                CredentialError::new(message)
            })
        };
        let region = needed("TKE_REGION")?;
        let provider = needed("TKE_PROVIDER_ID")?;
        let role = needed("TKE_ROLE_ARN")?;
        let file = needed("TKE_WEB_IDENTITY_TOKEN_FILE")?;
        let token = read_file(file.as_ref(), true)?;
        let mut request = Map::new();
        request.insert("ProviderId".into(), provider.into());
        request.insert("WebIdentityToken".into(), token.trim().into());
        request.insert("RoleArn".into(), role.into());
        request.insert("RoleSessionName".into(), "tencentcloud-rust-sdk".into());
        request.insert("DurationSeconds".into(), 7_200.into());
        let call = ServiceCall {
            action: &ASSUME_ROLE_WITH_WEB_IDENTITY,
            endpoint: &self.endpoint,
            region: &region,
            signer: None,
            request: JsonObject(request),
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
    use std::time::{Duration, UNIX_EPOCH};

    use serde_json::json;

    use super::*;
    use crate::runtime::transport::Replay;

    /// What TKE sets up, without the variable of this name; the token is in this file.
    #[derive(Debug)]
    struct Pod {
        token_file: String,
        without: &'static str,
    }

    impl CredentialProvider for Pod {
        fn fetch<'a>(
            &'a self,
            reach: &'a Reach<'a>,
        ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
            let variable = |name: &str| match name {
                name if name == self.without => None,
                "TKE_REGION" => Some("ap-beijing".to_owned()),
                "TKE_PROVIDER_ID" => Some("tke-provider".to_owned()),
                "TKE_ROLE_ARN" => Some("qcs::cam::uin/1:roleName/pod".to_owned()),
                _ => Some(self.token_file.clone()),
            };
            Box::pin(async move { TkeOidc::new().assume(reach, variable).await })
        }
    }

    fn assume(replay: &Replay, pod: Pod) -> Result<Credential, crate::runtime::Error> {
        let client = crate::runtime::Client::builder().credential(pod).transport(replay.clone());
        let client = client.build().unwrap();
        // A replayed answer is there at once.
        let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(client.credential()).poll(context) {
            std::task::Poll::Ready(result) => result,
            std::task::Poll::Pending => panic!("nothing is waited for"),
        }
    }

    #[test]
    fn a_pod_assumes_its_role_without_a_signature() {
        let name = format!("tc-token-{}", crate::runtime::random::uuid());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, "web-token\n").unwrap();
        let keys = json!({"TmpSecretId": "i", "TmpSecretKey": "k", "Token": "t"});
        let replay =
            Replay::new().response(json!({"Credentials": keys, "ExpiredTime": 4_000_007_200_u64}));
        let pod = Pod { token_file: file.to_string_lossy().into_owned(), without: "" };
        let credential = assume(&replay, pod).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(credential.secret_id(), "i");
        assert_eq!(credential.expires_at(), Some(UNIX_EPOCH + Duration::from_secs(4_000_007_200)));
        let sent = replay.recorded().remove(0);
        assert_eq!(sent.action, "AssumeRoleWithWebIdentity");
        assert_eq!(sent.request.headers()["authorization"], "SKIP");
        assert_eq!(sent.request.headers()["x-tc-region"], "ap-beijing");
        assert_eq!(sent.json["WebIdentityToken"], "web-token");
    }

    #[test]
    fn a_pod_whose_token_or_variables_are_missing_is_a_failure() {
        for without in ["", "TKE_REGION", "TKE_ROLE_ARN", "TKE_WEB_IDENTITY_TOKEN_FILE"] {
            let pod = Pod { token_file: "/nowhere/at/all".to_owned(), without };
            let Err(crate::runtime::Error::Credential(error)) = assume(&Replay::new(), pod) else {
                panic!("{without}: no failure of the credential")
            };
            assert!(!error.is_not_configured(), "{without}: {error}");
        }
    }
}
