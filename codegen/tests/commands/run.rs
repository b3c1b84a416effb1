//! Runs `tcgen` as a script does: nobody to ask, no terminal, no colour.

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
