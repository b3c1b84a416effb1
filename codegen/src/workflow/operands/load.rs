//! Opens the operands of a diff, spec files with the lock beside them or official metadata, and
//! reads them to where their specs meet.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::interpret::{FoundPackages, find_packages, merge};
use crate::project::corrections::apply_shipped;
use crate::project::spec_files::{SpecFile, find_spec_files};
use crate::rust::lock::{self, Lock};
use crate::source::{read_bounded, read_revision, utf8_of_bytes};
use crate::spec::Docs;
use crate::spec::{self, Spec, VersionKey, is_version};
use crate::workflow::generate::Choice;

use super::OperandSource;
use super::meeting::{Age, Meeting};

/// The largest spec file that is read; the largest real one has 3 MB.
const FILE_LIMIT: u64 = 256 << 20;

/// The folder that `git:REV` without a path stands for, unless the other side is a path.
const DEFAULT_FOLDER: &str = "spec";

/// An operand that was found. Spec files and metadata are not read yet.
pub(super) struct Opened {
    pub(super) content: Sources,
    pub(super) lock: Option<Lock>,
}

pub(super) enum Sources {
    /// Spec files.
    Files(Vec<SpecSource>),
    /// Official metadata, which holds the whole cloud.
    Metadata(FoundPackages),
}

/// A spec file, here or in a revision.
pub(super) enum SpecSource {
    Path(PathBuf),
    Text(FileText),
}

impl SpecSource {
    fn label(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Text(file) => file.label.clone(),
        }
    }

    fn read(&self) -> Result<Spec, Diagnostic> {
        let file = match self {
            Self::Path(path) => file_text(self.label(), read_bounded(path, FILE_LIMIT)?)?,
            Self::Text(file) => file.clone(),
        };
        Ok(SpecFile::parse(file.label.as_str(), file.text)?.spec)
    }
}

/// The text of a file.
#[derive(Clone)]
pub(super) struct FileText {
    label: String,
    text: String,
}

pub(super) fn open(
    operand: &OperandSource,
    other: &OperandSource,
    folder: &Path,
) -> Result<Opened, Diagnostics> {
    match operand {
        OperandSource::Path(path) if is_metadata(path) => {
            let found = find_packages(&[path.to_owned()], &|_, _| true)?;
            Ok(Opened { content: Sources::Metadata(found), lock: None })
        }
        OperandSource::Path(path) => open_files(path),
        OperandSource::Revision { revision, path } => {
            let path = path.clone().or_else(|| match other {
                OperandSource::Path(path) => path.to_str().map(str::to_owned),
                OperandSource::Revision { path, .. } => path.clone(),
            });
            let path = path.unwrap_or_else(|| DEFAULT_FOLDER.to_owned());
            open_revision(folder, revision, &path)
        }
    }
}

/// Hands every spec of both operands to `meeting`; of metadata what is chosen. Spec files of both
/// are read in turn, so that the two of a version come one after the other.
pub(super) fn read(
    old: Sources,
    new: Sources,
    choice: Option<&Choice>,
    meeting: &Meeting<'_>,
) -> Result<(), Diagnostics> {
    let (mut of_old, mut of_new) = (Diagnostics::new(), Diagnostics::new());
    let mut files = Vec::new();
    for (age, content, faults) in [(Age::Old, old, &mut of_old), (Age::New, new, &mut of_new)] {
        match content {
            Sources::Files(found) => files.extend(found.into_iter().map(|file| (age, file))),
            Sources::Metadata(found) => read_metadata(age, found, choice, meeting, faults),
        }
    }
    read_files(files, meeting, [&mut of_old, &mut of_new]);
    of_old.append(of_new);
    of_old.stop_at_errors()
}

fn read_metadata(
    age: Age,
    found: FoundPackages,
    choice: Option<&Choice>,
    meeting: &Meeting<'_>,
    faults: &mut Diagnostics,
) {
    let finish = |(product, version): &VersionKey, specs: Vec<Spec>, mut faults: Diagnostics| {
        let (mut spec, findings) = merge(product, version, Vec::new(), specs, None);
        apply_shipped(&mut spec);
        faults.append(findings);
        if choice.is_none_or(|choice| choice.chooses(product, version)) {
            choice.inspect(|choice| choice.keep(&mut spec));
            meeting.take(age, spec);
        }
        faults
    };
    for found in found.interpret(Docs::Full, finish, &|_, _| {}) {
        // Doubts about one operand are the import's to say; here they would come twice.
        if found.has_errors() {
            faults.append(found);
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

fn open_files(path: &PathBuf) -> Result<Opened, Diagnostics> {
    let files = find_spec_files(std::slice::from_ref(path))?;
    let lock = match lock_beside(path) {
        Some(path) => {
            let text = file_text(path.display().to_string(), read_bounded(&path, FILE_LIMIT)?)?;
            Some(Lock::read(&text.label, &text.text)?)
        }
        None => None,
    };
    let files = files.into_iter().map(SpecSource::Path).collect();
    Ok(Opened { content: Sources::Files(files), lock })
}

fn read_files(
    mut files: Vec<(Age, SpecSource)>,
    meeting: &Meeting<'_>,
    [of_old, of_new]: [&mut Diagnostics; 2],
) {
    // By `<product>/<version>.json`, which is where a version is; were it elsewhere, it would
    // only wait longer for its counterpart.
    files.sort_by_cached_key(|(_, file)| {
        let label = file.label();
        let mut parts = label.rsplitn(3, ['/', '\\']).map(str::to_owned);
        (parts.next(), parts.next())
    });
    let read = files.par_iter().map(|(age, file)| {
        let spec = file.read()?;
        let key = spec.key();
        meeting.take(*age, spec);
        Ok::<_, Diagnostic>(key)
    });
    let read: Vec<_> = read.collect();
    let mut seen = BTreeMap::new();
    for ((age, file), result) in files.iter().zip(read) {
        let faults = if *age == Age::Old { &mut *of_old } else { &mut *of_new };
        match result {
            Err(fault) => faults.push(fault),
            Ok(key) => match seen.entry((*age, key)) {
                Entry::Vacant(place) => {
                    place.insert(file.label());
                }
                Entry::Occupied(first) => faults.push(twice(first.key(), first.get(), file)),
            },
        }
    }
}

fn twice(key: &(Age, VersionKey), first: &str, file: &SpecSource) -> Diagnostic {
    let (_, (product, version)) = key;
    Diagnostic::new(Code::VersionTwice, format!("{product} {version} is in `{first}` too"))
        .at(Location::file(file.label()))
        .help("keep one file per product version")
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

fn open_revision(folder: &Path, revision: &str, path: &str) -> Result<Opened, Diagnostics> {
    let path = path.trim_end_matches('/');
    let is_lock = |found: &str| found.rsplit('/').next() == Some(lock::FILE_NAME);
    let wanted = |found: &str| {
        let stem = found.rsplit('/').next().and_then(|name| name.strip_suffix(".json"));
        found == path || stem.is_some_and(is_version) || is_lock(found)
    };
    let files = read_revision(folder, revision, path, wanted)?;
    let (mut texts, mut faults) = (Vec::new(), Diagnostics::new());
    for file in files {
        match file_text(file.label, file.bytes) {
            Ok(text) => texts.push(text),
            Err(fault) => faults.push(fault),
        }
    }
    faults.stop_at_errors()?;
    let (locks, specs): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| is_lock(&text.label));
    if specs.is_empty() {
        return Err(Diagnostic::new(Code::NoSpecFile, "no spec file at this path of the revision")
            .at(Location::file(format!("git:{revision}:{path}")))
            .help("give the path of a spec file or folder: `git:REV:PATH`")
            .into());
    }
    // The one that is highest up is that of the spec folder.
    let lock = locks.iter().min_by_key(|text| text.label.len());
    let lock = lock.map(|text| Lock::read(&text.label, &text.text)).transpose()?;
    let files = specs.into_iter().map(SpecSource::Text).collect();
    Ok(Opened { content: Sources::Files(files), lock })
}

fn file_text(label: String, bytes: Vec<u8>) -> Result<FileText, Diagnostic> {
    let text = utf8_of_bytes(&label, bytes)?;
    Ok(FileText { label, text })
}
