//! `tcgen lint`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::language::language;
use super::spec_folder::default_spec_folder;
use super::{Outcome, report, today};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::project::spec_files::{SpecFile, find_spec_files};
use crate::review::lint::{self, Ignores, LintFormat, Message, Report};
use crate::source::read_utf8;

/// Say where the documentation contradicts itself
///
/// Checks spec files: types against structures, examples against members, defaults and values
/// against types, prose against marks. Every finding has a stable code (L0101 to L0199), the line
/// and column in the spec file, and a long explanation (`--explain CODE`). What many lines say of one
/// cause is one finding.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen lint                                  every spec in ./spec
  tcgen lint spec/ess/2020-11-11.json --deny warnings
  tcgen lint --format sarif > lint.sarif      for code scanning
  tcgen lint --explain L0123

The ignore file holds entries such as
  [[ignore]]
  code = \"L0124\"
  where = \"ess/2020-11-11/CreateX/*\"     # product/version/action or structure/member, globs
  reason = \"the service takes both forms\"
  expires = \"2027-01-31\"                 # may be left out
An entry that matches nothing, or has expired, is a finding itself.

Exit status: 0 done, 1 findings that --deny names, 2 bad usage or bad input.")]
pub(super) struct LintArguments {
    /// Spec files, or folders of them [default: ./spec, or the folder of the nearest tcgen.toml]
    #[arg(value_name = "SPEC", value_hint = clap::ValueHint::AnyPath)]
    specs: Vec<PathBuf>,
    /// How the findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FormatArgument,
    /// End with status 1 if there are findings of this weight or more
    #[arg(long, value_name = "LEVEL")]
    deny: Option<Level>,
    /// Leave out findings below this weight
    #[arg(long, value_name = "LEVEL", default_value = "notes")]
    level: Level,
    /// Look for these codes alone
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = code)]
    only: Vec<Code>,
    /// Every finding by itself, and the codes that are off by default (`--explain all` marks them)
    #[arg(long, conflicts_with = "only")]
    all: bool,
    /// The ignore file [default: lint-ignore.toml beside the specs or around them, if there]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    ignore: Option<PathBuf>,
    /// Explain a code at length, or list `all`
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArgument {
    /// As rustc prints
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// The least weight that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    /// Warnings
    Warnings,
    /// Warnings and notes
    Notes,
}

impl Level {
    fn includes(self, severity: Severity) -> bool {
        match self {
            Self::Warnings => severity <= Severity::Warning,
            Self::Notes => true,
        }
    }
}

fn code(text: &str) -> Result<Code, String> {
    let rule = lint::explain(text).ok_or("no code of a lint; `--explain all` lists them")?;
    Ok(rule.code)
}

pub(super) fn run(arguments: &LintArguments) -> Outcome {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    let mut found = match find(arguments) {
        Ok(found) => found,
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            return Outcome::Failed;
        }
    };
    let denied = arguments.deny.is_some_and(|level| {
        found.findings.iter().any(|finding| level.includes(finding.severity()))
    });
    found.findings.retain(|finding| arguments.level.includes(finding.severity()));
    let format = match arguments.format {
        FormatArgument::Text => LintFormat::Text,
        FormatArgument::Json => LintFormat::Json,
        FormatArgument::Sarif => LintFormat::Sarif,
        FormatArgument::Github => LintFormat::Github,
    };
    report::result(&lint::render(&found, format, report::renderer()));
    report::note(&summary(&found));
    if denied { Outcome::Findings } else { Outcome::Done }
}

fn find(arguments: &LintArguments) -> Result<Report, Diagnostics> {
    let specs = match arguments.specs.as_slice() {
        [] => vec![default_spec_folder()],
        specs => specs.to_vec(),
    };
    let ignores = ignores(arguments.ignore.as_deref(), &specs)?;
    let (mut found, mut unusable) = (Report::default(), Diagnostics::new());
    // One file at a time: all of them together are hundreds of megabytes.
    for path in find_spec_files(&specs)? {
        match SpecFile::read(&path) {
            Ok(file) => found.append(lint::lint(&file)),
            Err(diagnostic) => unusable.push(diagnostic),
        }
    }
    if unusable.has_errors() {
        return Err(unusable);
    }
    ignores.apply(&today(), &mut found);
    if !arguments.only.is_empty() {
        found.keep(&arguments.only);
    } else if !arguments.all {
        found.condense();
    }
    Ok(found)
}

/// The ignore file that is named, or the one that is beside the specs or in the nearest
/// folder around them.
fn ignores(named: Option<&Path>, specs: &[PathBuf]) -> Result<Ignores, Diagnostics> {
    let beside = || {
        let around = specs.first()?.ancestors();
        around.map(|folder| folder.join("lint-ignore.toml")).find(|file| file.is_file())
    };
    let Some(path) = named.map(Path::to_owned).or_else(beside) else { return Ok(Ignores::none()) };
    let file = read_utf8(&path)?;
    Ignores::read(&file.path, &file.text)
}

fn explain(code: &str) -> Outcome {
    if code.eq_ignore_ascii_case("all") {
        let line = |rule: &lint::Rule| {
            let code = rule.code;
            let off = if lint::OFF.contains(&code) { " (off)" } else { "" };
            let off = language().say(off);
            let (word, title) = (code.severity().word(), language().say(code.title()));
            format!("{}  {:<7}  {title}{off}\n", code.as_str(), language().say(word))
        };
        report::result(&lint::rules().iter().map(line).collect::<String>());
        return Outcome::Done;
    }
    if let Some(rule) = lint::explain(code) {
        report::result(rule.explanation_in(language()));
        if lint::OFF.contains(&rule.code) {
            let code = rule.code.as_str();
            report::told(&format!(
                "\nThis code is off unless it is asked for: `tcgen lint --only {code}`, or `--all`.\n"
            ));
        }
        return Outcome::Done;
    }
    let known = Code::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(code));
    if let Some(known) = known {
        report::result(&format!("# {}: {}\n", known.as_str(), language().say(known.title())));
        return Outcome::Done;
    }
    report::error(&format!("error: `{code}` is not a code; `tcgen lint --explain all` lists them"));
    Outcome::Failed
}

/// How many findings there are of each code, and how the examples fare.
fn summary(found: &Report) -> String {
    let mut lines: Vec<String> = found
        .counts()
        .into_iter()
        .map(|(code, count)| {
            format!("{count:>7}  {}  {}", code.as_str(), language().say(code.title()))
        })
        .collect();
    for (side, what) in [(Message::Request, "request"), (Message::Response, "response")] {
        let (total, passed) = (found.examples.total(side), found.examples.passed(side));
        if total > 0 {
            lines.push(format!(
                "{passed} of {total} {what} examples pass{}",
                percent(passed, total)
            ));
        }
    }
    if !found.ignored.is_empty() {
        lines.push(format!("{} ignored", report::count(found.ignored.len(), "finding")));
    }
    let (warnings, notes) = (found.count(Severity::Warning), found.count(Severity::Note));
    lines.push(format!("{}, {}", report::count(warnings, "warning"), report::count(notes, "note")));
    lines.join("\n")
}

/// A share in hundredths of a percent, cut rather than rounded: 100 % means all.
fn percent(part: usize, whole: usize) -> String {
    match (part * 10_000).checked_div(whole) {
        Some(share) if whole >= 100 => format!(" ({}.{:02} %)", share / 100, share % 100),
        _ => String::new(),
    }
}
