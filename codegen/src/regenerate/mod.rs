//! Every stage that tcgen.toml lists: pages and metadata to the spec, the spec to the crate.
//!
//! In: the config. Out: the files of the spec folder and of the crate, and what there is to say
//! about them. Nothing is written until [`Regenerated::write`].
//!
//! Invariant: the spec follows from the sources and corrections alone. The spec that is there is
//! read only to say what changed; what no source describes any more goes. Products that the
//! config does not choose are left alone.

mod sources;
mod summary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigFile, Known, check};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::generate::{Choice, GenerateOptions, Generated, SpecInput, generate, is_generated};
use crate::output::{self, Changes, Files, Target};
use crate::source::list_files;
use crate::spec::{self, Spec, is_version};
use crate::spec_files::SpecFile;

pub use sources::PageChanges;

/// What came of all stages.
#[derive(Debug)]
pub struct Regenerated {
    /// The spec: the files, and the folder of the config, which they stand in.
    pub spec: Output,
    /// The crate: its files and folder.
    pub krate: Output,
    /// The specs of the product versions that changed, as they are on disk.
    pub old: Vec<Spec>,
    /// The same as they come out.
    pub new: Vec<Spec>,
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
    /// The products that the config chooses.
    products: BTreeSet<String>,
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
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Regenerated, Diagnostics> {
    let mut sources = sources::read(file, progress)?;
    let config = file.config.clone().expand(sources.specs.iter().map(|spec| spec.product.as_str()));
    let mut diagnostics = std::mem::take(&mut sources.diagnostics);
    diagnostics.append(check(file, &known(&sources.specs)));
    if diagnostics.has_errors() {
        return Err(sorted(diagnostics));
    }
    let folder = file.folder().to_owned();
    let products: BTreeSet<String> = config.products.keys().cloned().collect();
    let present = spec_files_of(&folder, &products, &mut diagnostics);
    let mut regenerated = Regenerated {
        spec: Output { folder: folder.clone(), files: Files::new() },
        krate: Output { folder: file.resolve(&config.krate.out), files: Files::new() },
        pages: sources::page_changes(present.iter().map(|file| &file.spec), &sources.specs),
        old_releases: present.iter().flat_map(|file| crate::import::releases(&file.spec)).collect(),
        releases: sources.specs.iter().flat_map(crate::import::releases).collect(),
        list_releases: [
            present.iter().flat_map(|file| crate::import::list_releases(&file.spec)).collect(),
            sources.specs.iter().flat_map(crate::import::list_releases).collect(),
        ],
        old: Vec::new(),
        new: Vec::new(),
        diagnostics: Diagnostics::new(),
        products,
    };
    let inputs = regenerated.take_specs(sources.specs, present);
    let generated = generate_crate(&config, inputs)?;
    regenerated.krate.files = generated.files;
    let foreign =
        output::foreign(&regenerated.krate.folder, &regenerated.krate.files, is_generated)?;
    diagnostics.extend(foreign.iter().map(|path| not_ours(path)));
    if diagnostics.has_errors() {
        return Err(sorted(diagnostics));
    }
    diagnostics.append(generated.diagnostics);
    regenerated.diagnostics = sorted(diagnostics);
    Ok(regenerated)
}

fn sorted(mut diagnostics: Diagnostics) -> Diagnostics {
    diagnostics.sort();
    diagnostics
}

fn known(specs: &[Spec]) -> Known {
    let mut known = Known::new();
    for spec in specs {
        let versions = known.entry(spec.product.clone()).or_default();
        versions.insert(spec.version.clone(), spec.actions.keys().cloned().collect());
    }
    known
}

fn not_ours(path: &Path) -> Diagnostic {
    Diagnostic::new(Code::ForeignFile, "this file is in the way, and tcgen did not write it")
        .at(Location::file(path.display().to_string()))
        .help("give the crate a folder of its own by `out` in tcgen.toml, or move the file away")
}

/// The spec files on disk of the products that are chosen. One that cannot be read is a warning:
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
            Some(Err(mut diagnostic)) => {
                diagnostic.severity = Severity::Warning;
                diagnostics.push(diagnostic.help("it is written anew from its sources"));
            }
            None => {}
        }
    }
    files
}

fn generate_crate(config: &Config, inputs: Vec<SpecInput>) -> Result<Generated, Diagnostics> {
    let options = GenerateOptions {
        name: config.krate.name.clone(),
        choice: Choice::new(&config.products, None, &[])?,
    };
    let generated = generate(&options, inputs);
    if generated.diagnostics.has_errors() {
        Err(sorted(generated.diagnostics))
    } else {
        Ok(generated)
    }
}

impl Regenerated {
    /// Puts the specs among the files, keeps those that changed, and gives all for generating.
    fn take_specs(&mut self, specs: Vec<Spec>, present: Vec<SpecFile>) -> Vec<SpecInput> {
        let mut inputs = Vec::new();
        let mut unchanged = BTreeSet::new();
        for spec in specs {
            let (path, text) = (spec.path(), spec::write(&spec));
            let on_disk = present.iter().find(|file| file.spec.path() == path);
            if on_disk.is_some_and(|file| file.text == text) {
                unchanged.insert(path.clone());
            } else {
                self.new.push(spec.clone());
            }
            let label = self.spec.folder.join(&path).display().to_string();
            self.spec.files.insert(path, text.clone());
            inputs.push(SpecInput::File(SpecFile { path: label.into(), text, spec }));
        }
        let changed = present.into_iter().filter(|file| !unchanged.contains(&file.spec.path()));
        self.old = changed.map(|file| file.spec).collect();
        inputs
    }

    /// What [`Self::write`] would do to the spec folder and the crate.
    pub fn compare(&self) -> Result<(Changes, Changes), Diagnostics> {
        self.with_targets(output::compare_all)
    }

    /// Writes spec and crate, all or nothing.
    pub fn write(&self) -> Result<(Changes, Changes), Diagnostics> {
        self.with_targets(output::write_all)
    }

    /// Whether the spec on disk is of one release of the metadata and this one of another.
    pub fn has_other_release(&self) -> bool {
        !self.old_releases.is_empty() && self.old_releases != self.releases
    }

    fn with_targets(
        &self,
        act: impl Fn(&[Target<'_>]) -> Result<Vec<Changes>, Diagnostics>,
    ) -> Result<(Changes, Changes), Diagnostics> {
        let is_spec = |path: &str, _: &str| self.is_spec_of_ours(path);
        let spec = Target { folder: &self.spec.folder, files: &self.spec.files, ours: &is_spec };
        let krate =
            Target { folder: &self.krate.folder, files: &self.krate.files, ours: &is_generated };
        let mut changes = act(&[spec, krate])?.into_iter();
        Ok((changes.next().unwrap_or_default(), changes.next().unwrap_or_default()))
    }

    /// `ess/2020-11-11.json` of a product that is chosen: nobody else writes there.
    fn is_spec_of_ours(&self, path: &str) -> bool {
        path.split_once('/').is_some_and(|(product, file)| {
            let date = file.strip_suffix(".json").unwrap_or_default();
            self.products.contains(product) && is_version(date)
        })
    }
}
