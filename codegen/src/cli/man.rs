//! `tcgen man`.

use std::path::PathBuf;

use clap_mangen::Man;

use super::{Outcome, command_line, report};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::output::{self, Files};

/// Write the manual pages, one a command
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  tcgen man ~/.local/share/man/man1       then: man tcgen-show

Exit status: 0 done, 2 bad usage.")]
pub(super) struct ManArguments {
    /// The folder; pages in it with the same names are replaced
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: PathBuf,
}

pub(super) fn run(arguments: &ManArguments) -> Outcome {
    let written = pages().and_then(|files| output::write(&arguments.folder, &files));
    match written {
        Ok(changes) => {
            report::result(&format!("{}\n", report::written(&arguments.folder, &changes)));
            Outcome::Done
        }
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn pages() -> Result<Files, Diagnostics> {
    let mut files = Files::new();
    let root = command_line();
    let commands: Vec<(String, clap::Command)> = root
        .get_subcommands()
        .map(|command| {
            let name = format!("tcgen-{}", command.get_name());
            // What is typed has a blank where the name of the page has a dash.
            let typed = format!("tcgen {}", command.get_name());
            (name.clone(), command.clone().display_name(name).bin_name(typed))
        })
        .collect();
    for (name, command) in std::iter::once(("tcgen".to_owned(), root)).chain(commands) {
        let mut page = Vec::new();
        Man::new(command).render(&mut page).map_err(|error| {
            Diagnostic::new(Code::CannotWrite, format!("cannot write a manual page: {error}"))
        })?;
        files.insert(format!("{name}.1"), String::from_utf8_lossy(&page));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_with_its_options() {
        let pages = pages().unwrap();
        assert_eq!(pages.len(), 1 + command_line().get_subcommands().count());
        let show = pages.get("tcgen-show.1").unwrap();
        let (_, synopsis) = show.split_once(".SH SYNOPSIS\n").unwrap();
        assert!(synopsis.starts_with("\\fBtcgen show\\fR "), "{synopsis}");
        assert!(show.contains("brief") && show.contains("Exit status"), "{show}");
    }
}
