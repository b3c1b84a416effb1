//! Finds official metadata and error lists in a wheel, an unpacked folder or one file.
//!
//! Out: for each product version the place of its `api.json` or `errorcodes.py` with the file
//! beside it, and spec files where the folder holds those. What the bytes mean is not decided
//! here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::bytes::{read_bounded, read_head};
use super::files::{list_files, unreadable};
use super::wheel::Wheel;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

/// The largest `api.json` or `examples.json`; the real ones have at most 4 MB.
const FILE_LIMIT: u64 = 64 << 20;
/// As much of a client's source as its first lines need, which name the service.
const CLIENT_HEAD: u64 = 8 << 10;

/// An official package, or a part of one, at one place on disk.
#[derive(Clone)]
pub struct PackageSource {
    /// What the user gave, for messages.
    pub name: String,
    /// The release: `3.1.189.1`, where the place says it.
    pub release: Option<String>,
    /// One entry a file that describes a product version, sorted by place.
    pub entries: Vec<PackageEntry>,
    wheel: Option<Wheel>,
}

/// The files of one product version.
#[derive(Clone, Debug)]
pub struct PackageEntry {
    /// The place of the main file for messages: a path, or `wheel.whl!/path/inside`.
    pub label: String,
    /// The place of the main file as recorded in the spec: it begins with the name of what the
    /// user gave, so that it is the same on every machine.
    pub recorded: String,
    /// The folder above the version: `autoscaling` of `services/autoscaling/v20180419`.
    pub folder: String,
    /// The folder of the version: `v20180419`.
    pub version_folder: String,
    /// What the name says that the file is.
    pub kind: EntryKind,
    /// Whether the user named this very file, and not a folder or wheel around it.
    pub is_given: bool,
    main: PackagePlace,
    /// The file beside it: the examples of metadata, the client of an error list.
    beside: Option<PackagePlace>,
}

/// What the name of a file says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// `api.json`, the metadata of a product version.
    Metadata,
    /// `errorcodes.py`, the error codes of a product version.
    ErrorList,
    /// `client.go`, which names the error codes of each action.
    GoClient,
    /// A JSON file of another name: a spec, the catalogue of error codes, or neither.
    Other,
}

impl EntryKind {
    fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name {
            "api.json" => Some(Self::Metadata),
            "errorcodes.py" => Some(Self::ErrorList),
            "client.go" => folder_above(path, 1).starts_with('v').then_some(Self::GoClient),
            "examples.json" => None,
            _ => (name.rsplit('.').next() == Some("json")).then_some(Self::Other),
        }
    }

    /// The path of the file that belongs to the one at this path.
    fn beside(self, path: &str) -> Option<String> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let in_folder = |name: &str| match folder {
            "" => name.to_owned(),
            _ => format!("{folder}/{name}"),
        };
        match self {
            Self::Metadata => Some(in_folder("examples.json")),
            Self::ErrorList => Some(in_folder(&format!("{}_client.py", folder_above(path, 2)))),
            Self::GoClient | Self::Other => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PackagePlace {
    Disk(PathBuf),
    Wheel(usize),
}

impl PackageSource {
    /// Finds what there is at a path: the kind is recognised from the content. A folder gives each
    /// wheel in it, sorted by path, and what else is there as one source; at least one source.
    pub fn open(path: &Path) -> Result<Vec<Self>, Diagnostic> {
        let name = path.display().to_string();
        let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if metadata.is_dir() {
            return open_folder(path, name);
        }
        match read_head(path, 4)?.as_slice() {
            [b'P', b'K', 3 | 5, ..] => Ok(vec![not_empty(open_wheel(path, name)?)?]),
            [0x1f, 0x8b, ..] => Err(Diagnostic::new(Code::NotMetadata, "this is a gzip archive")
                .at(Location::file(name))
                .help("give the wheel (.whl), or unpack the archive and give the folder")),
            _ => Ok(vec![open_file(path, name)]),
        }
    }

    /// The bytes of the main file of an entry.
    pub fn read_main(&mut self, entry: &PackageEntry) -> Result<Vec<u8>, Diagnostic> {
        self.read(&entry.main)
    }

    /// The bytes of the examples beside the metadata.
    pub fn read_examples(&mut self, entry: &PackageEntry) -> Result<Option<Vec<u8>>, Diagnostic> {
        entry.beside.as_ref().map(|place| self.read(place)).transpose()
    }

    /// The first bytes of the client's source beside an error list.
    pub fn read_client_head(
        &mut self,
        entry: &PackageEntry,
    ) -> Result<Option<Vec<u8>>, Diagnostic> {
        match (&entry.beside, &mut self.wheel) {
            (Some(PackagePlace::Disk(path)), _) => read_head(path, CLIENT_HEAD).map(Some),
            (Some(PackagePlace::Wheel(index)), Some(wheel)) => {
                wheel.read_head(*index, CLIENT_HEAD).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn read(&mut self, place: &PackagePlace) -> Result<Vec<u8>, Diagnostic> {
        match (place, &mut self.wheel) {
            (PackagePlace::Disk(path), _) => read_bounded(path, FILE_LIMIT),
            (PackagePlace::Wheel(index), Some(wheel)) => wheel.read(*index, FILE_LIMIT),
            (PackagePlace::Wheel(_), None) => {
                Err(Diagnostic::new(Code::BadArchive, "an entry of another wheel was asked for")
                    .at(Location::file(self.name.clone())))
            }
        }
    }
}

fn open_wheel(path: &Path, name: String) -> Result<PackageSource, Diagnostic> {
    let mut wheel = Wheel::open(path)?;
    let files: Vec<(usize, String)> = wheel.files().collect();
    let root = file_name(path);
    let mut entries = Vec::new();
    let places: BTreeMap<&str, usize> =
        files.iter().map(|(index, inside)| (inside.as_str(), *index)).collect();
    for (index, inside) in &files {
        let Some(kind) = EntryKind::of(inside).filter(|kind| *kind != EntryKind::Other) else {
            continue;
        };
        let beside = kind.beside(inside).and_then(|name| places.get(name.as_str()));
        entries.push(PackageEntry {
            label: format!("{name}!/{inside}"),
            recorded: format!("{root}!/{inside}"),
            folder: folder_above(inside, 2),
            version_folder: folder_above(inside, 1),
            kind,
            is_given: false,
            main: PackagePlace::Wheel(*index),
            beside: beside.map(|index| PackagePlace::Wheel(*index)),
        });
    }
    let about = files.iter().find(|(_, inside)| is_about(inside));
    let release = match about {
        Some((index, _)) => release_of(&wheel.read(*index, FILE_LIMIT)?),
        None => None,
    };
    entries.sort_by(|a: &PackageEntry, b| a.label.cmp(&b.label));
    Ok(PackageSource { name, release, entries, wheel: Some(wheel) })
}

fn open_folder(path: &Path, name: String) -> Result<Vec<PackageSource>, Diagnostic> {
    let mut unreadable = Diagnostics::new();
    let files = list_files(&[path.to_owned()], &mut unreadable);
    if let Some(diagnostic) = unreadable.into_iter().next() {
        return Err(diagnostic);
    }
    let (wheels, files): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|file| is_wheel(file));
    let mut sources = Vec::new();
    for wheel in &wheels {
        let source = open_wheel(wheel, wheel.display().to_string())?;
        // `pip download` leaves what a package depends on beside it.
        if !source.entries.is_empty() {
            sources.push(source);
        }
    }
    one_release_each(&sources, &name)?;
    let root = file_name(path);
    let mut entries: Vec<PackageEntry> = files
        .iter()
        .filter_map(|file| {
            let inside = slashed(file.strip_prefix(path).unwrap_or(file));
            let kind = EntryKind::of(&inside)?;
            Some(disk_entry(file, format!("{root}/{inside}"), kind, false))
        })
        .collect();
    entries.sort_by(|a, b| a.label.cmp(&b.label));
    if sources.is_empty() || !entries.is_empty() {
        let release = release_near(path)?;
        sources.push(not_empty(PackageSource { name, release, entries, wheel: None })?);
    }
    Ok(sources)
}

/// Refuses a folder with two releases of one package: which one is meant, it cannot say.
fn one_release_each(wheels: &[PackageSource], folder: &str) -> Result<(), Diagnostic> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for wheel in wheels {
        let name = file_name(Path::new(&wheel.name));
        let package = name.split('-').next().unwrap_or_default().to_lowercase();
        if let Some(other) = known.insert(package, name.clone()) {
            let message = format!("`{other}` and `{name}` are releases of one package");
            return Err(Diagnostic::new(Code::SeveralReleases, message)
                .at(Location::file(folder.to_owned()))
                .help("keep one of them there, or name the one that is meant"));
        }
    }
    Ok(())
}

/// The names of the wheels in a folder, sorted by path; none of anything else.
pub fn wheels_in(folder: &Path) -> Vec<PathBuf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let mut files = list_files(&[folder.to_owned()], &mut Diagnostics::new());
    files.retain(|file| is_wheel(file));
    files
}

fn is_wheel(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "whl")
}

fn open_file(path: &Path, name: String) -> PackageSource {
    let release = path.parent().and_then(|folder| release_near(folder).ok()).flatten();
    // A file that is named is read, whatever its name.
    let kind = EntryKind::of(&slashed(path)).unwrap_or(EntryKind::Other);
    let entries = vec![disk_entry(path, file_name(path), kind, true)];
    PackageSource { name, release, entries, wheel: None }
}

fn disk_entry(file: &Path, recorded: String, kind: EntryKind, is_given: bool) -> PackageEntry {
    let absolute = slashed(&std::path::absolute(file).unwrap_or_else(|_| file.to_owned()));
    let beside = kind.beside(&absolute).and_then(|name| {
        let beside = file.with_file_name(name.rsplit('/').next().unwrap_or_default());
        beside.is_file().then_some(PackagePlace::Disk(beside))
    });
    PackageEntry {
        label: file.display().to_string(),
        recorded,
        folder: folder_above(&absolute, 2),
        version_folder: folder_above(&absolute, 1),
        kind,
        is_given,
        main: PackagePlace::Disk(file.to_owned()),
        beside,
    }
}

fn not_empty(source: PackageSource) -> Result<PackageSource, Diagnostic> {
    if source.entries.is_empty() {
        let message =
            "holds no `api.json`, no `errorcodes.py`, no spec file and no wheel with them";
        return Err(Diagnostic::new(Code::NotMetadata, message)
            .at(Location::file(source.name))
            .help(
                "the official metadata is the package `tccli`, the error lists are in \
             `tencentcloud-sdk-python`: `pip download --no-deps tccli tencentcloud-sdk-python`",
            ));
    }
    Ok(source)
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

/// The release of the unpacked package that a folder is, or is part of: services are at most
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
    ["tccli", "tencentcloud_sdk_python"].iter().any(|package| name.starts_with(package))
        && name.ends_with(".dist-info")
}

/// The name of the folder so many levels above a file.
fn folder_above(path: &str, levels: usize) -> String {
    path.rsplit('/').nth(levels).unwrap_or_default().to_owned()
}

fn file_name(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
