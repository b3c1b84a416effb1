//! Reads the documentation of Tencent Cloud API 3.0 and writes Rust clients.
//!
//! Everything that a `tcgen` command does is a function here that returns files and
//! diagnostics instead of writing and printing, so that a build script or another tool can
//! use it. [`workflow`] tells the flow from its beginning to its end. Every room imports only
//! from rooms above it:
//!
//! | room | what it holds |
//! |---|---|
//! | [`language`] | what is said to people, in their language |
//! | [`diagnostics`], [`source`], [`output`] | findings with their places; files as they are read and written |
//! | [`spec`] | the JSON spec: its types, its text |
//! | [`documentation`] | pages, metadata and error lists: read, and interpreted as spec |
//! | [`rust`] | a spec as Rust: names, the API that it becomes, what is remembered of it, its text |
//! | [`project`] | what a user's folder holds: tcgen.toml, corrections, spec files |
//! | [`review`] | what people look at: differences, findings, one action |
//! | [`export`], [`mock`], [`fetch`] | OpenAPI, a double of the service, the site |
//! | [`workflow`] | the commands that make files: parse, import, generate, regenerate, init |

pub mod diagnostics;
pub mod documentation;
pub mod export;
pub mod fetch;
pub mod language;
#[cfg(feature = "mock")]
pub mod mock;
pub mod output;
pub mod project;
pub mod review;
pub mod rust;
pub mod source;
pub mod spec;
mod text;
pub mod workflow;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
