//! `tcgen completions`.

use clap_complete::{Shell, generate};

use super::{Outcome, command_line, report};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen completions bash > ~/.local/share/bash-completion/completions/tcgen
  tcgen completions zsh > ~/.zfunc/_tcgen          (with ~/.zfunc in fpath)
  tcgen completions fish > ~/.config/fish/completions/tcgen.fish

Exit status: 0 done, 2 bad usage.")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command_line(), "tcgen", &mut script);
    report::result(&String::from_utf8_lossy(&script));
    Outcome::Done
}
