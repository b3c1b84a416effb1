//! A mock of the service: one server for any number of products, which answers as the
//! documentation says.
//!
//! In: specs, or official metadata. Out: a server on loopback that routes by action and version,
//! checks signature and parameters with the codes and messages of the service, and answers with
//! the official example that is nearest to the request.
//!
//! In a Rust test the same server runs in process:
//!
//! ```no_run
//! use tencentcloud_codegen::mock::{Expectation, Mock};
//! let mock = Mock::from_spec(["spec"]).credential("id", "key").start().unwrap();
//! let url = mock.url();        // the endpoint for the client under test
//! mock.expect(Expectation::error("ess:CreateFlow", "FailedOperation", "Try again."));
//! // … calls …
//! assert_eq!(mock.requests().len(), 1);
//! ```
//!
//! Invariant: without expectations and faults an answer depends on the request alone, but for the
//! RequestId. Memory is bounded: what is recorded, what is in flight, and how many connect.
//!
//! What the service says is not known in every situation (`texts`): there the mock uses words
//! of its own, says so in its log, and lets the user replace them.

mod answer;
mod catalogue;
mod control;
mod engine;
mod expectation;
mod fault;
mod gate;
mod incoming;
mod language;
mod record;
mod refusal;
mod reply;
mod server;
mod signature;
mod start;
mod state;
mod subject;
#[cfg(test)]
mod tests;
mod texts;
mod tls;
mod validate;

pub use expectation::{ErrorAnswer, Expectation};
pub use fault::{Fault, FaultKind};
pub use record::Recorded;
pub use start::{Mock, MockServer};
pub use state::Script;
