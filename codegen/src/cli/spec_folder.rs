//! Where the spec is, unless the user says otherwise.

use std::path::{Path, PathBuf};

use crate::project::config;

/// `spec` here; where there is none, the folder of the nearest tcgen.toml.
pub(super) fn default_spec_folder() -> PathBuf {
    let here = PathBuf::from("spec");
    if here.is_dir() {
        return here;
    }
    match config::find(Path::new("")).as_deref().and_then(Path::parent) {
        Some(folder) if folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) => folder.to_owned(),
        None => here,
    }
}
