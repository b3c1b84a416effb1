//! Mozilla's list as certificates.
//!
//! ureq takes either the list or certificates, and the list has only what a root is trusted by: its
//! name, its key, and for which names it may speak (RFC 5280, section 6.1.1). Each is put into a
//! certificate that says this and nothing else; nobody looks at the signature of a root.

use rustls::pki_types::TrustAnchor;

const SEQUENCE: u8 = 0x30;
const OCTET_STRING: u8 = 0x04;
/// `[0] { INTEGER 2 }`, which is version 3, and `INTEGER 1`, the serial number.
const VERSION_AND_SERIAL: &[u8] = &[0xA0, 3, 2, 1, 2, 2, 1, 1];
/// Ed25519 (RFC 8410).
const ALGORITHM: &[u8] = &[SEQUENCE, 5, 0x06, 3, 0x2B, 0x65, 0x70];
/// From one to another moment, in UTCTime.
const VALIDITY: &[u8] = b"\x30\x1E\x17\x0D700101000000Z\x17\x0D491231235959Z";
/// The extension nameConstraints, which is critical.
const NAME_CONSTRAINTS: &[u8] = &[0x06, 3, 0x55, 0x1D, 0x1E, 0x01, 1, 0xFF];
/// An empty BIT STRING.
const NO_SIGNATURE: &[u8] = &[0x03, 1, 0];

/// The certificate, in DER.
pub(super) fn certificate(anchor: &TrustAnchor<'_>) -> Vec<u8> {
    let name = element(SEQUENCE, &[&anchor.subject]);
    let key = element(SEQUENCE, &[&anchor.subject_public_key_info]);
    let extensions = anchor.name_constraints.as_ref().map_or_else(Vec::new, |constraints| {
        let value = element(OCTET_STRING, &[&element(SEQUENCE, &[constraints])]);
        let extension = element(SEQUENCE, &[NAME_CONSTRAINTS, &value]);
        element(0xA3, &[&element(SEQUENCE, &[&extension])])
    });
    let content = element(
        SEQUENCE,
        &[VERSION_AND_SERIAL, ALGORITHM, &name, VALIDITY, &name, &key, &extensions],
    );
    element(SEQUENCE, &[&content, ALGORITHM, NO_SIGNATURE])
}

/// An element of DER: tag, length, content.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let used = length.iter().position(|byte| *byte != 0).unwrap_or(length.len());
    let (_, length) = length.split_at(used);
    let head = match (content.len(), u8::try_from(length.len())) {
        (0x80.., Ok(count)) => [&[tag, 0x80 | count], length].concat(),
        _ => vec![tag, length.first().copied().unwrap_or(0)],
    };
    [head, content].concat()
}

#[cfg(test)]
mod tests {
    use rustls::RootCertStore;

    use super::*;

    #[test]
    fn every_root_of_the_list_is_the_same_when_it_is_read_from_its_certificate() {
        let mut store = RootCertStore::empty();
        for anchor in webpki_roots::TLS_SERVER_ROOTS {
            store.add(certificate(anchor).into()).unwrap();
        }
        assert_eq!(store.roots, webpki_roots::TLS_SERVER_ROOTS);
        assert!(store.roots.iter().any(|anchor| anchor.name_constraints.is_some()));
    }
}
