//! `tcgen generate`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::drift::drift;
use super::{Outcome, report};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::output::{self, Ours, Target, shown};
use crate::project::config::{self, ConfigFile, CrateConfig};
use crate::project::spec_files::find_spec_files;
use crate::rust::lock::Lock;
use crate::workflow::generate::{
    Choice, GenerateOptions, Generated, REPAIR, SpecInput, generate, package,
};
use crate::workflow::regenerate::{changelog, packages, version};

/// Write the crate from the spec
///
/// Without --config, the nearest `tcgen.toml` or `spec/tcgen.toml` is taken, in this folder or one
/// around it, and everything in the spec is generated if there is none. Files that tcgen wrote and nothing needs any more are
/// removed; files of yours are neither changed nor removed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen generate                                      what spec/tcgen.toml says
  tcgen generate --actions ess:CreateFlow,DescribeFlowInfo --actions 'cvm:Describe*'
  tcgen generate --products cvm,vpc --out clients/net
  tcgen generate --check                              fail if the crate is not up to date

Exit status: 0 done, 1 --check found a difference, 2 bad usage or bad input.")]
pub(super) struct GenerateArguments {
    /// What is generated [default: the nearest tcgen.toml or spec/tcgen.toml]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// The folder of the spec [default: that of the config, or ./spec]
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    spec: Option<PathBuf>,
    /// The folder of the crate [default: as configured, or ./generated]
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    out: Option<PathBuf>,
    /// Whole products, by their short names, instead of the configured ones
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Option<Vec<String>>,
    /// Single actions, by name or glob, instead of the configured ones
    #[arg(long, value_name = "PRODUCT:ACTION,ACTION")]
    actions: Vec<String>,
    /// Write nothing, and fail if anything would change
    #[arg(long)]
    check: bool,
}

pub(super) fn run(arguments: &GenerateArguments) -> Outcome {
    match try_run(arguments) {
        Ok(outcome) => outcome,
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn try_run(arguments: &GenerateArguments) -> Result<Outcome, Diagnostics> {
    let path = arguments.config.clone().or_else(|| config::find(Path::new("")));
    let file = path.as_deref().map(ConfigFile::read).transpose()?;
    let spec = match (&arguments.spec, &file) {
        (Some(spec), _) => spec.clone(),
        (None, Some(file)) => file.folder().to_owned(),
        (None, None) => PathBuf::from("spec"),
    };
    let krate = file.as_ref().map_or_else(CrateConfig::default, |file| file.config.krate.clone());
    let out = match (&arguments.out, &file) {
        (Some(out), _) => out.clone(),
        (None, Some(file)) => file.resolve(&krate.out),
        (None, None) => PathBuf::from(&krate.out),
    };
    check_out(&out, &spec, file.as_ref())?;
    let source = path.clone().unwrap_or_else(|| spec.clone());
    let changelog = changelog::read(&spec)?;
    let lock = Lock::beside(&spec)?.unwrap_or_default();
    let layout = packages::kept(krate.layout, &lock, &spec)?;
    let specs = find_spec_files(&[spec])?;
    let products = file.map(|file| file.config.expand(product_folders(&specs)).products);
    let choice = Choice::new(
        &products.unwrap_or_default(),
        arguments.products.as_deref(),
        &arguments.actions,
    )?;
    let specs = choice.narrow(specs).into_iter().map(SpecInput::Path);
    let version = version::current(&krate, &lock);
    let package = package(&krate, version, changelog);
    let options = GenerateOptions { package, choice, lock, layout };
    let generated = generate(&options, specs.collect());
    if generated.diagnostics.has_errors() {
        return Err(generated.diagnostics);
    }
    report::diagnostics(&generated.diagnostics);
    finish(arguments, &generated, &out, &source)
}

/// The products that the spec files are of, by the folders that they are in.
fn product_folders(specs: &[PathBuf]) -> impl Iterator<Item = &str> {
    specs.iter().filter_map(|path| path.parent()?.file_name()?.to_str())
}

fn check_out(out: &Path, spec: &Path, file: Option<&ConfigFile>) -> Result<(), Diagnostic> {
    let mut inputs = file.map(ConfigFile::inputs).unwrap_or_default();
    inputs.push(("the spec", spec.to_owned()));
    output::check_folder(out, &inputs)
}

/// Writes the files, or says what would change.
fn finish(
    arguments: &GenerateArguments,
    generated: &Generated,
    out: &Path,
    source: &Path,
) -> Result<Outcome, Diagnostics> {
    let target = Target { folder: out, files: &generated.files, ours: Ours::Manifest(source) };
    let changes = output::compare(target)?;
    report::diagnostics(&changes.edits());
    report::result(&table(generated));
    if arguments.check {
        if changes.is_empty() {
            return Ok(Outcome::Done);
        }
        let repair = format!("run `{REPAIR}` with the same arguments, without --check");
        report::diagnostics(&drift(&changes, "a generated file", &repair));
        return Ok(Outcome::Findings);
    }
    let changes = output::write_owned(target)?;
    report::note(&format!("{}: {changes}", shown(out)));
    let is_verbose = report::is_verbose();
    for (word, paths, is_named) in [
        ("added", &changes.added, is_verbose),
        ("changed", &changes.changed, is_verbose),
        ("removed", &changes.removed, true),
    ] {
        for path in paths.iter().filter(|_| is_named) {
            report::note(&format!("{word} {}", shown(path)));
        }
    }
    Ok(Outcome::Done)
}

/// Actions, types and lines of each product.
fn table(generated: &Generated) -> String {
    let name = |name: &str| name.chars().count();
    let width = generated.products.keys().map(|product| name(product)).max().unwrap_or(0).max(7);
    let mut text = format!("{:width$} versions  actions    types      lines\n", "product");
    let mut total = crate::workflow::generate::CrateCounts::default();
    let mut row = |product: &str, counts: &crate::workflow::generate::CrateCounts| {
        let crate::workflow::generate::CrateCounts { versions, actions, types, lines } = counts;
        let _ = writeln!(text, "{product:width$} {versions:8} {actions:8} {types:8} {lines:10}");
    };
    for (product, counts) in &generated.products {
        row(product, counts);
        total.add(*counts);
    }
    if generated.products.len() > 1 {
        row("total", &total);
    }
    text
}
