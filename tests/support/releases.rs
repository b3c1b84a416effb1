//! Releases of the official metadata, as specs.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::spec::{self, Spec};
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, import};

/// Product and version.
pub type Key = (String, String);

/// The folder that an environment variable names.
///
/// # Panics
/// When there is none.
pub fn folder(name: &str) -> PathBuf {
    let value = std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set"));
    let path = PathBuf::from(value);
    assert!(path.is_dir(), "{name}: no folder {}", path.display());
    path
}

/// The wheels of the releases 3.1.N.1 in a folder, by N.
///
/// # Panics
/// When the folder cannot be read.
pub fn wheels(folder: &Path) -> BTreeMap<u32, PathBuf> {
    let number = |path: &PathBuf| -> Option<u32> {
        let name = path.file_name()?.to_str()?.strip_prefix("tccli-3.1.")?;
        name.split('.').next()?.parse().ok()
    };
    let files = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    files.filter_map(|path| Some((number(&path)?, path))).collect()
}

/// The specs of a release, without what they were read from: nothing hangs on that.
///
/// # Panics
/// When the release cannot be read.
pub fn specs(wheel: &Path) -> BTreeMap<Key, Spec> {
    let options = ImportOptions {
        products: None,
        docs: Docs::None,
        target: ImportTarget::Facts("nowhere".into()),
    };
    let imported = import(&[wheel.to_owned()], &options, &|_, _| {});
    assert!(!imported.diagnostics.has_errors(), "{:?}", imported.diagnostics);
    let specs = imported.files.iter().map(|(_, text)| {
        let mut spec = spec::read(text).unwrap();
        spec.actions.values_mut().for_each(|action| action.sources.clear());
        spec.structures.values_mut().for_each(|structure| structure.sources.clear());
        ((spec.product.clone(), spec.version.clone()), spec)
    });
    specs.collect()
}
