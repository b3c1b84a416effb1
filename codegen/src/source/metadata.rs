//! Finds the official metadata in a wheel, an unpacked folder or one file.
//!
//! Out: for each product version the place of its `api.json` and `examples.json`, and spec
//! files where the folder holds those. What the bytes mean is not decided here.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::bytes::read_bounded;
use super::files::{list_files, unreadable};
use super::wheel::Wheel;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

/// The largest `api.json` or `examples.json`; the real ones have at most 4 MB.
const FILE_LIMIT: u64 = 64 << 20;

/// Metadata at one place on disk.
#[derive(Clone)]
pub struct MetadataSource {
    /// What the user gave, for messages.
    pub name: String,
    /// The release: `3.1.189.1`, where the place says it.
    pub release: Option<String>,
    /// One entry a file that describes a product version, sorted by place.
    pub entries: Vec<Entry>,
    wheel: Option<Wheel>,
}

/// The files of one product version.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The place of the main file for messages: a path, or `wheel.whl!/path/inside`.
    pub label: String,
    /// The place of the main file as recorded in the spec: it begins with the name of what the
    /// user gave, so that it is the same on every machine.
    pub recorded: String,
    /// The folder above the version: `autoscaling` of `services/autoscaling/v20180419`.
    pub folder: String,
    /// Whether the name is that of a metadata file, `api.json`.
    pub is_api: bool,
    /// Whether the user named this very file, and not a folder or wheel around it.
    pub is_given: bool,
    main: Place,
    examples: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Disk(PathBuf),
    Wheel(usize),
}

impl MetadataSource {
    /// Finds what there is at a path: the kind is recognised from the content.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if metadata.is_dir() {
            return open_folder(path, name);
        }
        match first_bytes(path)?.as_slice() {
            [b'P', b'K', 3 | 5, ..] => open_wheel(path, name),
            [0x1f, 0x8b, ..] => Err(Diagnostic::new(Code::NotMetadata, "this is a gzip archive")
                .at(Location::file(name))
                .help("give the wheel (.whl), or unpack the archive and give the folder")),
            _ => Ok(open_file(path, name)),
        }
    }

    /// The bytes of the main file of an entry.
    pub fn read_main(&mut self, entry: &Entry) -> Result<Vec<u8>, Diagnostic> {
        self.read(&entry.main)
    }

    /// The bytes of the examples beside the main file.
    pub fn read_examples(&mut self, entry: &Entry) -> Result<Option<Vec<u8>>, Diagnostic> {
        entry.examples.as_ref().map(|place| self.read(place)).transpose()
    }

    fn read(&mut self, place: &Place) -> Result<Vec<u8>, Diagnostic> {
        match (place, &mut self.wheel) {
            (Place::Disk(path), _) => read_bounded(path, FILE_LIMIT),
            (Place::Wheel(index), Some(wheel)) => wheel.read(*index, FILE_LIMIT),
            (Place::Wheel(_), None) => {
                Err(Diagnostic::new(Code::BadArchive, "an entry of another wheel was asked for")
                    .at(Location::file(self.name.clone())))
            }
        }
    }
}

fn first_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let fail = |error: std::io::Error| unreadable(path, &error);
    let metadata = std::fs::metadata(path).map_err(fail)?;
    let mut bytes = Vec::new();
    if metadata.is_file() {
        let file = std::fs::File::open(path).map_err(fail)?;
        file.take(4).read_to_end(&mut bytes).map_err(fail)?;
    }
    Ok(bytes)
}

fn open_wheel(path: &Path, name: String) -> Result<MetadataSource, Diagnostic> {
    let mut wheel = Wheel::open(path)?;
    let files: Vec<(usize, String)> = wheel.files().collect();
    let root = file_name(path);
    let mut entries = Vec::new();
    for (index, inside) in files.iter().filter(|(_, inside)| is_api(inside)) {
        let examples = format!("{}examples.json", inside.trim_end_matches("api.json"));
        entries.push(Entry {
            label: format!("{name}!/{inside}"),
            recorded: format!("{root}!/{inside}"),
            folder: product_folder(inside),
            is_api: true,
            is_given: false,
            main: Place::Wheel(*index),
            examples: files
                .iter()
                .find(|(_, other)| *other == examples)
                .map(|(index, _)| Place::Wheel(*index)),
        });
    }
    let about = files.iter().find(|(_, inside)| is_about(inside));
    let release = match about {
        Some((index, _)) => release_of(&wheel.read(*index, FILE_LIMIT)?),
        None => None,
    };
    finish(MetadataSource { name, release, entries, wheel: Some(wheel) })
}

fn open_folder(path: &Path, name: String) -> Result<MetadataSource, Diagnostic> {
    let mut unreadable = Diagnostics::new();
    let files = list_files(&[path.to_owned()], &mut unreadable);
    if let Some(diagnostic) = unreadable.into_iter().next() {
        return Err(diagnostic);
    }
    let root = file_name(path);
    let entries = files
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "json"))
        .filter(|file| !file.ends_with("examples.json"))
        .map(|file| {
            let inside = slashed(file.strip_prefix(path).unwrap_or(file));
            disk_entry(file, format!("{root}/{inside}"), false)
        })
        .collect();
    let release = release_near(path)?;
    finish(MetadataSource { name, release, entries, wheel: None })
}

fn open_file(path: &Path, name: String) -> MetadataSource {
    let release = path.parent().and_then(|folder| release_near(folder).ok()).flatten();
    let entries = vec![disk_entry(path, file_name(path), true)];
    MetadataSource { name, release, entries, wheel: None }
}

fn disk_entry(file: &Path, recorded: String, is_given: bool) -> Entry {
    let examples = file.with_file_name("examples.json");
    let beside = !file.ends_with("examples.json") && examples.is_file();
    Entry {
        label: file.display().to_string(),
        recorded,
        folder: product_folder(&slashed(file)),
        is_api: file.ends_with("api.json"),
        is_given,
        main: Place::Disk(file.to_owned()),
        examples: beside.then_some(Place::Disk(examples)),
    }
}

fn finish(mut source: MetadataSource) -> Result<MetadataSource, Diagnostic> {
    if source.entries.is_empty() {
        return Err(Diagnostic::new(Code::NotMetadata, "holds no `api.json` and no spec file")
            .at(Location::file(source.name))
            .help("the official metadata is the package `tccli`: `pip download --no-deps tccli`"));
    }
    source.entries.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(source)
}

fn is_api(inside: &str) -> bool {
    inside == "api.json" || inside.ends_with("/api.json")
}

fn is_about(inside: &str) -> bool {
    inside.ends_with(".dist-info/METADATA") && inside.matches('/').count() == 1
}

/// The line `Version:` of a package's METADATA.
fn release_of(about: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(about);
    let release = text
        .lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix("Version:").map(|release| release.trim().to_owned()))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '!' | '_');
    (!release.is_empty() && release.chars().all(plain)).then_some(release)
}

/// The release of the unpacked package that a folder is, or is part of: services stand at most
/// four folders below the package's own description.
fn release_near(folder: &Path) -> Result<Option<String>, Diagnostic> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    for parent in absolute.ancestors().take(5) {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        let mut about: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| is_about_folder(path))
            .map(|path| path.join("METADATA"))
            .filter(|path| path.is_file())
            .collect();
        about.sort();
        // Two releases unpacked over each other: nobody can say which files are whose.
        if let [one] = about.as_slice() {
            return Ok(release_of(&read_bounded(one, FILE_LIMIT)?));
        }
    }
    Ok(None)
}

fn is_about_folder(path: &Path) -> bool {
    let name = file_name(path);
    name.starts_with("tccli") && name.ends_with(".dist-info")
}

fn product_folder(inside: &str) -> String {
    inside.rsplit('/').nth(2).unwrap_or_default().to_owned()
}

fn file_name(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
