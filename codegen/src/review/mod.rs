//! What people look at: what changed between two specs and what that breaks, what is
//! questionable in one, and one action with all that belongs to it.

pub mod diff;
mod ignore;
pub mod lint;
pub mod show;
