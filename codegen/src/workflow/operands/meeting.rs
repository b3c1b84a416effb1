//! Where the two specs of a product version meet: whichever is read first waits for the other.
//!
//! Invariant: a spec is gone as soon as it is compared, so that two whole clouds, read in the same
//! order, take little more memory than their largest version.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::review::diff::{Comparison, Diff, Locks};
use crate::spec::{Spec, VersionKey};

/// Which of the two operands a spec is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Age {
    Old,
    New,
}

/// What has been read of either operand.
#[derive(Debug)]
pub(super) struct Meeting<'l> {
    locks: Locks<'l>,
    room: Mutex<Room>,
}

#[derive(Debug, Default)]
struct Room {
    old: Unmatched,
    new: Unmatched,
    comparison: Comparison,
}

/// What has been read of one operand.
#[derive(Debug, Default)]
struct Unmatched {
    specs: BTreeMap<VersionKey, Spec>,
    facts: Facts,
}

/// When an operand is from.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The releases of the official metadata.
    pub(super) releases: BTreeSet<String>,
    /// The day of the newest page.
    pub(super) newest_page: Option<String>,
}

impl<'l> Meeting<'l> {
    pub(super) fn new(locks: Locks<'l>) -> Self {
        Self { locks, room: Mutex::default() }
    }

    /// Takes a spec in, and compares it if its counterpart is here.
    pub(super) fn take(&self, age: Age, spec: Spec) {
        let Some((old, new)) = self.pair(age, spec) else { return };
        // The comparison runs unlocked: it is what takes the time.
        let changes = self.locks.compare(&old, &new);
        self.room().comparison.push(changes);
    }

    /// The spec with its counterpart, as old and new; else it waits.
    fn pair(&self, age: Age, spec: Spec) -> Option<(Spec, Spec)> {
        let mut room = self.room();
        let Room { old, new, .. } = &mut *room;
        let (own, other) = match age {
            Age::Old => (old, new),
            Age::New => (new, old),
        };
        own.facts.add(&spec);
        let key = spec.key();
        let Some(counterpart) = other.specs.remove(&key) else {
            own.specs.insert(key, spec);
            return None;
        };
        Some(match age {
            Age::Old => (spec, counterpart),
            Age::New => (counterpart, spec),
        })
    }

    /// All changes, and when the old and the new operand are from.
    pub(super) fn finish(self) -> (Diff, [Facts; 2]) {
        let Room { old, new, comparison } =
            self.room.into_inner().unwrap_or_else(PoisonError::into_inner);
        (comparison.finish(&old.specs, &new.specs, self.locks), [old.facts, new.facts])
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Facts {
    fn add(&mut self, spec: &Spec) {
        self.releases.extend(crate::workflow::import::releases(spec));
        let sources = spec.actions.values().flat_map(|action| &action.sources);
        let days = sources.filter_map(|source| source.updated.as_deref()?.get(..10));
        let newest = days.max().map(str::to_owned);
        self.newest_page = self.newest_page.take().max(newest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Action;

    #[test]
    fn the_order_of_arrival_changes_nothing_and_nothing_that_was_compared_waits() {
        let old = [Spec::new("a", "2020-01-01"), Spec::new("b", "2020-01-01")];
        let mut new = [Spec::new("b", "2020-01-01"), Spec::new("c", "2020-01-01")];
        new[0].actions.insert("Do".into(), Action::default());
        let all = || {
            let old = old.iter().map(|spec| (Age::Old, spec.clone()));
            old.chain(new.iter().map(|spec| (Age::New, spec.clone()))).collect::<Vec<_>>()
        };
        let expected = crate::review::diff::compare(&old, &new);
        for turn in 0..all().len() {
            let mut order = all();
            order.rotate_left(turn);
            let meeting = Meeting::new(Locks { old: None, new: None });
            for (age, spec) in order {
                meeting.take(age, spec);
            }
            let room = meeting.room();
            assert_eq!((room.old.specs.len(), room.new.specs.len()), (1, 1));
            drop(room);
            assert_eq!(meeting.finish().0, expected);
        }
    }
}
