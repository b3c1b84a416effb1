//! Runs `tcgen` as a script does: nobody to ask, no terminal, no colour.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a run ended, and what it said.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn tcgen(folder: &Path, arguments: &[&str]) -> Run {
    tcgen_in("C", folder, arguments)
}

/// The same in a locale: what is printed is English unless it says otherwise.
pub(crate) fn tcgen_in(locale: &str, folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_tcgen"))
        .env("LC_ALL", locale)
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A metadata package of our own.
pub(crate) fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/metadata/package")
}

/// Whether a program is installed that a test asks. Where it is not, the test is passed over, and
/// says so to whoever runs it; with TCGEN_ALL_PROGRAMS set, as in CI, it fails.
pub(crate) fn is_installed(program: &str) -> bool {
    let is_there = Command::new(program).arg("--version").output().is_ok();
    let must_be = std::env::var_os("TCGEN_ALL_PROGRAMS").is_some();
    assert!(is_there || !must_be, "{program} is not installed");
    if !is_there {
        // Not by a macro: what those print, the test program keeps to itself.
        let _ = writeln!(std::io::stderr(), "passed over: {program} is not installed");
    }
    is_there
}
