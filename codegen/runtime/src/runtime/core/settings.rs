//! How calls are made. A client has one; a derived client another, for one call or many.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use serde_json::Value as Json;

use super::{Hook, RetryPolicy};
use crate::runtime::error::InvalidRequest;
use crate::runtime::protocol::{Endpoint, Form, Language, own_header, request_client};
use crate::runtime::wire::Extras;

/// The longest timeout: an instant that far ahead exists on every platform.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3_600);

/// How calls are made: region, endpoint, time, retries, and so on.
///
/// A setting that cannot be used is reported when the client is built, or by the first call of a
/// derived client.
#[derive(Clone)]
#[must_use]
pub struct Settings {
    pub(super) region: Option<String>,
    /// Whether the region, or that there is none, was said.
    region_is_set: bool,
    pub(super) endpoint: Endpoint,
    pub(super) failover: Option<Endpoint>,
    pub(super) language: Language,
    pub(super) request_client: String,
    pub(super) trace_id: Option<String>,
    pub(super) form: Form,
    pub(super) unsigned_payload: bool,
    pub(super) timeout: Duration,
    pub(super) max_request: Option<usize>,
    pub(super) max_response: usize,
    pub(super) retry: RetryPolicy,
    pub(super) keeps_to_rate: bool,
    pub(super) headers: HeaderMap,
    pub(super) extras: Extras,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    pub(super) problem: Option<InvalidRequest>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: None,
            region_is_set: false,
            endpoint: Endpoint::default(),
            failover: None,
            language: Language::default(),
            request_client: String::new(),
            trace_id: None,
            form: Form::default(),
            unsigned_payload: false,
            timeout: Duration::from_secs(60),
            max_request: None,
            max_response: 64 * 1024 * 1024,
            retry: RetryPolicy::default(),
            keeps_to_rate: false,
            headers: HeaderMap::new(),
            extras: Extras::new(),
            hooks: Vec::new(),
            clock: Arc::new(SystemTime::now),
            problem: None,
        }
        .request_client(None)
    }
}

impl Settings {
    /// The region, `ap-guangzhou`; an empty one is none.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into()).filter(|region| !region.is_empty());
        self.region_is_set = true;
        self
    }

    /// The region of the environment, where none was said.
    pub(crate) fn region_of_env(self) -> Self {
        match std::env::var("TENCENTCLOUD_REGION") {
            Ok(region) if !self.region_is_set => self.region(region.trim()),
            _ => self,
        }
    }

    /// One address for every action: `https://cvm.example.com`, `http://127.0.0.1:8080`; see
    /// [`Endpoint::full`].
    pub fn endpoint(self, url: &str) -> Self {
        match Endpoint::full(url) {
            Ok(endpoint) => self.endpoint_rule(endpoint),
            Err(problem) => self.problem(problem),
        }
    }

    /// How hosts are made from the documented ones: regional, internal, another root domain.
    pub fn endpoint_rule(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Where calls go when the endpoint cannot be reached: a call that found no connection at once, if
    /// the retry policy allows it another attempt, and after five failures in a row all calls for a
    /// minute. No connection, no answer in time and an HTTP status from 500 on are failures.
    /// Signatures are made for the host that a call goes to, and nothing that may have been executed
    /// is sent again for this.
    pub fn failover(mut self, endpoint: Endpoint) -> Self {
        self.failover = Some(endpoint);
        self
    }

    /// The language of the service's messages; Chinese unless set.
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// A tag behind `SDK_RUST_<version>` in `X-TC-RequestClient`.
    pub fn request_client<'a>(mut self, tag: impl Into<Option<&'a str>>) -> Self {
        match request_client(tag.into()) {
            Ok(name) => {
                self.request_client = name;
                self
            }
            Err(problem) => self.problem(problem),
        }
    }

    /// The value of `X-TC-TraceId`; a random UUID for each call unless set.
    pub fn trace_id(mut self, id: impl Into<String>) -> Self {
        self.trace_id = Some(id.into());
        self
    }

    /// Whether requests travel as JSON bodies or as queries; JSON bodies unless set.
    pub fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// Leaves the body out of the signature, to save hashing large ones.
    pub fn unsigned_payload(mut self, unsigned: bool) -> Self {
        self.unsigned_payload = unsigned;
        self
    }

    /// The time for a whole call with all its attempts; 60 seconds unless set. For a stream, the
    /// time until it begins, and the longest silence in it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.min(LONGEST);
        self
    }

    /// How large the body of a request may be, in bytes, before it is refused here. Unless set, 10 MiB
    /// for actions of the service's common gateway, which takes no more, and no limit for actions with
    /// a host elsewhere. For a private cloud that takes more.
    pub fn max_request(mut self, bytes: usize) -> Self {
        self.max_request = Some(bytes);
        self
    }

    /// How large an answer may be, in bytes and unpacked; 64 MiB unless set. For a stream, each event.
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }

    /// When to repeat a call that failed.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Keeps to the rate that the documentation of each action names: calls of an action in a region
    /// wait for their turn, so that throttling hardly arises. For batch work. Clients that come from one
    /// builder keep to it together; other programs of the same account are not known. Off unless set.
    pub fn keep_to_documented_rate(mut self, keep: bool) -> Self {
        self.keeps_to_rate = keep;
        self
    }

    /// A header of your own, on every call. One that the client itself sets (`Host`, `Authorization`,
    /// `Content-Type`, `Accept-Encoding`, `X-TC-…`) is refused, and so is what cannot be in a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match own_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
                self
            }
            Err(problem) => self.problem(problem),
        }
    }

    /// A top-level parameter that the request type does not declare, or one to send in place of its
    /// own.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.extras.insert(name.into(), value.into());
        self
    }

    /// Code of your own before and after each attempt; behind those already there.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Another clock, for tests.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The first problem, which building or calling reports.
    pub(crate) fn check(&self) -> Result<(), InvalidRequest> {
        self.problem.clone().map_or(Ok(()), Err)
    }

    pub(crate) fn problem(mut self, problem: InvalidRequest) -> Self {
        self.problem.get_or_insert(problem);
        self
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("language", &self.language)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
