//! How many repetitions a client may still make: when most calls fail, repeating each makes it
//! worse.

use std::sync::atomic::{AtomicU32, Ordering};

const FULL: u32 = 500;
const COST: u32 = 5;

/// Full at first, for a hundred repetitions; each call that succeeds brings a fifth of one back.
#[derive(Debug)]
pub(super) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FULL))
    }
}

impl Budget {
    /// Takes a repetition out; `false` when there is none left.
    pub(super) fn take(&self) -> bool {
        self.update(|tokens| tokens.checked_sub(COST))
    }

    /// A call succeeded.
    pub(super) fn succeeded(&self) {
        self.update(|tokens| (tokens < FULL).then_some(tokens + 1));
    }

    fn update(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_runs_out_and_comes_back_with_success() {
        let budget = Budget::default();
        assert_eq!((0..1_000).filter(|_| budget.take()).count(), 100);
        for _ in 0..COST {
            assert!(!budget.take());
            budget.succeeded();
        }
        assert!(budget.take());
    }
}
