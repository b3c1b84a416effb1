//! What comes of a regeneration: files for each folder, and what there is to say about them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::before::Before;
use super::changelog;
use super::remember::Remembered;
use super::sources::{self, PageChanges};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::output::{self, Changes, Files, Held, Ours, Target};
use crate::project::config::{Config, ConfigFile};
use crate::project::spec_files::SpecFile;
use crate::review::diff::Diff;
use crate::rust::lock;
use crate::spec::{self, Spec};
use crate::workflow::generate::{Layout, SpecInput};
use crate::workflow::import::{list_releases, releases};

/// What came of all stages.
#[derive(Debug)]
pub struct Regenerated {
    /// The spec: the files, and the folder of the config, which they are in.
    pub spec: Output,
    /// The crate: its files and folder.
    pub krate: Output,
    /// The exports, in the order of tcgen.toml.
    pub exports: Vec<Output>,
    /// What changed in the spec, and what of it breaks callers.
    pub diff: Diff,
    /// The packages whose versions change, each with the one before and the one now; the one crate is
    /// called nothing.
    pub versions: Vec<(String, String, String)>,
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
    pub(super) has_changes: bool,
    /// The spec folder, if it is held until this is written.
    held: Option<Held>,
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

/// The change logs that are beside the specs.
fn changelogs(remembered: &Remembered) -> Vec<(String, String)> {
    let own = remembered.changelog.iter().map(|text| (changelog::FILE_NAME.to_owned(), text));
    let kept = match &remembered.layout {
        Layout::Crate => None,
        Layout::Workspace(kept) => Some(kept),
    };
    let of_packages = kept.into_iter().flatten().filter_map(|(product, kept)| {
        Some((format!("{product}/{}", changelog::FILE_NAME), kept.changelog.as_ref()?))
    });
    own.chain(of_packages).map(|(path, text)| (path, text.clone())).collect()
}

impl Regenerated {
    /// All but the specs and the crate.
    pub(super) fn new(
        file: &ConfigFile,
        config: &Config,
        before: &Before,
        specs: &[Spec],
        remembered: &Remembered,
    ) -> Self {
        let present = &before.files;
        let mut files = Files::new();
        files.insert(lock::FILE_NAME, remembered.lock.text());
        for (path, text) in changelogs(remembered) {
            files.insert(path, text);
        }
        Self {
            spec: Output { folder: file.folder().to_owned(), files },
            krate: Output { folder: file.resolve(&config.krate.out), files: Files::new() },
            exports: Vec::new(),
            diff: remembered.diff.clone(),
            versions: remembered.raises.clone(),
            too_small: remembered.too_small.clone(),
            pages: sources::page_changes(present.iter().map(|file| &file.spec), specs),
            old_releases: present.iter().flat_map(|file| releases(&file.spec)).collect(),
            releases: specs.iter().flat_map(releases).collect(),
            list_releases: [
                present.iter().flat_map(|file| list_releases(&file.spec)).collect(),
                specs.iter().flat_map(list_releases).collect(),
            ],
            diagnostics: Diagnostics::new(),
            has_changes: false,
            held: None,
            config: file.path.clone(),
            spec_paths: before.paths(file.folder()),
        }
    }

    /// Puts the specs among the files, and gives all for generating.
    pub(super) fn take_specs(&mut self, specs: Vec<Spec>, present: &[SpecFile]) -> Vec<SpecInput> {
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

    /// With the crate, the exports, and the findings of all stages.
    pub(super) fn with(
        mut self,
        krate: Files,
        exports: Vec<Output>,
        diagnostics: Diagnostics,
        held: Option<Held>,
    ) -> Self {
        self.krate.files = krate;
        self.exports = exports;
        self.held = held;
        self.diagnostics = diagnostics;
        self
    }

    /// What [`Self::write`] would do.
    pub fn compare(&self) -> Result<AllChanges, Diagnostics> {
        output::compare_all(&self.targets()).map(AllChanges::of)
    }

    /// Writes spec, crate and exports, all or nothing.
    pub fn write(&mut self) -> Result<AllChanges, Diagnostics> {
        let held = self.take_held();
        output::write_all(&self.targets(), held).map(AllChanges::of)
    }

    /// The spec folder, for who writes it together with other folders.
    pub(crate) fn take_held(&mut self) -> Option<Held> {
        self.held.take()
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
