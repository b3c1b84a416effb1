//! Loads a side: texts where it is files, because comparing borrowed texts is many times cheaper
//! than reading them into memory whole; specs where it is metadata.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::diff::View;
use crate::interpret::{Prose, find_packages, in_parallel, merge};
use crate::source::{read_bounded, read_revision};
use crate::spec::{Spec, is_version};
use crate::spec_files::find_spec_files;

use super::Side;

/// The largest spec file that is read; the largest real one has 3 MB.
const FILE_LIMIT: u64 = 256 << 20;

/// The folder that `git:REV` without a path stands for, unless the other side is a path.
const DEFAULT_FOLDER: &str = "spec";

/// A side in memory.
pub(super) enum Loaded {
    Texts(Vec<SpecText>),
    Specs(Vec<Spec>),
}

/// The text of a spec file.
pub(super) struct SpecText {
    label: String,
    text: String,
}

pub(super) fn load(side: &Side, other: &Side, folder: &Path) -> Result<Loaded, Diagnostics> {
    match side {
        Side::Path(path) if is_metadata(path) => load_metadata(path).map(Loaded::Specs),
        Side::Path(path) => load_files(path).map(Loaded::Texts),
        Side::Revision { revision, path } => {
            let path = path.clone().or_else(|| match other {
                Side::Path(path) => path.to_str().map(str::to_owned),
                Side::Revision { path, .. } => path.clone(),
            });
            let path = path.unwrap_or_else(|| DEFAULT_FOLDER.to_owned());
            load_revision(folder, revision, &path).map(Loaded::Texts)
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
        let (spec, findings) = merge(&key.0, &key.1, Vec::new(), specs, None);
        faults.append(findings);
        // Doubts about one side are the import's to say; here they would come twice.
        if faults.has_errors() { Err(faults) } else { Ok(spec) }
    };
    collect(found.interpret(Prose::Full, finish, &|_, _| {}))
}

fn load_files(path: &PathBuf) -> Result<Vec<SpecText>, Diagnostics> {
    let files = find_spec_files(std::slice::from_ref(path))?;
    let read = |(): &mut (), path: &PathBuf| {
        let bytes = read_bounded(path, FILE_LIMIT)?;
        Ok(spec_text(path.display().to_string(), bytes)?)
    };
    collect(in_parallel(&files, || (), read))
}

fn load_revision(folder: &Path, revision: &str, path: &str) -> Result<Vec<SpecText>, Diagnostics> {
    let path = path.trim_end_matches('/');
    let wanted = |found: &str| {
        let stem = found.rsplit('/').next().and_then(|name| name.strip_suffix(".json"));
        found == path || stem.is_some_and(is_version)
    };
    let files = read_revision(folder, revision, path, wanted)?;
    if files.is_empty() {
        return Err(Diagnostic::new(Code::NoSpecFile, "no spec file at this path of the revision")
            .at(Location::file(format!("git:{revision}:{path}")))
            .help("give the path of a spec file or folder: `git:REV:PATH`")
            .into());
    }
    let texts = files.into_iter().map(|file| Ok(spec_text(file.label, file.bytes)?));
    collect(texts.collect())
}

fn spec_text(label: String, bytes: Vec<u8>) -> Result<SpecText, Diagnostic> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SpecText { label, text }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("byte {at} is not UTF-8");
            Err(Diagnostic::new(Code::NotUtf8, message).at(Location::file(label)))
        }
    }
}

fn read(text: &SpecText) -> Result<View<'_>, Diagnostics> {
    View::read(&text.text).map_err(|error| {
        let place = Location::new(text.label.as_str(), error.line, error.column);
        Diagnostic::new(Code::InvalidSpec, error.message).at(place).into()
    })
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

impl Loaded {
    /// The side as the diff sees it.
    pub(super) fn views(&self) -> Result<Vec<View<'_>>, Diagnostics> {
        let texts = match self {
            Self::Specs(specs) => return Ok(specs.iter().map(View::of).collect()),
            Self::Texts(texts) => texts,
        };
        let views = collect(in_parallel(texts, || (), |(), text| read(text)))?;
        let mut seen = BTreeMap::new();
        for (view, text) in views.iter().zip(texts) {
            if let Some(first) = seen.insert((view.product(), view.version()), &text.label) {
                let (product, version) = (view.product(), view.version());
                let message = format!("{product} {version} stands in `{first}` too");
                return Err(Diagnostic::new(Code::VersionTwice, message)
                    .at(Location::file(text.label.as_str()))
                    .help("one side has one file a product version")
                    .into());
            }
        }
        Ok(views)
    }
}
