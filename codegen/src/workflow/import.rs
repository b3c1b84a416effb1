//! Official metadata and error lists into spec files: everything that `tcgen import` does.
//!
//! In: wheels, unpacked folders, single files. Out: the text of the spec files, with what the
//! packages say taken in. Nothing is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::documentation::interpret::{FoundPackages, find_packages, merge, undefined_structures};
use crate::output::Files;
use crate::project::corrections::apply_shipped;
use crate::project::spec_files::SpecFile;
use crate::spec::Docs;
use crate::spec::{self, SourceKind, Spec, VersionKey};
use crate::text::suggest::did_you_mean;

/// What is taken over, and where to.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The products; all, if left out.
    pub products: Option<Vec<String>>,
    /// How much documentation.
    pub docs: Docs,
    /// What is written.
    pub target: ImportTarget,
}

/// What an import writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportTarget {
    /// Specs below this folder, `<product>/<version>.json`, each merged with the one that is
    /// there.
    Spec(PathBuf),
    /// Facts below this folder: what the packages say and nothing else,
    /// `<product>-<version>.json`, to be under `[sources] metadata` where the wheels
    /// themselves are not at hand. Each is merged with the one that is there.
    Facts(PathBuf),
}

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files, relative to the target folder.
    pub files: Files,
    /// What was counted.
    pub counts: ImportCounts,
    /// The releases that the metadata is of.
    pub releases: BTreeSet<String>,
    /// The releases that the error lists are of.
    pub list_releases: BTreeSet<String>,
    /// The findings, sorted by place.
    pub diagnostics: Diagnostics,
}

/// What was counted in the specs that came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Product versions.
    pub versions: usize,
    /// Actions.
    pub actions: usize,
    /// Structures that actions share.
    pub structures: usize,
    /// Members of inputs, outputs and structures.
    pub members: usize,
    /// Examples.
    pub examples: usize,
    /// Error codes of the product versions.
    pub error_codes: usize,
}

/// Imports the metadata and error lists at the paths. With an error among the findings there are no files.
/// `progress` is told product versions done and in all, from several threads.
pub fn import(
    paths: &[PathBuf],
    options: &ImportOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Imported {
    let products = options.products.as_deref();
    let wanted = |product: &str, _: &str| {
        products.is_none_or(|products| products.iter().any(|wanted| wanted == product))
    };
    let found = match find_packages(paths, &wanted) {
        Ok(found) => found,
        Err(diagnostics) => return Imported { diagnostics, ..Imported::default() },
    };
    let unknown = unknown_products(products.unwrap_or_default(), &found);
    if unknown.has_errors() {
        return Imported { diagnostics: unknown, ..Imported::default() };
    }
    let finish = |key: &VersionKey, specs: Vec<Spec>, diagnostics: Diagnostics| {
        one_version(key, specs, diagnostics, &options.target)
    };
    let mut imported = Imported::default();
    let mut sides = Coverages::default();
    for version in found.interpret(options.docs, finish, progress) {
        imported.counts.add(version.counts);
        imported.releases.extend(version.releases);
        imported.list_releases.extend(version.list_releases);
        sides.add(version.side, version.name);
        imported.diagnostics.append(version.diagnostics);
        imported.files.insert(version.path, version.text);
    }
    imported.diagnostics.append(sides.finish());
    imported.diagnostics.sort();
    if imported.diagnostics.has_errors() {
        imported.files = Files::new();
    }
    imported
}

struct OneVersion {
    /// `ess 2020-11-11`, for messages.
    name: String,
    side: Coverage,
    path: String,
    text: String,
    counts: ImportCounts,
    releases: BTreeSet<String>,
    list_releases: BTreeSet<String>,
    diagnostics: Diagnostics,
}

fn one_version(
    key: &VersionKey,
    specs: Vec<Spec>,
    mut diagnostics: Diagnostics,
    target: &ImportTarget,
) -> OneVersion {
    let (product, version) = key;
    let (folder, path) = match target {
        ImportTarget::Facts(folder) => (folder, format!("{product}-{version}.json")),
        ImportTarget::Spec(folder) => (folder, format!("{product}/{version}.json")),
    };
    let base = read_base(folder, &path).unwrap_or_else(|diagnostic| {
        diagnostics.push(diagnostic);
        None
    });
    let (mut spec, findings) = merge(product, version, Vec::new(), specs, base);
    apply_shipped(&mut spec);
    diagnostics.append(findings);
    diagnostics.append(undefined_structures(&spec, &[]));
    OneVersion {
        name: format!("{product} {version}"),
        side: Coverage::of(!spec.actions.is_empty(), has_error_list(&spec)),
        path,
        text: spec::write(&spec),
        counts: ImportCounts::of(&spec),
        releases: releases(&spec),
        list_releases: list_releases(&spec),
        diagnostics,
    }
}

/// The spec that is there, if there is one.
pub(crate) fn read_base(folder: &Path, path: &str) -> Result<Option<Spec>, Diagnostic> {
    let path = folder.join(path);
    if path.exists() { SpecFile::read(&path).map(|file| Some(file.spec)) } else { Ok(None) }
}

/// The releases that the metadata in a spec is of.
pub fn releases(spec: &Spec) -> BTreeSet<String> {
    let actions = spec.actions.values().flat_map(|action| &action.sources);
    let structures = spec.structures.values().flat_map(|structure| &structure.sources);
    let releases: BTreeSet<&str> =
        actions.chain(structures).filter_map(|source| source.release.as_deref()).collect();
    releases.into_iter().map(str::to_owned).collect()
}

/// The releases that the error lists in a spec are of.
pub fn list_releases(spec: &Spec) -> BTreeSet<String> {
    let lists = spec.sources.iter().filter(|source| source.kind == SourceKind::ErrorList);
    lists.filter_map(|source| source.release.clone()).collect()
}

/// Whether a list of error codes is among what a spec was read from.
pub(crate) fn has_error_list(spec: &Spec) -> bool {
    spec.sources.iter().any(|source| source.kind == SourceKind::ErrorList)
}

/// Which of the two, actions and a list of error codes, a product version has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    Both,
    ActionsAlone,
    ListAlone,
}

impl Coverage {
    pub(crate) fn of(has_actions: bool, has_list: bool) -> Self {
        match (has_actions, has_list) {
            (false, true) => Self::ListAlone,
            (true, false) => Self::ActionsAlone,
            (true, true) | (false, false) => Self::Both,
        }
    }
}

/// Product versions by what they have.
#[derive(Default)]
pub(crate) struct Coverages {
    both: bool,
    actions_alone: Vec<String>,
    list_alone: Vec<String>,
}

impl Coverages {
    pub(crate) fn add(&mut self, side: Coverage, name: String) {
        match side {
            Coverage::Both => self.both = true,
            Coverage::ActionsAlone => self.actions_alone.push(name),
            Coverage::ListAlone => self.list_alone.push(name),
        }
    }

    /// The product versions that are on one side alone, where both sides are there: metadata
    /// without any list, or a list without any metadata, leaves nothing to compare.
    pub(crate) fn finish(self) -> Diagnostics {
        let kinds = [!self.actions_alone.is_empty(), !self.list_alone.is_empty(), self.both];
        if kinds.iter().filter(|kind| **kind).count() < 2 {
            return Diagnostics::new();
        }
        let one_side = |names: Vec<String>, what: &str| {
            let message = format!("{what}: {}", names.join(", "));
            (!names.is_empty()).then(|| Diagnostic::new(Code::ErrorListAlone, message))
        };
        let found = [
            one_side(self.actions_alone, "no error list has these product versions"),
            one_side(self.list_alone, "only an error list has these product versions"),
        ];
        found.into_iter().flatten().collect()
    }
}

fn unknown_products(wanted: &[String], found: &FoundPackages) -> Diagnostics {
    let known: BTreeSet<&str> = found.products().collect();
    let mut diagnostics = Diagnostics::new();
    for product in wanted.iter().filter(|product| !known.contains(product.as_str())) {
        let message = format!("no product `{product}` in the packages");
        let mut diagnostic = Diagnostic::new(Code::UnknownProduct, message);
        if let Some(name) = found.product_of_folder(product) {
            let help = format!("the folder `{product}` holds the product `{name}`");
            diagnostic = diagnostic.help(help);
        } else if let Some(help) = did_you_mean(product, known.iter().copied()) {
            diagnostic = diagnostic.help(help);
        }
        diagnostics.push(diagnostic);
    }
    diagnostics
}

impl ImportCounts {
    fn of(spec: &Spec) -> Self {
        let of_actions = |action: &spec::Action| action.input.len() + action.output.len();
        let members = spec.actions.values().map(of_actions).sum::<usize>()
            + spec.structures.values().map(|structure| structure.members.len()).sum::<usize>();
        Self {
            versions: 1,
            actions: spec.actions.len(),
            structures: spec.structures.len(),
            members,
            examples: spec.actions.values().map(|action| action.examples.len()).sum(),
            error_codes: spec.errors.len(),
        }
    }

    fn add(&mut self, other: Self) {
        self.versions += other.versions;
        self.actions += other.actions;
        self.structures += other.structures;
        self.members += other.members;
        self.examples += other.examples;
        self.error_codes += other.error_codes;
    }
}
