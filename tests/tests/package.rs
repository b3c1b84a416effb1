//! What `cargo publish` would send: everything that tcgen is built from.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn packaged() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "-p", "tencentcloud-codegen"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let warned = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !warned.contains("manifest has no"), "{warned}");
    let text = String::from_utf8(output.stdout).expect("is UTF-8");
    text.lines().map(|line| line.replace('\\', "/")).collect()
}

fn rust_files(folder: &Path, below: &str, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            rust_files(&path, &format!("{below}/{name}"), files);
        } else {
            files.push(format!("{below}/{name}"));
        }
    }
}

#[test]
fn the_package_holds_the_runtime_the_licences_and_the_readme() {
    let packaged = packaged();
    let mut expected = Vec::new();
    rust_files(&root().join("codegen/runtime/src/runtime"), "packed/runtime", &mut expected);
    assert!(expected.len() > 30, "{expected:?}");
    let others = ["packed/runtime.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT", "build.rs"];
    expected.extend(others.map(str::to_owned));
    let missing: Vec<_> = expected.iter().filter(|file| !packaged.contains(*file)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
