//! What changed between two sides of the spec, and what of it breaks callers.
//!
//! In: [`Spec`](crate::spec::Spec)s, with what tcgen.lock decided. Out: a [`Diff`] of [`Change`]s, each with a stable
//! [`Kind`], a [`Fingerprint`], its [`Classes`], and where there is one the change that explains
//! it; then a text for a terminal, Markdown, JSON, HTML or a change log.
//!
//! Class *source* is read off the two Rust APIs, as lowering makes them: a required input more is
//! an argument of `new` more, an optional output more is nothing that code can notice. The other
//! classes are read off the two specs.
//!
//! ```
//! use tencentcloud_codegen::review::diff::{self, SemverStep};
//! use tencentcloud_codegen::spec::{Action, Member, Spec};
//!
//! let mut old = Spec::new("ess", "2020-11-11");
//! old.actions.insert("CreateSeal".into(), Action::default());
//! let mut new = old.clone();
//! let mut name = Member::new("SealName", "string".parse()?);
//! name.required = true;
//! new.actions.entry("CreateSeal".into()).or_default().input.push(name);
//!
//! let diff = diff::compare(&[old], &[new]);
//! assert_eq!(diff.changes[0].kind.to_string(), "input-added-required");
//! assert_eq!(diff.verdict().step, SemverStep::Major);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Invariant: nothing here knows what Rust a spec becomes; lowering is asked. The result depends on the two sides
//! alone, not on time, paths or the order of files.

mod api;
mod attribute;
mod causes;
mod change;
mod compare;
mod ignore;
mod kind;
mod model;
mod pair;
mod references;
mod renames;
pub mod render;
mod rust_item;

pub use change::{Change, ChangePlace, Class, Classes, Detail, Effect, Fingerprint, Item};
pub(crate) use compare::{Comparison, Locks};
pub use compare::{Operand, compare, compare_operands};
pub use ignore::Ignores;
pub use kind::{ItemChange, Kind, MemberChange, ParseKindError, Part};
pub use model::{Compared, Diff, Group, Ignored, SemverStep, Title, Verdict};
pub use rust_item::rust_item;
