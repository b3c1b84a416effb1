//! `tcgen fetch` against a server on loopback that plays every fault. No test needs the internet.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "file names are ours, and short texts need no care"
)]

mod bodies;
mod command;
mod corpus;
mod interrupted;
mod manners;
mod many;
mod pages;
mod products;
mod redirects;
mod regenerated;
mod server;
mod statuses;
mod support;
