//! The listener, and what a test may ask and tell.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

use crate::account::Account;
use crate::connection::{reset_when_readable, serve};
use crate::log::Seen;
use crate::offer::Offer;
use crate::play::Play;
use crate::request::Request;
use crate::state::ServiceState;

/// How many connections may wait to be accepted: a burst of a thousand must not wait a second.
const BACKLOG: i32 = 4096;

/// What the threads of a double share.
pub(crate) struct Shared(Mutex<ServiceState>);

impl Shared {
    pub(crate) fn lock(&self) -> MutexGuard<'_, ServiceState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running double; it ends when this is dropped.
pub struct Service {
    shared: Arc<Shared>,
    address: SocketAddr,
}

impl Service {
    /// Starts a double on a free port of 127.0.0.1, which knows the account of
    /// [`Account::example`] and no action.
    pub fn start() -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// Starts one at an address where nobody listens.
    pub fn start_at(address: SocketAddr) -> Self {
        let listener = listen(address);
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared(Mutex::default()));
        let service = Self { shared: shared.clone(), address };
        service.account(Account::example());
        thread::spawn(move || accept(&shared, &listener));
        service
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:…`, to put in the place of an endpoint.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Adds an account, or takes the place of the one with this SecretId.
    pub fn account(&self, account: Account) {
        self.shared.lock().accounts.insert(account.secret_id.clone(), account);
    }

    /// Adds an action.
    pub fn offer(&self, offer: Offer) {
        self.shared.lock().offers.insert(offer.action.clone(), offer);
    }

    /// Adds plain HTTP beside the calls: `GET /path`.
    pub fn route(
        &self,
        route: &str,
        handler: impl Fn(&Request, &str) -> Play + Send + Sync + 'static,
    ) {
        self.shared.lock().routes.insert(route.to_owned(), Arc::new(handler));
    }

    /// What the next requests of an action meet, one each, before it answers as it always does.
    pub fn next<P: Into<Play>>(&self, action: &str, plays: impl IntoIterator<Item = P>) {
        let plays = plays.into_iter().map(Into::into);
        self.shared.lock().scripts.entry(action.to_owned()).or_default().extend(plays);
    }

    /// Takes back what is left of the script of an action.
    pub fn forget_script(&self, action: &str) {
        self.shared.lock().scripts.remove(action);
    }

    /// Resets that many of the next connections before a byte of them is read.
    pub fn reset_connections(&self, count: usize) {
        self.shared.lock().resets = count;
    }

    /// Puts the clock of the service ahead by so many seconds; its `Date` header says so.
    pub fn clock_ahead(&self, seconds: i64) {
        self.shared.lock().clock_offset = seconds;
    }

    /// Everything that came, in the order in which it came.
    pub fn log(&self) -> Vec<Seen> {
        self.shared.lock().log.clone()
    }

    /// Everything that came since the last time, which is forgotten: for runs that are long.
    pub fn take_log(&self) -> Vec<Seen> {
        std::mem::take(&mut self.shared.lock().log)
    }

    /// How many requests of an action came.
    pub fn received(&self, action: &str) -> usize {
        self.shared.lock().log.iter().filter(|seen| seen.action() == action).count()
    }

    /// How many of them were carried out.
    pub fn executed(&self, action: &str) -> usize {
        let state = self.shared.lock();
        state.log.iter().filter(|seen| seen.action() == action && seen.executed()).count()
    }

    /// How many connections there were.
    pub fn connections(&self) -> u64 {
        self.shared.lock().opened
    }

    /// How many connections are open now.
    pub fn open_connections(&self) -> usize {
        self.shared.lock().open.len()
    }

    /// Waits until the log holds what is asked for, at most ten seconds; whether it came.
    pub fn wait_until(&self, holds: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + Duration::from_secs(10);
        while !holds(self) {
            if Instant::now() > end {
                return false;
            }
            thread::sleep(Duration::from_millis(2));
        }
        true
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.stopping = true;
        for stream in state.open.values() {
            // A connection that is closed already cannot be shut down, which is as good.
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
        drop(state);
        // Wakes the thread that accepts, so that it sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

/// An address of 127.0.0.1 where nobody listens.
pub fn refused_address() -> SocketAddr {
    let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
    listen(any_port).local_addr().expect("a bound socket has an address")
}

fn listen(address: SocketAddr) -> TcpListener {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind(&address.into()).expect("a free port");
    socket.listen(BACKLOG).expect("a listener");
    socket.into()
}

fn accept(shared: &Arc<Shared>, listener: &TcpListener) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        stream.set_nodelay(true).expect("a socket takes the option");
        let mut state = shared.lock();
        if state.stopping {
            return;
        }
        state.opened += 1;
        let number = state.opened;
        let resets = state.resets > 0;
        state.resets = state.resets.saturating_sub(1);
        state.open.insert(number, stream.try_clone().expect("a second handle"));
        drop(state);
        let shared = shared.clone();
        let work = move || {
            if resets {
                reset_when_readable(&stream);
            } else {
                serve(&shared, &stream, number);
            }
            // Before the last handle goes, so that whoever sees the end sees it counted.
            let kept = shared.lock().open.remove(&number);
            drop(stream);
            drop(kept);
        };
        thread::Builder::new().stack_size(512 * 1024).spawn(work).expect("a thread");
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;
    use crate::Answer;

    fn exchange(service: &Service, request: &str) -> String {
        let mut stream = TcpStream::connect(service.address()).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_request_that_is_not_signed_is_refused_as_the_service_does() {
        let service = Service::start();
        service.offer(Offer::new("shop", "2020-11-11", "Buy"));
        let answer = exchange(
            &service,
            "POST / HTTP/1.1\r\nContent-Type: application/json\r\nX-TC-Action: Buy\r\nX-TC-Version: 2020-11-11\r\nX-TC-Timestamp: 1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        );
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains(r#""Code":"MissingParameter""#), "{answer}");
        assert!(answer.contains(r#""RequestId":"00000000-0000-4000-8000-000000000001""#));
        assert_eq!((service.received("Buy"), service.executed("Buy")), (1, 0));
    }

    #[test]
    fn routes_answer_beside_calls_and_other_paths_are_not_found() {
        let service = Service::start();
        service.route("GET /role", |_, _| Answer::new(200, "text/plain", "admin").into());
        let close = "Connection: close\r\n\r\n";
        assert!(exchange(&service, &format!("GET /role HTTP/1.1\r\n{close}")).ends_with("admin"));
        let other = exchange(&service, &format!("GET /else HTTP/1.1\r\n{close}"));
        assert!(other.starts_with("HTTP/1.1 404 "), "{other}");
    }

    #[test]
    fn a_reset_connection_ends_without_a_byte_and_leaves_no_log() {
        let service = Service::start();
        service.reset_connections(1);
        let mut stream = TcpStream::connect(service.address()).unwrap();
        stream.write_all(b"POST / HTTP/1.1\r\n\r\n").unwrap();
        let error = stream.read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
        assert!(service.log().is_empty());
        assert!(service.wait_until(|service| service.open_connections() == 0));
    }
}
