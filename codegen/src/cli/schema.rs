//! `tcgen schema`.

use super::{Outcome, report};
use crate::spec;

/// Print the JSON Schema of the spec files
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  tcgen schema > schema.json      JSON Schema 2020-12, with which editors check a spec file

Exit status: 0 done, 2 bad usage.")]
pub(super) struct SchemaArguments {}

pub(super) fn run(_arguments: &SchemaArguments) -> Outcome {
    report::result(spec::schema());
    Outcome::Done
}
