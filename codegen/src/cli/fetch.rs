//! `tcgen fetch`.

use super::{Outcome, report};

/// Fetches pages of the documentation site.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::note("not written yet");
    Outcome::Failed
}
