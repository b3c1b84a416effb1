//! How providers reach the network: through the client's own transport.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, Request, Uri};
use serde_json::{Map, Value as Json};

use super::{Credential, CredentialError};
use crate::runtime::action::{Action, RegionRule};
use crate::runtime::protocol::{
    Answer, Endpoint, Form, Head, Language, encode, read_answer, request_client,
};
use crate::runtime::transport::{Limits, Transport};
use crate::runtime::wire::JsonObject;

/// Answers of metadata services and of the token service are small.
const MAX_ANSWER: usize = 1024 * 1024;

/// What a provider may use.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// The client's transport.
    pub transport: &'a dyn Transport,
    /// The time, as the client knows it.
    pub now: SystemTime,
    /// When the call that waits for the credential has to be over.
    pub deadline: Instant,
}

/// An action of the security token service.
const fn sts(name: &'static str) -> Action<'static> {
    Action {
        region: RegionRule::Required,
        ..Action::new("sts", "2018-08-13", name, "sts.tencentcloudapi.com")
    }
}

pub(super) const ASSUME_ROLE: Action<'_> = sts("AssumeRole");
pub(super) const ASSUME_ROLE_WITH_WEB_IDENTITY: Action<'_> =
    Action { skip_sign: true, ..sts("AssumeRoleWithWebIdentity") };

/// A call to the security token service.
pub(super) struct StsCall<'a> {
    pub(super) action: &'a Action<'a>,
    pub(super) endpoint: &'a Endpoint,
    pub(super) region: &'a str,
    /// Who signs; nobody for a web identity.
    pub(super) signer: Option<&'a Credential>,
    pub(super) request: Map<String, Json>,
}

impl Reach<'_> {
    /// The body at this address.
    ///
    /// # Errors
    /// When there is no answer in time, or another status than 200.
    pub async fn get(&self, url: &str, timeout: Duration) -> Result<Bytes, CredentialError> {
        let failed = |error: &dyn std::fmt::Display| {
            CredentialError::new(format!("cannot read {url}: {error}"))
        };
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url.parse::<Uri>().map_err(|error| failed(&error))?;
        let host = request.uri().authority().map(|host| host.as_str().to_owned());
        let host = host.and_then(|host| host.parse().ok());
        request.headers_mut().insert("host", host.ok_or_else(|| failed(&"it has no host"))?);
        let answer = self.send(request, timeout).await.map_err(|error| failed(&error))?;
        if answer.status != 200 {
            return Err(failed(&format!("the HTTP status is {}", answer.status)));
        }
        Ok(answer.body)
    }

    async fn send(
        &self,
        request: Request<Bytes>,
        timeout: Duration,
    ) -> Result<Answer, crate::runtime::error::TransportError> {
        let deadline = self.deadline.min(Instant::now() + timeout);
        let answer = self.transport.send(request, Limits { deadline, idle: None }).await?;
        let (head, body) = answer.into_parts();
        let body = body.collect(MAX_ANSWER).await?;
        let unpacker = crate::runtime::transport::Unpacker::new(&head.headers, MAX_ANSWER)?;
        let body = unpacker.whole(body)?;
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }

    /// Asks the security token service for a temporary credential.
    pub(super) async fn temporary(&self, call: StsCall<'_>) -> Result<Credential, CredentialError> {
        let failed = |error: &dyn std::fmt::Display| {
            CredentialError::new(format!("{} failed: {error}", call.action.name))
        };
        let (scheme, authority) =
            call.endpoint.resolve(call.action).map_err(|error| failed(&error))?;
        let request_client = request_client(None).map_err(|error| failed(&error))?;
        let head = Head {
            scheme,
            authority,
            region: Some(call.region),
            language: Language::English,
            request_client: &request_client,
            trace_id: &crate::runtime::random::uuid(),
            unsigned_payload: false,
            headers: &HeaderMap::new(),
        };
        let encoded = encode(call.action, &JsonObject(call.request), Form::Post)
            .map_err(|error| failed(&error))?;
        let request = head
            .sign(call.action, &encoded, call.signer, self.seconds())
            .map_err(|error| failed(&error))?;
        let answer =
            self.send(request, Duration::from_secs(10)).await.map_err(|error| failed(&error))?;
        let mut response = JsonObject::default();
        read_answer(call.action, &answer, &mut response).map_err(|error| failed(&error))?;
        let keys = response.0.get("Credentials").cloned().unwrap_or_default();
        temporary_credential(&keys, response.0.get("ExpiredTime"))
    }

    fn seconds(&self) -> u64 {
        self.now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

/// The credential of `TmpSecretId`, `TmpSecretKey` and `Token`, which ends at this time in seconds
/// since 1970.
pub(super) fn temporary_credential(
    keys: &Json,
    expires: Option<&Json>,
) -> Result<Credential, CredentialError> {
    let text = |name: &str| {
        keys.get(name)
            .and_then(Json::as_str)
            .filter(|text| !text.is_empty())
            .ok_or_else(|| CredentialError::new(format!("the answer has no {name}")))
    };
    let expires = expires.and_then(Json::as_u64);
    let expires = expires.ok_or_else(|| CredentialError::new("the answer has no ExpiredTime"))?;
    let expires = UNIX_EPOCH.checked_add(Duration::from_secs(expires));
    let credential = Credential::new(text("TmpSecretId")?, text("TmpSecretKey")?)?;
    let credential = credential.with_token(text("Token")?)?;
    match expires {
        Some(time) => Ok(credential.expiring_at(time)),
        None => Err(CredentialError::new("the answer has no possible ExpiredTime")),
    }
}
