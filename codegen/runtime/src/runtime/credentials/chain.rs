//! Several providers, of which the first that is set up is used.

use super::{
    Credential, CredentialError, CredentialProvider, CvmRole, Environment, Profile, Reach, Tccli,
    TkeOidc,
};
use crate::runtime::transport::BoxFuture;

/// The first provider that is set up.
///
/// One that is not set up lets the chain go on; one that is and fails stops it, so that no other
/// identity is used by accident.
#[derive(Debug)]
pub struct Chain(Vec<Box<dyn CredentialProvider>>);

impl Default for Chain {
    /// Environment, INI file, tccli's files, the role of a TKE pod, the role of a CVM instance.
    ///
    /// The instance comes last: outside Tencent Cloud it costs a second to learn that there is none.
    fn default() -> Self {
        Self::new()
            .then(Environment)
            .then(Profile::default())
            .then(Tccli::default())
            .then(TkeOidc::new())
            .then(CvmRole::new())
    }
}

impl Chain {
    /// No provider yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a provider behind the others.
    #[must_use]
    pub fn then(mut self, provider: impl CredentialProvider) -> Self {
        self.0.push(Box::new(provider));
        self
    }

    async fn first(&self, reach: &Reach<'_>) -> Result<Credential, CredentialError> {
        let mut tried = Vec::new();
        for provider in &self.0 {
            match provider.fetch(reach).await {
                Err(error) if error.is_not_configured() => tried.push(error.message().to_owned()),
                result => return result,
            }
        }
        let message = format!("no provider is set up ({})", tried.join("; "));
        Err(CredentialError::not_configured(message))
    }
}

impl CredentialProvider for Chain {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(self.first(reach))
    }
}
