//! What is checked before an action answers, in the order of the service as far as it is known:
//! common parameters, version and action, key, time, signature, token, region, parameters.

use std::net::IpAddr;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::answer::is_documented;
use super::catalogue::{Catalogue, FoundAction, Route, is_of_gateway};
use super::incoming::{Incoming, unflatten};
use super::language::AnswerLanguage;
use super::refusal::Refusal;
use super::signature::{Authorization, day, hex, old_signature_fits, without_port};
use super::validate;
use crate::spec::{MemberType, RegionRule, Scalar, Signature};

/// How far a time may be off, in seconds.
const MAX_SKEW: i64 = 300;

/// The largest body that may be signed with the first version of signatures.
const MAX_OLD_BODY: usize = 1024 * 1024;

/// The key that the mock takes.
#[expect(clippy::struct_field_names, reason = "SecretKey is what everybody calls it")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) secret_id: String,
    pub(super) secret_key: String,
    pub(super) token: Option<String>,
}

/// The common parameters of a call: headers, or parameters among the others where the call is
/// signed by the first version.
#[derive(Clone, Debug, Default)]
pub(super) struct Envelope {
    pub(super) action: String,
    pub(super) region: Option<String>,
    pub(super) language: AnswerLanguage,
    is_old: bool,
    version: Option<String>,
    timestamp: String,
    service: Option<String>,
    host: Option<String>,
    /// Whether the host is one of the service itself.
    is_of_service: bool,
    token: Option<String>,
    /// All parameters of a form or a query, as sent.
    form: Vec<(String, String)>,
    /// The body of a JSON call.
    json: Option<Result<Map<String, Value>, Refusal>>,
}

impl Envelope {
    /// Reads the common parameters. Whoever sends an `Authorization` header speaks in headers;
    /// where keys are not checked, so does whoever names the action in one.
    pub(super) fn read(request: &Incoming, checks_keys: bool) -> Result<Self, Refusal> {
        if !matches!(request.method.as_str(), "GET" | "POST") {
            let code = "UnsupportedProtocol".to_owned();
            return Err(Refusal::Other { code, message: None });
        }
        let header = |name: &str| request.header(name).map(str::to_owned);
        let in_headers = request.header("authorization").is_some()
            || (!checks_keys && request.header("x-tc-action").is_some());
        let mut envelope = Self { form: request.form()?, ..Self::default() };
        let host = request.header("host").unwrap_or_default();
        envelope.host = product_label(host);
        envelope.is_of_service = is_of_gateway(without_port(host));
        envelope.is_old = !in_headers;
        let value = |name: &'static str| {
            if in_headers {
                header(&format!("x-tc-{}", name.to_lowercase()))
            } else {
                envelope.form_value(name)
            }
        };
        let required = |name: &'static str, header: &'static str| match value(name) {
            Some(value) if !value.is_empty() => Ok(value),
            _ if in_headers => Err(Refusal::MissingHeader(header)),
            _ => Err(Refusal::MissingParameter(name.to_owned())),
        };
        let (action, version, timestamp) = if in_headers {
            let action = required("Action", "X-TC-Action")?;
            let version = required_if(checks_keys, required("Version", "X-TC-Version"))?;
            let timestamp = required_if(checks_keys, required("Timestamp", "X-TC-Timestamp"))?;
            (action, version, timestamp)
        } else {
            let timestamp = required_if(checks_keys, required("Timestamp", ""))?;
            let action = required("Action", "")?;
            let version = required_if(checks_keys, required("Version", ""))?;
            (action, version, timestamp)
        };
        let (region, token, language) = (value("Region"), value("Token"), value("Language"));
        (envelope.action, envelope.version) = (action, version);
        envelope.timestamp = timestamp.unwrap_or_default();
        (envelope.region, envelope.token) = (region, token.filter(|token| !token.is_empty()));
        let name = if in_headers { "X-TC-Language" } else { "Language" };
        envelope.language =
            AnswerLanguage::read(language.as_deref()).ok_or(Refusal::InvalidCommonValue(name))?;
        let authorization = request.header("authorization").map(Authorization::read);
        envelope.service = authorization.and_then(Result::ok).map(|auth| auth.service.to_owned());
        if in_headers && request.method != "GET" && request.media() == "application/json" {
            envelope.json = Some(request.json());
        }
        Ok(envelope)
    }

    fn form_value(&self, name: &str) -> Option<String> {
        self.form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// The action that is meant, if it takes a body of the size that the request has.
    pub(super) fn find<'a>(
        &self,
        catalogue: &'a Catalogue,
        request: &Incoming,
    ) -> Result<FoundAction<'a>, Refusal> {
        let found = self.find_named(catalogue)?;
        let is_taken = request.size <= found.max_body() && request.is_whole();
        if is_taken { Ok(found) } else { Err(Refusal::TooLarge(request.size)) }
    }

    fn find_named<'a>(&self, catalogue: &'a Catalogue) -> Result<FoundAction<'a>, Refusal> {
        let names = self.form.iter().map(|(key, _)| key.split('.').next().unwrap_or_default());
        let mut parameters: Vec<String> = names.map(str::to_owned).collect();
        if let Some(Ok(body)) = &self.json {
            parameters.extend(body.keys().cloned());
        }
        catalogue.find(&Route {
            action: &self.action,
            version: self.version.as_deref(),
            host: self.host.as_deref(),
            is_of_service: self.is_of_service,
            service: self.service.as_deref(),
            parameters: &parameters,
        })
    }

    /// The parameters of the call, checked; none for bytes as they are, of which the
    /// documentation says nothing.
    pub(super) fn parameters(
        &self,
        request: &Incoming,
        found: &FoundAction<'_>,
    ) -> Result<Map<String, Value>, Refusal> {
        match (found.action.region, self.region.as_deref()) {
            (_, Some("")) => {
                let name = if self.is_old { "Region" } else { "X-TC-Region" };
                return Err(Refusal::InvalidCommonValue(name));
            }
            (Some(RegionRule::Required), None) => {
                return Err(Refusal::MissingParameter("Region".to_owned()));
            }
            _ => {}
        }
        let Some(body) = self.body(request, found)? else { return Ok(Map::new()) };
        match validate::check(&body, &found.action.input, found.spec()) {
            Some(refusal) if !is_documented(found, &body) => Err(refusal),
            _ => Ok(body),
        }
    }

    fn body(
        &self,
        request: &Incoming,
        found: &FoundAction<'_>,
    ) -> Result<Option<Map<String, Value>>, Refusal> {
        let input = &found.action.input;
        let bytes = MemberType::Scalar(Scalar::Binary);
        let has_bytes = input.iter().any(|member| member.member_type == bytes);
        let is_form = request.method == "GET"
            || request.media() == "application/x-www-form-urlencoded"
            || self.is_old;
        let unsupported = || Refusal::UnsupportedProtocol(request.media().to_owned());
        match request.media() {
            _ if is_form => unflatten(&self.form, input, found.spec()).map(Some),
            "application/json" if !has_bytes => {
                self.json.clone().unwrap_or_else(|| request.json()).map(Some)
            }
            "multipart/form-data" if has_bytes => request.parts(input).map(Some),
            "application/octet-stream" => Ok(None),
            // A caller that is not checked need not name what it sends.
            "" => request.json().map(Some),
            _ => Err(unsupported()),
        }
    }

    /// Whether the call is signed with the key. `now` is the time of the service.
    pub(super) fn authenticate(
        &self,
        key: &Key,
        request: &Incoming,
        found: &FoundAction<'_>,
        now: i64,
    ) -> Result<(), Refusal> {
        if self.is_old {
            return self.authenticate_old(key, request, now);
        }
        let header = request.header("authorization").unwrap_or_default();
        if header == "SKIP" && found.action.signature == Some(Signature::Skip) {
            return Ok(());
        }
        let authorization = Authorization::read(header).map_err(Refusal::InvalidAuthorization)?;
        // On this machine the SDKs that take the service from the host cannot know it.
        let product = &*found.spec().product;
        if self.host.as_deref() == Some(product) && authorization.service != product {
            return Err(Refusal::InvalidAuthorization("Service"));
        }
        if authorization.secret_id != key.secret_id {
            return Err(Refusal::SecretIdNotFound);
        }
        let time = self.check_time("X-TC-Timestamp", now)?;
        check_content_hash(request)?;
        let is_right_day = day(time).as_deref() == Some(authorization.date);
        if !is_right_day || !authorization.fits(request, &self.timestamp, &key.secret_key) {
            return Err(Refusal::SignatureFailure);
        }
        self.check_token(key)
    }

    fn authenticate_old(&self, key: &Key, request: &Incoming, now: i64) -> Result<(), Refusal> {
        for name in ["SecretId", "Signature"] {
            if self.form_value(name).is_none_or(|value| value.is_empty()) {
                return Err(Refusal::MissingParameter(name.to_owned()));
            }
        }
        if self.form_value("SecretId").as_deref() != Some(&*key.secret_id) {
            return Err(Refusal::SecretIdNotFound);
        }
        self.check_time("Timestamp", now)?;
        if request.size > MAX_OLD_BODY {
            return Err(Refusal::OldSignatureTooLarge);
        }
        if !old_signature_fits(request, &self.form, &key.secret_key) {
            return Err(Refusal::SignatureFailure);
        }
        self.check_token(key)
    }

    fn check_time(&self, name: &'static str, now: i64) -> Result<i64, Refusal> {
        let time: i64 = self.timestamp.parse().map_err(|_| Refusal::InvalidCommonValue(name))?;
        let is_near = time.checked_sub(now).is_some_and(|skew| skew.abs() <= MAX_SKEW);
        if is_near { Ok(time) } else { Err(Refusal::SignatureExpire(now)) }
    }

    fn check_token(&self, key: &Key) -> Result<(), Refusal> {
        if self.token == key.token { Ok(()) } else { Err(Refusal::TokenFailure) }
    }
}

/// A parameter that only a signed call needs.
fn required_if(is_needed: bool, value: Result<String, Refusal>) -> Result<Option<String>, Refusal> {
    match value {
        Err(refusal) if is_needed => Err(refusal),
        value => Ok(value.ok()),
    }
}

fn check_content_hash(request: &Incoming) -> Result<(), Refusal> {
    match request.header("x-tc-content-sha256") {
        None | Some("UNSIGNED-PAYLOAD") => Ok(()),
        Some(hash) if hash.eq_ignore_ascii_case(&hex(&Sha256::digest(&request.body))) => Ok(()),
        Some(_) => Err(Refusal::InvalidContentHash),
    }
}

/// The first label of a host, unless it is an address or a name of this machine.
fn product_label(host: &str) -> Option<String> {
    let name = without_port(host);
    let is_address = name.parse::<IpAddr>().is_ok() || name.starts_with('[');
    let (label, rest) = name.split_once('.')?;
    (!is_address && !rest.is_empty()).then(|| label.to_ascii_lowercase())
}
