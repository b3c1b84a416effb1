//! TC3-HMAC-SHA256, from the documentation alone.
//!
//! In: a [`Request`] as received, and a SecretKey. Out: the signature that its Authorization must
//! carry. The documented worked example is a test below.
//!
//! Invariant: imports nothing of the client's runtime.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::request::Request;

/// What an Authorization header says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authorization {
    pub(crate) secret_id: String,
    pub(crate) scope: Scope,
    pub(crate) signed_headers: Vec<String>,
    pub(crate) signature: String,
}

/// What a signature is for: a day and a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// `2019-02-25`, in UTC.
    pub date: String,
    /// `cvm`.
    pub service: String,
}

impl Authorization {
    /// Reads `TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
    pub(crate) fn read(header: &str) -> Option<Self> {
        let mut fields = header.strip_prefix("TC3-HMAC-SHA256 ")?.split(", ");
        let credential = fields.next()?.strip_prefix("Credential=")?;
        let signed = fields.next()?.strip_prefix("SignedHeaders=")?;
        let signature = fields.next()?.strip_prefix("Signature=")?;
        let mut parts = credential.split('/');
        let (id, date, service) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next() != Some("tc3_request") || parts.next().is_some() || fields.next().is_some()
        {
            return None;
        }
        Some(Self {
            secret_id: id.to_owned(),
            scope: Scope { date: date.to_owned(), service: service.to_owned() },
            signed_headers: signed.split(';').map(str::to_owned).collect(),
            signature: signature.to_owned(),
        })
    }
}

/// The signature of a request with this SecretKey, as lower-case hexadecimal digits.
///
/// `None` where a signed header is missing or there is no `X-TC-Timestamp`.
pub fn sign(
    request: &Request,
    scope: &Scope,
    signed_headers: &[String],
    secret_key: &str,
) -> Option<String> {
    let canonical = canonical_request(request, signed_headers)?;
    let text = format!(
        "TC3-HMAC-SHA256\n{}\n{}/{}/tc3_request\n{}",
        request.header("x-tc-timestamp")?,
        scope.date,
        scope.service,
        hex(&Sha256::digest(canonical.as_bytes())),
    );
    let key = hmac(format!("TC3{secret_key}").as_bytes(), &scope.date);
    let key = hmac(&hmac(&key, &scope.service), "tc3_request");
    Some(hex(&hmac(&key, &text)))
}

fn canonical_request(request: &Request, signed_headers: &[String]) -> Option<String> {
    let mut headers = String::new();
    for name in signed_headers {
        let value = request.header(name)?.trim().to_lowercase();
        headers = format!("{headers}{name}:{value}\n");
    }
    let payload = match request.header("x-tc-content-sha256") {
        Some("UNSIGNED-PAYLOAD") => hex(&Sha256::digest(b"UNSIGNED-PAYLOAD")),
        _ => hex(&Sha256::digest(&request.body)),
    };
    Some(format!(
        "{}\n{}\n{}\n{headers}\n{}\n{payload}",
        request.method,
        request.path(),
        request.query(),
        signed_headers.join(";"),
    ))
}

fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The day in UTC of a time in seconds since 1970: `2019-02-25`.
pub(crate) fn day(seconds: i64) -> String {
    let mut year = 1970;
    let mut days = seconds.div_euclid(86_400);
    while days >= days_of(year) {
        days -= days_of(year);
        year += 1;
    }
    let mut month = 1;
    for length in [31, days_of(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

fn days_of(year: i64) -> i64 {
    if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the documentation of signature v3.
    fn example() -> Request {
        let headers = [
            ("Host", "cvm.tencentcloudapi.com"),
            ("Content-Type", "application/json; charset=utf-8"),
            ("X-TC-Timestamp", "1551113065"),
        ];
        Request {
            method: "POST".into(),
            target: "/".into(),
            headers: headers.map(|(name, value)| (name.into(), value.into())).to_vec(),
            body: br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#
                .to_vec(),
            ..Request::default()
        }
    }

    fn scope() -> Scope {
        Scope { date: "2019-02-25".into(), service: "cvm".into() }
    }

    #[test]
    fn the_documented_example_gives_the_documented_signature() {
        let signed = ["content-type".to_owned(), "host".to_owned()];
        let canonical = canonical_request(&example(), &signed).unwrap();
        assert_eq!(
            hex(&Sha256::digest(canonical)),
            "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031"
        );
        for (key, signature) in [
            (
                "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
                "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
            ),
            (
                "Gu5t9xGARNpq86cd98joQYCN3*******",
                "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c",
            ),
        ] {
            assert_eq!(sign(&example(), &scope(), &signed, key).as_deref(), Some(signature));
        }
    }

    #[test]
    fn any_changed_byte_changes_the_signature() {
        let signed = ["content-type".to_owned(), "host".to_owned()];
        let right = sign(&example(), &scope(), &signed, "key");
        let mut body = example();
        body.body.push(b' ');
        let mut host = example();
        host.headers[0].1.push('x');
        let mut query = example();
        query.target = "/?a=b".into();
        for changed in [body, host, query] {
            assert_ne!(sign(&changed, &scope(), &signed, "key"), right);
        }
        assert_ne!(sign(&example(), &scope(), &signed, "other"), right);
    }

    #[test]
    fn an_authorization_reads_in_its_one_form_only() {
        let header = "TC3-HMAC-SHA256 Credential=id/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=ab";
        let read = Authorization::read(header).unwrap();
        assert_eq!((read.secret_id.as_str(), read.scope), ("id", scope()));
        assert_eq!(read.signed_headers, ["content-type", "host"]);
        for wrong in [header.replace(", ", ","), header.replace("tc3_", ""), format!("{header}, x")]
        {
            assert!(Authorization::read(&wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn days_are_days_in_utc() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (1_551_113_065, "2019-02-25"),
            (951_782_400, "2000-02-29"),
            (1_583_020_799, "2020-02-29"),
            (1_583_020_800, "2020-03-01"),
            (1_798_761_599, "2026-12-31"),
        ] {
            assert_eq!(day(seconds), expected);
        }
    }
}
