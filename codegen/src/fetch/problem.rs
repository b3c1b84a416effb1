//! Why a page was not stored, and how that is said.

use std::time::Duration;

use url::Url;

use super::site::RedirectProblem;
use crate::diagnostics::{Code, Diagnostic, Location, Severity};
use crate::text::shell::quoted;

/// Why a page was not stored. What was in its file before still is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// No answer, or none to its end.
    Unreachable(String),
    /// A status that is neither a page, a redirect, nor one of the below.
    Status(u16),
    /// 404 or 410.
    Vanished(u16),
    /// The address leads to another page now.
    Moved(Url),
    Login,
    Captcha,
    NoArticle,
    /// Not HTML: the content type.
    NotHtml(String),
    Disallowed,
    /// robots.txt itself cannot be read, which asks to stay away (RFC 9309, 2.3.1.4).
    NoRobots(String),
    Redirect(RedirectProblem),
    TooLarge(u64),
    Charset(String),
    /// 429 or 503 until the tries were used up, or a longer wait than allowed.
    Throttled(Option<Duration>),
    /// The file has changes that are not from the site.
    Edited,
}

impl Problem {
    /// Whether asking again later may help.
    pub(super) fn is_transient(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Throttled(_))
            || matches!(self, Self::Status(status) if *status >= 500)
    }

    /// Whether the site as a whole seems to refuse, so that asking on is pointless.
    pub(super) fn is_of_the_site(&self) -> bool {
        self.is_transient() || matches!(self, Self::Captcha | Self::Login | Self::NoRobots(_))
    }

    fn code(&self) -> Code {
        match self {
            Self::Unreachable(_) => Code::SiteUnreachable,
            Self::Status(_) => Code::FetchStatus,
            Self::Vanished(_) => Code::PageVanished,
            Self::Moved(_) => Code::PageMoved,
            Self::Login => Code::LoginPage,
            Self::Captcha => Code::CaptchaPage,
            Self::NoArticle | Self::NotHtml(_) => Code::NoArticle,
            Self::Disallowed | Self::NoRobots(_) => Code::RobotsDisallow,
            Self::Redirect(_) => Code::RedirectRefused,
            Self::TooLarge(_) => Code::PageTooLarge,
            Self::Charset(_) => Code::PageCharset,
            Self::Throttled(_) => Code::SiteThrottles,
            Self::Edited => Code::PageEdited,
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::Unreachable(why) => format!("the site does not answer as it should: {why}"),
            Self::Status(status) => format!("the site answers with status {status}"),
            Self::Vanished(status) => format!("the page is no longer there (status {status})"),
            Self::Moved(to) => format!("the page has moved to `{to}`"),
            Self::Login => "the site asks to log in instead of showing the page".into(),
            Self::Captcha => "the site asks for a captcha instead of showing the page".into(),
            Self::NoArticle => "the page holds no article".into(),
            Self::NotHtml(kind) => format!("the address serves `{kind}`, not an HTML page"),
            Self::Disallowed => "robots.txt asks not to fetch the page".into(),
            Self::NoRobots(why) => format!("robots.txt cannot be read: {why}"),
            Self::Redirect(problem) => problem.message(),
            Self::TooLarge(limit) => format!("the page has more than {limit} bytes"),
            Self::Charset(name) => format!("the page's bytes are not in its charset `{name}`"),
            Self::Throttled(None) => "the site asks to come back later".into(),
            Self::Throttled(Some(wait)) => {
                format!("the site asks to come back in {} seconds", wait.as_secs())
            }
            Self::Edited => "the file was edited since it was fetched, and the page changed".into(),
        }
    }

    fn help(&self) -> Option<String> {
        let help = match self {
            Self::Vanished(_) => "if the page is gone for good, remove the file and its entry",
            Self::Moved(to) => {
                return Some(format!(
                    "remove the file and run `tcgen fetch {}`",
                    quoted(to.as_str())
                ));
            }
            Self::Login | Self::Captcha => "open the page in a browser and save it by hand",
            Self::NoArticle => "give the address of a page, or of the product's API overview",
            Self::NoRobots(_) => "try again later, or save the pages by hand",
            Self::Disallowed => "save the page by hand",
            Self::Redirect(problem) => return problem.help(),
            Self::TooLarge(_) => "raise --max-bytes if the page is what you expect",
            Self::Throttled(_) => "run the command again later; it goes on where it was",
            Self::Unreachable(_) => "check the connection and HTTPS_PROXY, then run it again",
            Self::Edited => {
                "put the edit into a correction, remove the file, and run the command again"
            }
            Self::Status(_) | Self::NotHtml(_) | Self::Charset(_) => return None,
        };
        Some(help.to_owned())
    }

    /// As said to the user. A page asked for by name is an error, one that was only met on the
    /// way a warning.
    pub(super) fn diagnostic(&self, url: &Url, asked_for: bool) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.code(), self.message());
        if !asked_for {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic.help = self.help();
        diagnostic.at(Location::file(url.as_str()))
    }
}
