//! Every stage that tcgen.toml lists: pages and metadata to the spec, the spec to the crate.
//!
//! In: the config. Out: the files of the spec folder and of the crate, and what there is to say
//! about them. Nothing is written until [`Regenerated::write`].
//!
//! Invariant: the spec follows from the sources and corrections alone, and holds what the config
//! chooses and what that reaches. The spec that is there is read to say what changed and to
//! remember what the Rust API was; what no source describes any more goes. Products that the
//! config does not choose are left alone. Spec, lock and change log give the same crate again.

pub mod changelog;
mod exports;
mod missing;
mod remember;
mod sources;
mod summary;
pub mod version;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::output::{self, Changes, Files, Ours, Target};
use crate::project::config::{Config, ConfigFile, Known};
use crate::project::spec_files::SpecFile;
use crate::review::diff::Diff;
use crate::rust::lock::{self, Lock};
use crate::source::list_files;
use crate::spec::{self, Spec, is_version};
use crate::workflow::generate::{Choice, GenerateOptions, Generated, SpecInput, generate, package};

use remember::Remembered;
pub use sources::PageChanges;

/// This version of the program.
const GENERATOR: &str = env!("CARGO_PKG_VERSION");

/// How a regeneration is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether what tcgen.lock holds is let go of.
    pub unlock: bool,
}

/// What came of all stages.
#[derive(Debug)]
pub struct Regenerated {
    /// The spec: the files, and the folder of the config, which they stand in.
    pub spec: Output,
    /// The crate: its files and folder.
    pub krate: Output,
    /// The exports, in the order of tcgen.toml.
    pub exports: Vec<Output>,
    /// What changed in the spec, and what of it breaks callers.
    pub diff: Diff,
    /// The version of the crate before and now, where it changes.
    pub version: Option<(String, String)>,
    /// Why the version of tcgen.toml is too small, if it is.
    pub too_small: Option<Diagnostic>,
    /// Which pages changed.
    pub pages: PageChanges,
    /// The releases of the metadata that the spec on disk was made from.
    pub old_releases: BTreeSet<String>,
    /// The releases that it is made from now.
    pub releases: BTreeSet<String>,
    /// The releases of the error lists, before and now.
    pub list_releases: [BTreeSet<String>; 2],
    /// The findings of all stages, sorted by place; no error among them.
    pub diagnostics: Diagnostics,
    /// Whether any spec file changes.
    has_changes: bool,
    /// The config: it owns what it wrote into the crate.
    config: PathBuf,
    /// The specs on disk of the products that the config chooses, or chose when the lock was
    /// written, by path below the spec folder: nobody else writes them.
    spec_paths: BTreeSet<String>,
}

/// What was done, or would be, to each folder.
#[derive(Clone, Debug, Default)]
pub struct AllChanges {
    /// The spec.
    pub spec: Changes,
    /// The crate.
    pub krate: Changes,
    /// The exports, in the order of tcgen.toml.
    pub exports: Vec<Changes>,
}

impl AllChanges {
    /// Those of [`Regenerated::targets`], in that order.
    pub fn of(changes: Vec<Changes>) -> Self {
        let mut changes = changes.into_iter();
        Self {
            spec: changes.next().unwrap_or_default(),
            krate: changes.next().unwrap_or_default(),
            exports: changes.collect(),
        }
    }

    /// Every folder's.
    pub fn iter(&self) -> impl Iterator<Item = &Changes> {
        [&self.spec, &self.krate].into_iter().chain(&self.exports)
    }

    /// Whether everything is as it should be.
    pub fn is_empty(&self) -> bool {
        self.iter().all(Changes::is_empty)
    }

    /// A warning for every local edit of what tcgen wrote.
    pub fn edits(&self) -> Diagnostics {
        let mut edits = self.krate.edits();
        for export in &self.exports {
            edits.append(export.edits());
        }
        edits
    }
}

/// The files of one folder.
#[derive(Debug, Default)]
pub struct Output {
    /// The folder.
    pub folder: PathBuf,
    /// What it is to hold.
    pub files: Files,
}

/// Runs every stage. `progress` is told pages or product versions done and in all.
///
/// With an error of any stage nothing comes out but the findings.
pub fn regenerate(
    file: &ConfigFile,
    options: Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Regenerated, Diagnostics> {
    let mut sources = sources::read(file, progress)?;
    let config = file.config.clone().expand(sources.specs.iter().map(|spec| spec.product.as_str()));
    let mut diagnostics = std::mem::take(&mut sources.diagnostics);
    if diagnostics.has_errors() {
        // Of sources that cannot be read nobody can say what they lack.
        return Err(sorted(diagnostics));
    }
    diagnostics.append(file.config.missing(&known(&sources)));
    if diagnostics.has_errors() {
        return Err(sorted(diagnostics));
    }
    output::check_folder(&file.resolve(&config.krate.out), &file.inputs())?;
    for export in &config.exports {
        output::check_folder(&file.resolve(&export.out), &file.inputs())?;
    }
    let choice = Choice::new(&config.products, None, &[])?;
    for spec in &mut sources.specs {
        choice.keep(spec);
    }
    let lock = Lock::beside(file.folder())?;
    let products = products(&config, lock.as_ref());
    let present = spec_files_of(file.folder(), &products, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(sorted(diagnostics));
    }
    let both = (present.as_slice(), sources.specs.as_slice());
    let remembered = remember::remember(file, options, lock, both)?;
    let mut regenerated = Regenerated::new(file, &config, both, &remembered);
    diagnostics.append(remembered.diagnostics);
    regenerated.exports = exports::exports(file, &config, &sources.specs)?;
    let inputs = regenerated.take_specs(sources.specs, &present);
    let version = remembered.raised.version.to_string();
    let options = GenerateOptions {
        package: package(&config.krate, version, Some(remembered.changelog)),
        choice,
        lock: remembered.lock,
    };
    let generated = generate_crate(&options, inputs)?;
    regenerated.krate.files = generated.files;
    diagnostics.append(generated.diagnostics);
    regenerated.diagnostics = sorted(diagnostics);
    Ok(regenerated)
}

fn sorted(mut diagnostics: Diagnostics) -> Diagnostics {
    diagnostics.sort();
    diagnostics
}

/// What the sources describe: of what is not chosen the versions alone.
fn known(sources: &sources::Sources) -> Known {
    let mut known = Known::new();
    for (product, version) in &sources.seen {
        known.entry(product.clone()).or_default().insert(version.clone(), BTreeSet::new());
    }
    for spec in &sources.specs {
        let versions = known.entry(spec.product.clone()).or_default();
        versions.insert(spec.version.clone(), spec.actions.keys().cloned().collect());
    }
    known
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

fn generate_crate(
    options: &GenerateOptions,
    inputs: Vec<SpecInput>,
) -> Result<Generated, Diagnostics> {
    let generated = generate(options, inputs);
    if generated.diagnostics.has_errors() {
        Err(sorted(generated.diagnostics))
    } else {
        Ok(generated)
    }
}

impl Regenerated {
    /// All but the specs and the crate.
    fn new(
        file: &ConfigFile,
        config: &Config,
        (present, specs): (&[SpecFile], &[Spec]),
        remembered: &Remembered,
    ) -> Self {
        let mut files = Files::new();
        files.insert(lock::FILE_NAME, remembered.lock.text());
        files.insert(changelog::FILE_NAME, &*remembered.changelog);
        Self {
            spec: Output { folder: file.folder().to_owned(), files },
            krate: Output { folder: file.resolve(&config.krate.out), files: Files::new() },
            exports: Vec::new(),
            diff: remembered.diff.clone(),
            version: remembered.raise_of_version(),
            too_small: remembered.too_small.clone(),
            pages: sources::page_changes(present.iter().map(|file| &file.spec), specs),
            old_releases: present
                .iter()
                .flat_map(|file| crate::workflow::import::releases(&file.spec))
                .collect(),
            releases: specs.iter().flat_map(crate::workflow::import::releases).collect(),
            list_releases: [
                present
                    .iter()
                    .flat_map(|file| crate::workflow::import::list_releases(&file.spec))
                    .collect(),
                specs.iter().flat_map(crate::workflow::import::list_releases).collect(),
            ],
            diagnostics: Diagnostics::new(),
            has_changes: false,
            config: file.path.clone(),
            spec_paths: present.iter().filter_map(|spec| below(file.folder(), spec)).collect(),
        }
    }

    /// Puts the specs among the files, and gives all for generating.
    fn take_specs(&mut self, specs: Vec<Spec>, present: &[SpecFile]) -> Vec<SpecInput> {
        let mut inputs = Vec::new();
        let mut unchanged = 0;
        for spec in specs {
            let (path, text) = (spec.path(), spec::write(&spec));
            let on_disk = present.iter().find(|file| file.spec.path() == path);
            unchanged += usize::from(on_disk.is_some_and(|file| file.text == text));
            let label = self.spec.folder.join(&path).display().to_string();
            self.spec.files.insert(path, text.clone());
            inputs.push(SpecInput::File(Box::new(SpecFile { path: label.into(), text, spec })));
        }
        self.has_changes = unchanged != inputs.len() || unchanged != present.len();
        inputs
    }

    /// What [`Self::write`] would do.
    pub fn compare(&self) -> Result<AllChanges, Diagnostics> {
        output::compare_all(&self.targets()).map(AllChanges::of)
    }

    /// Writes spec, crate and exports, all or nothing.
    pub fn write(&self) -> Result<AllChanges, Diagnostics> {
        output::write_all(&self.targets()).map(AllChanges::of)
    }

    /// Whether the spec on disk is of one release of the metadata and this one of another.
    pub fn has_other_release(&self) -> bool {
        !self.old_releases.is_empty() && self.old_releases != self.releases
    }

    /// The folders of spec, crate and exports, and what they are to hold.
    pub fn targets(&self) -> Vec<Target<'_>> {
        let spec = Target {
            folder: &self.spec.folder,
            files: &self.spec.files,
            ours: Ours::Paths(&self.spec_paths),
        };
        let krate = Target {
            folder: &self.krate.folder,
            files: &self.krate.files,
            ours: Ours::Manifest(&self.config),
        };
        let exports = self.exports.iter().map(|export| Target {
            folder: &export.folder,
            files: &export.files,
            ours: Ours::Manifest(&self.config),
        });
        [spec, krate].into_iter().chain(exports).collect()
    }
}
