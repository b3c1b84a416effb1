//! How many crates a generated client brings along, that it never brings two HTTP stacks, and that
//! nothing asks for a newer Rust than the manifests promise.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(checkout())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("is UTF-8")
}

/// The names and versions of all crates behind the runtime, itself among them.
fn crates(features: &[&str]) -> BTreeSet<String> {
    let tree =
        ["tree", "--offline", "-p", "tencentcloud-runtime", "-e", "normal", "--prefix", "none"];
    let text = cargo(&[&tree, features].concat());
    let words = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    text.lines().map(words).collect()
}

fn has(crates: &BTreeSet<String>, name: &str) -> bool {
    crates.iter().any(|line| line.split(' ').next() == Some(name))
}

#[test]
fn the_asynchronous_client_brings_seventy_two_crates_at_most_and_no_blocking_stack() {
    let crates = crates(&[]);
    assert!(has(&crates, "hyper") && has(&crates, "tokio") && !has(&crates, "ureq"));
    assert!(crates.len() <= 72, "{} crates: {crates:#?}", crates.len());
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

/// The Rust that a manifest promises: `1.90` as (1, 90).
fn version(text: &str) -> (u32, u32) {
    let mut parts = text.split('.').map(|part| part.parse().expect("a number"));
    (parts.next().expect("a major version"), parts.next().expect("a minor version"))
}

fn promised(manifest: &str) -> String {
    let text = std::fs::read_to_string(checkout().join(manifest)).expect("a manifest");
    let line = text.lines().find_map(|line| line.strip_prefix("rust-version = "));
    line.expect("a Rust version").trim_matches('"').to_owned()
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_the_manifests_promise() {
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let metadata = ["metadata", "--offline", "--format-version", "1", "--filter-platform", host];
    let metadata: Json = serde_json::from_str(&cargo(&metadata)).expect("is JSON");
    let runtime = crates(&["--all-features"]);
    let (tool, client) = (promised("Cargo.toml"), promised("codegen/runtime/Cargo.toml"));
    for package in metadata["packages"].as_array().expect("a list") {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let asked = package["rust_version"].as_str().map_or((1, 0), version);
        let name = format!("{} v{}", text("name"), text("version"));
        let promise = if runtime.contains(&name) { &client } else { &tool };
        assert!(asked <= version(promise), "{name} needs {asked:?}, {promise} is promised");
    }
}

#[test]
fn the_oldest_rust_is_said_alike_everywhere() {
    let tool = promised("Cargo.toml");
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(checkout().join(readme)).expect("a README");
        assert!(text.contains(&format!("Rust {tool}")), "{readme} does not say Rust {tool}");
    }
    let client = promised("codegen/runtime/Cargo.toml");
    for manifest in ["generated/Cargo.toml", "tests/call/Cargo.toml"] {
        assert_eq!(promised(manifest), client, "{manifest}");
    }
}
