//! `tcgen regenerate`.

use std::fmt::Write as _;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::language::language;
use super::{Outcome, fetch, progress, report};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::output::shown;
use crate::project::config::{ConfigFile, find};
use crate::text::shell::quoted_path;
use crate::workflow::regenerate::{AllChanges, Options, Regenerated, regenerate};

/// Run every stage that tcgen.toml lists
///
/// Pages and metadata become the spec, corrections put known faults right, the spec becomes the
/// crate. Everything is written at once or not at all; the summary says which pages changed, what
/// changed in the spec and what of it breaks callers, which files were written, and which step the
/// version of the crate takes.
///
/// Without --config the file is `tcgen.toml` or `spec/tcgen.toml` here, or in the nearest folder
/// around that has one.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen regenerate                                    what the nearest tcgen.toml lists
  tcgen regenerate --fetch                            the same, from pages that are fetched again
  tcgen regenerate --config spec/tcgen.toml --check   in CI: nothing is written

When the metadata is of another release than the spec was made from, the changes are shown and
confirmed before anything is written; --yes goes on without asking, and is needed where nobody can
be asked.

Exit status: 0 done, 1 files differ (--check) or not confirmed, 2 bad usage or bad input.")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct RegenerateArguments {
    /// The config [default: the nearest tcgen.toml]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Fetch all pages that are known again first, as `tcgen fetch` does
    #[arg(long)]
    fetch: bool,
    /// Write nothing; fail if anything would change
    #[arg(long)]
    check: bool,
    /// Let go of what tcgen.lock holds: names, arguments, types and short paths follow the plain
    /// rules again, which breaks code that uses the crate
    #[arg(long)]
    unlock: bool,
    /// Do not ask before another release of the metadata is taken in
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn run(arguments: &RegenerateArguments) -> Outcome {
    match fetch_and_regenerate(arguments) {
        Ok(outcome) => outcome,
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn fetch_and_regenerate(arguments: &RegenerateArguments) -> Result<Outcome, Diagnostics> {
    let path = config_path(arguments.config.as_deref())?;
    let file = ConfigFile::read(&path)?;
    let fetched =
        if arguments.fetch { fetch_pages(&file, arguments.check)? } else { Outcome::Done };
    let regenerated = regenerate_and_write(arguments, &path, &file)?;
    Ok(if regenerated == Outcome::Done { fetched } else { regenerated })
}

/// Fetches the pages; with `check` it only tells what would change. A page that cannot be fetched
/// keeps its file, from which the spec is still made.
fn fetch_pages(file: &ConfigFile, check: bool) -> Result<Outcome, Diagnostics> {
    if !crate::fetch::is_known(file) && !file.config.sources.metadata.is_empty() {
        report::note("no pages are known, so none were fetched");
        return Ok(Outcome::Done);
    }
    let (summary, diagnostics) = fetch::refresh(file, check);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    report::diagnostics(&diagnostics);
    report::told(&format!("fetched   {summary}\n"));
    Ok(if check && !summary.is_unchanged() { Outcome::Findings } else { Outcome::Done })
}

fn regenerate_and_write(
    arguments: &RegenerateArguments,
    path: &Path,
    file: &ConfigFile,
) -> Result<Outcome, Diagnostics> {
    let bar = progress::bar("sources");
    let options = Options { unlock: arguments.unlock, writes: !arguments.check };
    let regenerated = regenerate(file, options, &|done, all| bar.set(done, all));
    bar.finish();
    let mut regenerated = regenerated?;
    report::diagnostics(&regenerated.diagnostics);
    report::result(&regenerated.summary(report::result_color(), language()));
    let changes = regenerated.compare()?;
    if let Some(finding) = &regenerated.too_small {
        report::diagnostics(&finding.clone().into());
        if arguments.check {
            return Ok(Outcome::Findings);
        }
    }
    report::diagnostics(&changes.edits());
    if changes.is_empty() {
        if !arguments.check {
            // Nothing but what a killed run has left.
            regenerated.write()?;
        }
        report::told("files     all up to date\n");
        return Ok(Outcome::Done);
    }
    if arguments.check {
        report::told(&regenerated.files(&changes));
        report::result(&paths(&changes));
        let config = quoted_path(&path.display().to_string());
        let command = format!("tcgen regenerate --config {config}");
        report::note(&format!("these files differ from their sources; to repair: {command}"));
        return Ok(Outcome::Findings);
    }
    if regenerated.has_other_release() && !arguments.yes && !confirmed(&regenerated) {
        return Ok(Outcome::Findings);
    }
    let written = regenerated.write()?;
    report::told(&regenerated.files(&written));
    if report::is_verbose() {
        report::result(&paths(&written));
    }
    Ok(Outcome::Done)
}

pub(super) fn config_path(given: Option<&Path>) -> Result<PathBuf, Diagnostic> {
    match given.map(Path::to_owned).or_else(|| find(Path::new(""))) {
        Some(path) => Ok(path),
        None => Err(Diagnostic::new(Code::NoConfig, "no tcgen.toml here or in the folders around")
            .help("give it by --config, or write one with `tcgen init`")),
    }
}

fn paths(all: &AllChanges) -> String {
    let mut text = String::new();
    for changes in all.iter() {
        for (sign, paths) in [('+', &changes.added), ('~', &changes.changed)] {
            for path in paths {
                let _ = writeln!(text, "          {sign} {}", shown(path));
            }
        }
    }
    text
}

/// Whether the person at the terminal wants the other release.
fn confirmed(regenerated: &Regenerated) -> bool {
    let releases: Vec<&str> = regenerated.releases.iter().map(String::as_str).collect();
    let mut release = releases.join(", ");
    if let ([new], Some(old)) = (releases.as_slice(), regenerated.old_releases.iter().next_back())
        && numbers(new) < numbers(old)
    {
        let older = format!("{new}, which is older than {old}");
        release = language().say(&older).into_owned();
    }
    if !std::io::stdin().is_terminal() {
        // Said even when quiet: the status alone does not say why nothing was done.
        report::error(&format!(
            "the metadata is of another release, {release}: nothing was written; \
             add --yes to take it in"
        ));
        return false;
    }
    report::ask(&format!("take in release {release}? [y/N] "));
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer).is_ok();
    let yes = read && matches!(answer.trim(), "y" | "Y" | "yes");
    if !yes {
        report::note("nothing was written");
    }
    yes
}

/// A release as numbers, to be compared.
fn numbers(release: &str) -> Vec<u64> {
    release.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}
