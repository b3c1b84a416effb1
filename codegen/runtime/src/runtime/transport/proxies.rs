//! Which proxy a call goes through: one rule for both transports.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;

use super::TransportError;
use super::exceptions::Exceptions;
use crate::runtime::error::InvalidRequest;

/// The metadata service of an instance.
const METADATA: &str = "metadata.tencentyun.com";

/// The proxies that calls go through, by the scheme of the service's address.
///
/// The default is [`from_env`](Self::from_env). Proxies speak HTTP (`http://`), HTTP over TLS
/// (`https://`) or SOCKS5 (`socks5://`, `socks5h://`), and find the service's address themselves.
/// Calls over TLS go through a tunnel, so the proxy does not see into them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    http: Option<Setting>,
    https: Option<Setting>,
    except: String,
    exceptions: Exceptions,
}

/// A proxy, or why there is none in what was to name one: an error of the first call that needs it.
type Setting = Result<Proxy, InvalidRequest>;

/// A proxy.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Proxy {
    pub(super) kind: ProxyKind,
    /// The address as it was given, with its scheme.
    url: String,
    pub(super) authority: Authority,
    pub(super) user: Option<(String, String)>,
}

/// What a proxy speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProxyKind {
    Http,
    Https,
    Socks5,
}

impl Proxies {
    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self::default()
    }

    /// This proxy for all calls: `http://user:password@proxy.example.com:3128`. A user or password
    /// with other characters than letters and digits is percent-encoded.
    ///
    /// # Errors
    /// When it is not the address of a proxy.
    pub fn all(url: &str) -> Result<Self, InvalidRequest> {
        let proxy = Proxy::of("the proxy", url)?;
        Ok(Self { http: Some(Ok(proxy.clone())), https: Some(Ok(proxy)), ..Self::default() })
    }

    /// What `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say, in capitals or not. A
    /// variable that holds no address of a proxy is an error of the first call that needs it, and of
    /// no other.
    pub fn from_env() -> Self {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Hosts that are reached without the proxy, as `NO_PROXY` lists them with commas between: names
    /// with their subdomains, addresses, networks (`10.0.0.0/8`), each with a port behind it or not,
    /// and `*` for anything.
    #[must_use]
    pub fn except(mut self, hosts: &str) -> Self {
        hosts.clone_into(&mut self.except);
        self.exceptions = Exceptions::of(hosts);
        self
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &'static str| {
            let value = variable(name).filter(|value| !value.trim().is_empty());
            value.map(|value| (name, value))
        };
        let first = |names: &[&'static str]| names.iter().copied().find_map(value);
        let proxy = |names: &[&'static str]| {
            let found = first(names).or_else(|| first(&["all_proxy", "ALL_PROXY"]));
            found.map(|(name, url)| Proxy::of(name, &url))
        };
        // A web server hands the request header `Proxy` to a CGI program under this name.
        let in_cgi = variable("REQUEST_METHOD").is_some();
        let of_http: &[_] = if in_cgi { &["http_proxy"] } else { &["http_proxy", "HTTP_PROXY"] };
        let except = first(&["no_proxy", "NO_PROXY"]).map(|(_, hosts)| hosts);
        let (http, https) = (proxy(of_http), proxy(&["https_proxy", "HTTPS_PROXY"]));
        let proxies = Self { http, https, ..Self::default() };
        proxies.except(&except.unwrap_or_default())
    }

    /// The proxy for plain HTTP, if there is one.
    pub fn http(&self) -> Option<&str> {
        url_of(self.http.as_ref())
    }

    /// The proxy for HTTPS, if there is one.
    pub fn https(&self) -> Option<&str> {
        url_of(self.https.as_ref())
    }

    /// The hosts that are reached without. The metadata service of an instance is always one: no
    /// proxy reaches it for us, and none should see the keys that it gives.
    pub fn exceptions(&self) -> String {
        [METADATA, &self.except].join(",")
    }

    /// The proxy by which this address is reached; none for an exception.
    pub(super) fn of(&self, uri: &Uri) -> Result<Option<&Proxy>, TransportError> {
        let is_http = uri.scheme() == Some(&Scheme::HTTP);
        let Some(setting) = (if is_http { &self.http } else { &self.https }) else {
            return Ok(None);
        };
        if uri.host() == Some(METADATA) || self.exceptions.has(uri) {
            return Ok(None);
        }
        match setting {
            Ok(proxy) => Ok(Some(proxy)),
            Err(error) => Err(TransportError::not_sent(error.message())),
        }
    }
}

fn url_of(setting: Option<&Setting>) -> Option<&str> {
    Some(setting?.as_ref().ok()?.url.as_str())
}

impl Proxy {
    /// The proxy at this address; messages do not hold it, since it may have a password.
    fn of(what: &str, url: &str) -> Setting {
        let wrong = |why: &str| {
            InvalidRequest::new(format!(
                "{what} is not the address of a proxy{why}; such as http://proxy.example.com:3128, \
                 https://… or socks5://…"
            ))
        };
        let url = url.trim();
        let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
        let uri: Uri = url.parse().map_err(|_| wrong(""))?;
        let (kind, port) = match uri.scheme_str() {
            Some("http") => (ProxyKind::Http, 80),
            Some("https") => (ProxyKind::Https, 443),
            Some("socks5" | "socks5h" | "socks") => (ProxyKind::Socks5, 1080),
            _ => return Err(wrong(" that speaks HTTP or SOCKS5")),
        };
        let authority = uri.authority().ok_or_else(|| wrong(""))?.as_str();
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| {
            let (name, password) = user.split_once(':').unwrap_or((user, ""));
            (Some((name, password)), host)
        });
        let host: Authority = host.parse().map_err(|_| wrong(""))?;
        let with_port = match host.port() {
            Some(_) => host,
            None => format!("{host}:{port}").parse().map_err(|_| wrong(""))?,
        };
        if with_port.host().is_empty() {
            return Err(wrong(""));
        }
        let decoded = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8();
            decoded
                .map(std::borrow::Cow::into_owned)
                .map_err(|_| wrong(", for its user or password"))
        };
        let user = user.map(|(name, password)| Ok((decoded(name)?, decoded(password)?)));
        Ok(Self { kind, url, authority: with_port, user: user.transpose()? })
    }

    /// The address of the proxy itself, without user and password.
    pub(super) fn uri(&self) -> Uri {
        let scheme = if self.kind == ProxyKind::Https { Scheme::HTTPS } else { Scheme::HTTP };
        let uri = Uri::builder().scheme(scheme).authority(self.authority.clone());
        // All of it was parsed before.
        uri.path_and_query("/").build().unwrap_or_default()
    }

    /// The header by which the client says who it is.
    pub(super) fn authorization(&self) -> Option<HeaderValue> {
        let (user, password) = self.user.as_ref()?;
        let encoded = STANDARD.encode(format!("{user}:{password}"));
        let mut value = HeaderValue::try_from(format!("Basic {encoded}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl std::fmt::Debug for Proxies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxies")
            .field("http", &self.http.is_some())
            .field("https", &self.https.is_some())
            .field("except", &self.except)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Proxies {
        Proxies::from_variables(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn of(proxies: &Proxies, address: &str) -> Result<Option<Proxy>, String> {
        let found = proxies.of(&address.parse().unwrap());
        found.map(Option::<&Proxy>::cloned).map_err(|error| error.to_string())
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_the_rest() {
        let proxies =
            read(&[("HTTPS_PROXY", "a:1"), ("ALL_PROXY", "http://b"), ("no_proxy", "x,y")]);
        assert_eq!((proxies.https(), proxies.http()), (Some("http://a:1"), Some("http://b")));
        assert_eq!(proxies.exceptions(), "metadata.tencentyun.com,x,y");
        let proxies = read(&[("HTTP_PROXY", "http://evil"), ("REQUEST_METHOD", "GET")]);
        assert_eq!(proxies, Proxies::none());
        assert_eq!(read(&[("HTTPS_PROXY", " ")]), Proxies::none());
    }

    #[test]
    fn what_is_no_proxy_is_an_error_of_the_calls_that_need_it_and_does_not_print_its_password() {
        for url in ["ftp://me:hidden@x", "socks4://me:hidden@x", "http://me:hidden@", "a b"] {
            let proxies = read(&[("https_proxy", url), ("no_proxy", "b.cn")]);
            let error = of(&proxies, "https://a.cn").err().unwrap();
            assert!(error.contains("https_proxy") && !error.contains("hidden"), "{error}");
            assert!(of(&proxies, "https://b.cn").unwrap().is_none());
            assert!(of(&proxies, "http://a.cn").unwrap().is_none());
        }
        let printed = format!("{:?}", Proxies::all("http://me:hidden@x").unwrap());
        assert!(!printed.contains("hidden"), "{printed}");
    }

    #[test]
    fn a_variable_that_no_call_needs_stops_nothing() {
        let proxies = read(&[("HTTPS_PROXY", "http://a:1"), ("ALL_PROXY", "gopher://b")]);
        assert!(of(&proxies, "https://x").unwrap().is_some());
        assert!(of(&proxies, "http://metadata.tencentyun.com/latest").unwrap().is_none());
        assert!(of(&proxies, "http://x").is_err());
    }

    #[test]
    fn user_and_password_are_decoded_and_each_kind_has_its_port() {
        let proxy = Proxy::of("x", "socks5h://%E5%85%B8:p%40%3Aw@proxy").unwrap();
        assert_eq!(proxy.user, Some(("典".to_owned(), "p@:w".to_owned())));
        assert_eq!((proxy.kind, proxy.authority.as_str()), (ProxyKind::Socks5, "proxy:1080"));
        let proxy = Proxy::of("x", "https://me:secret@[::1]").unwrap();
        assert_eq!(proxy.uri().to_string(), "https://[::1]:443/");
        assert_eq!(proxy.authorization().unwrap(), "Basic bWU6c2VjcmV0");
        assert_eq!(Proxy::of("x", "proxy").unwrap().authority.as_str(), "proxy:80");
    }
}
