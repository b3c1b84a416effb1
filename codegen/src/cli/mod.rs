//! The command line: one file per command, each thin over a function of the library.

mod completions;
mod diff;
mod drift;
mod export;
mod fetch;
mod generate;
mod import;
mod init;
mod language;
mod lint;
mod man;
#[cfg(feature = "mock")]
mod mock;
mod parse;
mod progress;
mod regenerate;
mod report;
mod schema;
mod show;
mod spec_folder;
mod wizard;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::output;

/// Read the documentation of Tencent Cloud API 3.0 and write Rust clients
#[derive(Debug, Parser)]
#[command(name = "tcgen", version, max_term_width = 100)]
#[command(after_long_help = "\
The way of a page: `tcgen parse` and `tcgen import` write spec/<product>/<version>.json, `tcgen
generate` makes a crate of it; `tcgen regenerate` does all that tcgen.toml lists.

Exit status: 0 done, 1 findings (drift, a breaking change under --fail-on, lint under --deny), 2 bad
usage or bad input. Results go to stdout, everything else to stderr.")]
struct Arguments {
    /// When text is coloured: auto (on a terminal, unless NO_COLOR is set), always, never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    #[arg(hide_possible_values = true, help_heading = "Global options")]
    color: report::ColorChoice,
    /// Say on stderr only what is an error
    #[arg(long, short, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Say more: every file that is written, every change of a diff
    #[arg(long, short, global = true, conflicts_with = "quiet", help_heading = "Global options")]
    verbose: bool,
    /// The language of help, messages and the diff report: en, zh [default: by LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, global = true, value_name = "LANGUAGE", help_heading = "Global options")]
    #[arg(hide_possible_values = true)]
    lang: Option<language::LanguageChoice>,
    #[command(subcommand)]
    command: Command,
}

/// The command line as clap knows it, for help, completion scripts and tests.
fn command_line() -> clap::Command {
    language::worded(Arguments::command(), language::language())
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArguments),
    Fetch(fetch::FetchArguments),
    Parse(parse::ParseArguments),
    Import(import::ImportArguments),
    Generate(generate::GenerateArguments),
    Regenerate(regenerate::RegenerateArguments),
    Diff(diff::DiffArguments),
    Lint(lint::LintArguments),
    Show(show::ShowArguments),
    Export(export::ExportArguments),
    #[cfg(feature = "mock")]
    Mock(mock::MockArguments),
    Schema(schema::SchemaArguments),
    Completions(completions::CompletionsArguments),
    Man(man::ManArguments),
}

/// The day on which the command runs, in UTC, for entries that expire: `2026-11-24`.
fn today() -> String {
    jiff::Timestamp::now().strftime("%F").to_string()
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done: exit status 0.
    Done,
    /// Drift, a breaking change under `--fail-on`, lint under `--deny`: exit status 1.
    Findings,
    /// Bad usage or bad input: exit status 2.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Reads the arguments of the process, runs one command, gives the exit status.
pub fn main() -> ExitCode {
    language::choose(std::env::args_os());
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // The same again, in the language of the reader.
        Err(asked_or_wrong) => {
            return usage(&command_line().try_get_matches().err().unwrap_or(asked_or_wrong));
        }
    };
    report::choose_color(arguments.color);
    report::choose_loudness(arguments.quiet, arguments.verbose);
    if !ends_by_signal(&arguments.command) {
        // Without a handler an interruption ends the process at once, which loses nothing either.
        let _ = ctrlc::set_handler(|| {
            let _held = output::stop();
            std::process::exit(INTERRUPTED)
        });
    }
    let outcome = run(&arguments.command);
    // What nobody could read was not done.
    if report::is_whole() { outcome } else { Outcome::Failed }.into()
}

/// The exit status that a shell gives a process which SIGINT ended.
const INTERRUPTED: i32 = 130;

/// Whether the command takes a signal for the order to end, and writes nothing that it could break.
fn ends_by_signal(command: &Command) -> bool {
    match command {
        #[cfg(feature = "mock")]
        Command::Mock(_) => true,
        _ => false,
    }
}

/// Help and version, or what is wrong with the arguments.
fn usage(asked_or_wrong: &clap::Error) -> ExitCode {
    report::usage(asked_or_wrong);
    if asked_or_wrong.use_stderr() || !report::is_whole() { Outcome::Failed } else { Outcome::Done }
        .into()
}

fn run(command: &Command) -> Outcome {
    match command {
        Command::Parse(arguments) => parse::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Generate(arguments) => generate::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        #[cfg(feature = "mock")]
        Command::Mock(arguments) => mock::run(arguments),
        Command::Regenerate(arguments) => regenerate::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::Fetch(arguments) => fetch::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command_line().debug_assert();
    }

    #[test]
    fn every_command_says_in_one_line_what_it_does() {
        let mut seen = std::collections::BTreeSet::new();
        for command in command_line().get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let name = command.get_name();
            assert!(about.split(' ').count() >= 3, "{name} has no description: {about}");
            assert!(about.starts_with(char::is_uppercase), "{name}: {about}");
            assert!(!about.ends_with('.') && !about.contains('\n'), "{name}: {about}");
            // Beside the name it fits a line of 80 columns.
            assert!(about.len() <= 65, "{name}: {about}");
            assert!(seen.insert(about), "{name} says what another command says");
        }
    }

    #[test]
    fn the_long_help_of_every_command_has_an_example_and_the_exit_statuses() {
        for command in command_line().get_subcommands_mut() {
            let help = command.render_long_help().to_string();
            for part in ["Example", "Exit status"] {
                assert!(help.contains(part), "{} --help lacks {part}", command.get_name());
            }
        }
    }

    #[test]
    fn every_option_of_every_command_is_described() {
        for command in command_line().get_subcommands() {
            for argument in command.get_arguments() {
                let name = format!("{} {}", command.get_name(), argument.get_id());
                assert!(argument.get_help().is_some(), "{name} has no description");
            }
        }
    }
}
