//! A diff as text: for a terminal, a pull request, a program, a browser, a change log.
//!
//! In: a [`Diff`](super::Diff). Out: a `String`.
//!
//! Invariant: whatever a page says is escaped for the format at hand; nothing of it becomes
//! markup, a link, a script or a control sequence.

mod changelog;
mod html;
mod json;
mod markdown;
mod text;
mod words;

pub use changelog::changelog;
pub use html::html;
pub use json::{SCHEMA, json};
pub use markdown::{COMMENT_LIMIT, markdown};
pub use text::{TextStyle, text};
