//! One call from beginning to end: credential, signature, attempts, answer. The same for both
//! clients, which only drive its future differently.

mod attempt;
mod breaker;
mod budget;
mod call;
mod hook;
mod pace;
mod retry;
mod settings;
mod trace;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

pub(crate) use call::{Opened, Prepared, Received};
pub use hook::{Attempt, Hook, Outcome};
pub use retry::{Repeat, RetryPolicy};
pub use settings::Settings;

use crate::runtime::credentials::Cache;
use crate::runtime::transport::Transport;
use breaker::Breaker;
use budget::Budgets;
use pace::Pace;

/// What a client is made of; clones share connections, credentials and what was learnt.
#[derive(Clone, Debug)]
pub(crate) struct Core {
    pub(crate) shared: Arc<Shared>,
    pub(crate) settings: Arc<Settings>,
}

/// What all clients that come from one builder share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Option<Arc<Cache>>,
    budgets: Budgets,
    breaker: Breaker,
    pace: Pace,
    /// How many seconds the service's clock is ahead of ours.
    skew: AtomicI64,
}

impl Core {
    pub(crate) fn new(
        transport: Arc<dyn Transport>,
        credentials: Option<Arc<Cache>>,
        settings: Settings,
    ) -> Self {
        let shared = Shared {
            transport,
            credentials,
            budgets: Budgets::default(),
            breaker: Breaker::default(),
            pace: Pace::default(),
            skew: AtomicI64::new(0),
        };
        Self { shared: Arc::new(shared), settings: Arc::new(settings) }
    }

    /// The same client with other settings.
    pub(crate) fn with(&self, change: impl FnOnce(Settings) -> Settings) -> Self {
        let settings = change((*self.settings).clone());
        Self { shared: self.shared.clone(), settings: Arc::new(settings) }
    }
}
