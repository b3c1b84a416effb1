//! Keeps the keys that signatures are made with, which are good for a day and a service.
//!
//! Deriving one takes half the time of a signature. Wiped on drop, never printed, and no part of
//! what makes two credentials equal.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

/// A day as text: `2019-02-25`.
pub(crate) type Date = [u8; 10];

/// A key of HMAC-SHA256.
pub(crate) type DayKey = Zeroizing<[u8; 32]>;

/// More services than a program calls; beyond them, keys are derived anew.
const MAX: usize = 32;

/// The keys derived from one SecretKey; shared by the clones of a credential.
#[derive(Clone, Default)]
pub(crate) struct DayKeys(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    date: Date,
    keys: Vec<(String, DayKey)>,
}

impl DayKeys {
    /// The key of this day and service, derived the first time it is asked for.
    pub(crate) fn get(&self, date: Date, service: &str, derive: impl FnOnce() -> DayKey) -> DayKey {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.date != date {
            *kept = Kept { date, keys: Vec::new() };
        }
        if let Some((_, key)) = kept.keys.iter().find(|(of, _)| of == service) {
            return key.clone();
        }
        let key = derive();
        if kept.keys.len() < MAX {
            kept.keys.push((service.to_owned(), key.clone()));
        }
        key
    }
}

impl PartialEq for DayKeys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for DayKeys {}

impl fmt::Debug for DayKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_derived_once_a_day_and_service_and_never_for_another() {
        let keys = DayKeys::default();
        let mut derived = 0;
        let mut ask = |date: &[u8; 10], service: &str, byte: u8| {
            let key = keys.clone().get(*date, service, || {
                derived += 1;
                Zeroizing::new([byte; 32])
            });
            key[0]
        };
        assert_eq!(ask(b"2019-02-25", "cvm", 1), 1);
        assert_eq!(ask(b"2019-02-25", "cvm", 9), 1);
        assert_eq!(ask(b"2019-02-25", "ess", 2), 2);
        assert_eq!(ask(b"2019-02-26", "cvm", 3), 3);
        assert_eq!(ask(b"2019-02-25", "cvm", 4), 4);
        assert_eq!(derived, 4);
    }

    #[test]
    fn no_more_keys_are_kept_than_a_program_needs() {
        let keys = DayKeys::default();
        for service in 0..1_000 {
            keys.get(*b"2019-02-25", &service.to_string(), DayKey::default);
        }
        assert_eq!(keys.0.lock().unwrap().keys.len(), MAX);
    }
}
