//! Keeps the credential that a provider fetched, and fetches it once for all callers.
//!
//! Invariant: what has expired is never handed out. A refresh that fails leaves a credential that is
//! still good in use, and is tried again after a pause. Without one, it is the error of everyone who
//! waited for it; each waits no longer than its own call has time. A caller that is cancelled midway
//! leaves the fetch to the next.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use super::shared::Shared;
use super::{Credential, CredentialError, CredentialProvider};
use crate::runtime::transport::{BoxFuture, Transport};

/// A refresh is due five minutes before the end, as the official SDKs do; of a short life, at the
/// last tenth.
const AHEAD: Duration = Duration::from_secs(300);
/// The pause after a refresh that failed while the kept credential is still good.
const PAUSE: Duration = Duration::from_secs(10);
/// A refresh has no longer than this while the kept credential is still good.
const REFRESH: Duration = Duration::from_secs(10);
/// Without a good credential, the pause grows with each failure from none up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Keys that were issued this moment and look expired: it is the clock that is off. They are used for
/// so long, in which the service tells the time.
const SUSPECT: Duration = Duration::from_secs(60);

/// A credential, and which fetch it came from.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) credential: Arc<Credential>,
    round: u64,
}

/// Fetches from this provider, until this moment.
pub(crate) type Fetch<'a> = &'a (
        dyn Fn(
    Arc<dyn CredentialProvider>,
    Instant,
) -> BoxFuture<'static, Result<Credential, CredentialError>>
            + Sync
    );

/// Who asks for a credential.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) transport: &'a dyn Transport,
    /// The time of the service's clock.
    pub(crate) now: SystemTime,
    /// When the call that asks has to be over.
    pub(crate) deadline: Instant,
    pub(crate) fetch: Fetch<'a>,
}

type Outcome = Result<Lease, CredentialError>;

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
    /// The fetch that is going on, and when its time is over.
    fetching: Option<(Weak<Shared<Outcome>>, Instant)>,
    /// How many fetches failed since the last that did not, and the last of them.
    failures: u32,
    failure: Option<CredentialError>,
    /// No fetch before this moment.
    paused_until: Option<Instant>,
    /// The keys that the service refused last, and until when asking for others is of no use.
    refused: Option<(Arc<Credential>, Instant)>,
}

#[derive(Debug)]
struct Kept {
    lease: Lease,
    /// When keys that look expired stop being used all the same.
    suspect_until: Option<Instant>,
    /// How long it lives, from when it was fetched.
    life: Duration,
}

impl Kept {
    fn is_good(&self, now: SystemTime) -> bool {
        let ends = self.lease.credential.expires_at();
        ends.is_none_or(|end| now < end)
            || self.suspect_until.is_some_and(|until| Instant::now() < until)
    }

    /// Whether it is time to fetch the next.
    fn is_due(&self, now: SystemTime) -> bool {
        let Some(end) = self.lease.credential.expires_at() else { return false };
        let due = end.checked_sub(AHEAD.min(self.life / 10)).unwrap_or(end);
        now >= due && self.suspect_until.is_none_or(|until| Instant::now() >= until)
    }
}

impl Cache {
    pub(crate) fn new(provider: Arc<dyn CredentialProvider>) -> Self {
        Self { provider, state: Mutex::default() }
    }

    /// A credential that is good now. `Err(None)` when the time of the call is over before.
    pub(crate) async fn get(
        self: &Arc<Self>,
        mut asking: Asking<'_>,
    ) -> Result<Lease, Option<CredentialError>> {
        loop {
            let began = Instant::now();
            let Waiting { shared, kept, ends, owner: _owner } = match self.look(asking) {
                Found::Lease(lease) => return Ok(lease),
                Found::Failure(error) => return Err(Some(error)),
                Found::Waiting(waiting) => waiting,
            };
            let patience = if kept.is_some() { ends.min(asking.deadline) } else { asking.deadline };
            let outcome = wait(&shared, asking.transport, patience).await;
            asking.now += began.elapsed();
            match (outcome, kept) {
                (Some(Some(Ok(lease))), _) => return Ok(lease),
                (_, Some(lease)) if self.is_still_good(&lease, asking.now) => return Ok(lease),
                // It has expired meanwhile, or who began the fetch gave up.
                (_, Some(_)) | (Some(None), None) => {}
                // The time of the call that began the fetch was shorter than ours.
                (Some(Some(Err(_))), None) if ends <= Instant::now() && ends < asking.deadline => {}
                (Some(Some(Err(error))), None) => return Err(Some(error)),
                (None, None) => return Err(None),
            }
        }
    }

    fn is_still_good(&self, lease: &Lease, now: SystemTime) -> bool {
        let state = self.lock();
        state.kept.as_ref().is_some_and(|kept| kept.lease.round == lease.round && kept.is_good(now))
    }

    /// The service refused this credential: the next call asks for another. `false` where that was
    /// of no use a moment ago.
    pub(crate) fn refused(&self, lease: &Lease) -> bool {
        let mut state = self.lock();
        if let Some((refused, until)) = &state.refused
            && refused.has_keys_of(&lease.credential)
            && Instant::now() < *until
        {
            return false;
        }
        if state.kept.as_ref().is_some_and(|kept| kept.lease.round == lease.round) {
            state.kept = None;
            state.paused_until = None;
        }
        state.refused = Some((lease.credential.clone(), Instant::now()));
        true
    }

    fn look(self: &Arc<Self>, asking: Asking<'_>) -> Found {
        let mut state = self.lock();
        let now = Instant::now();
        let kept = state.kept.as_ref().filter(|kept| kept.is_good(asking.now));
        let is_due = kept.is_none_or(|kept| kept.is_due(asking.now));
        let kept = kept.map(|kept| kept.lease.clone());
        let going_on = state.fetching.as_ref().and_then(|(fetch, ends)| {
            let fetch = fetch.upgrade().filter(|_| now < *ends)?;
            Some((fetch, *ends))
        });
        let paused = state.paused_until.is_some_and(|until| now < until);
        match (kept, going_on) {
            (Some(lease), Some(_)) => Found::Lease(lease),
            (Some(lease), None) if !is_due || paused => Found::Lease(lease),
            (None, Some((shared, ends))) => {
                Found::Waiting(Waiting { shared, kept: None, ends, owner: None })
            }
            (None, None) if paused => {
                let unknown = || CredentialError::new("fetching one failed a moment ago");
                Found::Failure(state.failure.clone().unwrap_or_else(unknown))
            }
            (kept, None) => {
                let left = asking.deadline.saturating_duration_since(now);
                let time = if kept.is_some() { REFRESH.min(left / 2) } else { left };
                let ends = now + time;
                let fetching = (asking.fetch)(self.provider.clone(), ends);
                let (cache, at) = (self.clone(), asking.now);
                let shared = Arc::new(Shared::new(Box::pin(async move {
                    let fetched = fetching.await;
                    cache.finish(fetched, at + now.elapsed())
                })));
                state.fetching = Some((Arc::downgrade(&shared), ends));
                let owner = Some(Owner(shared.clone()));
                Found::Waiting(Waiting { shared, kept, ends, owner })
            }
        }
    }

    fn finish(&self, fetched: Result<Credential, CredentialError>, now: SystemTime) -> Outcome {
        let checked = fetched.and_then(|credential| match credential.expires_at() {
            Some(end) if end <= now && !credential.is_just_issued() => {
                Err(CredentialError::new("the provider gave a credential that has expired"))
            }
            _ => Ok(credential),
        });
        let mut state = self.lock();
        state.round += 1;
        state.fetching = None;
        match checked {
            Ok(credential) => Ok(state.keep(credential, now)),
            Err(error) => {
                let is_good = state.kept.as_ref().is_some_and(|kept| kept.is_good(now));
                let seconds = 2_u64.saturating_pow(state.failures).saturating_sub(1);
                let growing = Duration::from_secs(seconds).min(LONGEST_PAUSE);
                state.failures = state.failures.saturating_add(1);
                state.paused_until = Some(Instant::now() + if is_good { PAUSE } else { growing });
                state.failure = Some(error.clone());
                Err(error)
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn keep(&mut self, credential: Credential, now: SystemTime) -> Lease {
        let life = credential.expires_at().and_then(|end| end.duration_since(now).ok());
        let looks_expired = credential.expires_at().is_some() && life.is_none();
        let lease = Lease { credential: Arc::new(credential), round: self.round };
        if let Some((refused, until)) = &mut self.refused
            && refused.has_keys_of(&lease.credential)
        {
            *until = Instant::now() + PAUSE;
        }
        self.failures = 0;
        self.failure = None;
        self.paused_until = None;
        self.kept = Some(Kept {
            lease: lease.clone(),
            suspect_until: looks_expired.then(|| Instant::now() + SUSPECT),
            // A life that the clock cannot tell is taken for a long one.
            life: life.unwrap_or(Duration::MAX),
        });
        lease
    }
}

impl Lease {
    /// Whether it has the same keys, whenever they were fetched.
    pub(crate) fn has_keys_of(&self, other: &Self) -> bool {
        self.credential.has_keys_of(&other.credential)
    }
}

/// Waits for a fetch, and drives it. `None` when the time is over; `Some(None)` when it was given up.
async fn wait(
    shared: &Shared<Outcome>,
    transport: &dyn Transport,
    until: Instant,
) -> Option<Option<Outcome>> {
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(outcome) = shared.poll(context) {
            return Poll::Ready(Some(outcome));
        }
        let timer: &mut Option<_> = timer.get_or_insert_with(|| transport.timer(until));
        let rang = timer.as_mut().is_some_and(|timer| timer.as_mut().poll(context).is_ready());
        if rang || until <= Instant::now() { Poll::Ready(None) } else { Poll::Pending }
    })
    .await
}

enum Found {
    Lease(Lease),
    Failure(CredentialError),
    Waiting(Waiting),
}

struct Waiting {
    shared: Arc<Shared<Outcome>>,
    /// What is used if the fetch fails.
    kept: Option<Lease>,
    ends: Instant,
    /// Held by who began the fetch.
    owner: Option<Owner>,
}

/// Gives the fetch up when the caller that began it is gone.
struct Owner(Arc<Shared<Outcome>>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.give_up();
    }
}
