//! How many repetitions a client may still make: when most calls fail, repeating each makes it
//! worse. Each product has its own in each region.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a repetition costs; a call that succeeds brings one back.
const COST: u32 = 5;
/// A service of which a call succeeded within this time is at its limit, and not in trouble: what it
/// throttles waits for its turn, and costs nothing.
const LATELY: Duration = Duration::from_secs(10);

/// The accounts by product and region.
#[derive(Debug, Default)]
pub(super) struct Budgets(Mutex<BTreeMap<String, BTreeMap<String, Account>>>);

#[derive(Clone, Copy, Debug, Default)]
struct Account {
    spent: u32,
    succeeded: Option<Instant>,
}

impl Budgets {
    /// Takes a repetition out of a budget of so many; `false` when there is none left.
    pub(super) fn take(&self, product: &str, region: &str, repetitions: u32) -> bool {
        self.with(product, region, |account| account.take(repetitions))
    }

    /// The same for a call that was throttled.
    pub(super) fn take_throttled(&self, product: &str, region: &str, repetitions: u32) -> bool {
        self.with(product, region, |account| {
            account.succeeded.is_some_and(|at| at.elapsed() < LATELY) || account.take(repetitions)
        })
    }

    /// A call succeeded.
    pub(super) fn succeeded(&self, product: &str, region: &str) {
        self.with(product, region, |account| {
            account.spent = account.spent.saturating_sub(1);
            account.succeeded = Some(Instant::now());
        });
    }

    fn with<T>(&self, product: &str, region: &str, use_it: impl FnOnce(&mut Account) -> T) -> T {
        let mut accounts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Most calls find theirs, and make no text for it.
        if let Some(account) = accounts.get_mut(product).and_then(|regions| regions.get_mut(region))
        {
            return use_it(account);
        }
        let regions = accounts.entry(product.to_owned()).or_default();
        use_it(regions.entry(region.to_owned()).or_default())
    }
}

impl Account {
    fn take(&mut self, repetitions: u32) -> bool {
        let after = self.spent.saturating_add(COST);
        let allowed = after <= repetitions.saturating_mul(COST);
        if allowed {
            self.spent = after;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_runs_out_and_comes_back_with_success() {
        let budgets = Budgets::default();
        assert_eq!((0..1_000).filter(|_| budgets.take("cvm", "a", 100)).count(), 100);
        for _ in 0..COST {
            assert!(!budgets.take("cvm", "a", 100));
            budgets.succeeded("cvm", "a");
        }
        assert!(budgets.take("cvm", "a", 100));
    }

    #[test]
    fn products_and_regions_have_budgets_of_their_own() {
        let budgets = Budgets::default();
        while budgets.take("cvm", "a", 100) {}
        assert!(budgets.take("cvm", "b", 100) && budgets.take("vpc", "a", 100));
        assert!(!budgets.take("vpc", "b", 0));
        assert!((0..1_000).all(|_| budgets.take("ess", "", u32::MAX)));
    }

    #[test]
    fn throttling_costs_nothing_while_the_service_takes_other_calls() {
        let budgets = Budgets::default();
        let taken =
            |product| (0..1_000).filter(|_| budgets.take_throttled(product, "a", 100)).count();
        assert_eq!(taken("cvm"), 100, "a service that takes none is not flooded");
        budgets.succeeded("vpc", "a");
        assert_eq!(taken("vpc"), 1_000);
    }
}
