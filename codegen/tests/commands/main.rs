//! The commands as processes: what they write, what they say and where, how they end.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod added;
mod completions;
mod diff;
mod export;
mod generate;
mod held;
mod import;
mod init;
mod killed;
mod language;
mod layout;
mod lock;
mod mock;
mod nothing_lost;
mod parse;
mod printing;
mod questions;
mod regenerate;
mod run;
mod streams;
#[cfg(unix)]
mod workflow;
