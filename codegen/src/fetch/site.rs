//! Which addresses a run may ask: those of the sites that the user named, and no others.
//!
//! Invariant: neither a redirect nor a link leads to a host that the user has not named, so
//! none leads into a private network by surprise.

use std::collections::BTreeSet;
use std::fmt;

use url::Url;

/// A host and its port. http and https on their own ports are one site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Site {
    host: String,
    port: Option<u16>,
}

impl Site {
    pub(super) fn of(url: &Url) -> Self {
        // `Url::port` leaves out the port that the scheme has anyway.
        Self { host: url.host_str().unwrap_or_default().to_owned(), port: url.port() }
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// The sites that a run may ask.
#[derive(Clone, Debug, Default)]
pub(super) struct Sites {
    named: BTreeSet<Site>,
}

impl Sites {
    /// Adds the site of an address that the user named.
    pub(super) fn name(&mut self, url: &Url) {
        self.named.insert(Site::of(url));
    }

    /// Adds a site given as `host` or `host:port`.
    pub(super) fn allow(&mut self, text: &str) -> Result<(), String> {
        let url = Url::parse(&format!("https://{text}/")).ok();
        let url = url.filter(|url| {
            url.path() == "/"
                && url.username().is_empty()
                && url.query().is_none()
                && !text.contains('/')
        });
        match url {
            Some(url) => {
                self.name(&url);
                Ok(())
            }
            None => Err(format!("`{text}` is not a host or host:port")),
        }
    }

    /// Whether an address may be asked.
    pub(super) fn may_ask(&self, url: &Url) -> bool {
        matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && self.named.contains(&Site::of(url))
    }

    /// Where a redirect leads, if it may be followed.
    pub(super) fn redirect(&self, from: &Url, location: &str) -> Result<Url, RedirectProblem> {
        let mut to = from
            .join(location)
            .ok()
            .filter(Url::has_host)
            .ok_or_else(|| RedirectProblem::NoTarget(location.to_owned()))?;
        to.set_fragment(None);
        if !self.may_ask(&to) {
            return Err(RedirectProblem::OtherSite(to));
        }
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err(RedirectProblem::LessSecure(to));
        }
        Ok(to)
    }
}

/// Why a redirect is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RedirectProblem {
    OtherSite(Url),
    LessSecure(Url),
    Loop(Url),
    TooMany(usize),
    NoTarget(String),
}

impl RedirectProblem {
    pub(super) fn message(&self) -> String {
        match self {
            Self::OtherSite(to) => format!("the page redirects to another site, `{to}`"),
            Self::LessSecure(to) => format!("the page redirects from https to `{to}`"),
            Self::Loop(to) => format!("the page redirects in a circle, back to `{to}`"),
            Self::TooMany(limit) => format!("the page redirects more than {limit} times"),
            Self::NoTarget(text) => {
                format!("the page redirects to `{text}`, which is not an address")
            }
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::OtherSite(to) => {
                let host = Site::of(to).to_string();
                Some(format!("if that is right, allow it with `--allow-host {host}`"))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn sites() -> Sites {
        let mut sites = Sites::default();
        sites.name(&url("https://docs.example/api/1"));
        sites
    }

    #[test]
    fn a_redirect_within_the_site_is_followed() {
        let from = url("http://docs.example/api/1");
        let to = sites().redirect(&from, "../x?y#z").unwrap();
        assert_eq!(to.as_str(), "http://docs.example/x?y");
        let to = sites().redirect(&from, "https://docs.example/api/1").unwrap();
        assert_eq!(to.scheme(), "https");
    }

    #[test]
    fn a_redirect_to_another_site_needs_leave() {
        let from = url("https://docs.example/api/1");
        for target in [
            "https://other.example/",
            "//other.example/x",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://localhost:8080/",
            "http://[::1]/",
            "https://docs.example:8443/",
            "https://docs.example.evil.example/",
            "https://user:secret@docs.example/",
            "ftp://docs.example/x",
        ] {
            let refused = sites().redirect(&from, target);
            assert!(matches!(refused, Err(RedirectProblem::OtherSite(_))), "{target}");
        }
        let mut sites = sites();
        sites.allow("other.example").unwrap();
        sites.allow("localhost:8080").unwrap();
        assert!(sites.redirect(&from, "https://other.example/").is_ok());
        let insecure = sites.redirect(&from, "http://localhost:8080/");
        assert!(matches!(insecure, Err(RedirectProblem::LessSecure(_))));
    }

    #[test]
    fn what_is_no_address_is_no_target() {
        let from = url("https://docs.example/api/1");
        for target in ["data:text/html,x", "javascript:alert(1)", "file:///etc/passwd", "https://["]
        {
            assert!(sites().redirect(&from, target).is_err(), "{target}");
        }
    }

    #[test]
    fn a_host_to_allow_is_a_host() {
        for wrong in ["", "a/b", "https://a", "a b", "user@host", "a?b"] {
            assert!(Sites::default().allow(wrong).is_err(), "{wrong}");
        }
    }
}
