//! Official metadata and error lists to specs: every stage from a wheel to the product versions
//! in it.
//!
//! First it is found out which files speak of which product version, then the product versions
//! are interpreted in parallel, each dropped before its thread takes the next: all 300 at once
//! would fill the memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::error_list;
use super::metadata::{MetadataFile, interpret_examples, interpret_metadata};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, LineIndex, Location, json_location};
use crate::documentation::error_list::{
    CatalogEntry, is_catalog, parse_catalog, parse_go, parse_python,
};
use crate::documentation::metadata::{About, Api, Examples, Peek, about, parse};
use crate::source::package::{EntryKind, PackageEntry, PackageSource};
use crate::spec::{Docs, Source, SourceKind, Spec, VersionKey};

/// Metadata and error lists that were found and not yet interpreted.
#[derive(Default)]
pub struct FoundPackages {
    sources: Vec<PackageSource>,
    groups: BTreeMap<VersionKey, Vec<FoundFile>>,
    /// Catalogues, each of all product versions.
    catalogs: Vec<FoundCatalog>,
    /// Every product that was seen, wanted or not.
    products: BTreeSet<String>,
    /// Folders whose name is not the product's: `autoscaling` holds `as`.
    folders: BTreeMap<String, String>,
    /// Every product version that was seen, wanted or not.
    versions: BTreeSet<VersionKey>,
    /// How many bytes of files are kept.
    kept: AtomicUsize,
}

/// How many bytes are kept between finding and interpreting: all of a real release (110 MB). What
/// is above is read again when its turn comes, so that no archive fills the memory.
const KEPT_LIMIT: usize = 192 << 20;

struct FoundFile {
    source: usize,
    entry: PackageEntry,
    bytes: Option<Vec<u8>>,
    kind: FileKind,
}

/// A catalogue of error codes, read, and where it was read from.
struct FoundCatalog {
    entries: Vec<CatalogEntry>,
    source: Source,
}

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileKind {
    Metadata,
    ErrorList,
    GoClient,
    Spec,
}

/// Finds the metadata and error lists at the paths: wheels, unpacked folders, single files, and
/// spec files that an earlier import wrote. `wanted` chooses by product and version.
///
/// An error leaves nothing usable: a package that is damaged in one place is not to be trusted
/// in another.
pub fn find_packages(
    paths: &[PathBuf],
    wanted: &(dyn Fn(&str, &str) -> bool + Sync),
) -> Result<FoundPackages, Diagnostics> {
    let mut found = FoundPackages::default();
    let mut diagnostics = Diagnostics::new();
    for path in paths {
        match PackageSource::open(path) {
            Ok(sources) => {
                for source in sources {
                    add_source(&mut found, source, wanted, &mut diagnostics);
                }
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(found) }
}

fn add_source(
    found: &mut FoundPackages,
    source: PackageSource,
    wanted: &(dyn Fn(&str, &str) -> bool + Sync),
    diagnostics: &mut Diagnostics,
) {
    let index = found.sources.len();
    let kept = &found.kept;
    let files = source.entries.par_iter().map_init(
        || source.clone(),
        |source, entry| {
            let bytes = source.read_main(entry)?;
            let found = match entry.kind {
                EntryKind::ErrorList => Some(place_list(source, entry)?),
                EntryKind::GoClient => Some(place_go(entry, &bytes)?),
                EntryKind::Other if is_catalog(text(&entry.label, &bytes).unwrap_or_default()) => {
                    return read_catalog(entry, &bytes).map(PackageFile::Catalog);
                }
                EntryKind::Metadata | EntryKind::Other => peek(entry, &bytes)?,
            };
            let Some((key, kind)) = found else { return Ok(PackageFile::Nothing) };
            let is_wanted = wanted(&key.0, &key.1);
            let bytes = if is_wanted { keep(bytes, kept) } else { None };
            Ok(PackageFile::Version { key, kind, is_wanted, bytes })
        },
    );
    let files: Vec<_> = files.collect();
    for (file, entry) in files.into_iter().zip(&source.entries) {
        match file {
            Err(diagnostic) => diagnostics.push(diagnostic),
            Ok(PackageFile::Nothing) => {}
            Ok(PackageFile::Catalog(catalog)) => found.catalogs.push(catalog),
            Ok(PackageFile::Version { key: (product, version), kind, is_wanted, bytes }) => {
                if kind != FileKind::Spec && !entry.folder.is_empty() && entry.folder != product {
                    found.folders.insert(entry.folder.clone(), product.clone());
                }
                found.products.insert(product.clone());
                found.versions.insert((product.clone(), version.clone()));
                if is_wanted {
                    let file = FoundFile { source: index, entry: entry.clone(), bytes, kind };
                    found.groups.entry((product, version)).or_default().push(file);
                }
            }
        }
    }
    found.sources.push(source);
}

/// The bytes, unless too many are kept already.
fn keep(bytes: Vec<u8>, kept: &AtomicUsize) -> Option<Vec<u8>> {
    let before = kept.fetch_add(bytes.len(), Ordering::Relaxed);
    (before.saturating_add(bytes.len()) <= KEPT_LIMIT).then_some(bytes)
}

/// What came of looking at a file.
enum PackageFile {
    Version { key: VersionKey, kind: FileKind, is_wanted: bool, bytes: Option<Vec<u8>> },
    Catalog(FoundCatalog),
    Nothing,
}

fn read_catalog(entry: &PackageEntry, bytes: &[u8]) -> Result<FoundCatalog, Diagnostic> {
    let entries = parse_catalog(&entry.label, text(&entry.label, bytes)?)?;
    let source = origin(SourceKind::ErrorCatalog, entry, bytes, None);
    Ok(FoundCatalog { entries, source })
}

/// The product version that a client of the Go SDK is of.
fn place_go(entry: &PackageEntry, bytes: &[u8]) -> Result<(VersionKey, FileKind), Diagnostic> {
    let client = parse_go(&entry.label, text(&entry.label, bytes)?)?;
    let folder = client.product.unwrap_or(&entry.folder);
    let key = error_list::product_version((folder, &entry.version_folder), None);
    key.map(|key| (key, FileKind::GoClient)).ok_or_else(|| {
        Diagnostic::new(Code::InvalidErrorList, "names no product and version")
            .at(Location::file(entry.label.clone()))
            .help("a client is at `<product>/v<YYYYMMDD>/client.go`")
    })
}

/// The product version that an error list is of.
fn place_list(
    source: &mut PackageSource,
    entry: &PackageEntry,
) -> Result<(VersionKey, FileKind), Diagnostic> {
    let client = source.read_client_head(entry)?;
    let folders = (entry.folder.as_str(), entry.version_folder.as_str());
    match error_list::product_version(folders, client.as_deref()) {
        Some(key) => Ok((key, FileKind::ErrorList)),
        None => Err(Diagnostic::new(Code::InvalidErrorList, "names no product and version")
            .at(Location::file(entry.label.clone()))
            .help("an error list is at `<product>/v<YYYYMMDD>/errorcodes.py`")),
    }
}

/// The product version that a JSON file speaks of, and what it is; `None` for a file of a folder
/// that is neither metadata nor a spec.
fn peek(entry: &PackageEntry, bytes: &[u8]) -> Result<Option<(VersionKey, FileKind)>, Diagnostic> {
    if entry.kind == EntryKind::Metadata
        && let Some(key) = about(bytes).as_ref().and_then(key_of)
    {
        return Ok(Some((key, FileKind::Metadata)));
    }
    let must_be = entry.kind == EntryKind::Metadata || entry.is_given;
    let peek: Peek<'_> = match parse(&entry.label, text(&entry.label, bytes)?) {
        Ok(peek) => peek,
        Err(_) if !must_be => return Ok(None),
        Err(diagnostic) => return Err(diagnostic),
    };
    let kind = if peek.format.is_some() { FileKind::Spec } else { FileKind::Metadata };
    let key = match kind {
        FileKind::Spec => key(peek.product.as_deref(), peek.version.as_deref()),
        _ => peek.metadata.as_ref().and_then(key_of),
    };
    match key {
        Some(key) => Ok(Some((key, kind))),
        None if !must_be => Ok(None),
        None => Err(Diagnostic::new(Code::NotMetadata, "names no product and version")
            .at(Location::file(entry.label.clone()))
            .help("an `api.json` has `metadata` with `serviceShortName` and `apiVersion`")),
    }
}

fn key_of(about: &About<'_>) -> Option<VersionKey> {
    key(about.short_name.as_deref(), about.api_version.as_deref())
}

fn key(product: Option<&str>, version: Option<&str>) -> Option<VersionKey> {
    Some((product?.to_owned(), version?.to_owned()))
}

impl FoundPackages {
    /// The product versions that were wanted and found.
    pub fn keys(&self) -> impl Iterator<Item = &VersionKey> {
        self.groups.keys()
    }

    /// Every product version that was seen, wanted or not.
    pub fn versions(&self) -> impl Iterator<Item = &VersionKey> {
        self.versions.iter()
    }

    /// Every product that was seen, wanted or not.
    pub fn products(&self) -> impl Iterator<Item = &str> {
        self.products.iter().map(String::as_str)
    }

    /// The product of a folder whose name is not the product's.
    pub fn product_of_folder(&self, folder: &str) -> Option<&str> {
        self.folders.get(folder).map(String::as_str)
    }

    /// Interprets each product version and hands what its files say to `finish`, in parallel;
    /// gives what came back, sorted by product and version.
    pub fn interpret<T: Send>(
        self,
        docs: Docs,
        finish: impl Fn(&VersionKey, Vec<Spec>, Diagnostics) -> T + Sync,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Vec<T> {
        let sources = self.sources;
        let catalogs: Vec<_> = self
            .catalogs
            .iter()
            .map(|catalog| error_list::interpret_catalog(&catalog.entries, &catalog.source, docs))
            .collect();
        let total = self.groups.len();
        let done = AtomicUsize::new(0);
        // A group's bytes are freed when its product version is done.
        let results = self.groups.into_par_iter().map_init(
            || sources.clone(),
            |sources, (key, files)| {
                let solutions = catalogs.iter().filter_map(|catalog| catalog.get(&key).cloned());
                let mut specs: Vec<Spec> = solutions.collect();
                let mut diagnostics = Diagnostics::new();
                for file in files {
                    match interpret_file(sources, &key, file, docs, &mut diagnostics) {
                        Ok(spec) => specs.push(spec),
                        Err(diagnostic) => diagnostics.push(diagnostic),
                    }
                }
                let result = finish(&key, specs, diagnostics);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                result
            },
        );
        results.collect()
    }
}

fn interpret_file(
    sources: &mut [PackageSource],
    (product, version): &VersionKey,
    file: FoundFile,
    docs: Docs,
    diagnostics: &mut Diagnostics,
) -> Result<Spec, Diagnostic> {
    let entry = &file.entry;
    let label = entry.label.as_str();
    let bytes = match (file.bytes, sources.get_mut(file.source)) {
        (Some(bytes), _) => bytes,
        (None, Some(source)) => source.read_main(entry)?,
        (None, None) => Vec::new(),
    };
    let text = text(label, &bytes)?;
    let source = sources.get_mut(file.source);
    let release = source.as_ref().and_then(|source| source.release.clone());
    let origin = |kind| origin(kind, entry, &bytes, release.clone());
    let key = (product.as_str(), version.as_str());
    let origin = match file.kind {
        FileKind::Spec => return read_spec(label, text),
        FileKind::ErrorList => {
            let codes = parse_python(label, text)?;
            let origin = origin(SourceKind::ErrorList);
            let (spec, findings) =
                error_list::interpret_error_list(&codes, label, key, origin, docs);
            diagnostics.append(findings);
            return Ok(spec);
        }
        FileKind::GoClient => {
            let client = parse_go(label, text)?;
            let origin = origin(SourceKind::ErrorList);
            let (spec, findings) = error_list::interpret_go(&client, label, key, origin);
            diagnostics.append(findings);
            return Ok(spec);
        }
        FileKind::Metadata => origin(SourceKind::Metadata),
    };
    let api: Api<'_> = parse(label, text)?;
    let (mut spec, findings) =
        interpret_metadata(&api, MetadataFile { label, text }, &origin, docs);
    diagnostics.append(findings);
    drop(api);
    let examples = match (docs, source) {
        (Docs::Full, Some(source)) => source.read_examples(entry)?,
        _ => None,
    };
    if let Some(bytes) = examples {
        let label = label.replace("api.json", "examples.json");
        let text = self::text(&label, &bytes)?;
        let examples: Examples<'_> = parse(&label, text)?;
        let file = MetadataFile { label: &label, text };
        diagnostics.append(interpret_examples(&examples, file, &mut spec));
    }
    Ok(spec)
}

/// What an item of this file was read from.
fn origin(kind: SourceKind, entry: &PackageEntry, bytes: &[u8], release: Option<String>) -> Source {
    Source {
        kind,
        path: entry.recorded.clone(),
        release,
        url: None,
        sha256: Some(hex(&Sha256::digest(bytes))),
        updated: None,
    }
}

fn read_spec(label: &str, text: &str) -> Result<Spec, Diagnostic> {
    crate::spec::read(text).map_err(|error| {
        let at = json_location(label, text, error.line, error.column);
        Diagnostic::new(Code::InvalidSpec, error.message).at(at)
    })
}

/// The text of a file, without a byte order mark.
fn text<'a>(label: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    let text = simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(valid);
        Diagnostic::new(Code::NotUtf8, "this is not UTF-8")
            .at(LineIndex::new(&before).location(label, valid.len()))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
