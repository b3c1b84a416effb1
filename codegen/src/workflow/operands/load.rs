//! Loads an operand of a diff: spec files with the lock beside them, or official metadata.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::interpret::{find_packages, in_parallel, merge};
use crate::project::corrections::apply_shipped;
use crate::project::spec_files::{SpecFile, find_spec_files};
use crate::review::diff::Operand;
use crate::rust::lock::{self, Lock};
use crate::source::{read_bounded, read_revision, utf8_of_bytes};
use crate::spec::Docs;
use crate::spec::{self, Spec, is_version};
use crate::workflow::generate::Choice;

use super::OperandSource;

/// The largest spec file that is read; the largest real one has 3 MB.
const FILE_LIMIT: u64 = 256 << 20;

/// The folder that `git:REV` without a path stands for, unless the other side is a path.
const DEFAULT_FOLDER: &str = "spec";

/// An operand in memory.
pub(super) struct Loaded {
    pub(super) specs: Vec<Spec>,
    pub(super) lock: Option<Lock>,
    /// Whether it is official metadata, which holds the whole cloud.
    is_metadata: bool,
}

impl Loaded {
    /// Leaves of metadata what is chosen.
    pub(super) fn narrow(&mut self, choice: &Choice) {
        if self.is_metadata {
            self.specs.retain(|spec| choice.chooses(&spec.product, &spec.version));
            self.specs.iter_mut().for_each(|spec| choice.keep(spec));
        }
    }

    pub(super) fn operand(&self) -> Operand<'_> {
        Operand { specs: &self.specs, lock: self.lock.as_ref() }
    }
}

/// The text of a file.
#[derive(Clone)]
struct FileText {
    label: String,
    text: String,
}

pub(super) fn load(
    side: &OperandSource,
    other: &OperandSource,
    folder: &Path,
) -> Result<Loaded, Diagnostics> {
    match side {
        OperandSource::Path(path) if is_metadata(path) => {
            Ok(Loaded { specs: load_metadata(path)?, lock: None, is_metadata: true })
        }
        OperandSource::Path(path) => load_files(path),
        OperandSource::Revision { revision, path } => {
            let path = path.clone().or_else(|| match other {
                OperandSource::Path(path) => path.to_str().map(str::to_owned),
                OperandSource::Revision { path, .. } => path.clone(),
            });
            let path = path.unwrap_or_else(|| DEFAULT_FOLDER.to_owned());
            load_revision(folder, revision, &path)
        }
    }
}

/// A spec file is called `.json` and not `api.json`, and a folder of specs holds one; all else
/// that is there can only be metadata.
fn is_metadata(path: &Path) -> bool {
    if path.is_dir() {
        return find_spec_files(&[path.to_owned()]).is_err()
            && find_packages(&[path.to_owned()], &|_, _| false).is_ok();
    }
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    path.is_file() && (!is_json || path.file_name().is_some_and(|name| name == "api.json"))
}

fn load_metadata(path: &Path) -> Result<Vec<Spec>, Diagnostics> {
    let found = find_packages(&[path.to_owned()], &|_, _| true)?;
    let finish = |key: &(String, String), specs: Vec<Spec>, mut faults: Diagnostics| {
        let (mut spec, findings) = merge(&key.0, &key.1, Vec::new(), specs, None);
        apply_shipped(&mut spec);
        faults.append(findings);
        // Doubts about one side are the import's to say; here they would come twice.
        if faults.has_errors() { Err(faults) } else { Ok(spec) }
    };
    collect(found.interpret(Docs::Full, finish, &|_, _| {}))
}

fn load_files(path: &PathBuf) -> Result<Loaded, Diagnostics> {
    let files = find_spec_files(std::slice::from_ref(path))?;
    let read = |(): &mut (), path: &PathBuf| {
        read_spec(file_text(path.display().to_string(), read_bounded(path, FILE_LIMIT)?)?)
    };
    let specs = each_once(collect(in_parallel(&files, || (), read))?)?;
    let lock = match lock_beside(path) {
        Some(path) => {
            let text = file_text(path.display().to_string(), read_bounded(&path, FILE_LIMIT)?)?;
            Some(Lock::read(&text.label, &text.text)?)
        }
        None => None,
    };
    Ok(Loaded { specs, lock, is_metadata: false })
}

/// The lock of the spec folder that a path is, or is a part of.
fn lock_beside(path: &Path) -> Option<PathBuf> {
    let folders = path.ancestors().take(3).filter(|folder| folder.is_dir());
    let mut locks = folders.map(|folder| folder.join(lock::FILE_NAME));
    locks.find(|lock| lock.is_file() && is_below(path, lock))
}

/// Whether a path is the lock's own folder, or `<product>` or `<product>/<version>.json` in it.
fn is_below(path: &Path, lock: &Path) -> bool {
    let Some(rest) = lock.parent().and_then(|folder| path.strip_prefix(folder).ok()) else {
        return false;
    };
    let mut parts = rest.iter().map(|part| part.to_str().unwrap_or_default());
    match (parts.next(), parts.next()) {
        (None, _) => true,
        (Some(product), None) => spec::is_product(product) && has_versions(path),
        (Some(product), Some(file)) => {
            spec::is_product(product) && file.strip_suffix(".json").is_some_and(is_version)
        }
    }
}

/// Whether a folder is that of one product.
fn has_versions(folder: &Path) -> bool {
    find_spec_files(&[folder.to_owned()])
        .is_ok_and(|files| files.iter().all(|file| file.parent() == Some(folder)))
}

fn load_revision(folder: &Path, revision: &str, path: &str) -> Result<Loaded, Diagnostics> {
    let path = path.trim_end_matches('/');
    let is_lock = |found: &str| found.rsplit('/').next() == Some(lock::FILE_NAME);
    let wanted = |found: &str| {
        let stem = found.rsplit('/').next().and_then(|name| name.strip_suffix(".json"));
        found == path || stem.is_some_and(is_version) || is_lock(found)
    };
    let files = read_revision(folder, revision, path, wanted)?;
    let texts: Vec<FileText> =
        collect(files.into_iter().map(|file| Ok(file_text(file.label, file.bytes)?)).collect())?;
    let (locks, specs): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| is_lock(&text.label));
    if specs.is_empty() {
        return Err(Diagnostic::new(Code::NoSpecFile, "no spec file at this path of the revision")
            .at(Location::file(format!("git:{revision}:{path}")))
            .help("give the path of a spec file or folder: `git:REV:PATH`")
            .into());
    }
    let read = |(): &mut (), text: &FileText| read_spec(text.clone());
    let specs = each_once(collect(in_parallel(&specs, || (), read))?)?;
    // The one that is highest up is that of the spec folder.
    let lock = locks.iter().min_by_key(|text| text.label.len());
    let lock = lock.map(|text| Lock::read(&text.label, &text.text)).transpose()?;
    Ok(Loaded { specs, lock, is_metadata: false })
}

fn file_text(label: String, bytes: Vec<u8>) -> Result<FileText, Diagnostic> {
    let text = utf8_of_bytes(&label, bytes)?;
    Ok(FileText { label, text })
}

fn read_spec(text: FileText) -> Result<(Spec, String), Diagnostics> {
    let file = SpecFile::parse(text.label.as_str(), text.text)?;
    Ok((file.spec, text.label))
}

/// The specs, unless a product version is there twice.
fn each_once(read: Vec<(Spec, String)>) -> Result<Vec<Spec>, Diagnostics> {
    let mut seen = BTreeMap::new();
    for (spec, label) in &read {
        if let Some(first) = seen.insert((&spec.product, &spec.version), label) {
            let (product, version) = (&spec.product, &spec.version);
            let message = format!("{product} {version} is in `{first}` too");
            return Err(Diagnostic::new(Code::VersionTwice, message)
                .at(Location::file(label.as_str()))
                .help("keep one file per product version")
                .into());
        }
    }
    Ok(read.into_iter().map(|(spec, _)| spec).collect())
}

/// All results, or all faults.
fn collect<T>(results: Vec<Result<T, Diagnostics>>) -> Result<Vec<T>, Diagnostics> {
    let (mut items, mut faults) = (Vec::new(), Diagnostics::new());
    for result in results {
        match result {
            Ok(item) => items.push(item),
            Err(fault) => faults.append(fault),
        }
    }
    if faults.has_errors() { Err(faults) } else { Ok(items) }
}
