//! Carries HTTP requests out, and nothing else: no signing, no retries.
//!
//! One small trait for both clients. The asynchronous transport is hyper on tokio; the blocking one
//! is ureq, whose futures are done when they are first polled. Put your own in with
//! [`ClientBuilder::transport`](crate::runtime::ClientBuilder::transport).

mod body;
// Linux lets a queue be full; elsewhere no address is certain to be dead.
#[cfg(test)]
#[cfg(all(target_os = "linux", feature = "async", feature = "blocking"))]
mod dead_address;
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "only the transports of the two clients ask")
)]
mod exceptions;
#[cfg(feature = "blocking")]
mod forward;
mod gzip;
#[cfg(feature = "async")]
mod hyper;
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "only the transports of the two clients ask")
)]
mod proxies;
#[cfg(feature = "async")]
mod proxy;
mod replay;
mod reply;
#[cfg(any(feature = "async", feature = "blocking"))]
mod roots;
mod rules;
#[cfg(feature = "async")]
mod unchecked;
#[cfg(feature = "blocking")]
mod ureq;
mod when;

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;

pub use crate::runtime::error::TransportError;
pub(crate) use body::check_length;
pub use body::{Body, Chunks};
pub(crate) use gzip::Unpacker;
#[cfg(feature = "async")]
pub use hyper::HyperTransport;
pub use proxies::Proxies;
pub use replay::Replay;
pub use reply::Reply;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use roots::RootCertificates;
pub use rules::{Recorded, Unmet};
#[cfg(feature = "blocking")]
pub use ureq::UreqTransport;
pub use when::When;

/// The certificate authorities to trust, which only the transports of the two clients ask for.
#[cfg(not(any(feature = "async", feature = "blocking")))]
#[derive(Clone, Debug, Default)]
pub struct RootCertificates {}

/// A future in a box, as the object-safe traits return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How long a transport may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// When the call has to be over, its body included.
    pub deadline: Instant,
    /// For an answer that is read as a stream: how long it may stay silent between two chunks. The
    /// deadline holds for its head only then.
    pub idle: Option<Duration>,
}

impl Limits {
    /// What is left until the deadline.
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

/// Carries HTTP requests out.
///
/// A transport does not follow redirects, does not unpack, does not repeat what may have been
/// received, and keeps connections for less than the 60 seconds after which the service drops them.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request, and returns the answer once its head has come.
    ///
    /// Dropping the future abandons the call; nothing is left behind.
    ///
    /// # Errors
    /// [`TransportError::not_sent`] only when the service certainly saw no complete request; the
    /// client repeats such calls. [`TransportError::timed_out`] once the deadline has passed.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits, between two attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// A future that is ready at this moment and wakes its task, for a transport whose runtime has
    /// timers. By it a call that waits for a credential ends in time. The default has none.
    fn timer(&self, until: Instant) -> Option<BoxFuture<'static, ()>> {
        let _ = until;
        None
    }
}
