//! `tcgen schema`.

use super::{Outcome, report};
use crate::spec;

/// Print the JSON Schema of the spec files
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
JSON Schema 2020-12. Editors complete and check spec files with it:
  tcgen schema > spec/schema.json

Exit status: 0.")]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments) -> Outcome {
    report::result(spec::schema());
    Outcome::Done
}
