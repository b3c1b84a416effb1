//! Official metadata into spec files: everything that `tcgen import` does.
//!
//! In: wheels, unpacked folders, single files. Out: the text of the spec files, with what the
//! metadata says taken in. Nothing is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::interpret::{FoundMetadata, Key, Prose, find_metadata, merge, undefined_structures};
use crate::output::Files;
use crate::spec::{self, Spec};
use crate::spec_files::SpecFile;

/// What is taken over, and where to.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The products; all, if left out.
    pub products: Option<Vec<String>>,
    /// How much documentation.
    pub prose: Prose,
    /// What is written.
    pub target: Target,
}

/// What an import writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Specs below this folder, `<product>/<version>.json`, each merged with the one that is
    /// there.
    Spec(PathBuf),
    /// Facts: what the metadata says and nothing else, `<product>-<version>.json`, to stand
    /// under `[sources] metadata` where the wheel itself is not at hand.
    Facts,
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
}

/// Imports the metadata at the paths. With an error among the findings there are no files.
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
    let found = match find_metadata(paths, &wanted) {
        Ok(found) => found,
        Err(diagnostics) => return Imported { diagnostics, ..Imported::default() },
    };
    let unknown = unknown_products(products.unwrap_or_default(), &found);
    if unknown.has_errors() {
        return Imported { diagnostics: unknown, ..Imported::default() };
    }
    let finish = |key: &Key, specs: Vec<Spec>, diagnostics: Diagnostics| {
        one_version(key, specs, diagnostics, &options.target)
    };
    let mut imported = Imported::default();
    for version in found.interpret(options.prose, finish, progress) {
        imported.counts.add(version.counts);
        imported.releases.extend(version.releases);
        imported.diagnostics.append(version.diagnostics);
        imported.files.insert(version.path, version.text);
    }
    imported.diagnostics.sort();
    if imported.diagnostics.has_errors() {
        imported.files = Files::new();
    }
    imported
}

struct OneVersion {
    path: String,
    text: String,
    counts: ImportCounts,
    releases: BTreeSet<String>,
    diagnostics: Diagnostics,
}

fn one_version(
    key: &Key,
    specs: Vec<Spec>,
    mut diagnostics: Diagnostics,
    target: &Target,
) -> OneVersion {
    let (product, version) = key;
    let (path, base) = match target {
        Target::Facts => (format!("{product}-{version}.json"), None),
        Target::Spec(folder) => {
            let path = format!("{product}/{version}.json");
            let base = read_base(folder, &path).unwrap_or_else(|diagnostic| {
                diagnostics.push(diagnostic);
                None
            });
            (path, base)
        }
    };
    let (spec, findings) = merge(product, version, Vec::new(), specs, base);
    diagnostics.append(findings);
    diagnostics.append(undefined_structures(&spec, &[]));
    OneVersion {
        path,
        text: spec::write(&spec),
        counts: ImportCounts::of(&spec),
        releases: releases(&spec),
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
    actions.chain(structures).filter_map(|source| source.release.clone()).collect()
}

fn unknown_products(wanted: &[String], found: &FoundMetadata) -> Diagnostics {
    let known: BTreeSet<&str> = found.products().collect();
    let mut diagnostics = Diagnostics::new();
    for product in wanted.iter().filter(|product| !known.contains(product.as_str())) {
        let message = format!("no product `{product}` in the metadata");
        let mut diagnostic = Diagnostic::new(Code::UnknownProduct, message);
        if let Some(name) = found.product_of_folder(product) {
            let help = format!("the folder `{product}` holds the product `{name}`");
            diagnostic = diagnostic.help(help);
        } else if let Some(near) = nearest(product, known.iter().copied()) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
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
        }
    }

    fn add(&mut self, other: Self) {
        self.versions += other.versions;
        self.actions += other.actions;
        self.structures += other.structures;
        self.members += other.members;
        self.examples += other.examples;
    }
}
