//! TC3-HMAC-SHA256 over `content-type;host`, as all official SDKs sign.
//!
//! The service name is that of the action, never a part of the host: some actions live on hosts
//! that do not begin with it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::time::utc_date;
use crate::runtime::credentials::{Credential, Date, DayKey};

/// The body, or the agreement not to sign it.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'a> {
    /// The body itself is signed.
    Signed(&'a [u8]),
    /// The literal `UNSIGNED-PAYLOAD` is signed in its place, and sent in `X-TC-Content-SHA256`.
    Unsigned,
}

/// What is signed in place of the body when it is not signed itself.
pub(super) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The value of the header `Authorization`.
///
/// `host` and `content_type` are the values of these headers, `query` is the query as it is sent,
/// `timestamp` the one in `X-TC-Timestamp`, in seconds since 1970.
#[expect(clippy::too_many_arguments, reason = "each is one line of the canonical request")]
pub fn authorization(
    credential: &Credential,
    service: &str,
    timestamp: u64,
    method: &str,
    query: &str,
    content_type: &str,
    host: &str,
    payload: Payload<'_>,
) -> Vec<u8> {
    let payload_hash = hex(&match payload {
        Payload::Signed(body) => hash(&[body]),
        Payload::Unsigned => hash(&[UNSIGNED_PAYLOAD.as_bytes()]),
    });
    let canonical_hash = hex(&hash(&[
        method.as_bytes(),
        b"\n/\n",
        query.as_bytes(),
        b"\ncontent-type:",
        content_type.as_bytes(),
        b"\nhost:",
        host.as_bytes(),
        b"\n\ncontent-type;host\n",
        &payload_hash,
    ]));
    let date = utc_date(timestamp);
    let scope = [date.as_slice(), b"/", service.as_bytes(), b"/tc3_request"].concat();
    let key = credential.day_keys().get(date, service, || signing_key(credential, &date, service));
    let signature = mac(
        &*key,
        &[
            b"TC3-HMAC-SHA256\n",
            timestamp.to_string().as_bytes(),
            b"\n",
            &scope,
            b"\n",
            &canonical_hash,
        ],
    );
    [
        b"TC3-HMAC-SHA256 Credential=".as_slice(),
        credential.secret_id().as_bytes(),
        b"/",
        &scope,
        b", SignedHeaders=content-type;host, Signature=",
        &hex(&signature),
    ]
    .concat()
}

/// The key of one day and service.
fn signing_key(credential: &Credential, date: &Date, service: &str) -> DayKey {
    let secret = Zeroizing::new(["TC3", credential.secret_key().expose()].concat());
    let of_date = mac(secret.as_bytes(), &[date]);
    let of_service = mac(&*of_date, &[service.as_bytes()]);
    mac(&*of_service, &[b"tc3_request"])
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

fn mac(key: &[u8], parts: &[&[u8]]) -> DayKey {
    // HMAC takes keys of any length, so the error cannot occur; an empty key would be one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return DayKey::default() };
    for part in parts {
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn hex(hash: &[u8; 32]) -> [u8; 64] {
    let digit = |nibble| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
    let mut text = [0; 64];
    let (pairs, _) = text.as_chunks_mut();
    for (pair, byte) in pairs.iter_mut().zip(hash) {
        *pair = [digit(byte >> 4), digit(byte & 15)];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the official documentation.
    fn example(secret_key: &str) -> String {
        let credential = Credential::new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", secret_key);
        let body = br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let header = authorization(
            &credential.unwrap(),
            "cvm",
            1_551_113_065,
            "POST",
            "",
            "application/json; charset=utf-8",
            "cvm.tencentcloudapi.com",
            Payload::Signed(body),
        );
        String::from_utf8(header).unwrap()
    }

    #[test]
    fn the_official_example_is_signed_as_documented() {
        assert_eq!(
            example("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host, \
             Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        );
    }

    #[test]
    fn the_official_example_with_the_masked_key_is_signed_as_documented() {
        let header = example("Gu5t9xGARNpq86cd98joQYCN3*******");
        let signature = "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c";
        assert!(header.ends_with(signature), "{header}");
    }
}
