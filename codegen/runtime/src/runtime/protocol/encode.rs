//! The members of a request as the content of an HTTP request.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::multipart;
use crate::runtime::action::Action;
use crate::runtime::error::InvalidRequest;
use crate::runtime::random;
use crate::runtime::wire::{Members, to_json, to_query};

/// How requests travel, apart from those with binary members and those of plain bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A JSON body, for every action, and as large as
    /// [`Settings::max_request`](crate::runtime::Settings::max_request) says.
    #[default]
    Post,
    /// A flattened query, up to 32 KiB.
    Get,
}

/// The content of an HTTP request, before it is signed.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// POST or GET.
    pub method: Method,
    /// The query, percent-encoded and sorted; empty for POST.
    pub query: String,
    /// The content type, byte for byte as it is signed.
    pub content_type: Cow<'static, str>,
    /// The body; empty for GET.
    pub body: Bytes,
    /// Members that travel as headers; those of a body of plain bytes do, and no others.
    pub headers: HeaderMap,
}

/// Where the service stops reading: 32 KiB of query (documented for all actions).
const MAX_QUERY: usize = 32 * 1024;
/// Where the gateway of the service stops reading: 10 MiB of body, for TC3 signatures.
const MAX_BODY: usize = 10 * 1024 * 1024;
/// The domains of that gateway. An action with a host elsewhere has limits of its own, such as the
/// 60 MB of a file that `UploadFiles` of ess takes; the service tells them.
const GATEWAYS: [&str; 3] =
    [".tencentcloudapi.com", ".tencentcloudapi.cn", ".tencentcloudapi.com.cn"];
/// What stays as it is in a query; the official SDKs agree on it.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Encodes a request.
///
/// # Errors
/// When a member cannot be said in this form, or the request is larger than the service takes: for an
/// action of its common gateway.
pub fn encode(
    action: &Action<'_>,
    request: &dyn Members,
    form: Form,
) -> Result<Encoded, InvalidRequest> {
    encode_within(action, request, form, max_body(action))
}

/// How large a body the documented host of an action takes, if that is known.
pub(crate) fn max_body(action: &Action<'_>) -> Option<usize> {
    GATEWAYS.iter().any(|domain| action.endpoint.ends_with(domain)).then_some(MAX_BODY)
}

/// Encodes a request whose body has so many bytes at most.
///
/// # Errors
/// As [`encode`].
pub(crate) fn encode_within(
    action: &Action<'_>,
    request: &dyn Members,
    form: Form,
    limit: Option<usize>,
) -> Result<Encoded, InvalidRequest> {
    if action.multipart {
        let boundary = random::hex_id();
        let body = multipart::write(request, &boundary).map_err(invalid)?;
        let content_type = format!("multipart/form-data; boundary={boundary}");
        return of_body(body.into(), content_type.into(), limit);
    }
    match form {
        Form::Post => {
            of_body(to_json(request).map_err(invalid)?.into(), "application/json".into(), limit)
        }
        Form::Get => get(to_query(request).map_err(invalid)?),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn invalid(error: crate::runtime::wire::EncodeError) -> InvalidRequest {
    InvalidRequest::new(error.to_string())
}

/// A POST of this body.
pub(super) fn of_body(
    body: Bytes,
    content_type: Cow<'static, str>,
    limit: Option<usize>,
) -> Result<Encoded, InvalidRequest> {
    check_size("body", body.len(), limit.unwrap_or(usize::MAX))?;
    let headers = HeaderMap::new();
    Ok(Encoded { method: Method::POST, query: String::new(), content_type, body, headers })
}

fn get(mut pairs: Vec<(String, String)>) -> Result<Encoded, InvalidRequest> {
    pairs.sort();
    let mut query = String::new();
    for (name, value) in &pairs {
        if !query.is_empty() {
            query.push('&');
        }
        push_encoded(&mut query, name);
        query.push('=');
        push_encoded(&mut query, value);
        check_size("query", query.len(), MAX_QUERY)?;
    }
    Ok(Encoded {
        method: Method::GET,
        query,
        content_type: "application/x-www-form-urlencoded".into(),
        body: Bytes::new(),
        headers: HeaderMap::new(),
    })
}

/// Appends form-encoded text: a space is a plus.
fn push_encoded(query: &mut String, text: &str) {
    for part in utf8_percent_encode(text, QUERY) {
        query.push_str(if part == "%20" { "+" } else { part });
    }
}

fn check_size(what: &str, size: usize, limit: usize) -> Result<(), InvalidRequest> {
    if size <= limit {
        return Ok(());
    }
    Err(InvalidRequest::new(format!(
        "the {what} has {size} bytes, and the service takes {limit} at most"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::wire::JsonObject;

    const ACTION: Action<'_> = Action::new("cvm", "2017-03-12", "X", "cvm.tencentcloudapi.com");

    fn object(json: serde_json::Value) -> JsonObject {
        let serde_json::Value::Object(map) = json else { panic!("an object") };
        JsonObject(map)
    }

    #[test]
    fn a_query_is_flat_sorted_and_form_encoded() {
        let request = object(serde_json::json!({
            "Name": "a b&c=典~", "Filters": [{"Values": ["x", "y"]}], "Empty": null,
        }));
        let encoded = encode(&ACTION, &request, Form::Get).unwrap();
        assert_eq!(
            encoded.query,
            "Filters.0.Values.0=x&Filters.0.Values.1=y&Name=a+b%26c%3D%E5%85%B8~"
        );
        assert!(encoded.body.is_empty());
    }

    #[test]
    fn what_the_service_would_not_take_is_refused_here() {
        let request = object(serde_json::json!({"A": "x".repeat(33 * 1024)}));
        let error = encode(&ACTION, &request, Form::Get).unwrap_err();
        assert!(error.to_string().contains("takes 32768 at most"), "{error}");
        assert!(encode(&ACTION, &request, Form::Post).is_ok());
        let request = object(serde_json::json!({"A": "x".repeat(10 * 1024 * 1024)}));
        assert!(encode(&ACTION, &request, Form::Post).is_err());
        let file_host = Action { endpoint: "file.ess.tencent.cn", ..ACTION };
        assert!(encode(&file_host, &request, Form::Post).is_ok());
        assert!(encode_within(&file_host, &request, Form::Post, Some(9)).is_err());
    }
}
