//! Two specs to changes: versions are paired by product and date, items and members by name.
//! What breaks code is not told here but read off the Rust APIs, see `attribute.rs`.
//!
//! Invariant: what an item was read from, and the order of keys in a file, change nothing.

mod action;
mod examples;
mod member;
mod structure;
mod version;

use std::collections::BTreeMap;

use crate::rust::lock::Lock;
use crate::spec::{Spec, VersionKey};

use super::model::Diff;

pub(crate) use version::{Comparison, Locks};

/// The specs of one operand of a diff, and what tcgen.lock has decided about their crate.
#[derive(Clone, Copy, Debug)]
pub struct Operand<'a> {
    /// The product versions. Of two with the same product and version the later one counts.
    pub specs: &'a [Spec],
    /// The lock beside them. An old operand without one follows the plain rules, a new one is
    /// what the next regeneration makes of the old.
    pub lock: Option<&'a Lock>,
}

/// Every change from old specs to new ones, where neither has a lock.
pub fn compare(old: &[Spec], new: &[Spec]) -> Diff {
    compare_operands(Operand { specs: old, lock: None }, Operand { specs: new, lock: None })
}

/// Every change from one operand to the other.
pub fn compare_operands(old: Operand<'_>, new: Operand<'_>) -> Diff {
    let locks = Locks { old: old.lock, new: new.lock };
    let (mut before, mut after) = (by_version(old.specs), by_version(new.specs));
    let mut compared = Comparison::default();
    before.retain(|key, old| {
        let Some(new) = after.remove(key) else { return true };
        compared.push(locks.compare(old, new));
        false
    });
    compared.finish(&before, &after, locks)
}

fn by_version(specs: &[Spec]) -> BTreeMap<VersionKey, &Spec> {
    specs.iter().map(|spec| (spec.key(), spec)).collect()
}
