//! Randomness for jitter and for ids: unpredictable enough to be unique, not meant for secrets.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// 64 random bits. The standard library seeds its hash maps from the operating system.
pub(crate) fn bits() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A number from 0 up to 1, evenly spread.
#[expect(clippy::cast_precision_loss, reason = "53 bits are exact in f64")]
pub(crate) fn fraction() -> f64 {
    (bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// 32 random hexadecimal digits.
pub(crate) fn hex_id() -> String {
    format!("{:016x}{:016x}", bits(), bits())
}

/// A random UUID (version 4).
pub(crate) fn uuid() -> String {
    let high = bits() & 0xffff_ffff_ffff_0fff | 0x4000;
    let low = bits() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    let mut text = String::with_capacity(36);
    for nibble in 0..32 {
        if matches!(nibble, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        let half = if nibble < 16 { high } else { low };
        let digit = (half >> (60 - nibble % 16 * 4) & 15) as u8;
        text.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_well_formed_and_differ() {
        let ids: std::collections::BTreeSet<_> = (0..1_000).map(|_| uuid()).collect();
        assert_eq!(ids.len(), 1_000);
        for id in ids {
            assert_eq!(id.len(), 36);
            assert_eq!(id.as_bytes()[14], b'4');
            assert!(b"89ab".contains(&id.as_bytes()[19]));
        }
    }

    #[test]
    fn fractions_stay_below_one_and_spread() {
        let fractions: Vec<_> = (0..1_000).map(|_| fraction()).collect();
        assert!(fractions.iter().all(|fraction| (0.0..1.0).contains(fraction)));
        assert!(fractions.iter().any(|fraction| *fraction < 0.2));
        assert!(fractions.iter().any(|fraction| *fraction > 0.8));
    }
}
