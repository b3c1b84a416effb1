//! `tcgen show`.

use super::{Outcome, report};

/// Shows one product or action.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::note("not written yet");
    Outcome::Failed
}
