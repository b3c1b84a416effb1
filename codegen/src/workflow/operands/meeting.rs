//! Where the two specs of a product version meet: whichever is read first waits for the other.
//!
//! Invariant: a spec is gone as soon as it is compared, so that two whole clouds, read in the same
//! order, take little more memory than their largest version.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::review::diff::{Comparison, Diff, Locks, VersionKey, version_key};
use crate::spec::Spec;

/// One of the two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operand {
    Old,
    New,
}

/// What has been read of either operand.
#[derive(Debug)]
pub(super) struct Meeting<'l> {
    locks: Locks<'l>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    old: Read,
    new: Read,
    comparison: Comparison,
}

/// What has been read of one operand.
#[derive(Debug, Default)]
struct Read {
    waiting: BTreeMap<VersionKey, Spec>,
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
        Self { locks, state: Mutex::default() }
    }

    /// Takes a spec in, and compares it if its counterpart is here.
    pub(super) fn take(&self, operand: Operand, spec: Spec) {
        let Some((old, new)) = self.pair(operand, spec) else { return };
        // The comparison runs unlocked: it is what takes the time.
        let changes = self.locks.compare(&old, &new);
        self.state().comparison.push(changes);
    }

    /// The spec with its counterpart, as old and new; else it waits.
    fn pair(&self, operand: Operand, spec: Spec) -> Option<(Spec, Spec)> {
        let mut state = self.state();
        let State { old, new, .. } = &mut *state;
        let (own, other) = match operand {
            Operand::Old => (old, new),
            Operand::New => (new, old),
        };
        own.facts.add(&spec);
        let key = version_key(&spec);
        let Some(counterpart) = other.waiting.remove(&key) else {
            own.waiting.insert(key, spec);
            return None;
        };
        Some(match operand {
            Operand::Old => (spec, counterpart),
            Operand::New => (counterpart, spec),
        })
    }

    /// All changes, and when the old and the new operand are from.
    pub(super) fn finish(self) -> (Diff, [Facts; 2]) {
        let State { old, new, comparison } =
            self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        (comparison.finish(&old.waiting, &new.waiting, self.locks), [old.facts, new.facts])
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
            let old = old.iter().map(|spec| (Operand::Old, spec.clone()));
            old.chain(new.iter().map(|spec| (Operand::New, spec.clone()))).collect::<Vec<_>>()
        };
        let expected = crate::review::diff::compare(&old, &new);
        for turn in 0..all().len() {
            let mut order = all();
            order.rotate_left(turn);
            let meeting = Meeting::new(Locks { old: None, new: None });
            for (operand, spec) in order {
                meeting.take(operand, spec);
            }
            let state = meeting.state();
            assert_eq!((state.old.waiting.len(), state.new.waiting.len()), (1, 1));
            drop(state);
            assert_eq!(meeting.finish().0, expected);
        }
    }
}
