//! Official metadata to specs: every stage from a wheel to the product versions in it.
//!
//! First it is found out which files speak of which product version, then the product versions
//! are interpreted in parallel, each dropped before its thread takes the next: all 300 at once
//! would fill the memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use super::in_parallel;
use super::metadata::{MetadataFile, Prose, interpret_examples, interpret_metadata};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::metadata::{Api, Examples, Peek, parse};
use crate::source::metadata::{Entry, MetadataSource};
use crate::spec::{Source, SourceKind, Spec};

/// A product version: its short name and its date.
pub type Key = (String, String);

/// Metadata that was found and not yet interpreted.
#[derive(Default)]
pub struct FoundMetadata {
    sources: Vec<MetadataSource>,
    groups: BTreeMap<Key, Vec<FoundFile>>,
    /// Every product that was seen, wanted or not.
    products: BTreeSet<String>,
    /// Folders whose name is not the product's: `autoscaling` holds `as`.
    folders: BTreeMap<String, String>,
}

struct FoundFile {
    source: usize,
    entry: Entry,
    bytes: Vec<u8>,
    is_spec: bool,
}

/// Finds the metadata at the paths: wheels, unpacked folders, single files, and spec files that
/// an earlier import wrote. `wanted` chooses by product and version.
///
/// An error leaves nothing usable: metadata that is damaged in one place is not to be trusted in
/// another.
pub fn find_metadata(
    paths: &[PathBuf],
    wanted: &(dyn Fn(&str, &str) -> bool + Sync),
) -> Result<FoundMetadata, Diagnostics> {
    let mut found = FoundMetadata::default();
    let mut diagnostics = Diagnostics::new();
    for path in paths {
        match MetadataSource::open(path) {
            Ok(source) => add_source(&mut found, source, wanted, &mut diagnostics),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(found) }
}

fn add_source(
    found: &mut FoundMetadata,
    source: MetadataSource,
    wanted: &(dyn Fn(&str, &str) -> bool + Sync),
    diagnostics: &mut Diagnostics,
) {
    let index = found.sources.len();
    let files = in_parallel(
        &source.entries,
        || source.clone(),
        |source, entry| {
            let bytes = source.read_main(entry)?;
            peek(entry, &bytes).map(|key| key.map(|(key, is_spec)| (key, is_spec, bytes)))
        },
    );
    for (file, entry) in files.into_iter().zip(&source.entries) {
        match file {
            Err(diagnostic) => diagnostics.push(diagnostic),
            Ok(None) => {}
            Ok(Some(((product, version), is_spec, bytes))) => {
                if !is_spec && !entry.folder.is_empty() && entry.folder != product {
                    found.folders.insert(entry.folder.clone(), product.clone());
                }
                found.products.insert(product.clone());
                if wanted(&product, &version) {
                    let file = FoundFile { source: index, entry: entry.clone(), bytes, is_spec };
                    found.groups.entry((product, version)).or_default().push(file);
                }
            }
        }
    }
    found.sources.push(source);
}

/// The product version that a file speaks of, and whether it is a spec file; `None` for a JSON
/// file of a folder that is neither.
fn peek(entry: &Entry, bytes: &[u8]) -> Result<Option<(Key, bool)>, Diagnostic> {
    let peek: Peek<'_> = match parse(&entry.label, text(&entry.label, bytes)?) {
        Ok(peek) => peek,
        Err(_) if !entry.is_api && !entry.is_given => return Ok(None),
        Err(diagnostic) => return Err(diagnostic),
    };
    let is_spec = peek.format.is_some();
    let about = peek.metadata.as_ref();
    let (product, version) = if is_spec {
        (peek.product.as_deref(), peek.version.as_deref())
    } else {
        let product = about.and_then(|about| about.short_name.as_deref());
        (product, about.and_then(|about| about.api_version.as_deref()))
    };
    match product.zip(version) {
        Some((product, version)) => Ok(Some(((product.to_owned(), version.to_owned()), is_spec))),
        None if !entry.is_api && !entry.is_given => Ok(None),
        None => Err(Diagnostic::new(Code::NotMetadata, "names no product and version")
            .at(Location::file(entry.label.clone()))
            .help("an `api.json` has `metadata` with `serviceShortName` and `apiVersion`")),
    }
}

impl FoundMetadata {
    /// The product versions that were wanted and found.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.groups.keys()
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
        prose: Prose,
        finish: impl Fn(&Key, Vec<Spec>, Diagnostics) -> T + Sync,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Vec<T> {
        let sources = self.sources;
        let total = self.groups.len();
        let done = AtomicUsize::new(0);
        let groups: Vec<_> = self.groups.into_iter().map(|group| Mutex::new(Some(group))).collect();
        in_parallel(
            &groups,
            || sources.clone(),
            |sources, group| {
                // Taking the group out frees its bytes when this product version is done.
                let group = group.lock().ok().and_then(|mut group| group.take());
                let (key, files) = group.unwrap_or_default();
                let mut specs = Vec::new();
                let mut diagnostics = Diagnostics::new();
                for file in files {
                    match interpret_file(sources, &file, prose, &mut diagnostics) {
                        Ok(spec) => specs.push(spec),
                        Err(diagnostic) => diagnostics.push(diagnostic),
                    }
                }
                let result = finish(&key, specs, diagnostics);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                result
            },
        )
    }
}

fn interpret_file(
    sources: &mut [MetadataSource],
    file: &FoundFile,
    prose: Prose,
    diagnostics: &mut Diagnostics,
) -> Result<Spec, Diagnostic> {
    let entry = &file.entry;
    let label = entry.label.as_str();
    let text = text(label, &file.bytes)?;
    if file.is_spec {
        return read_spec(label, text);
    }
    let source = sources.get_mut(file.source);
    let origin = Source {
        kind: SourceKind::Metadata,
        path: entry.recorded.clone(),
        release: source.as_ref().and_then(|source| source.release.clone()),
        url: None,
        sha256: Some(hex(&Sha256::digest(&file.bytes))),
        updated: None,
    };
    let api: Api<'_> = parse(label, text)?;
    let (mut spec, findings) =
        interpret_metadata(&api, MetadataFile { label, text }, &origin, prose);
    diagnostics.append(findings);
    drop(api);
    let examples = match (prose, source) {
        (Prose::Full, Some(source)) => source.read_examples(entry)?,
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

fn read_spec(label: &str, text: &str) -> Result<Spec, Diagnostic> {
    crate::spec::read(text).map_err(|error| {
        Diagnostic::new(Code::InvalidSpec, error.message).at(Location::new(
            label,
            error.line,
            error.column,
        ))
    })
}

/// The text of a file, without a byte order mark.
fn text<'a>(label: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        Diagnostic::new(Code::NotUtf8, "this is not UTF-8").at(Location::new(
            label,
            u32::try_from(line).unwrap_or(u32::MAX),
            0,
        ))
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
