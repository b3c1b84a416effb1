//! Setting a mock up, starting it and ending it.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime;
use tokio::sync::{mpsc, oneshot};

use super::catalogue::Catalogue;
use super::engine::Engine;
use super::expectation::Expectation;
use super::fault::Fault;
use super::gate::Key;
use super::record::Recorded;
use super::server::{self, Log};
use super::state::{MockState, Script};
use super::tls::{self, Tls};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::specs::Origin;

/// How many items a list has that is paged through, unless said otherwise.
const ITEMS: usize = 50;

/// A mock that is being set up.
#[must_use]
pub struct Mock {
    origin: Origin,
    products: Option<Vec<String>>,
    key: Option<Key>,
    listen: SocketAddr,
    items: usize,
    script: Script,
    log: Option<Log>,
    is_tls: bool,
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Mock {
    /// Of spec files, or folders of them.
    pub fn from_spec<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self::new(Origin::Spec(paths.into_iter().map(Into::into).collect()))
    }

    /// Of the official metadata: wheels, folders or files.
    pub fn from_metadata<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self::new(Origin::Metadata(paths.into_iter().map(Into::into).collect()))
    }

    /// Of either. Keys are not checked until [`Self::credential`] says which is right.
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            products: None,
            key: None,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            items: ITEMS,
            script: Script::default(),
            log: None,
            is_tls: false,
        }
    }

    /// Only these products, by their short names.
    pub fn products<P: Into<String>>(mut self, products: impl IntoIterator<Item = P>) -> Self {
        self.products = Some(products.into_iter().map(Into::into).collect());
        self
    }

    /// Takes calls that are signed with this key and no others.
    pub fn credential(
        mut self,
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Self {
        let (secret_id, secret_key) = (secret_id.into(), secret_key.into());
        self.key = Some(Key { secret_id, secret_key, token: None });
        self
    }

    /// The token that belongs to the key; without it, a call with a token is refused.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        if let Some(key) = &mut self.key {
            key.token = Some(token.into());
        }
        self
    }

    /// Listens here instead of a free port of this machine.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// How many items a list has that is paged through.
    pub fn items(mut self, items: usize) -> Self {
        self.items = items;
        self
    }

    /// Answers, faults and messages to begin with.
    pub fn script(mut self, script: Script) -> Self {
        self.script = script;
        self
    }

    /// Speaks https, by a certificate that callers trust through [`MockServer::authority`].
    pub fn tls(mut self) -> Self {
        self.is_tls = true;
        self
    }

    /// Called with one line per request: names, codes and numbers, nothing that the caller wrote.
    pub fn log(mut self, log: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(log));
        self
    }

    /// Reads what it answers from, and starts.
    ///
    /// # Errors
    /// Every fault of the specs or the metadata; a product that is not there, or an action that the
    /// script has an answer for; an address that is taken.
    pub fn start(self) -> Result<MockServer, Diagnostics> {
        self.start_with(&|_, _| {})
    }

    /// The same; `progress` is told product versions read and in all.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_with(
        self,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<MockServer, Diagnostics> {
        let cannot = |error: std::io::Error| {
            let message = format!("cannot listen on {}: {error}", self.listen);
            Diagnostic::new(Code::CannotListen, message)
                .help("another program may be there; port 0 takes a free one")
        };
        let listener = server::listener(self.listen).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let tls = self.is_tls.then(|| tls::make(address.ip())).transpose().map_err(|error| {
            let message = format!("cannot make a certificate: {error}");
            Diagnostic::new(Code::CannotListen, message)
        })?;
        let catalogue = Catalogue::load(&self.origin, self.products.as_deref(), progress)?;
        let engine = Arc::new(Engine {
            catalogue,
            state: MockState::new(self.script.clone()),
            key: self.key.clone(),
            items: self.items,
        });
        let wrong = self.script.subjects().find_map(|subject| engine.check_subject(subject).err());
        if let Some(message) = wrong {
            return Err(Diagnostic::new(Code::InvalidAnswers, message).into());
        }
        let runtime = runtime::Builder::new_multi_thread().enable_all().build().map_err(cannot)?;
        let (stop, stopped) = oneshot::channel();
        let (serving, log) = (Arc::clone(&engine), self.log.clone());
        let acceptor = tls.as_ref().map(|tls| tls.acceptor.clone());
        let thread = std::thread::Builder::new()
            .name("tcgen mock".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    // Only a socket that is not open would fail here.
                    if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                        server::serve(listener, serving, log, acceptor, stopped).await;
                    }
                });
            })
            .map_err(cannot)?;
        Ok(MockServer { address, engine, tls, stop: Some(stop), thread: Some(thread) })
    }
}

/// A mock that runs, until it is dropped.
pub struct MockServer {
    address: SocketAddr,
    engine: Arc<Engine>,
    tls: Option<Tls>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("address", &self.address).finish_non_exhaustive()
    }
}

impl MockServer {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens, as the endpoint of a client: `http://127.0.0.1:39683`.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// The certificate that callers have to trust, as PEM; none without TLS.
    pub fn authority(&self) -> Option<&str> {
        self.tls.as_ref().map(|tls| tls.authority.as_str())
    }

    /// How many products, product versions and actions it answers for.
    pub fn counts(&self) -> (usize, usize, usize) {
        self.engine.catalogue.counts()
    }

    /// Adds an answer of your own; the newest that fits a call is taken.
    ///
    /// # Errors
    /// It has no answer, or more than one; it is for an action that the mock does not have; or there
    /// are a thousand already.
    pub fn expect(&self, expectation: Expectation) -> Result<(), String> {
        self.engine.expect(expectation)
    }

    /// Adds a fault; all that fit a call are played.
    ///
    /// # Errors
    /// A number is out of range; it is for an action that the mock does not have; or there are a
    /// thousand already.
    pub fn fault(&self, fault: Fault) -> Result<(), String> {
        self.engine.play(fault)
    }

    /// The last thousand requests, the oldest first.
    pub fn requests(&self) -> Vec<Recorded> {
        self.engine.state.requests()
    }

    /// Everything as it was at the start.
    pub fn reset(&self) {
        self.engine.state.reset();
    }

    /// Waits for Ctrl-C, or for the signal to end, then lets what is under way finish. `ready` is
    /// called once signals are caught, and says whether there is anything to wait for.
    ///
    /// # Errors
    /// The system gives no signals.
    pub fn run_until_signal(self, ready: impl FnOnce() -> ControlFlow<()>) -> std::io::Result<()> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let (send, mut received) = mpsc::channel::<()>(2);
            #[cfg(unix)]
            {
                use tokio::signal::unix::{SignalKind, signal};
                for kind in [SignalKind::terminate(), SignalKind::interrupt()] {
                    let (mut signal, send) = (signal(kind)?, send.clone());
                    tokio::spawn(async move {
                        signal.recv().await;
                        let _ = send.send(()).await;
                    });
                }
            }
            #[cfg(not(unix))]
            tokio::spawn(async move {
                let _ = tokio::signal::ctrl_c().await;
                let _ = send.send(()).await;
            });
            if ready().is_continue() {
                received.recv().await;
            }
            Ok(())
        })
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
