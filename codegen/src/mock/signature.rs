//! Whether a signature fits: TC3-HMAC-SHA256 of a request, HmacSHA1 and HmacSHA256 of its
//! parameters.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::incoming::Incoming;

/// What is hashed where a caller does not hash its body.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// What is in an `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Authorization<'a> {
    pub(super) secret_id: &'a str,
    pub(super) date: &'a str,
    pub(super) service: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads `TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; the error says what is
    /// wrong.
    pub(super) fn read(header: &'a str) -> Result<Self, &'static str> {
        let rest = header.strip_prefix("TC3-HMAC-SHA256 ").ok_or("the algorithm is not TC3")?;
        let part = |name: &str| {
            rest.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
        };
        let credential = part("Credential").ok_or("`Credential` is missing")?;
        let signed_headers = part("SignedHeaders").ok_or("`SignedHeaders` is missing")?;
        let signature = part("Signature").ok_or("`Signature` is missing")?;
        let mut steps = credential.split('/');
        let (Some(secret_id), Some(date), Some(service), Some("tc3_request"), None) =
            (steps.next(), steps.next(), steps.next(), steps.next(), steps.next())
        else {
            return Err("`Credential` is not ID/DATE/SERVICE/tc3_request");
        };
        let signs = |name: &str| signed_headers.split(';').any(|signed| signed == name);
        if !signs("content-type") || !signs("host") {
            return Err("`content-type` and `host` must be signed");
        }
        Ok(Self { secret_id, date, service, signed_headers, signature })
    }

    /// Whether the key made this signature of the request. The host counts with its port and
    /// without it, and values as they are and in lower case: the official SDKs differ in both.
    pub(super) fn fits(&self, request: &Incoming, timestamp: &str, secret_key: &str) -> bool {
        let key = self.key(secret_key);
        let body_hash = match request.header("x-tc-content-sha256") {
            Some(UNSIGNED) => hex(&Sha256::digest(UNSIGNED)),
            _ => hex(&Sha256::digest(&request.body)),
        };
        let scope = format!("{}/{}/tc3_request", self.date, self.service);
        let host = request.header("host").unwrap_or_default();
        [host, without_port(host)].into_iter().any(|host| {
            [Case::AsSent, Case::Lower].into_iter().any(|case| {
                let canonical = self.canonical(request, host, case, &body_hash);
                let hash = hex(&Sha256::digest(canonical.as_bytes()));
                let text = format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{hash}");
                hex(&mac::<Hmac<Sha256>>(&key, &text)) == self.signature
            })
        })
    }

    fn key(&self, secret_key: &str) -> Vec<u8> {
        let steps = [self.date, self.service, "tc3_request"];
        steps.into_iter().fold(format!("TC3{secret_key}").into_bytes(), |key, step| {
            mac::<Hmac<Sha256>>(&key, step)
        })
    }

    fn canonical(&self, request: &Incoming, host: &str, case: Case, body_hash: &str) -> String {
        let mut headers = String::new();
        for name in self.signed_headers.split(';') {
            let value = if name == "host" { Some(host) } else { request.header(name) };
            let value = value.unwrap_or_default().trim();
            let value = match case {
                Case::AsSent => value.to_owned(),
                Case::Lower => value.to_lowercase(),
            };
            let _ = writeln!(headers, "{name}:{value}");
        }
        let (method, query) = (&request.method, &request.query);
        format!("{method}\n/\n{query}\n{headers}\n{}\n{body_hash}", self.signed_headers)
    }
}

#[derive(Clone, Copy, Debug)]
enum Case {
    AsSent,
    Lower,
}

/// Whether the key made the `Signature` among the parameters of a call of the first version:
/// method, host and sorted parameters, not encoded.
pub(super) fn old_signature_fits(
    request: &Incoming,
    parameters: &[(String, String)],
    secret_key: &str,
) -> bool {
    let value = |name: &str| {
        parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    let mut pairs: Vec<String> = parameters
        .iter()
        .filter(|(key, _)| key != "Signature")
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.sort();
    let host = request.header("host").unwrap_or_default();
    [host, without_port(host)].into_iter().any(|host| {
        let text = format!("{}{host}/?{}", request.method, pairs.join("&"));
        let signature = match value("SignatureMethod") {
            Some("HmacSHA256") => mac::<Hmac<Sha256>>(secret_key.as_bytes(), &text),
            None | Some("HmacSHA1") => mac::<Hmac<Sha1>>(secret_key.as_bytes(), &text),
            Some(_) => return false,
        };
        value("Signature") == Some(&*BASE64.encode(signature))
    })
}

/// The MAC of a text. A key of any length will do.
fn mac<M: Mac + KeyInit>(key: &[u8], text: &str) -> Vec<u8> {
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

pub(super) fn without_port(host: &str) -> &str {
    host.rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |(host, _)| host)
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The day of a Unix time in UTC: `2026-11-26`.
pub(super) fn day(timestamp: i64) -> Option<String> {
    let time = jiff::Timestamp::from_second(timestamp).ok()?;
    Some(time.strftime("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    /// The worked example of the official documentation.
    fn official(host: &str) -> (Incoming, String) {
        let body = r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let header = "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
        let headers = [("host", host), ("content-type", "application/json; charset=utf-8")];
        let request = Incoming {
            method: "POST".into(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            body: body.as_bytes().to_vec(),
            ..Incoming::default()
        };
        (request, header.to_owned())
    }

    #[test]
    fn the_worked_example_fits_with_and_without_a_port_and_with_no_other_key() {
        for host in ["cvm.tencentcloudapi.com", "cvm.tencentcloudapi.com:8080"] {
            let (request, header) = official(host);
            let authorization = Authorization::read(&header).unwrap();
            assert_eq!(authorization.service, "cvm");
            assert!(authorization.fits(&request, "1551113065", KEY), "{host}");
            assert!(!authorization.fits(&request, "1551113066", KEY));
            assert!(!authorization.fits(&request, "1551113065", "other"));
        }
        assert_eq!(day(1_551_113_065).as_deref(), Some("2019-02-25"));
    }

    #[test]
    fn a_header_that_is_not_as_it_must_be_says_what_is_wrong() {
        for (header, part) in [
            ("AWS4-HMAC-SHA256 Credential=a/b", "algorithm"),
            ("TC3-HMAC-SHA256 SignedHeaders=host, Signature=x", "`Credential`"),
            (
                "TC3-HMAC-SHA256 Credential=a/b/c, SignedHeaders=content-type;host, Signature=x",
                "ID",
            ),
            (
                "TC3-HMAC-SHA256 Credential=a/b/c/tc3_request, SignedHeaders=host, Signature=x",
                "signed",
            ),
        ] {
            assert!(Authorization::read(header).unwrap_err().contains(part), "{header}");
        }
    }

    #[test]
    fn parameters_of_the_first_version_are_signed_sorted_and_not_encoded() {
        // The worked example of the official documentation of the first version.
        let parameters: Vec<(String, String)> = [
            ("Action", "DescribeInstances"),
            ("InstanceIds.0", "ins-09dx96dg"),
            ("Limit", "20"),
            ("Nonce", "11886"),
            ("Offset", "0"),
            ("Region", "ap-guangzhou"),
            ("SecretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"),
            ("Signature", "EliP9YW3pW28FpsEdkXt/+WcGeI="),
            ("Timestamp", "1465185768"),
            ("Version", "2017-03-12"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        let request = Incoming {
            method: "GET".into(),
            headers: vec![("host".into(), "cvm.tencentcloudapi.com".into())],
            ..Incoming::default()
        };
        assert!(old_signature_fits(&request, &parameters, KEY));
        assert!(!old_signature_fits(&request, &parameters, "other"));
        assert!(!old_signature_fits(&request, &parameters[1..], KEY));
    }
}
