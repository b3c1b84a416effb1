//! `tcgen diff`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::language::language;
use super::{Outcome, report, today};
use crate::diagnostics::Diagnostics;
use crate::project::config::{self, ConfigFile};
use crate::review::diff::render::{self, TextStyle};
use crate::review::diff::{Class, Diff, Ignores, Kind};
use crate::source::read_utf8;
use crate::workflow::generate::Choice;
use crate::workflow::operands::{OperandSource, compare_chosen};

/// Say what changed between two specs, and what of it breaks callers
///
/// Every change has a stable kind and fingerprint, and is of a class: source (code that uses the
/// generated crate stops compiling), wire (the service refuses a call that it took, or answers
/// otherwise), compatible, or docs. Changes that another change explains stand below it. In the
/// end is the semver step of the generated crate.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen diff git:HEAD spec                       what is not committed yet
  tcgen diff git:v1.2.0 git:main --fail-on breaking
  tcgen diff old/ new/ --format html > diff.html
  tcgen diff spec tccli-3.1.189.1-*.whl           what a release brings to what is chosen
  tcgen diff git:origin/main spec --format markdown > comment.md
  tcgen diff old/ new/ --verbose                 every change, not only what breaks

The ignore file holds entries such as
  [[ignore]]
  fingerprint = \"0f3a9c41d2e8\"               # one change, or
  kind = \"input-value-removed\"               # all of a kind,
  where = \"ess/*/actions/Create*/**\"         # perhaps at some paths only
  reason = \"we never send it\"
  expires = \"2027-01-31\"                     # may be left out
An entry that matches nothing, or has expired, is said on stderr.

Breaking is what is of class source or wire, except for a relaxation: a member that is no longer
required breaks no call, though a constructor loses an argument; --fail-on source counts it.

Exit status: 0 done, 1 a change that --fail-on names, 2 bad usage or bad input.")]
pub(super) struct DiffArguments {
    /// How it was: a spec file, a folder, git:REV[:PATH], or a wheel of official metadata
    #[arg(value_name = "OLD", required_unless_present_any = ["kinds", "schema"])]
    old: Option<String>,
    /// How it is
    #[arg(value_name = "NEW", required_unless_present_any = ["kinds", "schema"])]
    new: Option<String>,
    /// How the changes are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
    /// End with status 1 if there is such a change
    #[arg(long, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    /// Show changes of these classes alone
    #[arg(long, value_name = "CLASS,…", value_delimiter = ',')]
    only: Vec<ClassArgument>,
    /// Changes that may stand, with reasons [default: diff-ignore.toml beside the specs, if there]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    ignore: Option<PathBuf>,
    /// Compare of metadata what this tcgen.toml chooses [default: the nearest one, where the other
    /// side is its spec]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "all")]
    config: Option<PathBuf>,
    /// Compare all of the metadata, chosen or not
    #[arg(long)]
    all: bool,
    /// List the kinds of change
    #[arg(long, exclusive = true)]
    kinds: bool,
    /// Print the JSON Schema of --format json
    #[arg(long, exclusive = true)]
    schema: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DiffFormat {
    /// For a terminal
    Text,
    /// For a pull request
    Markdown,
    /// For programs; see --schema
    Json,
    /// One page that opens anywhere
    Html,
    /// The words of the official change log
    Changelog,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Callers are refused, answered otherwise, or stop compiling
    Breaking,
    /// Code that uses the generated crate stops compiling
    Source,
    /// The service refuses or answers otherwise
    Wire,
    /// Any change
    Any,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ClassArgument {
    Source,
    Wire,
    Compatible,
    Docs,
}

impl From<ClassArgument> for Class {
    fn from(class: ClassArgument) -> Self {
        match class {
            ClassArgument::Source => Self::Source,
            ClassArgument::Wire => Self::Wire,
            ClassArgument::Compatible => Self::Compatible,
            ClassArgument::Docs => Self::Docs,
        }
    }
}

pub(super) fn run(arguments: &DiffArguments) -> Outcome {
    if arguments.kinds {
        let line =
            |kind: Kind| format!("{:<28} {}\n", kind.to_string(), language().say(&kind.title()));
        report::result(&Kind::all().map(line).collect::<String>());
        return Outcome::Done;
    }
    if arguments.schema {
        report::result(render::SCHEMA);
        return Outcome::Done;
    }
    let (diff, stale) = match compare(arguments) {
        Ok(compared) => compared,
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    };
    let failed = arguments.fail_on.is_some_and(|what| fails(&diff, what));
    let only: Vec<Class> = arguments.only.iter().copied().map(Class::from).collect();
    let shown = if only.is_empty() { diff } else { diff.only(&only) };
    report::result(&match arguments.format {
        DiffFormat::Text => {
            let color = report::result_color();
            let (verbose, language) = (report::is_verbose(), language());
            render::text(&shown, TextStyle { color, verbose, language })
        }
        DiffFormat::Markdown => render::markdown(&shown, render::COMMENT_LIMIT, language()),
        DiffFormat::Json => render::json(&shown),
        DiffFormat::Html => render::html(&shown, language()),
        DiffFormat::Changelog => render::changelog(&shown),
    });
    report::diagnostics(&stale);
    if failed { Outcome::Findings } else { Outcome::Done }
}

fn compare(arguments: &DiffArguments) -> Result<(Diff, Diagnostics), Diagnostics> {
    let side = |text: &Option<String>| OperandSource::parse(text.as_deref().unwrap_or_default());
    let (old, new) = (side(&arguments.old), side(&arguments.new));
    let ignores = match arguments.ignore.clone().or_else(|| beside(&new)) {
        Some(path) => {
            let file = read_utf8(&path)?;
            Ignores::read(&path.display().to_string(), &file.text)?
        }
        None => Ignores::default(),
    };
    let choice = if arguments.all { None } else { choice(arguments, [&old, &new])? };
    let mut diff = compare_chosen(&old, &new, Path::new("."), choice.as_ref())?;
    let stale = ignores.apply(&today(), &mut diff);
    Ok((diff, stale))
}

/// What tcgen.toml chooses: the one that is given, or the nearest one where a side is its spec.
fn choice(
    arguments: &DiffArguments,
    sides: [&OperandSource; 2],
) -> Result<Option<Choice>, Diagnostics> {
    let Some(path) = arguments.config.clone().or_else(|| config::find(Path::new(""))) else {
        return Ok(None);
    };
    let is_spec_of = |folder: &Path| {
        sides.into_iter().any(|side| match side {
            OperandSource::Path(path) => same_folder(path, folder),
            OperandSource::Revision { path, .. } => {
                path.as_deref().is_none_or(|path| same_folder(Path::new(path), folder))
            }
        })
    };
    let folder = path.parent().unwrap_or(Path::new("")).join(".");
    if arguments.config.is_none() && !is_spec_of(&folder) {
        return Ok(None);
    }
    let file = ConfigFile::read(&path)?;
    Choice::new(&file.config.products, None, &[]).map(Some)
}

fn same_folder(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The ignore file in the new folder.
fn beside(new: &OperandSource) -> Option<PathBuf> {
    let OperandSource::Path(folder) = new else { return None };
    let file = folder.join("diff-ignore.toml");
    file.is_file().then_some(file)
}

fn fails(diff: &Diff, what: FailOn) -> bool {
    let verdict = diff.verdict();
    let found = match what {
        FailOn::Breaking => verdict.breaking,
        FailOn::Source => verdict.count(Class::Source),
        FailOn::Wire => verdict.count(Class::Wire),
        FailOn::Any => diff.changes.len(),
    };
    found > 0
}
