//! `tcgen export`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::drift::drift;
use super::spec_folder::default_spec_folder;
use super::{Outcome, progress, report};
use crate::diagnostics::Diagnostics;
use crate::export::{Choice, Format, OpenApiVersion, export};
use crate::output::{self, Files, Ours, Target};
use crate::project::specs::Origin;

/// Write the spec as OpenAPI documents or as JSON Schema
///
/// `openapi` writes one document per product version: every action with its headers, members,
/// examples and errors. The service takes every action at `/` and reads its name from a header;
/// each is at a path of its name, as in the vendor's own exports. `json-schema` writes two
/// files per action, of its request and of its response, each complete in itself: fit as the
/// parameters of a tool that a language model calls.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen export openapi                                every product in ./spec, into ./openapi
  tcgen export openapi ess cvm --openapi-version 3.0  for tools that stop at 3.0
  tcgen export openapi --metadata tccli-3.1.189.1-py2.py3-none-any.whl
                                                      straight from the official metadata
  tcgen export json-schema ess:CreateFlow,Describe*   into ./json-schema
  tcgen export openapi --check                        in CI: fail if a file is not up to date

An [[export]] table in tcgen.toml lets `tcgen regenerate` keep the files up to date.

Exit status: 0 done, 1 --check found a difference, 2 bad usage or bad input.")]
pub(super) struct ExportArguments {
    /// What is written
    #[arg(value_name = "FORMAT")]
    format: FormatArgument,
    /// Products, or actions of them as `ess:CreateFlow,Describe*` [default: all]
    #[arg(value_name = "PRODUCT")]
    choice: Vec<String>,
    /// Which edition of OpenAPI
    #[arg(long, value_name = "EDITION", default_value = "3.1")]
    openapi_version: EditionArgument,
    /// The spec folder [default: ./spec, or the folder of the nearest tcgen.toml]
    #[arg(long, value_name = "DIR", conflicts_with = "metadata", value_hint = clap::ValueHint::AnyPath)]
    spec: Option<PathBuf>,
    /// Wheels, folders or files of the official metadata and error lists, instead of a spec
    #[arg(long, value_name = "WHEEL", value_hint = clap::ValueHint::AnyPath)]
    metadata: Vec<PathBuf>,
    /// Where the files go; it holds what the last run wrote [default: ./openapi or ./json-schema]
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    out: Option<PathBuf>,
    /// Write nothing, and fail if anything would change
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatArgument {
    /// OpenAPI, one document per product version
    Openapi,
    /// JSON Schema 2020-12, two files per action
    JsonSchema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EditionArgument {
    /// OpenAPI 3.0.3
    #[value(name = "3.0")]
    V30,
    /// OpenAPI 3.1.0
    #[value(name = "3.1")]
    V31,
}

pub(super) fn run(arguments: &ExportArguments) -> Outcome {
    match try_run(arguments) {
        Ok(outcome) => outcome,
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn try_run(arguments: &ExportArguments) -> Result<Outcome, Diagnostics> {
    let (format, folder) = match (arguments.format, arguments.openapi_version) {
        (FormatArgument::Openapi, EditionArgument::V30) => {
            (Format::OpenApi(OpenApiVersion::V30), "openapi")
        }
        (FormatArgument::Openapi, EditionArgument::V31) => {
            (Format::OpenApi(OpenApiVersion::V31), "openapi")
        }
        (FormatArgument::JsonSchema, _) => (Format::JsonSchema, "json-schema"),
    };
    let origin = if arguments.metadata.is_empty() {
        Origin::Spec(vec![arguments.spec.clone().unwrap_or_else(default_spec_folder)])
    } else {
        Origin::Metadata(arguments.metadata.clone())
    };
    let (Origin::Spec(paths) | Origin::Metadata(paths)) = &origin;
    let inputs: Vec<_> = paths.iter().map(|path| ("what is exported", path.clone())).collect();
    let choice = Choice::parse(&arguments.choice)?;
    let bar = progress::bar("product versions");
    let files = export(format, &origin, &choice, &|done, all| bar.set(done, all));
    bar.finish();
    let out = arguments.out.clone().unwrap_or_else(|| folder.into());
    output::check_folder(&out, &inputs)?;
    finish(&out, &files?, arguments.check)
}

/// Writes the files, or says what would change. The folder holds what the last run exported.
fn finish(out: &Path, files: &Files, check: bool) -> Result<Outcome, Diagnostics> {
    let target = Target { folder: out, files, ours: Ours::Manifest(out) };
    let changes = output::compare(target)?;
    report::diagnostics(&changes.edits());
    if check && !changes.is_empty() {
        let repair = "run the same command without --check";
        report::diagnostics(&drift(&changes, "an exported file", repair));
        return Ok(Outcome::Findings);
    }
    if !check {
        output::write_owned(target)?;
    }
    report::told(&format!("{}: {changes}\n", out.display()));
    for path in &changes.removed {
        report::note(&format!("removed {}", path.display()));
    }
    Ok(Outcome::Done)
}
