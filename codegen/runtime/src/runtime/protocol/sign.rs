//! TC3-HMAC-SHA256 over `content-type;host`, as all official SDKs sign.
//!
//! The service name is that of the action, never a part of the host: some actions live on hosts
//! that do not begin with it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::time::utc_date;
use crate::runtime::credentials::{Credential, DayKey};

/// The body, or the agreement not to sign it.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'a> {
    /// The body itself is signed.
    Signed(&'a [u8]),
    /// The literal `UNSIGNED-PAYLOAD` is signed in its place, and sent in `X-TC-Content-SHA256`.
    Unsigned,
}

/// What stands in for the body when it is not signed.
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
) -> String {
    let payload_hash = match payload {
        Payload::Signed(body) => hex(&Sha256::digest(body)),
        Payload::Unsigned => hex(&Sha256::digest(UNSIGNED_PAYLOAD)),
    };
    let canonical = [
        method,
        "\n/\n",
        query,
        "\ncontent-type:",
        content_type,
        "\nhost:",
        host,
        "\n\ncontent-type;host\n",
        &payload_hash,
    ]
    .concat();
    let date = utc_date(timestamp);
    let scope = [&date, "/", service, "/tc3_request"].concat();
    let to_sign =
        format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let key = credential.day_keys().get(&date, service, || signing_key(credential, &date, service));
    let signature = hex(&*mac(&*key, to_sign.as_bytes()));
    [
        "TC3-HMAC-SHA256 Credential=",
        credential.secret_id(),
        "/",
        &scope,
        ", SignedHeaders=content-type;host, Signature=",
        &signature,
    ]
    .concat()
}

/// The key of one day and service.
fn signing_key(credential: &Credential, date: &str, service: &str) -> DayKey {
    let secret = Zeroizing::new(["TC3", credential.secret_key().expose()].concat());
    let of_date = mac(secret.as_bytes(), date.as_bytes());
    let of_service = mac(&*of_date, service.as_bytes());
    mac(&*of_service, b"tc3_request")
}

fn mac(key: &[u8], message: &[u8]) -> DayKey {
    // HMAC takes keys of any length, so the error cannot occur; an empty key would be one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return DayKey::default() };
    mac.update(message);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble| char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 });
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
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
        authorization(
            &credential.unwrap(),
            "cvm",
            1_551_113_065,
            "POST",
            "",
            "application/json; charset=utf-8",
            "cvm.tencentcloudapi.com",
            Payload::Signed(body),
        )
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
