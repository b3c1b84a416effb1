//! Whether the service would take a request, in the order in which it looks.
//!
//! In: a request, and what the double knows. Out: nothing, or the code and message of the refusal.

use std::time::SystemTime;

use crate::offer::Offer;
use crate::request::Request;
use crate::signature::{Authorization, day, sign};
use crate::state::ServiceState;

/// How far a timestamp may be off: five minutes, as documented.
const MAX_SKEW: i64 = 300;
/// The documented limits: a body of whatever kind, and a query.
const MAX_POST: usize = 10 * 1024 * 1024;
const MAX_GET: usize = 32 * 1024;

/// The content type of a request that is bytes as they are.
const OCTET_STREAM: &str = "application/octet-stream";

/// A refusal: code and message.
pub(crate) type Refusal = (&'static str, String);

/// Checks everything that is before the action itself.
///
/// # Errors
/// The code and message that the service answers with.
pub(crate) fn verify(state: &ServiceState, request: &Request) -> Result<(), Refusal> {
    check_form(request)?;
    let offer = check_action(state, request)?;
    if offer.of_bytes != (media(request) == OCTET_STREAM) {
        return Err(unsupported(request));
    }
    check_signature(state, request, offer)?;
    match request.header("x-tc-region") {
        Some("") => Err(("UnsupportedRegion", "The region is empty.".into())),
        None if offer.region_required => Err(missing("Region")),
        _ => Ok(()),
    }
}

fn check_form(request: &Request) -> Result<(), Refusal> {
    let media = media(request);
    let (taken, limit) = match &*request.method {
        "GET" => (media == "application/x-www-form-urlencoded", MAX_GET),
        "POST" => {
            (matches!(media, "application/json" | "multipart/form-data" | OCTET_STREAM), MAX_POST)
        }
        other => {
            return Err(("UnsupportedProtocol", format!("The method {other} is not supported.")));
        }
    };
    if !taken {
        return Err(unsupported(request));
    }
    if request.body.len().max(request.query().len()) > limit {
        return Err(("RequestSizeLimitExceeded", format!("At most {limit} bytes.")));
    }
    if media == "application/json" && !request.json().is_object() {
        return Err(("InvalidRequest", "The body is not a JSON object.".into()));
    }
    Ok(())
}

/// The content type without its parameters.
fn media(request: &Request) -> &str {
    let content_type = request.header("content-type").unwrap_or_default();
    content_type.split(';').next().unwrap_or_default()
}

fn unsupported(request: &Request) -> Refusal {
    let content_type = request.header("content-type").unwrap_or_default();
    ("UnsupportedProtocol", format!("Content-Type {content_type:?}."))
}

fn check_action<'a>(state: &'a ServiceState, request: &Request) -> Result<&'a Offer, Refusal> {
    let name = required(request, "Action")?;
    let version = required(request, "Version")?;
    let Some(offer) = state.offers.get(name) else {
        return Err(("InvalidAction", format!("There is no action `{name}`.")));
    };
    if offer.version != version {
        return Err(("NoSuchVersion", format!("There is no version `{version}`.")));
    }
    Ok(offer)
}

fn check_signature(state: &ServiceState, request: &Request, offer: &Offer) -> Result<(), Refusal> {
    let timestamp = required(request, "Timestamp")?;
    let header = request.header("authorization").ok_or_else(|| missing("Authorization"))?;
    if header == "SKIP" && offer.unsigned {
        return Ok(());
    }
    let bad = |what: &str| ("AuthFailure.InvalidAuthorization", what.to_owned());
    let authorization = Authorization::read(header).ok_or_else(|| bad("It cannot be read."))?;
    for name in ["content-type", "host"] {
        if !authorization.signed_headers.iter().any(|signed| signed == name) {
            return Err(bad("`content-type` and `host` must be signed."));
        }
    }
    let Some(account) = state.accounts.get(&authorization.secret_id) else {
        return Err(("AuthFailure.SecretIdNotFound", "The SecretId is not found.".into()));
    };
    let time: i64 = timestamp.parse().map_err(|_| bad("The timestamp is not a number."))?;
    if (time - state.now()).abs() > MAX_SKEW {
        return Err(("AuthFailure.SignatureExpire", "The signature has expired.".into()));
    }
    let scope = &authorization.scope;
    let right = sign(request, scope, &authorization.signed_headers, &account.secret_key);
    if scope.date != day(time)
        || scope.service != offer.product
        || right.as_deref() != Some(&*authorization.signature)
    {
        let message = "The provided credentials could not be validated.";
        return Err(("AuthFailure.SignatureFailure", message.into()));
    }
    let expired = account.expires_at.is_some_and(|end| end <= SystemTime::now());
    if expired || request.header("x-tc-token") != account.token.as_deref() {
        return Err(("AuthFailure.TokenFailure", "The token is wrong or has expired.".into()));
    }
    Ok(())
}

fn required<'a>(request: &'a Request, parameter: &str) -> Result<&'a str, Refusal> {
    match request.header(&format!("x-tc-{parameter}")) {
        Some(value) if !value.is_empty() => Ok(value),
        _ => Err(missing(parameter)),
    }
}

fn missing(parameter: &str) -> Refusal {
    ("MissingParameter", format!("The request misses the required parameter `{parameter}`."))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Account;
    use crate::signature::Scope;

    fn state() -> ServiceState {
        let mut state = ServiceState::default();
        for account in [
            Account::new("id", "key"),
            Account::new("temporary", "key").with_token("token", Duration::from_mins(1)),
            Account::new("ended", "key").with_token("token", Duration::ZERO),
        ] {
            state.accounts.insert(account.secret_id.clone(), account);
        }
        for offer in [
            Offer::new("shop", "2020-11-11", "Buy").in_a_region(),
            Offer::new("sts", "2018-08-13", "Assume").unsigned(),
            Offer::new("shop", "2020-11-11", "Upload").of_bytes(),
        ] {
            state.offers.insert(offer.action.clone(), offer);
        }
        state
    }

    /// A request that is right, changed and then signed.
    fn code(change: impl FnOnce(&mut Vec<(String, String)>)) -> &'static str {
        code_of("POST", b"{}", "id", change)
    }

    fn code_of(
        method: &str,
        body: &[u8],
        id: &str,
        change: impl FnOnce(&mut Vec<(String, String)>),
    ) -> &'static str {
        let state = state();
        let mut headers: Vec<_> = [
            ("host", "127.0.0.1:1"),
            ("content-type", "application/json"),
            ("x-tc-action", "Buy"),
            ("x-tc-version", "2020-11-11"),
            ("x-tc-region", "ap-guangzhou"),
            ("x-tc-timestamp", &state.now().to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        change(&mut headers);
        let mut request = Request {
            method: method.into(),
            target: "/".into(),
            headers,
            body: body.to_vec(),
            ..Request::default()
        };
        let date = day(request.header("x-tc-timestamp").unwrap_or("0").parse().unwrap_or(0));
        let scope = Scope { date, service: "shop".into() };
        let signed = ["content-type".to_owned(), "host".to_owned()];
        let signature = sign(&request, &scope, &signed, "key").unwrap_or_default();
        if request.header("authorization").is_none() {
            request.headers.push((
                "authorization".into(),
                format!(
                    "TC3-HMAC-SHA256 Credential={id}/{}/shop/tc3_request, SignedHeaders=content-type;host, Signature={signature}",
                    scope.date
                ),
            ));
        }
        verify(&state, &request).map_or_else(|(code, _)| code, |()| "taken")
    }

    fn set(headers: &mut Vec<(String, String)>, name: &str, value: &str) {
        headers.retain(|(key, _)| key != name);
        headers.push((name.to_owned(), value.to_owned()));
    }

    #[test]
    fn a_right_request_is_taken() {
        assert_eq!(code(|_| ()), "taken");
        assert_eq!(code_of("POST", b"{}", "temporary", |h| set(h, "x-tc-token", "token")), "taken");
    }

    #[test]
    fn parameters_that_are_missing_are_named() {
        for name in ["x-tc-action", "x-tc-version", "x-tc-timestamp", "x-tc-region"] {
            assert_eq!(code(|h| h.retain(|(key, _)| key != name)), "MissingParameter", "{name}");
        }
    }

    #[test]
    fn every_way_to_be_wrong_has_the_code_of_the_service() {
        let set = |name, value| code(move |h| set(h, name, value));
        assert_eq!(set("x-tc-action", "Steal"), "InvalidAction");
        assert_eq!(set("x-tc-version", "2020-11-12"), "NoSuchVersion");
        assert_eq!(set("x-tc-region", ""), "UnsupportedRegion");
        assert_eq!(set("x-tc-timestamp", "1551113065"), "AuthFailure.SignatureExpire");
        assert_eq!(set("authorization", "SKIP"), "AuthFailure.InvalidAuthorization");
        assert_eq!(set("content-type", "text/plain"), "UnsupportedProtocol");
        assert_eq!(set("x-tc-token", "token"), "AuthFailure.TokenFailure");
        assert_eq!(code_of("PUT", b"{}", "id", |_| ()), "UnsupportedProtocol");
        assert_eq!(code_of("POST", b"[]", "id", |_| ()), "InvalidRequest");
        assert_eq!(code_of("POST", b"{}", "nobody", |_| ()), "AuthFailure.SecretIdNotFound");
        assert_eq!(code_of("POST", b"{}", "temporary", |_| ()), "AuthFailure.TokenFailure");
        let ended =
            code_of("POST", b"{}", "ended", |h| super::tests::set(h, "x-tc-token", "token"));
        assert_eq!(ended, "AuthFailure.TokenFailure");
        let large = vec![b' '; MAX_POST + 1];
        assert_eq!(code_of("POST", &large, "id", |_| ()), "RequestSizeLimitExceeded");
    }

    #[test]
    fn bytes_are_taken_by_the_actions_of_bytes_alone() {
        let upload = |action: &'static str, content_type: &'static str, body: &[u8]| {
            code_of("POST", body, "id", move |h| {
                set(h, "x-tc-action", action);
                set(h, "content-type", content_type);
            })
        };
        assert_eq!(upload("Upload", "application/octet-stream", &[0, 255]), "taken");
        assert_eq!(upload("Upload", "application/json", b"{}"), "UnsupportedProtocol");
        assert_eq!(upload("Buy", "application/octet-stream", b"{}"), "UnsupportedProtocol");
        let large = vec![0; MAX_POST + 1];
        let code = upload("Upload", "application/octet-stream", &large);
        assert_eq!(code, "RequestSizeLimitExceeded");
    }

    #[test]
    fn an_action_that_skips_signing_takes_skip_and_no_other_does() {
        let skip = |action: &'static str, version: &'static str| {
            code(move |h| {
                set(h, "x-tc-action", action);
                set(h, "x-tc-version", version);
                set(h, "authorization", "SKIP");
            })
        };
        assert_eq!(skip("Assume", "2018-08-13"), "taken");
        assert_eq!(skip("Buy", "2020-11-11"), "AuthFailure.InvalidAuthorization");
    }
}
