//! `tcgen init`.

use super::{Outcome, report};

/// Starts a new project.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::note("not written yet");
    Outcome::Failed
}
