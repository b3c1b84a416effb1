//! A workspace: the packages of the products, and the one that they share.

use std::fmt::Write as _;

use super::krate::{emit_package, house};
use super::manifest::HEAD;
use super::{File, readme};
use crate::rust::api::Workspace;

/// Emits all but the modules of the versions.
pub fn emit_workspace(workspace: &Workspace) -> Vec<File> {
    let mut files = house();
    files.push(("Cargo.toml".to_owned(), manifest(workspace)));
    files.push(("README.md".to_owned(), readme::workspace(workspace)));
    for (folder, krate) in &workspace.packages {
        let inside = |(path, text)| (format!("{folder}/{path}"), text);
        files.extend(emit_package(krate).into_iter().map(inside));
    }
    files
}

fn manifest(workspace: &Workspace) -> String {
    let mut text = format!("{HEAD}\n[workspace]\nresolver = \"3\"\nmembers = [\n");
    for (folder, _) in &workspace.packages {
        let _ = writeln!(text, "    \"{folder}\",");
    }
    text.push_str("]\n");
    text
}
