//! The generated functions of the committed crate call the double of the service: the tests of the
//! package tests/call, which has the generated crate as a dependency, as its users do.
//!
//! The package is copied below `target` first: cargo writes a `Cargo.lock` beside the manifest of
//! each workspace, and a test writes nothing into the checkout.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tencentcloud_codegen::mock::Mock;

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the checkout")
}

/// The files of the package, relative to it.
const FILES: [&str; 5] =
    ["Cargo.toml", "support/lib.rs", "tests/examples.rs", "tests/mock.rs", "tests/official_sdk.rs"];

/// A copy of the package that depends on the same crates. A file that is as it was stays
/// untouched, so that cargo builds nothing anew.
fn package() -> PathBuf {
    let checkout = checkout();
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("call");
    let write = |name: &str, text: String| {
        let path = copy.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return;
        }
        fs::write(path, text).expect("a copy");
    };
    for name in FILES {
        let mut text = fs::read_to_string(checkout.join("tests/call").join(name)).expect(name);
        if name == "Cargo.toml" {
            for (path, folder) in
                [("../../generated", "generated"), ("../service", "tests/service")]
            {
                let folder = checkout.join(folder).display().to_string();
                text = text.replace(&format!("\"{path}\""), &format!("{folder:?}"));
            }
        }
        write(name, text);
    }
    // The same versions of everything as in the workspace.
    write("Cargo.lock", fs::read_to_string(checkout.join("Cargo.lock")).expect("a lock file"));
    copy
}

fn cargo_test(arguments: &[&str]) {
    cargo_test_with(arguments, &[]);
}

fn cargo_test_with(arguments: &[&str], variables: &[(&str, &str)]) {
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet"])
        .args(arguments)
        .current_dir(package())
        .env("CARGO_TARGET_DIR", checkout().join("target/call"))
        .env("TCGEN_CHECKOUT", checkout())
        .envs(variables.iter().copied())
        .status()
        .expect("cargo runs");
    assert!(status.success(), "cargo test {arguments:?} of tests/call");
}

#[test]
fn the_generated_functions_call_the_service() {
    cargo_test(&[]);
}

#[test]
fn the_generated_functions_call_the_mock() {
    let spec = checkout().join("spec");
    let mock = Mock::from_spec([spec]).credential("id", "key").start().expect("a mock");
    cargo_test_with(&["--test", "mock", "--", "--ignored"], &[("TCGEN_MOCK", &mock.url())]);
}

#[test]
#[ignore = "needs the official Python SDK: tests/scripts/official-sdk.sh"]
fn the_official_sdk_sends_and_reads_the_same() {
    cargo_test(&["--test", "official_sdk", "--", "--ignored"]);
}

#[test]
fn every_file_of_the_package_is_copied() {
    let folder = checkout().join("tests/call");
    let mut found = BTreeSet::new();
    for part in ["", "support", "tests"] {
        for entry in fs::read_dir(folder.join(part)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() && path.file_name().is_some_and(|name| name != "Cargo.lock") {
                let name = path.strip_prefix(&folder).expect("is below");
                found.insert(name.display().to_string());
            }
        }
    }
    assert_eq!(found, FILES.map(str::to_owned).into());
}
