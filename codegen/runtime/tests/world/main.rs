//! A world that is not clean: texts, networks, keys and services that fail in part.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "../support/mod.rs"]
#[expect(unreachable_pub, reason = "written as the generator writes it")]
mod support;

mod answers;
mod network;
mod outcomes;
mod refresh;
mod replaying;
