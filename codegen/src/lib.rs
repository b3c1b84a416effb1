//! Reads the documentation of Tencent Cloud API 3.0 and writes Rust clients.
//!
//! Everything that a `tcgen` command does is a function here that returns files and
//! diagnostics instead of writing and printing, so that a build script or another tool can
//! use it. The flow is `source → page → tables → interpret → spec → lower → rust → emit →
//! output`; each layer imports only what stands before it.

pub mod config;
pub mod corrections;
pub mod diagnostics;
pub mod diff;
pub mod emit;
pub mod error_list;
pub mod export;
pub mod fetch;
pub mod generate;
mod han;
mod ignore;
pub mod import;
pub mod init;
pub mod interpret;
mod json_types;
pub mod lint;
pub mod lock;
pub mod lower;
pub mod markdown;
pub mod metadata;
#[cfg(feature = "mock")]
pub mod mock;
pub mod names;
pub mod output;
pub mod page;
pub mod parse;
mod phrases;
pub mod regenerate;

pub mod rust;
pub mod show;
pub mod sides;
pub mod source;
pub mod spec;
pub mod spec_files;
pub mod specs;
mod suggest;
pub mod tables;
pub mod usage;

#[doc(hidden)]
pub mod cli;
