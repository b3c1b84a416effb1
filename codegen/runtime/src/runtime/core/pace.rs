//! When an action may be called next, to keep to the rate that its documentation allows.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When each action of a product may be called next in a region.
#[derive(Debug, Default)]
pub(super) struct Pace(Mutex<BTreeMap<(String, String, String), Instant>>);

impl Pace {
    /// Takes the next turn of an action that may be called so often per second; how long to wait for
    /// it. `None`, and no turn taken, where it comes only after the deadline.
    pub(super) fn turn(
        &self,
        (product, action, region): (&str, &str, &str),
        per_second: u32,
        deadline: Instant,
    ) -> Option<Duration> {
        // A thousandth more than the documented time: clocks differ, and so do ways.
        let between = Duration::from_millis(1_001) / per_second.max(1);
        let now = Instant::now();
        let key = (product.to_owned(), action.to_owned(), region.to_owned());
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = turns.get(&key).map_or(now, |next| now.max(*next));
        if turn >= deadline {
            return None;
        }
        turns.insert(key, turn + between);
        Some(turn - now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_spread_over_the_second_and_each_action_and_region_has_its_own() {
        let pace = Pace::default();
        let far = Instant::now() + Duration::from_secs(60);
        let turn = |action, region| pace.turn(("ess", action, region), 20, far).unwrap();
        let turns: Vec<_> = (0..41).map(|_| turn("A", "")).collect();
        assert_eq!(turns[0], Duration::ZERO);
        assert!(
            turns[40] > Duration::from_millis(1_900) && turns[40] < Duration::from_millis(2_100)
        );
        assert_eq!(turn("B", ""), Duration::ZERO);
        assert_eq!(turn("A", "ap-beijing"), Duration::ZERO);
    }

    #[test]
    fn a_turn_that_comes_too_late_is_not_taken() {
        let pace = Pace::default();
        let near = Instant::now() + Duration::from_millis(100);
        let taken = (0..100).filter(|_| pace.turn(("a", "b", ""), 20, near).is_some()).count();
        assert!((1..=3).contains(&taken), "{taken}");
        let far = near + Duration::from_secs(60);
        assert!(pace.turn(("a", "b", ""), 20, far).unwrap() < Duration::from_millis(200));
    }
}
