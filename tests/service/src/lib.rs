//! A double of the service on 127.0.0.1, for tests of clients.
//!
//! In: raw HTTP/1.1 over TCP, read without an HTTP library so that every byte a client sent can be
//! looked at. Out: answers from a table of actions, refusals the way the service refuses (HTTP 200
//! with `Response.Error`), or a [`Play`] of one of the faults that networks and services have.
//!
//! Invariant: shares no code with the client under test. The signature is recomputed here from the
//! bytes received, with a canonicalisation of its own, so that an error in the client's cannot hide.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a part of tests: a double that cannot work ends the test"
)]

mod account;
mod answer;
mod connection;
mod log;
mod offer;
mod play;
mod request;
mod roles;
mod service;
mod signature;
mod state;
mod verify;

pub use account::Account;
pub use answer::Answer;
pub use log::{Outcome, Seen};
pub use offer::Offer;
pub use play::Play;
pub use request::Request;
pub use service::{Service, refused_address};
pub use signature::{Scope, sign};
