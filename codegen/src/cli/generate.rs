//! `tcgen generate`.

use super::{Outcome, report};

/// Writes the crate from the spec.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::note("not written yet");
    Outcome::Failed
}
