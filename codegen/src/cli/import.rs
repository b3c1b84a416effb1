//! `tcgen import`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::language::language;
use super::{Outcome, progress, report};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::output;
use crate::project::config::ConfigFile;
use crate::spec::Docs;
use crate::spec::is_product;
use crate::workflow::import::{ImportOptions, ImportTarget, Imported, import};

/// Read official metadata and error lists into the spec
///
/// The official metadata is the package `tccli` (Chinese) or `tccli-intl-en` (English). The error
/// codes are in `tencentcloud-sdk-python` or `tencentcloud-sdk-python-intl-en`, or in the package
/// of one product (`tencentcloud-sdk-python-cvm`); their Python is read as text, never run. Get
/// both with `pip download --no-deps tccli tencentcloud-sdk-python`, and give the wheels as they
/// are, an unpacked folder, one `api.json` or one `errorcodes.py`.
///
/// What a spec has from pages stays. What it has from metadata is replaced by metadata, what it
/// has from error lists by error lists: for descriptions in both languages give both wheels at
/// once. The language of the documentation goes first.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen import tccli-3.1.189.1-py2.py3-none-any.whl                    everything, into ./spec
  tcgen import tccli-3.1.189.1-py2.py3-none-any.whl --products ess,cvm
  tcgen import tencentcloud_sdk_python-3.1.195-py2.py3-none-any.whl    error codes, into the same
  tcgen import tccli-3.1.189.1-py2.py3-none-any.whl --products ess --facts spec/metadata
                              a file of facts to commit, for [sources] metadata in tcgen.toml
  tcgen import tccli-*.whl tencentcloud_sdk_python-*.whl --chosen --docs full --facts spec/metadata
                              the same of all products that tcgen.toml chooses, with their docs

Exit status: 0 done, 2 bad usage or bad input.")]
pub(super) struct ImportArguments {
    /// Wheels, unpacked folders, or single files
    #[arg(value_name = "WHEEL-OR-DIR-OR-FILE", required = true, value_hint = clap::ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The folder of the spec
    #[arg(long, value_name = "DIR", default_value = "spec", value_hint = clap::ValueHint::DirPath)]
    spec: PathBuf,
    /// The products, by their short names [default: all]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Option<Vec<String>>,
    /// The products that tcgen.toml chooses
    #[arg(long, conflicts_with = "products")]
    chosen: bool,
    /// The config, for --chosen [default: tcgen.toml or spec/tcgen.toml, here or above]
    #[arg(long, value_name = "FILE", requires = "chosen", value_hint = clap::ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// How much documentation is taken over [default: full; none with --facts]
    #[arg(long, value_name = "HOW-MUCH", value_parser = docs())]
    docs: Option<Docs>,
    /// Write facts to this folder instead: names, types, flags and error codes, without prose unless
    /// --docs full is given, to be committed and listed under `[sources] metadata`
    #[arg(long, value_name = "DIR", conflicts_with = "spec", value_hint = clap::ValueHint::DirPath)]
    facts: Option<PathBuf>,
}

fn docs() -> impl TypedValueParser<Value = Docs> {
    PossibleValuesParser::new([
        PossibleValue::new("full").help("All of it"),
        PossibleValue::new("none").help("None: names, types and flags only"),
    ])
    .map(|word| if word == "none" { Docs::None } else { Docs::Full })
}

pub(super) fn run(arguments: &ImportArguments) -> Outcome {
    let (folder, target) = match &arguments.facts {
        Some(folder) => (folder, ImportTarget::Facts(folder.clone())),
        None => (&arguments.spec, ImportTarget::Spec(arguments.spec.clone())),
    };
    let products = match products(arguments) {
        Ok(products) => products,
        Err(diagnostic) => {
            report::diagnostics(&Diagnostics::from(diagnostic));
            return Outcome::Failed;
        }
    };
    let without = if arguments.facts.is_some() { Docs::None } else { Docs::Full };
    let docs = arguments.docs.unwrap_or(without);
    let options = ImportOptions { products, docs, target };
    let bar = progress::bar("product versions");
    let imported = import(&arguments.paths, &options, &|done, all| bar.set(done, all));
    bar.finish();
    report::diagnostics(&imported.diagnostics);
    if imported.diagnostics.has_errors() {
        return Outcome::Failed;
    }
    match output::write(folder, &imported.files) {
        Ok(changes) => {
            report::result(&summary(&imported, &changes, folder));
            Outcome::Done
        }
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

/// The products whose names were given, or that the config chooses; all, if it has a glob.
fn products(arguments: &ImportArguments) -> Result<Option<Vec<String>>, Diagnostic> {
    if !arguments.chosen {
        return Ok(arguments.products.clone());
    }
    let path = super::regenerate::config_path(arguments.config.as_deref())?;
    let config = ConfigFile::read(&path)?.config;
    let products: Vec<String> = config.products.keys().map(ToString::to_string).collect();
    let is_named = products.iter().all(|product| is_product(product));
    Ok(is_named.then_some(products))
}

fn summary(imported: &Imported, changes: &output::Changes, folder: &std::path::Path) -> String {
    let counts = &imported.counts;
    let mut text = report::count(counts.versions, "product version");
    if counts.actions > 0 {
        let _ = write!(
            text,
            ", {}, {}, {}, {} ({})",
            report::count(counts.actions, "action"),
            report::count(counts.structures, "structure"),
            report::count(counts.members, "member"),
            report::count(counts.examples, "example"),
            release(&imported.releases)
        );
    }
    if !imported.list_releases.is_empty() || counts.error_codes > 0 {
        let codes = report::count(counts.error_codes, "error code");
        let _ = write!(text, ", {codes} ({})", release(&imported.list_releases));
    }
    format!("{text}\n{}\n", report::written(folder, changes))
}

fn release(releases: &BTreeSet<String>) -> String {
    let releases: Vec<&str> = releases.iter().map(String::as_str).collect();
    match releases.as_slice() {
        [] => language().say("release unknown").into_owned(),
        some => language().say(&format!("release {}", some.join(", "))).into_owned(),
    }
}
