//! Which host a call goes to.

use http::uri::{Authority, Scheme};

use crate::runtime::action::Action;
use crate::runtime::error::InvalidRequest;

/// The root domain of the documented hosts.
const ROOT: &str = "tencentcloudapi.com";

/// Which host calls go to. The default is the one that the documentation of the action names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint(Rule);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Rule {
    #[default]
    Documented,
    Root(String),
    Region(String),
    Internal,
    International,
    Full(Scheme, Authority),
}

impl Endpoint {
    /// Another root domain in place of `tencentcloudapi.com`: `cvm.<root>`.
    ///
    /// # Errors
    /// When the domain cannot be part of a host name.
    pub fn root_domain(root: &str) -> Result<Self, InvalidRequest> {
        parse_authority(root)?;
        Ok(Self(Rule::Root(root.to_owned())))
    }

    /// The host of one region, `cvm.ap-shanghai-fsi.tencentcloudapi.com`: closer, and a must in
    /// finance zones.
    ///
    /// # Errors
    /// When the region cannot be part of a host name.
    pub fn regional(region: &str) -> Result<Self, InvalidRequest> {
        parse_authority(region)?;
        Ok(Self(Rule::Region(region.to_owned())))
    }

    /// The host for callers inside Tencent Cloud: `cvm.internal.tencentcloudapi.com`.
    pub fn internal() -> Self {
        Self(Rule::Internal)
    }

    /// The host of the international site: `cvm.intl.tencentcloudapi.com`.
    pub fn international() -> Self {
        Self(Rule::International)
    }

    /// This host for every action: `https://cvm.example.com`, `http://127.0.0.1:8080`; https where
    /// no scheme is given.
    ///
    /// # Errors
    /// When it is no host, or has a path, a user, or another scheme than http and https.
    pub fn full(url: &str) -> Result<Self, InvalidRequest> {
        let wrong = |why: &str| InvalidRequest::new(format!("the endpoint {url:?} {why}"));
        let (scheme, rest) = match url.split_once("://") {
            None => (Scheme::HTTPS, url),
            Some(("https", rest)) => (Scheme::HTTPS, rest),
            Some(("http", rest)) => (Scheme::HTTP, rest),
            Some(_) => return Err(wrong("has another scheme than http and https")),
        };
        let host = rest.strip_suffix('/').unwrap_or(rest);
        if host.contains(['/', '?', '#', '@']) {
            return Err(wrong("has more than a host and a port"));
        }
        Ok(Self(Rule::Full(scheme, parse_authority(host)?)))
    }

    /// Where a call of this action goes to.
    pub(crate) fn resolve(
        &self,
        action: &Action<'_>,
    ) -> Result<(Scheme, Authority), InvalidRequest> {
        let host = match &self.0 {
            Rule::Full(scheme, authority) => return Ok((scheme.clone(), authority.clone())),
            Rule::Documented => action.endpoint.to_owned(),
            Rule::Root(root) => with_domain(action, root),
            Rule::Region(region) => with_domain(action, &format!("{region}.{ROOT}")),
            Rule::Internal => with_domain(action, &format!("internal.{ROOT}")),
            Rule::International => with_domain(action, &format!("intl.{ROOT}")),
        };
        Ok((Scheme::HTTPS, parse_authority(&host)?))
    }
}

/// The action's host under another domain; a host outside the root domain stays as documented.
fn with_domain(action: &Action, domain: &str) -> String {
    match action.endpoint.strip_suffix(ROOT) {
        Some(label) => [label, domain].concat(),
        None => action.endpoint.to_owned(),
    }
}

fn parse_authority(host: &str) -> Result<Authority, InvalidRequest> {
    let wrong = || InvalidRequest::new(format!("{host:?} is not a host name"));
    if host.contains('@') {
        return Err(wrong());
    }
    host.parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(endpoint: &Endpoint, host: &'static str) -> String {
        let action = Action::new("cvm", "2017-03-12", "X", host);
        let (scheme, authority) = endpoint.resolve(&action).unwrap();
        format!("{scheme}://{authority}")
    }

    #[test]
    fn each_rule_gives_its_host() {
        let cases = [
            (Endpoint::default(), "https://cvm.tencentcloudapi.com"),
            (Endpoint::root_domain("example.cn").unwrap(), "https://cvm.example.cn"),
            (
                Endpoint::regional("ap-shanghai-fsi").unwrap(),
                "https://cvm.ap-shanghai-fsi.tencentcloudapi.com",
            ),
            (Endpoint::internal(), "https://cvm.internal.tencentcloudapi.com"),
            (Endpoint::international(), "https://cvm.intl.tencentcloudapi.com"),
            (Endpoint::full("http://127.0.0.1:8080/").unwrap(), "http://127.0.0.1:8080"),
            (Endpoint::full("cvm.example.com").unwrap(), "https://cvm.example.com"),
            (Endpoint::full("http://[::1]:8080").unwrap(), "http://[::1]:8080"),
        ];
        for (endpoint, expected) in cases {
            assert_eq!(resolved(&endpoint, "cvm.tencentcloudapi.com"), expected);
        }
    }

    #[test]
    fn a_host_outside_the_root_domain_stays() {
        assert_eq!(
            resolved(&Endpoint::internal(), "file.ess.tencent.cn"),
            "https://file.ess.tencent.cn"
        );
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for url in ["ftp://x", "https://x/path", "https://u@x", "https://x?y", "", "a b"] {
            assert!(Endpoint::full(url).is_err(), "{url:?}");
        }
        assert!(Endpoint::regional("ap guangzhou").is_err());
        assert!(Endpoint::root_domain("").is_err());
        assert!(Endpoint::regional("user@ap-guangzhou").is_err());
        assert!(Endpoint::root_domain("a@example.com").is_err());
    }
}
