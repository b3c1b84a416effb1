//! Bytes as they are, for the actions that take neither JSON nor a form: `application/octet-stream`,
//! with the members of the request in headers of their own.

use bytes::Bytes;
use http::header::Entry;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::encode::{Encoded, of_body};
use crate::runtime::error::InvalidRequest;

/// Encodes a request that consists of these bytes and headers. The bytes are not copied.
///
/// # Errors
/// When a header cannot be sent, or the bytes are more than the limit.
pub fn encode_bytes(
    headers: &[(&str, &str)],
    body: Bytes,
    limit: Option<usize>,
) -> Result<Encoded, InvalidRequest> {
    let mut own = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let (key, value) = own_header(name, value)?;
        match own.entry(key) {
            Entry::Vacant(entry) => entry.insert(value),
            Entry::Occupied(_) => {
                return Err(InvalidRequest::new(format!("the header {name} is given twice")));
            }
        };
    }
    Ok(Encoded { headers: own, ..of_body(body, "application/octet-stream".into(), limit)? })
}

/// A header of the caller's own.
///
/// # Errors
/// When it cannot be one, or is one that the client itself sets.
pub(crate) fn own_header(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), InvalidRequest> {
    let Ok(key) = HeaderName::try_from(name) else {
        return Err(InvalidRequest::new(format!("{name:?} is not the name of a header")));
    };
    if is_ours(&key) {
        let message = format!("the header {name} is set by the client itself");
        return Err(InvalidRequest::new(message));
    }
    let Ok(value) = HeaderValue::try_from(value) else {
        let message = format!("the value of the header {name} has a control character");
        return Err(InvalidRequest::new(message));
    };
    Ok((key, value))
}

/// Whether the client or its transport sets the header.
fn is_ours(name: &HeaderName) -> bool {
    let name = name.as_str();
    name.starts_with("x-tc-")
        || matches!(
            name,
            "accept-encoding"
                | "authorization"
                | "connection"
                | "content-length"
                | "content-type"
                | "expect"
                | "host"
                | "proxy-authorization"
                | "transfer-encoding"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(headers: &[(&str, &str)]) -> String {
        encode_bytes(headers, Bytes::from_static(b"x"), None).unwrap_err().message().to_owned()
    }

    #[test]
    fn the_bytes_are_the_same_ones_and_each_header_is_there() {
        let body = Bytes::from(vec![0, 159, 146, 150]);
        let encoded =
            encode_bytes(&[("X-CLS-TopicId", "a b"), ("X-Empty", "")], body.clone(), None);
        let encoded = encoded.unwrap();
        assert_eq!(encoded.body.as_ptr(), body.as_ptr());
        assert_eq!((encoded.method.as_str(), &*encoded.query), ("POST", ""));
        assert_eq!(encoded.content_type, "application/octet-stream");
        assert_eq!(encoded.headers["x-cls-topicid"], "a b");
        assert_eq!(encoded.headers.len(), 2);
    }

    #[test]
    fn a_header_that_cannot_be_sent_is_named() {
        assert_eq!(problem(&[("X CLS", "a")]), "\"X CLS\" is not the name of a header");
        assert!(problem(&[("", "a")]).starts_with("\"\" is not"));
        for value in ["a\r\nHost: evil", "\0", "\u{7f}"] {
            let problem = problem(&[("X-CLS-HashKey", value)]);
            assert!(problem.contains("header X-CLS-HashKey has a control"), "{problem}");
        }
        assert!(problem(&[("X-A", "1"), ("x-a", "1")]).contains("x-a is given twice"));
    }

    #[test]
    fn what_the_client_sets_is_refused() {
        let names = ["Host", "authorization", "CONTENT-TYPE", "Content-Length", "X-TC-Action"];
        for name in names.into_iter().chain(["X-TC-Anything", "Transfer-Encoding"]) {
            assert_eq!(
                problem(&[(name, "x")]),
                format!("the header {name} is set by the client itself")
            );
        }
    }

    #[test]
    fn more_bytes_than_the_service_takes_are_refused_here() {
        let (ten, limit) = (vec![b'x'; 10 * 1024 * 1024], Some(10 * 1024 * 1024));
        assert!(encode_bytes(&[], ten.clone().into(), limit).is_ok());
        let problem = encode_bytes(&[], [ten, vec![b'x']].concat().into(), limit).unwrap_err();
        assert!(problem.message().contains("takes 10485760 at most"), "{problem}");
    }
}
