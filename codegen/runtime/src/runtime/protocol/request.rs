//! The headers of a call, and the whole HTTP request.

use bytes::Bytes;
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri, header, uri};

use super::encode::Encoded;
use super::sign::{Payload, UNSIGNED_PAYLOAD, authorization};
use crate::runtime::action::{Action, RegionRule};
use crate::runtime::credentials::Credential;
use crate::runtime::error::InvalidRequest;

// Names that are read once and not at every call.
static ACTION: HeaderName = HeaderName::from_static("x-tc-action");
static CONTENT_SHA256: HeaderName = HeaderName::from_static("x-tc-content-sha256");
static LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
static REGION: HeaderName = HeaderName::from_static("x-tc-region");
static REQUEST_CLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");
static TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
static TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
static TRACE_ID: HeaderName = HeaderName::from_static("x-tc-traceid");
static VERSION: HeaderName = HeaderName::from_static("x-tc-version");

/// The language of the service's messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese, which the official SDKs ask for too.
    #[default]
    Chinese,
    /// English.
    English,
}

/// What a call says of itself besides its content.
#[derive(Clone, Debug)]
pub struct Head<'a> {
    /// `http` or `https`.
    pub scheme: Scheme,
    /// Host and port.
    pub authority: Authority,
    /// The region, where the client has one.
    pub region: Option<&'a str>,
    /// The language of messages.
    pub language: Language,
    /// The value of `X-TC-RequestClient`; see [`request_client`].
    pub request_client: &'a str,
    /// The value of `X-TC-TraceId`.
    pub trace_id: &'a str,
    /// Whether the body stays out of the signature.
    pub unsigned_payload: bool,
    /// Headers of the caller's own; they replace those set here, except for what is signed.
    pub headers: &'a HeaderMap,
}

/// What the client says of itself: `SDK_RUST_<version>`, and a tag of the caller's.
///
/// # Errors
/// When the tag has other characters than letters, digits, `-_,;.` and blanks, or is longer than 128.
pub fn request_client(tag: Option<&str>) -> Result<String, InvalidRequest> {
    let name = concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"));
    let Some(tag) = tag else { return Ok(name.to_owned()) };
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_,;. ".contains(c);
    if tag.is_empty() || tag.len() > 128 || !tag.chars().all(allowed) {
        return Err(InvalidRequest::new(
            "the request client has other characters than letters, digits and `-_,;.`, or more than 128",
        ));
    }
    Ok(format!("{name}; {tag}"))
}

impl Head<'_> {
    /// The signed HTTP request, for this moment in seconds since 1970. Without a credential the
    /// request goes unsigned, as some actions of the security token service do.
    ///
    /// # Errors
    /// When the action requires a region and there is none, or a value cannot be in a header.
    pub fn sign(
        &self,
        action: &Action<'_>,
        encoded: &Encoded,
        credential: Option<&Credential>,
        timestamp: u64,
    ) -> Result<Request<Bytes>, InvalidRequest> {
        let mut headers = HeaderMap::with_capacity(16);
        let host = self.authority.as_str();
        headers.insert(header::HOST, value("host", host)?);
        headers.insert(header::CONTENT_TYPE, value("content type", &encoded.content_type)?);
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        self.public_parameters(action, timestamp, &mut headers)?;
        for (name, own) in self.headers.iter().chain(&encoded.headers) {
            headers.insert(name, own.clone());
        }
        let payload = if self.unsigned_payload {
            headers.insert(&CONTENT_SHA256, HeaderValue::from_static(UNSIGNED_PAYLOAD));
            Payload::Unsigned
        } else {
            Payload::Signed(&encoded.body)
        };
        let authorization = match credential {
            None => HeaderValue::from_static("SKIP"),
            Some(credential) => {
                if let Some(token) = credential.token() {
                    headers.insert(&TOKEN, secret("token", token.expose().to_owned())?);
                }
                let signed = authorization(
                    credential,
                    action.product,
                    timestamp,
                    encoded.method.as_str(),
                    &encoded.query,
                    &encoded.content_type,
                    host,
                    payload,
                );
                secret("SecretId", signed)?
            }
        };
        headers.insert(header::AUTHORIZATION, authorization);
        let mut request = Request::new(encoded.body.clone());
        *request.method_mut() = encoded.method.clone();
        *request.uri_mut() = self.uri(&encoded.query)?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn public_parameters(
        &self,
        action: &Action<'_>,
        timestamp: u64,
        headers: &mut HeaderMap,
    ) -> Result<(), InvalidRequest> {
        headers.insert(&ACTION, value("action", action.name)?);
        headers.insert(&VERSION, value("version", action.version)?);
        headers.insert(&TIMESTAMP, HeaderValue::from(timestamp));
        headers.insert(&REQUEST_CLIENT, value("request client", self.request_client)?);
        headers.insert(&TRACE_ID, value("trace id", self.trace_id)?);
        let language = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en-US",
        };
        headers.insert(&LANGUAGE, HeaderValue::from_static(language));
        match (action.region, self.region) {
            (RegionRule::Required, None | Some("")) => {
                return Err(InvalidRequest::new(format!(
                    "{} requires a region, and the client has none",
                    action.name
                )));
            }
            (RegionRule::Unused, _) | (_, None | Some("")) => {}
            (_, Some(region)) => {
                headers.insert(&REGION, value("region", region)?);
            }
        }
        Ok(())
    }

    fn uri(&self, query: &str) -> Result<Uri, InvalidRequest> {
        let path = if query.is_empty() {
            PathAndQuery::from_static("/")
        } else {
            PathAndQuery::try_from(format!("/?{query}"))
                .map_err(|error| InvalidRequest::new(format!("the query: {error}")))?
        };
        let mut parts = uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path);
        Uri::from_parts(parts).map_err(|error| InvalidRequest::new(format!("the address: {error}")))
    }
}

fn value(what: &str, text: &str) -> Result<HeaderValue, InvalidRequest> {
    HeaderValue::from_str(text).map_err(|_| unfit(what))
}

fn unfit(what: &str) -> InvalidRequest {
    InvalidRequest::new(format!("the {what} cannot be in a header"))
}

/// A header value that transports and loggers are told not to print.
fn secret(what: &str, text: impl Into<Bytes>) -> Result<HeaderValue, InvalidRequest> {
    let mut value = HeaderValue::from_maybe_shared(text.into()).map_err(|_| unfit(what))?;
    value.set_sensitive(true);
    Ok(value)
}
