//! Which host a call goes to.

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

use crate::runtime::action::{Action, RegionRule};
use crate::runtime::error::InvalidRequest;

/// The root domain of the documented hosts.
const ROOT: &str = "tencentcloudapi.com";

/// The hosts of the sandbox, where customers of the products for electronic signatures try things
/// out: one for each documented host.
const SANDBOX: [(&str, &str); 3] = [
    ("ess.tencentcloudapi.com", "ess.test.ess.tencent.cn"),
    ("essbasic.tencentcloudapi.com", "essbasic.test.ess.tencent.cn"),
    ("file.ess.tencent.cn", "file.test.ess.tencent.cn"),
];

/// Which host calls go to. The default is the one that the documentation of the action names; in a
/// region of the financial zone (`…-fsi`), that of the region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    rule: HostRule,
    /// Actions with another host, which go before the rule.
    actions: Vec<(String, Address)>,
    signs_documented_host: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum HostRule {
    #[default]
    Documented,
    Root(String),
    Region(String),
    Internal,
    International,
    Sandbox,
    Full(Address),
}

/// An address in full.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    scheme: Scheme,
    authority: Authority,
    /// What comes before the query, without a slash at its end; empty for none.
    path: String,
}

/// Where a call goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) scheme: Scheme,
    /// The host that is reached.
    pub(crate) authority: Authority,
    /// The host that is signed, and named in the header `Host`.
    pub(crate) signed: Authority,
    path: String,
}

impl Place {
    /// The address of a request to this place that was made for its root.
    pub(crate) fn uri(&self, of_root: &Uri) -> Result<Uri, InvalidRequest> {
        let query = of_root.query().map_or_else(String::new, |query| format!("?{query}"));
        let path = if self.path.is_empty() { "/" } else { &self.path };
        let wrong =
            |error: &dyn std::fmt::Display| InvalidRequest::new(format!("the address: {error}"));
        let path =
            PathAndQuery::try_from(format!("{path}{query}")).map_err(|error| wrong(&error))?;
        let uri = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        uri.path_and_query(path).build().map_err(|error| wrong(&error))
    }

    /// Whether it is the root of the host that is signed, as for most calls.
    pub(crate) fn is_plain(&self) -> bool {
        self.path.is_empty() && self.signed == self.authority
    }
}

impl From<HostRule> for Endpoint {
    fn from(rule: HostRule) -> Self {
        Self { rule, ..Self::default() }
    }
}

impl Endpoint {
    /// Another root domain in place of `tencentcloudapi.com`: `cvm.<root>`.
    ///
    /// # Errors
    /// When the domain cannot be part of a host name.
    pub fn root_domain(root: &str) -> Result<Self, InvalidRequest> {
        parse_authority(root)?;
        Ok(HostRule::Root(root.to_owned()).into())
    }

    /// The host of one region, `cvm.ap-guangzhou.tencentcloudapi.com`, which is closer.
    ///
    /// # Errors
    /// When the region cannot be part of a host name.
    pub fn regional(region: &str) -> Result<Self, InvalidRequest> {
        parse_authority(region)?;
        Ok(HostRule::Region(region.to_owned()).into())
    }

    /// The host for callers inside Tencent Cloud: `cvm.internal.tencentcloudapi.com`.
    pub fn internal() -> Self {
        HostRule::Internal.into()
    }

    /// The host of the international site: `cvm.intl.tencentcloudapi.com`.
    pub fn international() -> Self {
        HostRule::International.into()
    }

    /// The sandbox of the products for electronic signatures: `ess.test.ess.tencent.cn`,
    /// `essbasic.test.ess.tencent.cn`, and `file.test.ess.tencent.cn` for `UploadFiles` of both. Other
    /// products have none, and stay on their documented hosts.
    pub fn sandbox() -> Self {
        HostRule::Sandbox.into()
    }

    /// This address for every action: `https://cvm.example.com`, `http://127.0.0.1:8080`,
    /// `https://gateway.example.com/tencent`; https where no scheme is given. A path is where
    /// requests are sent; what is signed is the root, which a gateway hands them on to.
    ///
    /// # Errors
    /// When it is not a host, or has a user, a query, or another scheme than http and https.
    pub fn full(url: &str) -> Result<Self, InvalidRequest> {
        Ok(HostRule::Full(Address::parse(url)?).into())
    }

    /// This address for the action of this name, whatever holds for the others.
    ///
    /// # Errors
    /// As [`full`](Self::full).
    pub fn action(mut self, name: &str, url: &str) -> Result<Self, InvalidRequest> {
        self.actions.push((name.to_owned(), Address::parse(url)?));
        Ok(self)
    }

    /// Signs the host that the documentation of the action names, and names it in the header `Host`,
    /// though the call goes to another: to a gateway or a port that hands it on.
    #[must_use]
    pub fn signing_documented_host(mut self) -> Self {
        self.signs_documented_host = true;
        self
    }

    /// Where a call of this action goes to, in this region.
    pub(crate) fn resolve(
        &self,
        action: &Action<'_>,
        region: Option<&str>,
    ) -> Result<Place, InvalidRequest> {
        let own = self.actions.iter().find(|(name, _)| name == action.name);
        let own = own.map(|(_, address)| address);
        let Address { scheme, authority, path } = match (own, &self.rule) {
            (Some(address), _) | (None, HostRule::Full(address)) => address.clone(),
            (None, rule) => {
                let authority = parse_authority(&rule.host(action, region))?;
                Address { scheme: Scheme::HTTPS, authority, path: String::new() }
            }
        };
        let signed = if self.signs_documented_host {
            parse_authority(action.endpoint)?
        } else {
            authority.clone()
        };
        Ok(Place { scheme, authority, signed, path })
    }
}

impl HostRule {
    fn host(&self, action: &Action<'_>, region: Option<&str>) -> String {
        match self {
            Self::Documented => match region.filter(|region| is_isolated(action, region)) {
                Some(region) => with_domain(action, &format!("{region}.{ROOT}")),
                None => action.endpoint.to_owned(),
            },
            Self::Root(root) => with_domain(action, root),
            Self::Region(region) => with_domain(action, &format!("{region}.{ROOT}")),
            Self::Internal => with_domain(action, &format!("internal.{ROOT}")),
            Self::International => with_domain(action, &format!("intl.{ROOT}")),
            Self::Sandbox => {
                let found = SANDBOX.iter().find(|(documented, _)| *documented == action.endpoint);
                found.map_or(action.endpoint, |(_, sandbox)| sandbox).to_owned()
            }
            // It has no host to work out.
            Self::Full(address) => address.authority.to_string(),
        }
    }
}

/// Whether the region belongs to the financial zone, which the usual host of a product does not serve
/// (documented for all products). An action with a host of its own stays there.
fn is_isolated(action: &Action<'_>, region: &str) -> bool {
    region.ends_with("-fsi")
        && action.region != RegionRule::Unused
        && action.endpoint.strip_suffix(ROOT).and_then(|rest| rest.strip_suffix('.'))
            == Some(action.product)
}

impl Address {
    fn parse(url: &str) -> Result<Self, InvalidRequest> {
        let wrong = |why: &str| InvalidRequest::new(format!("the endpoint {url:?} {why}"));
        let (scheme, rest) = match url.split_once("://") {
            None => (Scheme::HTTPS, url),
            Some(("https", rest)) => (Scheme::HTTPS, rest),
            Some(("http", rest)) => (Scheme::HTTP, rest),
            Some(_) => return Err(wrong("has another scheme than http and https")),
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if rest.contains(['?', '#', '@']) {
            return Err(wrong("has more than a host, a port and a path"));
        }
        let authority = parse_authority(host)?;
        let path = path.trim_end_matches('/');
        if !path.is_empty() {
            PathAndQuery::try_from(path).map_err(|_| wrong("has a path that cannot be one"))?;
        }
        Ok(Self { scheme, authority, path: path.to_owned() })
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
        let place = endpoint.resolve(&action, None).unwrap();
        place.uri(&Uri::from_static("https://x/")).unwrap().to_string()
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
            assert_eq!(resolved(&endpoint, "cvm.tencentcloudapi.com"), format!("{expected}/"));
        }
    }

    #[test]
    fn a_host_outside_the_root_domain_stays() {
        assert_eq!(
            resolved(&Endpoint::internal(), "file.ess.tencent.cn"),
            "https://file.ess.tencent.cn/"
        );
    }

    #[test]
    fn a_gateway_of_streams_keeps_its_label() {
        let host = "es.ai.tencentcloudapi.com";
        assert_eq!(
            resolved(&Endpoint::international(), host),
            "https://es.ai.intl.tencentcloudapi.com/"
        );
        assert_eq!(
            resolved(&Endpoint::internal(), host),
            "https://es.ai.internal.tencentcloudapi.com/"
        );
    }

    #[test]
    fn the_sandbox_has_three_hosts_and_one_setting() {
        for (documented, expected) in
            SANDBOX.iter().chain(&[("cvm.tencentcloudapi.com", "cvm.tencentcloudapi.com")])
        {
            assert_eq!(resolved(&Endpoint::sandbox(), documented), format!("https://{expected}/"));
        }
    }

    #[test]
    fn the_financial_zone_has_hosts_of_its_own() {
        let in_zone = |action: &Action<'_>| {
            let place = Endpoint::default().resolve(action, Some("ap-shanghai-fsi")).unwrap();
            place.authority.to_string()
        };
        let plain = Action::new("cvm", "v", "X", "cvm.tencentcloudapi.com");
        assert_eq!(in_zone(&plain), "cvm.ap-shanghai-fsi.tencentcloudapi.com");
        let unused = Action { region: RegionRule::Unused, ..plain };
        assert_eq!(in_zone(&unused), "cvm.tencentcloudapi.com");
        let own = Action { endpoint: "cvm.ai.tencentcloudapi.com", ..plain };
        assert_eq!(in_zone(&own), "cvm.ai.tencentcloudapi.com");
        let elsewhere = Endpoint::default().resolve(&plain, Some("ap-shanghai")).unwrap();
        assert_eq!(elsewhere.authority, "cvm.tencentcloudapi.com");
    }

    #[test]
    fn an_action_may_have_an_address_of_its_own() {
        let endpoint = Endpoint::full("http://127.0.0.1:1/all/").unwrap();
        let endpoint = endpoint.action("X", "http://127.0.0.1:2").unwrap();
        assert_eq!(resolved(&endpoint, "x"), "http://127.0.0.1:2/");
        let other = Action::new("cvm", "v", "Y", "y");
        let place = endpoint.resolve(&other, None).unwrap();
        let uri = place.uri(&Uri::from_static("https://x/?a=b")).unwrap();
        assert_eq!(uri, "http://127.0.0.1:1/all?a=b");
        let signed = endpoint.signing_documented_host().resolve(&other, None).unwrap();
        assert_eq!((signed.signed.as_str(), signed.is_plain()), ("y", false));
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for url in
            ["ftp://x", "https://x/a b", "https://u@x", "https://x?y", "https://x/y#z", "", "a b"]
        {
            assert!(Endpoint::full(url).is_err(), "{url:?}");
        }
        assert!(Endpoint::regional("ap guangzhou").is_err());
        assert!(Endpoint::root_domain("").is_err());
        assert!(Endpoint::regional("user@ap-guangzhou").is_err());
        assert!(Endpoint::root_domain("a@example.com").is_err());
    }
}
