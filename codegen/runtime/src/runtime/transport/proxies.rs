//! Which proxy a call goes through: one rule for both transports.

use http::Uri;

use crate::runtime::error::InvalidRequest;

/// The metadata service of an instance.
const METADATA: &str = "metadata.tencentyun.com";

/// The proxies that calls go through, by the scheme of the service's address.
///
/// The default is [`from_env`](Self::from_env). Proxies speak plain HTTP; calls over TLS go through
/// a tunnel (`CONNECT`), so the proxy does not see into them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    http: Option<String>,
    https: Option<String>,
    except: String,
}

impl Proxies {
    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self::default()
    }

    /// This proxy for all calls: `http://user:password@proxy.example.com:3128`.
    ///
    /// # Errors
    /// When it is no address of a proxy.
    pub fn all(url: &str) -> Result<Self, InvalidRequest> {
        let url = checked("the proxy", url)?;
        Ok(Self { http: Some(url.clone()), https: Some(url), except: String::new() })
    }

    /// What `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say, in capitals or not.
    ///
    /// # Errors
    /// When a variable holds no address of a proxy.
    pub fn from_env() -> Result<Self, InvalidRequest> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Hosts that are reached without the proxy, as `NO_PROXY` lists them: names with their
    /// subdomains, addresses, networks, with commas between.
    #[must_use]
    pub fn except(mut self, hosts: &str) -> Self {
        hosts.clone_into(&mut self.except);
        self
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, InvalidRequest> {
        let value = |name: &'static str| {
            let value = variable(name).filter(|value| !value.trim().is_empty());
            value.map(|value| (name, value))
        };
        let first = |names: &[&'static str]| names.iter().copied().find_map(value);
        let proxy = |names: &[&'static str]| {
            let found = first(names).or_else(|| first(&["all_proxy", "ALL_PROXY"]));
            found.map(|(name, url)| checked(name, &url)).transpose()
        };
        // A web server hands the request header `Proxy` to a CGI program under this name.
        let in_cgi = variable("REQUEST_METHOD").is_some();
        let of_http: &[_] = if in_cgi { &["http_proxy"] } else { &["http_proxy", "HTTP_PROXY"] };
        let except = first(&["no_proxy", "NO_PROXY"]).map(|(_, hosts)| hosts);
        Ok(Self {
            http: proxy(of_http)?,
            https: proxy(&["https_proxy", "HTTPS_PROXY"])?,
            except: except.unwrap_or_default(),
        })
    }

    /// The proxy for plain HTTP, if there is one.
    pub fn http(&self) -> Option<&str> {
        self.http.as_deref()
    }

    /// The proxy for HTTPS, if there is one.
    pub fn https(&self) -> Option<&str> {
        self.https.as_deref()
    }

    /// The hosts that are reached without. The metadata service of an instance is always one: no
    /// proxy reaches it for us, and none should see the keys that it gives.
    pub fn exceptions(&self) -> String {
        [METADATA, &self.except].join(",")
    }
}

/// The address with its scheme; messages do not hold it, since it may have a password.
fn checked(what: &str, url: &str) -> Result<String, InvalidRequest> {
    let url = url.trim();
    let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
    let uri: Option<Uri> = url.parse().ok();
    match uri {
        Some(uri)
            if uri.scheme_str() == Some("http") && uri.host().is_some_and(|h| !h.is_empty()) =>
        {
            Ok(url)
        }
        _ => Err(InvalidRequest::new(format!("{what} is not the address of an HTTP proxy"))),
    }
}

impl std::fmt::Debug for Proxies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxies")
            .field("http", &self.http.is_some())
            .field("https", &self.https.is_some())
            .field("except", &self.except)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Proxies, InvalidRequest> {
        Proxies::from_variables(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_the_rest() {
        let proxies =
            read(&[("HTTPS_PROXY", "a:1"), ("ALL_PROXY", "http://b"), ("no_proxy", "x,y")]);
        let proxies = proxies.unwrap();
        assert_eq!((proxies.https(), proxies.http()), (Some("http://a:1"), Some("http://b")));
        assert_eq!(proxies.exceptions(), "metadata.tencentyun.com,x,y");
        let proxies = read(&[("HTTP_PROXY", "http://evil"), ("REQUEST_METHOD", "GET")]).unwrap();
        assert_eq!(proxies, Proxies::none());
        assert_eq!(read(&[("HTTPS_PROXY", " ")]).unwrap(), Proxies::none());
    }

    #[test]
    fn what_is_no_proxy_is_an_error_that_does_not_print_its_password() {
        for url in ["socks5://me:hidden@x", "https://me:hidden@x", "http://me:hidden@", "a b"] {
            let error = read(&[("https_proxy", url)]).unwrap_err().to_string();
            assert!(error.contains("https_proxy") && !error.contains("hidden"), "{error}");
        }
        let printed = format!("{:?}", Proxies::all("http://me:hidden@x").unwrap());
        assert!(!printed.contains("hidden"), "{printed}");
    }
}
