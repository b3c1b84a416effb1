//! `tcgen import`.

use super::{Outcome, report};

/// Reads official metadata into the spec.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::note("not written yet");
    Outcome::Failed
}
