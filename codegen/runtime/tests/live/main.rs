//! Both clients against a double of the service on loopback, which shares no code with them.
//!
//! Each scenario is written once, for [`both::Caller`], and run for the asynchronous and the
//! blocking client.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "tests"
)]

#[path = "../support/mini.rs"]
#[expect(unreachable_pub, reason = "written as the generator writes it")]
mod mini;

mod both;
mod calls;
mod certificates;
mod credentials;
mod faults;
mod load;
mod network;
mod retries;
mod soak;
mod streams;
mod tls;
mod uploads;
mod wire;
