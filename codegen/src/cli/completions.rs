//! `tcgen completions`.

use clap_complete::{Shell, generate};

use super::{Outcome, command_line, report};

/// Print a completion script for a shell
///
/// In bash, zsh and fish the script completes the products and actions of the spec after `show`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen completions bash > ~/.local/share/bash-completion/completions/tcgen
  tcgen completions zsh > ~/.zfunc/_tcgen          (with ~/.zfunc in fpath)
  tcgen completions fish > ~/.config/fish/completions/tcgen.fish

Exit status: 0 done, 2 bad usage.")]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &CompletionsArguments) -> Outcome {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command_line(), "tcgen", &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if arguments.shell == Shell::Zsh {
        // It would answer the first Tab itself, without the names.
        script.truncate(script.rfind(ZSH_CALL).unwrap_or(script.len()));
    }
    report::result(&(script + names(arguments.shell)));
    Outcome::Done
}

/// Where the script of clap for zsh ends with a call of itself.
const ZSH_CALL: &str = "\nif [ \"$funcstack[1]\" = \"_tcgen\" ]";

/// What completes names that the spec has, which clap does not know.
fn names(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("../../templates/completions.bash"),
        Shell::Zsh => include_str!("../../templates/completions.zsh"),
        Shell::Fish => include_str!("../../templates/completions.fish"),
        _ => "",
    }
}
