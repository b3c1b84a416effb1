//! One request, one answer, bounded in size and time. Redirects are the caller's business.

use std::io::Read as _;

use ureq::Agent;
use ureq::http::{HeaderMap, header};
use url::Url;

use super::options::Options;
use super::problem::Problem;

/// What the last answer said about its version, sent back to ask "only if it changed".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct HttpReply {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) validators: Validators,
    /// Of a 200 alone.
    pub(super) body: Vec<u8>,
    /// The body goes on after the bound.
    pub(super) is_cut: bool,
}

/// Asks over HTTP; keeps connections open between requests.
#[derive(Debug)]
pub(super) struct Http {
    agent: Agent,
}

impl Http {
    /// A client that goes through the proxies of the environment (HTTPS_PROXY, HTTP_PROXY,
    /// ALL_PROXY, NO_PROXY).
    pub(super) fn new(options: &Options) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(options.timeout))
            .user_agent(options.user_agent.as_str())
            .accept("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1")
            .build();
        Self { agent: config.new_agent() }
    }

    /// Asks once. The body is read up to `limit` bytes, counted after decompression.
    pub(super) fn get(
        &self,
        url: &Url,
        validators: &Validators,
        limit: u64,
    ) -> Result<HttpReply, Problem> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        let mut response = request.call().map_err(|error| unreachable(&error))?;
        let headers = response.headers();
        let mut reply = HttpReply {
            status: response.status().as_u16(),
            location: text(headers, &header::LOCATION),
            retry_after: text(headers, &header::RETRY_AFTER),
            content_type: text(headers, &header::CONTENT_TYPE),
            validators: Validators {
                etag: text(headers, &header::ETAG),
                last_modified: text(headers, &header::LAST_MODIFIED),
            },
            body: Vec::new(),
            is_cut: false,
        };
        if reply.status == 200 {
            let mut reader = response.body_mut().as_reader().take(limit.saturating_add(1));
            reader
                .read_to_end(&mut reply.body)
                .map_err(|error| unreachable(&ureq::Error::from(error)))?;
            reply.is_cut = reply.body.len() as u64 > limit;
        }
        Ok(reply)
    }
}

/// A header that is text; other bytes are as good as no header.
fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn unreachable(error: &ureq::Error) -> Problem {
    let why = match error {
        ureq::Error::Timeout(_) => "no whole answer within the time allowed".to_owned(),
        ureq::Error::HostNotFound => "its name is not known".to_owned(),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "the answer was cut off".to_owned()
        }
        error => error.to_string(),
    };
    Problem::Unreachable(why)
}
