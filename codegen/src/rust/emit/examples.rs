//! Documented examples as a test of the crate: data beside code that reads it.

use std::fmt::Write as _;

use super::File;
use crate::rust::api::ExampleSet;

/// The test that holds the types against the data, but for the lists of types.
const SUPPORT: &str = include_str!("examples_support.txt");

/// Emits the test and its data; nothing where no example is documented.
pub(super) fn emit_examples(package: &str, sets: &[ExampleSet]) -> Vec<File> {
    if sets.is_empty() {
        return Vec::new();
    }
    let mut text = SUPPORT.replace("PACKAGE", &package.replace('-', "_"));
    let mut files = Vec::new();
    for set in sets {
        let ExampleSet { feature, path, name, .. } = set;
        let _ = writeln!(text, "\n#[cfg(feature = \"{feature}\")]\n#[test]\nfn {name}() {{");
        let _ = writeln!(text, "    use {}::{path} as api;", package.replace('-', "_"));
        let _ = writeln!(
            text,
            "\n    check(\n        include_str!(\"examples/{name}.json\"),\n        &["
        );
        for case in &set.cases {
            let (request, response) = (&case.request, &case.response);
            let _ = writeln!(
                text,
                "            case::<api::{request}, api::{response}>(\"{}\"),",
                case.action
            );
        }
        text.push_str("        ],\n    );\n}\n");
        files.push((format!("tests/examples/{name}.json"), set.data.clone()));
    }
    files.push(("tests/examples.rs".to_owned(), text));
    files
}
