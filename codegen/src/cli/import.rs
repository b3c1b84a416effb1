//! `tcgen import`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Outcome, progress, report};
use crate::import::{ImportOptions, Imported, Target, import};
use crate::interpret::Prose;
use crate::output;

/// Read official metadata into the spec
///
/// The official metadata is the package `tccli` (Chinese) or `tccli-intl-en` (English): get it
/// with `pip download --no-deps tccli`, and give the wheel as it is, an unpacked folder, or one
/// `api.json`. What a spec has from pages stays; what it has from metadata is replaced.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen import tccli-3.1.189.1-py2.py3-none-any.whl                    everything, into ./spec
  tcgen import tccli-3.1.189.1-py2.py3-none-any.whl --products ess,cvm
  tcgen import tccli-3.1.189.1-py2.py3-none-any.whl --products ess --facts spec/metadata
                              a file of facts to commit, for [sources] metadata in tcgen.toml

Exit status: 0 done, 2 bad usage or bad input.")]
pub(super) struct Arguments {
    /// Wheels, unpacked folders, or single files
    #[arg(value_name = "WHEEL-OR-DIR-OR-FILE", required = true, value_hint = clap::ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The folder of the spec
    #[arg(long, value_name = "DIR", default_value = "spec", value_hint = clap::ValueHint::DirPath)]
    spec: PathBuf,
    /// The products, by their short names [default: all]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    products: Option<Vec<String>>,
    /// How much documentation is taken over
    #[arg(long, value_name = "HOW-MUCH", default_value = "full")]
    docs: DocsArgument,
    /// Write facts to this folder instead: names, types and flags, no prose, to be committed and
    /// listed under `[sources] metadata`
    #[arg(long, value_name = "DIR", conflicts_with = "spec", value_hint = clap::ValueHint::DirPath)]
    facts: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DocsArgument {
    /// All of it
    Full,
    /// None: names, types and flags only
    None,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (folder, target) = match &arguments.facts {
        Some(folder) => (folder, Target::Facts),
        None => (&arguments.spec, Target::Spec(arguments.spec.clone())),
    };
    let bare = arguments.docs == DocsArgument::None || target == Target::Facts;
    let options = ImportOptions {
        products: arguments.products.clone(),
        prose: if bare { Prose::None } else { Prose::Full },
        target,
    };
    let bar = progress::bar("product versions");
    let imported = import(&arguments.paths, &options, &|done, all| bar.set(done, all));
    bar.finish();
    report::diagnostics(&imported.diagnostics);
    if imported.diagnostics.has_errors() {
        return Outcome::Failed;
    }
    match output::write(folder, &imported.files, |_, _| false) {
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

fn summary(imported: &Imported, changes: &output::Changes, folder: &std::path::Path) -> String {
    let releases: Vec<&str> = imported.releases.iter().map(String::as_str).collect();
    let release = match releases.as_slice() {
        [] => "release unknown".to_owned(),
        some => format!("release {}", some.join(", ")),
    };
    let counts = &imported.counts;
    format!(
        "{}, {}, {}, {}, {} ({release})\n{}\n",
        report::count(counts.versions, "product version"),
        report::count(counts.actions, "action"),
        report::count(counts.structures, "structure"),
        report::count(counts.members, "member"),
        report::count(counts.examples, "example"),
        report::written(folder, changes)
    )
}
