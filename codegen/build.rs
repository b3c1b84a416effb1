//! Takes the hand-written runtime into the library: `tcgen` copies it into every crate it makes.
#![expect(clippy::expect_used, reason = "a build script stops the build by panicking")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    // In the repository the runtime is a package with tests of its own, which cargo leaves out of
    // this one; what is published has its files in `packed` instead, by links that cargo follows.
    let runtime = root.join("runtime");
    let (manifest, sources) = if runtime.is_dir() {
        (runtime.join("Cargo.toml"), runtime.join("src"))
    } else {
        (root.join("packed/runtime.toml"), root.join("packed"))
    };
    println!("cargo::rerun-if-changed={}", sources.display());
    println!("cargo::rerun-if-changed={}", manifest.display());

    let mut files = Vec::new();
    collect(&sources.join("runtime"), &mut files);
    files.sort();
    let mut code = String::new();
    let manifest = manifest.display().to_string();
    writeln!(code, "const MANIFEST: &str = include_str!({manifest:?});")
        .expect("writing to memory");
    writeln!(code, "const FILES: &[(&str, &str)] = &[").expect("writing to memory");
    for file in &files {
        let parts = file.strip_prefix(&sources).expect("it is below").components();
        let path: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        let file = file.display().to_string();
        writeln!(code, "    ({:?}, include_str!({file:?})),", path.join("/"))
            .expect("writing to memory");
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("runtime.rs"), code).expect("the build folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the runtime is here") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
