//! The generated functions of the committed crate call the double of the service: the tests of the
//! package tests/call, which has the generated crate as a dependency, as its users do.

use std::path::Path;
use std::process::Command;

#[test]
fn the_generated_functions_call_the_service() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // The same versions of everything as in the workspace.
    std::fs::copy(root.join("Cargo.lock"), root.join("tests/call/Cargo.lock")).expect("a copy");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--manifest-path", "tests/call/Cargo.toml"])
        .args(["--target-dir", "target/call"])
        .current_dir(root)
        .status()
        .expect("cargo runs");
    assert!(status.success(), "cargo test --manifest-path tests/call/Cargo.toml");
}
