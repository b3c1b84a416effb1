//! One fetch that several callers wait for. Whoever is polled drives it, so that nobody waits for a
//! caller that is not polled.

use std::sync::{Arc, Mutex, OnceLock, PoisonError, TryLockError};
use std::task::{Context, Poll, Wake, Waker};

use crate::runtime::transport::BoxFuture;

/// A future with one outcome for all who poll it.
pub(super) struct Shared<T> {
    /// None once it is done or given up.
    future: Mutex<Option<BoxFuture<'static, T>>>,
    outcome: OnceLock<T>,
    waiting: Arc<Wakers>,
}

/// Who waits for the outcome.
#[derive(Debug, Default)]
struct Wakers(Mutex<Vec<Waker>>);

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.into_iter().for_each(Waker::wake);
    }
}

impl<T: Clone> Shared<T> {
    pub(super) fn new(future: BoxFuture<'static, T>) -> Self {
        let future = Mutex::new(Some(future));
        Self { future, outcome: OnceLock::new(), waiting: Arc::default() }
    }

    /// Drives the future a step. `None` when it was given up.
    pub(super) fn poll(&self, context: &Context<'_>) -> Poll<Option<T>> {
        self.wait(context.waker());
        if let Some(outcome) = self.outcome.get() {
            return Poll::Ready(Some(outcome.clone()));
        }
        let mut slot = match self.future.try_lock() {
            Ok(slot) => slot,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // Another caller drives it at this moment, and wakes all when that is of use.
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        let Some(future) = slot.as_mut() else { return Poll::Ready(self.outcome.get().cloned()) };
        let waker = Waker::from(self.waiting.clone());
        let Poll::Ready(outcome) = future.as_mut().poll(&mut Context::from_waker(&waker)) else {
            return Poll::Pending;
        };
        let _ = self.outcome.set(outcome.clone());
        *slot = None;
        drop(slot);
        self.waiting.clone().wake();
        Poll::Ready(Some(outcome))
    }

    /// Drops the future, and tells those who wait. One that another caller drives at this moment is
    /// left to that caller.
    pub(super) fn give_up(&self) {
        if self.outcome.get().is_none() {
            if let Ok(mut slot) = self.future.try_lock() {
                *slot = None;
            }
            self.waiting.clone().wake();
        }
    }

    fn wait(&self, waker: &Waker) {
        let mut waiting = self.waiting.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !waiting.iter().any(|known| known.will_wake(waker)) {
            waiting.push(waker.clone());
        }
    }
}

impl<T> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_polled_drives_it_and_all_have_the_outcome() {
        let mut steps = 0;
        let shared = Shared::new(Box::pin(std::future::poll_fn(move |_| {
            steps += 1;
            if steps == 3 { Poll::Ready(steps) } else { Poll::Pending }
        })));
        let context = Context::from_waker(Waker::noop());
        assert_eq!(shared.poll(&context), Poll::Pending);
        assert_eq!(shared.poll(&context), Poll::Pending);
        assert_eq!(shared.poll(&context), Poll::Ready(Some(3)));
        assert_eq!(shared.poll(&context), Poll::Ready(Some(3)));
    }

    #[test]
    fn what_is_given_up_has_no_outcome() {
        let shared = Shared::<u8>::new(Box::pin(std::future::pending()));
        shared.give_up();
        assert_eq!(shared.poll(&Context::from_waker(Waker::noop())), Poll::Ready(None));
    }
}
