//! Which certificate authorities a service's certificate may come from: one rule for both transports.

#[cfg(feature = "async")]
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, pem::PemObject};
#[cfg(feature = "async")]
use rustls::{
    ClientConfig, ConfigBuilder, WantsVerifier, client::WantsClientCert, crypto::CryptoProvider,
};

#[cfg(feature = "async")]
use super::unchecked::Unchecked;
use crate::runtime::error::InvalidRequest;

/// The certificate authorities to trust: those of Mozilla's list, and your own.
///
/// The default is Mozilla's list alone, whatever the system or the environment trusts.
#[derive(Clone, Default)]
pub struct RootCertificates {
    own: Vec<CertificateDer<'static>>,
    unchecked: bool,
}

impl RootCertificates {
    /// Whether servers are believed without a look at their certificates.
    ///
    /// **Anyone between client and service can read and change every call then.** For a test against
    /// a server whose certificate nobody signed; everywhere else, trust that certificate by
    /// [`and_pem`](Self::and_pem).
    #[must_use]
    pub fn danger_accept_invalid_certificates(mut self, accept: bool) -> Self {
        self.unchecked = accept;
        self
    }

    #[cfg(feature = "blocking")]
    pub(super) fn is_unchecked(&self) -> bool {
        self.unchecked
    }

    /// These, and every certificate of a PEM text. What else is in the text is passed over: words
    /// between the certificates, keys.
    ///
    /// # Errors
    /// When the text holds no certificate, or one that cannot be read.
    pub fn and_pem(mut self, pem: &[u8]) -> Result<Self, InvalidRequest> {
        let begun = begun(pem);
        let before = self.own.len();
        // Some editors begin a file with a byte order mark, which would hide the first certificate.
        let text = pem.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(pem);
        for certificate in CertificateDer::pem_slice_iter(text) {
            let number = self.own.len() - before + 1;
            let damaged = |what: String| {
                InvalidRequest::new(format!("root certificate {number} cannot be read: {what}"))
            };
            let certificate = certificate.map_err(|error| damaged(error.to_string()))?;
            let readable = RootCertStore::empty().add(certificate.clone());
            readable.map_err(|error| damaged(error.to_string()))?;
            self.own.push(certificate);
        }
        match self.own.len() - before {
            0 if begun == 0 => Err(InvalidRequest::new(
                "the root certificates hold none in PEM, which begins with `-----BEGIN CERTIFICATE-----`",
            )),
            read if read < begun => Err(InvalidRequest::new(format!(
                "of {begun} root certificates only {read} can be read; each begins with a line \
                 `-----BEGIN CERTIFICATE-----`"
            ))),
            _ => Ok(self),
        }
    }

    /// Mozilla's list, and what was added to it.
    #[cfg(feature = "async")]
    pub(super) fn store(&self) -> RootCertStore {
        let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        store.add_parsable_certificates(self.own.iter().cloned());
        store
    }

    /// Checks servers against these roots, or not at all.
    #[cfg(feature = "async")]
    pub(super) fn verified(
        &self,
        tls: ConfigBuilder<ClientConfig, WantsVerifier>,
        provider: &Arc<CryptoProvider>,
    ) -> ConfigBuilder<ClientConfig, WantsClientCert> {
        if self.unchecked {
            let unchecked = Arc::new(Unchecked(provider.clone()));
            return tls.dangerous().with_custom_certificate_verifier(unchecked);
        }
        tls.with_root_certificates(self.store())
    }

    /// What was added to Mozilla's list.
    #[cfg(feature = "blocking")]
    pub(super) fn own(&self) -> &[CertificateDer<'static>] {
        &self.own
    }
}

/// How many certificates begin in a PEM text, also under a name or in a place where they are not
/// read: none may be passed over in silence.
fn begun(pem: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pem);
    let begins = |line: &&str| line.contains("-----BEGIN ") && line.contains("CERTIFICATE-----");
    text.split(['\n', '\r']).filter(begins).count()
}

impl std::fmt::Debug for RootCertificates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RootCertificates")
            .field("own", &self.own.len())
            .field("unchecked", &self.unchecked)
            .finish()
    }
}

/// A certificate authority whose key was thrown away.
#[cfg(test)]
pub(super) const EXAMPLE: &str = "\
-----BEGIN CERTIFICATE-----
MIIBQDCB86ADAgECAhQSzxg6mJU4MlT+HKBSCLw2h20/oDAFBgMrZXAwFTETMBEG
A1UEAwwKY2EuZXhhbXBsZTAgFw0yNjExMjUwMjIzNTNaGA8yMTI2MTEwMTAyMjM1
M1owFTETMBEGA1UEAwwKY2EuZXhhbXBsZTAqMAUGAytlcAMhAKjlnBF8Hh9LEuBq
uSn9iHV4IMAFGafRbaSthufZWszYo1MwUTAdBgNVHQ4EFgQU4LQl2pzfeFte89Cj
13eMm2t4Z9swHwYDVR0jBBgwFoAU4LQl2pzfeFte89Cj13eMm2t4Z9swDwYDVR0T
AQH/BAUwAwEB/zAFBgMrZXADQQAQtfpWKIUa8nnwG1pgTWnYdWFklyiFrvTPCmhu
G+uM/KXkIksTaWskU3ubhO9tTBrkuGm3+xMaSO/VOdwoGTIN
-----END CERTIFICATE-----
";

#[cfg(all(test, feature = "async"))]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_of_ones_own_leaves_the_list_as_it_is() {
        let listed = webpki_roots::TLS_SERVER_ROOTS;
        assert_eq!(RootCertificates::default().store().roots, listed);
        let roots = RootCertificates::default().and_pem(EXAMPLE.as_bytes()).unwrap().store().roots;
        assert_eq!(roots.split_last().unwrap().1, listed);
    }
}
