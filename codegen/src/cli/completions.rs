//! `tcgen completions`.

use super::{Outcome, report};

/// Prints shell completion.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::note("not written yet");
    Outcome::Failed
}
