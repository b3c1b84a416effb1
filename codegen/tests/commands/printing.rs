//! What becomes of what every command prints: on a full disk, for a reader that leaves, with nobody
//! to hear errors, in colour.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use super::run::{package, tcgen};
use super::streams::folder;

/// A way to call each command at which it has a result to print. `fetch` is called where there is
/// a site, in the tests of fetching; `mock` below, since it prints at its start and goes on.
const CALLS: &[&[&str]] = &[
    INIT,
    IMPORT,
    &["--help"],
    &["--version"],
    &["lint", "-h"],
    &["help", "show"],
    &["parse", "BoilWater.md"],
    &["parse", "BoilWater.md", "--stdout"],
    &["generate", "--spec", "imported", "--out", "crate"],
    &["generate", "--spec", "imported", "--out", "crate2", "--check"],
    &["regenerate", "--config", "project/spec/tcgen.toml"],
    &["regenerate", "--config", "project/spec/tcgen.toml", "-v"],
    &["diff", "imported", "spec"],
    &["diff", "imported", "spec", "--format", "html"],
    &["diff", "imported", "spec", "--format", "json"],
    &["diff", "--kinds"],
    &["lint"],
    &["lint", "--format", "sarif"],
    &["lint", "--explain", "L0101"],
    &["lint", "--explain", "all"],
    &["show", "demo"],
    &["show", "demo", "GetBook", "--brief"],
    &["show", "demo", "--format", "json"],
    &["show", "--search", "book"],
    &["show", "--names"],
    &["export", "openapi", "demo", "--spec", "imported"],
    &["schema"],
    &["completions", "zsh"],
    &["man", "man1"],
];

const INIT: &[&str] =
    &["init", "project", "--product", "demo", "--metadata", "PACKAGE", "--pre-commit"];
const IMPORT: &[&str] = &["import", "PACKAGE", "--spec", "imported"];

/// A folder in which each of them works.
fn project() -> tempfile::TempDir {
    let folder = folder();
    std::fs::write(folder.path().join("BoilWater.md"), super::parse::PAGE).unwrap();
    for call in [INIT, IMPORT] {
        let run = tcgen(folder.path(), &words(call));
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    folder
}

fn words(call: &[&'static str]) -> Vec<&'static str> {
    let package = Box::leak(package().display().to_string().into_boxed_str());
    call.iter().map(|word| if *word == "PACKAGE" { &*package } else { word }).collect()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tcgen"));
    command.env("LC_ALL", "C").args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(name);
    }
    command
}

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

#[test]
fn every_command_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let help = tcgen(folder.path(), &["--help"]).stdout;
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names: BTreeSet<&str> =
        lines.filter_map(|line| line.trim_start().split(' ').next()).collect();
    let mut called: BTreeSet<&str> = CALLS.iter().map(|call| call[0]).collect();
    called.retain(|name| !name.starts_with('-'));
    called.extend(["fetch", "mock"]);
    assert_eq!(called, names);
}

#[test]
fn a_result_that_a_full_disk_cuts_is_an_error() {
    let folder = project();
    for call in CALLS {
        let run = command(folder.path(), &words(call)).stdout(full()).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{call:?}: {said}");
        assert!(said.contains("could not be printed whole: No space left"), "{call:?}: {said}");
    }
}

#[test]
fn a_reader_that_leaves_changes_nothing() {
    let folder = project();
    for call in CALLS {
        // What the first run writes, the second leaves as it is.
        tcgen(folder.path(), &words(call));
        let expected = tcgen(folder.path(), &words(call));
        // Gone before the first byte, as `head` is behind its last.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = command(folder.path(), &words(call)).stdout(writer).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(expected.status), "{call:?}: {said}");
        assert_eq!(said, expected.stderr, "{call:?}");
    }
}

#[test]
fn errors_that_nobody_can_hear_are_no_panic() {
    let folder = project();
    let faulty: &[&[&str]] =
        &[&["show", "deno"], &["lint", "broken"], &["nonsense"], &["parse", "none.md"]];
    for call in CALLS.iter().chain(faulty) {
        let expected = tcgen(folder.path(), &words(call)).status;
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        for stderr in [Stdio::from(full()), Stdio::from(writer)] {
            let mut command = command(folder.path(), &words(call));
            let run = command.stderr(stderr).stdout(Stdio::null()).status().unwrap();
            assert_eq!(run.code(), Some(expected), "{call:?}");
        }
    }
}

#[test]
fn a_mock_whose_address_nobody_can_read_ends_at_once() {
    let folder = project();
    let call = ["mock", "--spec", "imported"];
    let mut mock =
        command(folder.path(), &call).stdout(full()).stderr(Stdio::piped()).spawn().unwrap();
    let began = std::time::Instant::now();
    while mock.try_wait().unwrap().is_none() && began.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let _ = mock.kill();
    let run = mock.wait_with_output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("could not be printed whole"), "{said}");
}

/// By https://no-color.org and https://bixense.com/clicolors: what is said here is stronger than
/// what is said in the environment, and NO_COLOR than CLICOLOR_FORCE.
#[test]
fn colour_is_what_the_option_or_else_the_environment_says() {
    let folder = folder();
    let force = ("CLICOLOR_FORCE", "1");
    let none = ("NO_COLOR", "1");
    for (environment, option, is_colored) in [
        (vec![], "--color=auto", false),
        (vec![force], "--color=auto", true),
        (vec![("CLICOLOR_FORCE", "0")], "--color=auto", false),
        (vec![("CLICOLOR_FORCE", "")], "--color=auto", false),
        (vec![force, none], "--color=auto", false),
        (vec![force, ("NO_COLOR", "")], "--color=auto", true),
        (vec![none], "--color=always", true),
        (vec![force], "--color=never", false),
    ] {
        for call in [&["lint"] as &[&str], &["show", "demo"], &["show", "deno"]] {
            let arguments = [call, &[option]].concat();
            let mut command = command(folder.path(), &arguments);
            let run = command.envs(environment.iter().copied()).output().unwrap();
            let said = if run.stdout.is_empty() { run.stderr } else { run.stdout };
            let text = String::from_utf8(said).unwrap();
            assert_eq!(text.contains('\u{1b}'), is_colored, "{environment:?} {arguments:?}");
        }
    }
}
