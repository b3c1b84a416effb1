//! Sets up a client of either kind.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::runtime::core::{Core, Hook, RetryPolicy, Settings};
use crate::runtime::credentials::{Cache, CredentialProvider};
use crate::runtime::error::Error;
use crate::runtime::protocol::{Endpoint, Language};
use crate::runtime::transport::{Proxies, RootCertificates, Transport};

/// Sets up a [`Client`](crate::runtime::Client), or the blocking one.
///
/// Settings that are not here are set through [`configure`](Self::configure).
#[must_use]
pub struct ClientBuilder<C> {
    settings: Settings,
    provider: Option<Arc<dyn CredentialProvider>>,
    transport: Option<Arc<dyn Transport>>,
    connect_timeout: Duration,
    proxies: Option<Proxies>,
    roots: RootCertificates,
    client: PhantomData<fn() -> C>,
}

/// The longest time to connect: an instant that far ahead exists on every platform.
const LONGEST: Duration = Duration::from_secs(24 * 3_600);

impl<C> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            provider: None,
            transport: None,
            connect_timeout: Duration::from_secs(10),
            proxies: None,
            roots: RootCertificates::default(),
            client: PhantomData,
        }
    }
}

impl<C> ClientBuilder<C> {
    /// Who signs: a [`Credential`](crate::runtime::Credential), or a provider of them. Without one the
    /// client is built all the same, and calls that are signed fail with
    /// [`Error::Credential`](crate::runtime::Error::Credential).
    pub fn credential(mut self, provider: impl CredentialProvider) -> Self {
        self.provider = Some(Arc::new(provider));
        self
    }

    /// The region, `ap-guangzhou`; that of the environment variable `TENCENTCLOUD_REGION` unless set,
    /// and none if it is empty.
    pub fn region(self, region: impl Into<String>) -> Self {
        self.configure(|settings| settings.region(region))
    }

    /// One host for every action: `https://cvm.example.com`, `http://127.0.0.1:8080`.
    pub fn endpoint(self, url: &str) -> Self {
        self.configure(|settings| settings.endpoint(url))
    }

    /// How hosts are made from the documented ones: regional, internal, another root domain.
    pub fn endpoint_rule(self, endpoint: Endpoint) -> Self {
        self.configure(|settings| settings.endpoint_rule(endpoint))
    }

    /// The language of the service's messages; Chinese unless set.
    pub fn language(self, language: Language) -> Self {
        self.configure(|settings| settings.language(language))
    }

    /// The time for a whole call with all its attempts; 60 seconds unless set.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.configure(|settings| settings.timeout(timeout))
    }

    /// The time to make a connection, TLS included; 10 seconds unless set. A transport of your own
    /// has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout.min(LONGEST);
        self
    }

    /// The proxies that calls go through; those of the environment unless set. A transport of your
    /// own has its own.
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = Some(proxies);
        self
    }

    /// Certificate authorities to trust besides those of Mozilla's list, such as that of a company's
    /// proxy or of a private cloud: the bytes of a PEM file with one certificate or more. May be
    /// called again. A text that holds none, or one that cannot be read, is an error of `build`. A
    /// transport of your own has its own.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn root_certificates_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        match std::mem::take(&mut self.roots).and_pem(pem.as_ref()) {
            Ok(roots) => self.roots = roots,
            Err(problem) => self.settings = self.settings.problem(problem),
        }
        self
    }

    /// Whether servers are believed without a look at their certificates; see
    /// [`RootCertificates::danger_accept_invalid_certificates`].
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn danger_accept_invalid_certificates(mut self, accept: bool) -> Self {
        self.roots = self.roots.danger_accept_invalid_certificates(accept);
        self
    }

    /// When to repeat a call that failed.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.configure(|settings| settings.retry(policy))
    }

    /// Code of your own before and after each attempt.
    pub fn hook(self, hook: impl Hook) -> Self {
        self.configure(|settings| settings.hook(hook))
    }

    /// Any of the [`Settings`].
    pub fn configure(mut self, change: impl FnOnce(Settings) -> Settings) -> Self {
        self.settings = change(self.settings);
        self
    }

    /// Carries requests out in another way than the client's own: with another HTTP library, or
    /// with [`Replay`](crate::runtime::transport::Replay) in a test.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The core, with this transport unless another was given.
    pub(crate) fn core(
        self,
        usual: impl FnOnce(Duration, &Proxies, &RootCertificates) -> Result<Arc<dyn Transport>, Error>,
    ) -> Result<Core, Error> {
        let settings = self.settings.region_of_env();
        settings.check()?;
        let transport = if let Some(transport) = self.transport {
            transport
        } else {
            let proxies = self.proxies.unwrap_or_else(Proxies::from_env);
            usual(self.connect_timeout, &proxies, &self.roots)?
        };
        Ok(Core::new(
            transport,
            self.provider.map(|provider| Arc::new(Cache::new(provider))),
            settings,
        ))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("settings", &self.settings)
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
