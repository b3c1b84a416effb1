//! What the user has set up, and what was recorded.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::expectation::Expectation;
use super::fault::{Fault, Played};
use super::record::{Record, Recorded};

/// More expectations or faults than these are refused.
const MOST_ENTRIES: usize = 1_000;

/// Answers, faults and messages from a file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    /// Answers of the user's own.
    pub expectations: Vec<Expectation>,
    /// Faults.
    pub faults: Vec<Fault>,
    /// Messages by error code, instead of those that the mock knows.
    pub messages: BTreeMap<String, String>,
}

impl Script {
    /// Reads the JSON of a file; the error says what is wrong and where.
    ///
    /// # Errors
    /// The text is not JSON, has unknown keys, or an entry contradicts itself; with line and
    /// column, 0 where the place is not known.
    pub fn read(text: &str) -> Result<Self, (String, u32, u32)> {
        let script: Self = serde_json::from_str(text).map_err(|error| {
            let place = |number: usize| u32::try_from(number).unwrap_or(0);
            (error.to_string(), place(error.line()), place(error.column()))
        })?;
        let faults = script.expectations.iter().filter_map(Expectation::fault);
        match faults.chain(script.faults.iter().filter_map(Fault::fault)).next() {
            Some(fault) => Err((fault, 0, 0)),
            None => Ok(script),
        }
    }
}

impl Script {
    /// The actions that it is about, as they are named.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &str> {
        let expectations = self.expectations.iter().map(|entry| entry.action.as_str());
        expectations.chain(self.faults.iter().map(|entry| entry.action.as_str()))
    }
}

/// What changes while the mock runs.
#[derive(Debug, Default)]
pub(super) struct MockState {
    inner: Mutex<Inner>,
    script: Script,
}

#[derive(Debug, Default)]
struct Inner {
    expectations: Vec<Expectation>,
    faults: Vec<Fault>,
    record: Record,
}

impl MockState {
    /// Begins with what a file says, and comes back to it on [`Self::reset`].
    pub(super) fn new(script: Script) -> Self {
        let state = Self { inner: Mutex::default(), script };
        state.reset();
        state
    }

    /// Nobody panics while holding the lock; if somebody did, what is there still serves.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The user's message for a code.
    pub(super) fn message(&self, code: &str) -> Option<&str> {
        self.script.messages.get(code).map(String::as_str)
    }

    pub(super) fn expect(&self, expectation: Expectation) -> Result<(), String> {
        if let Some(fault) = expectation.fault() {
            return Err(fault);
        }
        add(&mut self.lock().expectations, expectation)
    }

    pub(super) fn play(&self, fault: Fault) -> Result<(), String> {
        if let Some(fault) = fault.fault() {
            return Err(fault);
        }
        add(&mut self.lock().faults, fault)
    }

    /// The newest expectation for this call, used once more.
    pub(super) fn expected(
        &self,
        product: &str,
        action: &str,
        request: &Map<String, Value>,
    ) -> Option<Expectation> {
        let list = &mut self.lock().expectations;
        let index = list.iter().rposition(|one| one.fits(product, action, request))?;
        let one = list.get_mut(index)?;
        let found = one.clone();
        if used_up(&mut one.times) {
            list.remove(index);
        }
        Some(found)
    }

    /// Every fault of this call, each used once more.
    pub(super) fn faults(&self, product: &str, action: &str) -> Played {
        let mut played = Played::default();
        self.lock().faults.retain_mut(|fault| {
            if !fault.fits(product, action) {
                return true;
            }
            played.add(&fault.kind);
            !used_up(&mut fault.times)
        });
        played
    }

    pub(super) fn record(&self, size: usize, recorded: Recorded) {
        self.lock().record.push(size, recorded);
    }

    pub(super) fn requests(&self) -> Vec<Recorded> {
        self.lock().record.all()
    }

    pub(super) fn expectations(&self) -> Vec<Expectation> {
        self.lock().expectations.clone()
    }

    pub(super) fn all_faults(&self) -> Vec<Fault> {
        self.lock().faults.clone()
    }

    pub(super) fn forget_requests(&self) {
        self.lock().record = Record::default();
    }

    pub(super) fn forget_expectations(&self) {
        self.lock().expectations.clear();
    }

    pub(super) fn forget_faults(&self) {
        self.lock().faults.clear();
    }

    /// As it was at the start.
    pub(super) fn reset(&self) {
        *self.lock() = Inner {
            expectations: self.script.expectations.clone(),
            faults: self.script.faults.clone(),
            record: Record::default(),
        };
    }
}

fn add<T>(list: &mut Vec<T>, item: T) -> Result<(), String> {
    if list.len() >= MOST_ENTRIES {
        return Err(format!("there are {MOST_ENTRIES} of them already"));
    }
    list.push(item);
    Ok(())
}

/// Counts a use; whether it was the last.
fn used_up(times: &mut Option<u32>) -> bool {
    match times {
        Some(left) => {
            *left = left.saturating_sub(1);
            *left == 0
        }
        None => false,
    }
}
