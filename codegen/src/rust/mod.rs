//! The Rust side: a spec becomes the [`api`] of a crate, and that becomes text.
//!
//! In: a spec, and what tcgen.lock remembers. [`lower`] is the only place that decides what Rust
//! a spec becomes; [`emit`] prints it, and everybody else asks the API.

pub mod api;
pub mod emit;
pub mod lock;
pub mod lower;
pub mod names;
