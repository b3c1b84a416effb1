//! How many crates a generated client brings along, and that it never brings two HTTP stacks.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The names and versions of all crates behind the runtime, itself among them.
fn crates(features: &[&str]) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let tree =
        ["tree", "--offline", "-p", "tencentcloud-runtime", "-e", "normal", "--prefix", "none"];
    let output = Command::new(env!("CARGO"))
        .args(tree)
        .args(features)
        .current_dir(root)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("is UTF-8");
    let words = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    text.lines().map(words).collect()
}

fn has(crates: &BTreeSet<String>, name: &str) -> bool {
    crates.iter().any(|line| line.split(' ').next() == Some(name))
}

#[test]
fn the_asynchronous_client_brings_less_than_ninety_crates_and_no_blocking_stack() {
    let crates = crates(&[]);
    assert!(has(&crates, "hyper") && has(&crates, "tokio") && !has(&crates, "ureq"));
    assert!(crates.len() < 90, "{} crates: {crates:#?}", crates.len());
}

#[test]
fn the_blocking_client_brings_fifty_crates_at_most_and_no_asynchronous_stack() {
    let crates = crates(&["--no-default-features", "--features", "blocking"]);
    assert!(has(&crates, "ureq") && !has(&crates, "hyper") && !has(&crates, "tokio"));
    assert!(crates.len() <= 50, "{} crates: {crates:#?}", crates.len());
}

#[test]
fn no_crate_that_needs_a_c_compiler_beyond_ring_comes_along() {
    let crates = crates(&["--all-features"]);
    for name in ["openssl-sys", "aws-lc-sys", "libz-sys", "native-tls", "cmake"] {
        assert!(!has(&crates, name), "{name}");
    }
}
