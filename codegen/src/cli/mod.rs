//! The command line: one file a command, each thin over a function of the library.

mod completions;
mod diff;
mod fetch;
mod generate;
mod import;
mod init;
mod lint;
mod parse;
mod regenerate;
mod report;
mod schema;
mod show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads the documentation of Tencent Cloud API 3.0 and writes Rust clients.
#[derive(Debug, Parser)]
#[command(name = "tcgen", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Parse(parse::Arguments),
    Import(import::Arguments),
    Generate(generate::Arguments),
    Diff(diff::Arguments),
    Lint(lint::Arguments),
    Show(show::Arguments),
    Regenerate(regenerate::Arguments),
    Init(init::Arguments),
    Fetch(fetch::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
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
    match Arguments::parse().command {
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Regenerate(arguments) => regenerate::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Fetch(arguments) => fetch::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    }
    .into()
}
