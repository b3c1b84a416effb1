//! Keeps the credential that a provider fetched, and lets one caller refresh it for all.
//!
//! Invariant: what has expired is never handed out, and a refresh that fails is the error of
//! everyone who waited for it. A caller that is cancelled midway leaves the refresh to the next.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

use super::{Credential, CredentialError, CredentialProvider, Reach};

/// A refresh is due five minutes before the end, as the official SDKs do; of a short life, at the
/// last tenth.
const AHEAD: Duration = Duration::from_secs(300);

/// A credential, and which fetch it came from.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) credential: Arc<Credential>,
    round: u64,
}

#[derive(Debug)]
pub(crate) struct Cache {
    provider: Arc<dyn CredentialProvider>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: Option<Kept>,
    /// How many fetches were finished.
    round: u64,
    fetching: bool,
    /// Why the last fetch failed, for those who waited for it.
    failure: Option<CredentialError>,
    waiting: Vec<Waker>,
}

#[derive(Debug)]
struct Kept {
    lease: Lease,
    /// When a refresh is due; never for a long-lived credential.
    due: Option<SystemTime>,
}

impl Cache {
    pub(crate) fn new(provider: Arc<dyn CredentialProvider>) -> Self {
        Self { provider, state: Mutex::default() }
    }

    /// A credential that has not expired.
    pub(crate) async fn get(&self, reach: &Reach<'_>) -> Result<Lease, CredentialError> {
        loop {
            let round = match self.look(reach.now) {
                Found::Lease(lease) => return Ok(lease),
                Found::Mine(turn) => {
                    let fetched = self.provider.fetch(reach).await;
                    return turn.finish(fetched, reach.now);
                }
                Found::Theirs(round) => round,
            };
            if let Some(failure) = self.finished(round).await {
                return Err(failure);
            }
        }
    }

    /// Forgets this lease: the service refused its token.
    pub(crate) fn refused(&self, lease: &Lease) {
        let mut state = self.lock();
        if state.kept.as_ref().is_some_and(|kept| kept.lease.round == lease.round) {
            state.kept = None;
        }
    }

    fn look(&self, now: SystemTime) -> Found<'_> {
        let mut state = self.lock();
        if let Some(kept) = &state.kept
            && kept.due.is_none_or(|due| now < due)
        {
            return Found::Lease(kept.lease.clone());
        }
        if state.fetching {
            return Found::Theirs(state.round);
        }
        state.fetching = true;
        Found::Mine(Turn { cache: self })
    }

    /// Waits until the fetch of this round is finished or given up; its failure, if it failed.
    async fn finished(&self, round: u64) -> Option<CredentialError> {
        poll_fn(|context| {
            let mut state = self.lock();
            if state.round != round {
                return Poll::Ready(state.failure.clone());
            }
            if !state.fetching {
                return Poll::Ready(None);
            }
            if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                state.waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Found<'a> {
    Lease(Lease),
    Mine(Turn<'a>),
    Theirs(u64),
}

/// The right to fetch; given up when it is dropped.
struct Turn<'a> {
    cache: &'a Cache,
}

impl Turn<'_> {
    fn finish(
        self,
        fetched: Result<Credential, CredentialError>,
        now: SystemTime,
    ) -> Result<Lease, CredentialError> {
        let checked = fetched.and_then(|credential| match credential.expires_at() {
            Some(end) if end <= now => {
                Err(CredentialError::new("the provider gave a credential that has expired"))
            }
            _ => Ok(credential),
        });
        let mut state = self.cache.lock();
        state.round += 1;
        match checked {
            Ok(credential) => {
                let due = credential.expires_at().map(|end| due(now, end));
                let lease = Lease { credential: Arc::new(credential), round: state.round };
                state.failure = None;
                state.kept = Some(Kept { lease: lease.clone(), due });
                Ok(lease)
            }
            Err(error) => {
                state.failure = Some(error.clone());
                state.kept = None;
                Err(error)
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.cache.lock();
            state.fetching = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}

fn due(now: SystemTime, end: SystemTime) -> SystemTime {
    let life = end.duration_since(now).unwrap_or_default();
    end.checked_sub(AHEAD.min(life / 10)).unwrap_or(end)
}
