//! One test per folder of `cases/generate`, so that one that fails hides none and each can be run by
//! its name.

use std::fmt::Write as _;
use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=cases/generate");
    let mut names = Vec::new();
    for entry in std::fs::read_dir("cases/generate")? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    let mut text = String::new();
    for name in names {
        let _ = writeln!(text, "#[test]\nfn {name}() {{\n    case(\"{name}\");\n}}\n");
    }
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&folder).join("generate_cases.rs"), text)
}
