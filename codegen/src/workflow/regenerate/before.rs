//! What an earlier run left in the spec folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::changelog;
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::project::config::{Config, ConfigFile};
use crate::project::spec_files::SpecFile;
use crate::rust::lock::Lock;
use crate::source::list_files;
use crate::spec::{self, is_version};

/// What an earlier run left, and people may have edited since.
pub(super) struct Before {
    /// What is remembered of the Rust API.
    pub(super) lock: Option<Lock>,
    /// The specs of the products that the config chooses, or chose when the lock was written.
    pub(super) files: Vec<SpecFile>,
    /// The change logs that are there, by path below the spec folder.
    changelogs: BTreeSet<String>,
}

impl Before {
    /// Reads lock and specs.
    pub(super) fn read(
        file: &ConfigFile,
        config: &Config,
        findings: &mut Diagnostics,
    ) -> Result<Self, Diagnostics> {
        let lock = Lock::beside(file.folder())?;
        let products = products(config, lock.as_ref());
        let files = spec_files_of(file.folder(), &products, findings);
        findings.stop_at_errors()?;
        let changelogs = changelogs(file.folder(), lock.as_ref());
        Ok(Self { lock, files, changelogs })
    }

    /// The paths of the specs below the spec folder.
    pub(super) fn paths(&self, folder: &Path) -> BTreeSet<String> {
        let specs = self.files.iter().filter_map(|spec| below(folder, spec));
        specs.chain(self.changelogs.iter().cloned()).collect()
    }
}

/// The change logs of the crate, or of the packages that the lock knows. What a config of another
/// layout needs none of goes.
fn changelogs(folder: &Path, lock: Option<&Lock>) -> BTreeSet<String> {
    let packages = lock.into_iter().flat_map(|lock| lock.packages.keys());
    let products = packages.filter(|product| spec::is_product(product));
    let of_packages = products.map(|product| format!("{product}/{}", changelog::FILE_NAME));
    let own = lock.map(|_| changelog::FILE_NAME.to_owned());
    own.into_iter().chain(of_packages).filter(|path| folder.join(path).is_file()).collect()
}

/// The products whose specs are ours: those that are chosen, and those that were.
fn products(config: &Config, lock: Option<&Lock>) -> BTreeSet<String> {
    let modules = lock.into_iter().flat_map(|lock| &lock.krate.modules);
    let were = modules.filter_map(|module| module.split_once('/')).map(|(product, _)| product);
    were.filter(|product| spec::is_product(product))
        .map(str::to_owned)
        .chain(config.products.keys().map(ToString::to_string))
        .collect()
}

/// The path of a spec file below the spec folder, whatever product version it says it is of.
fn below(folder: &Path, file: &SpecFile) -> Option<String> {
    let path = Path::new(&*file.path);
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// The spec files on disk of these products. One that cannot be read is a warning:
/// it is only there to be compared with, and is written anew.
fn spec_files_of(
    folder: &Path,
    products: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<SpecFile> {
    let folders: Vec<PathBuf> =
        products.iter().map(|product| folder.join(product)).filter(|path| path.is_dir()).collect();
    let mut files = Vec::new();
    for path in list_files(&folders, diagnostics) {
        let is_spec = path.extension().is_some_and(|end| end == "json")
            && path.file_stem().and_then(|stem| stem.to_str()).is_some_and(is_version);
        match is_spec.then(|| SpecFile::read(&path)) {
            Some(Ok(file)) => files.push(file),
            // Which side is compared with is for a person to say.
            Some(Err(diagnostic)) if diagnostic.code == Code::MergeConflict => {
                diagnostics.push(diagnostic);
            }
            Some(Err(mut diagnostic)) => {
                diagnostic.severity = Severity::Warning;
                diagnostics.push(diagnostic.help("it is written anew from its sources"));
            }
            None => {}
        }
    }
    files
}
