//! How providers reach the network: through the client's own transport, and its own calls.

use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{Request, Uri};
use serde_json::Value as Json;

use super::{Credential, CredentialError};
use crate::runtime::action::{Action, RegionRule};
use crate::runtime::error::{Error, TransportError};
use crate::runtime::protocol::{Answer, Endpoint};
use crate::runtime::transport::{BoxFuture, Limits, Transport, Unpacker};
use crate::runtime::wire::JsonObject;

/// Answers of metadata services are small.
const MAX_ANSWER: usize = 1024 * 1024;
/// How often an address is asked, and the pause before the second time; it grows.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(200);
/// The longest time for one answer: an instant that far ahead exists on every platform.
const LONGEST: Duration = Duration::from_secs(24 * 3_600);

/// What a provider may use.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// The client's transport.
    pub transport: &'a dyn Transport,
    /// The time, as the client knows it.
    pub now: SystemTime,
    /// When the credential has to be there.
    pub deadline: Instant,
    calls: &'a dyn Calls,
}

/// Makes calls to the service for providers, with the attempts, the clock and the errors of any call.
pub(crate) trait Calls: fmt::Debug + Send + Sync {
    /// Makes a call, which has to be over at the deadline.
    fn call<'a>(
        &'a self,
        call: ServiceCall<'a>,
        deadline: Instant,
        response: &'a mut JsonObject,
    ) -> BoxFuture<'a, Result<(), Error>>;
}

/// A call that a provider makes.
pub(crate) struct ServiceCall<'a> {
    pub(crate) action: &'a Action<'a>,
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) region: &'a str,
    /// Who signs; nobody for a web identity.
    pub(crate) signer: Option<&'a Credential>,
    pub(crate) request: JsonObject,
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

/// Why there is no body at an address.
pub(super) struct NotRead {
    /// The HTTP status, if there was an answer.
    pub(super) status: Option<u16>,
    pub(super) error: CredentialError,
}

impl<'a> Reach<'a> {
    pub(crate) fn new(
        transport: &'a dyn Transport,
        now: SystemTime,
        deadline: Instant,
        calls: &'a dyn Calls,
    ) -> Self {
        Self { transport, now, deadline, calls }
    }

    /// The body at this address. An answer that passes, a status from 500 on or a connection that
    /// broke, is asked for again, three times in all.
    ///
    /// # Errors
    /// When there is no answer in time, or another status than 200.
    pub async fn get(&self, url: &str, timeout: Duration) -> Result<Bytes, CredentialError> {
        self.read(url, timeout).await.map_err(|not_read| not_read.error)
    }

    pub(super) async fn read(&self, url: &str, timeout: Duration) -> Result<Bytes, NotRead> {
        let failed = |status, error: &dyn fmt::Display| NotRead {
            status,
            error: CredentialError::new(format!("cannot read {url}: {error}")),
        };
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url.parse::<Uri>().map_err(|error| failed(None, &error))?;
        let host = request.uri().authority().map(|host| host.as_str().to_owned());
        let host = host.and_then(|host| host.parse().ok());
        request.headers_mut().insert("host", host.ok_or_else(|| failed(None, &"it has no host"))?);
        let mut attempt = 1;
        loop {
            let (passes, not_read) = match self.send(request.clone(), timeout).await {
                Ok(answer) if answer.status == 200 => return Ok(answer.body),
                Ok(Answer { status, .. }) => {
                    let error = format!("the HTTP status is {status}");
                    (status == 429 || status >= 500, failed(Some(status), &error))
                }
                Err(error) => {
                    let broke = error.may_have_been_executed() && !error.is_timeout();
                    (broke, failed(None, &error))
                }
            };
            let pause = PAUSE * attempt;
            if !passes || attempt == ATTEMPTS || Instant::now() + pause >= self.deadline {
                return Err(not_read);
            }
            self.transport.sleep(pause).await;
            attempt += 1;
        }
    }

    async fn send(
        &self,
        request: Request<Bytes>,
        timeout: Duration,
    ) -> Result<Answer, TransportError> {
        let deadline = self.deadline.min(Instant::now() + timeout.min(LONGEST));
        let answer = self.transport.send(request, Limits { deadline, idle: None }).await?;
        let (head, body) = answer.into_parts();
        let body = body.collect(MAX_ANSWER, deadline).await?;
        let body = Unpacker::new(&head.headers, MAX_ANSWER)?.whole(body)?;
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }

    /// Asks the security token service for a temporary credential.
    pub(super) async fn temporary(
        &self,
        call: ServiceCall<'_>,
    ) -> Result<Credential, CredentialError> {
        let name = call.action.name;
        let mut response = JsonObject::default();
        let called = self.calls.call(call, self.deadline, &mut response).await;
        called.map_err(|error| CredentialError::of_call(name, error))?;
        let keys = response.0.get("Credentials").cloned().unwrap_or_default();
        temporary_credential(&keys, response.0.get("ExpiredTime"))
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
    let expires = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(expires));
    let credential = Credential::new(text("TmpSecretId")?, text("TmpSecretKey")?)?;
    let credential = credential.with_token(text("Token")?)?;
    match expires {
        Some(time) => Ok(credential.expiring_at(time).just_issued()),
        None => Err(CredentialError::new("the answer has no possible ExpiredTime")),
    }
}
