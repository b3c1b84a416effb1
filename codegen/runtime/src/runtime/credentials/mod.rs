//! Who signs: one set of keys, or where to get it.
//!
//! A provider fetches; a cache keeps what it fetched, refreshes it once for all callers, and never
//! hands out what has expired. The same providers serve both clients. What they ask of the service is
//! a call like any other: with its attempts, its clock, its errors.

mod assume_role;
mod cache;
mod chain;
mod credential;
mod cvm_role;
mod day_keys;
mod environment;
mod oidc;
mod profile;
mod reach;
mod shared;
mod tccli;

use std::fmt;
use std::sync::Arc;

pub use crate::runtime::error::CredentialError;
pub use assume_role::AssumeRole;
pub(crate) use cache::{Asking, Cache, Lease};
pub use chain::Chain;
pub use credential::{Credential, SecretString};
pub use cvm_role::CvmRole;
pub(crate) use day_keys::{Date, DayKey};
pub use environment::Environment;
pub use oidc::TkeOidc;
pub use profile::Profile;
pub use reach::Reach;
pub(crate) use reach::{Calls, ServiceCall};
pub use tccli::Tccli;

use crate::runtime::transport::BoxFuture;

/// Where credentials come from.
///
/// Implement it for a source of your own: a secret store, a file that another program renews. What
/// it returns is kept until shortly before [`Credential::expires_at`]; without an expiry, until the
/// service refuses the keys. A refresh that fails leaves keys that are still good in use.
pub trait CredentialProvider: fmt::Debug + Send + Sync + 'static {
    /// Fetches a credential, anew each time.
    ///
    /// In the blocking client the future is polled on the calling thread, without a runtime.
    ///
    /// The future should end by [`Reach::deadline`] by itself. What goes through [`Reach::get`] ends
    /// in time. The calls that wait for it end at their own deadlines, whatever it does.
    ///
    /// # Errors
    /// [`CredentialError::not_configured`] when the source is not set up here, so that a [`Chain`]
    /// goes on; any other error stops it.
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>>;
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Box<P> {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        (**self).fetch(reach)
    }
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn fetch<'a>(
        &'a self,
        reach: &'a Reach<'a>,
    ) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        (**self).fetch(reach)
    }
}

impl CredentialProvider for Credential {
    fn fetch<'a>(&'a self, _: &'a Reach<'a>) -> BoxFuture<'a, Result<Credential, CredentialError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}
