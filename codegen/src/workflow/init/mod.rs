//! Starts a project: a commented tcgen.toml, a folder for pages, the files of CI, and where
//! metadata is at hand, the first spec and crate.
//!
//! In: a folder and what the project is to be. Out: what was written, and what was already there.
//!
//! Invariant: a file that is there is never touched, so that running it twice is harmless. A
//! product or action that no source describes leaves the folder as it was.

mod cargo;
mod extend;
mod files;
mod project;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::interpret::find_packages;
use crate::output::{self, Changes, Files, Ours, Target};
use crate::project::config::{Config, ConfigFile};
use crate::source::read_utf8;
use crate::spec::Docs;
use crate::spec::{Spec, VersionKey};
use crate::text::suggest::did_you_mean;
use crate::workflow::regenerate::{Options, Regenerated, regenerate};
use sources::{FACTS, Placed, place};

pub use cargo::CargoStep;
pub use project::{Product, Project, TcgenSource};

/// Where a new project keeps its config, below its folder.
const CONFIG: &str = "spec/tcgen.toml";

/// What was done.
#[derive(Debug, Default)]
pub struct Started {
    /// The config, new or as it was there.
    pub config: PathBuf,
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Files that were there and stay as they are.
    pub present: Vec<PathBuf>,
    /// Products that were added to a config that was there.
    pub added: Vec<String>,
    /// The files of the spec and crate, where there are sources for them.
    pub generated: Option<(Changes, Changes)>,
    /// The folder of the crate.
    pub krate: PathBuf,
    /// The root of the git repository that the project is in, or else the folder of the project.
    pub repository: PathBuf,
    /// The pre-commit hook to be copied, where one was wanted.
    pub hook: Option<PathBuf>,
    /// What cargo has to be told.
    pub cargo: Vec<CargoStep>,
    /// The findings on the way; no error among them.
    pub diagnostics: Diagnostics,
}

/// Starts a project in a folder, or adds products to the one that is there. `progress` is told
/// product versions done and in all.
///
/// Errors leave the folder as it was.
pub fn init(
    folder: &Path,
    project: &Project,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Started, Diagnostics> {
    project.check()?;
    // A config that is there already says what the project is.
    let present = present_config(folder).map(|path| ConfigFile::read(&path)).transpose()?;
    let extended = present.as_ref().map(|file| extend::extended(file, project)).transpose()?;
    let path = present.as_ref().map_or_else(|| folder.join(CONFIG), |file| file.path.clone());
    let untouched = present.as_ref().and_then(|file| extend::not_taken_in(file, project));
    let is_wanted = present.is_none() || matches!(extended, Some(Some(_)));
    let placed = if is_wanted && project.has_packages() {
        let products = match &extended {
            Some(Some((_, added))) => added.clone(),
            _ => project.products.keys().cloned().collect(),
        };
        let spec = path.parent().unwrap_or(Path::new("."));
        place(project, &products, spec, progress)
            .map_err(|found| unknown_products(project).unwrap_or(found))?
    } else {
        Placed::default()
    };
    let (text, added) = match (present, extended.flatten()) {
        (None, _) => (files::config_text(project, &placed), Vec::new()),
        (Some(_), Some((text, added))) => (listing(text, &path, &placed)?, added),
        (Some(file), None) => (file.text, Vec::new()),
    };
    let generated = if placed.is_empty() {
        None
    } else {
        let found = first_crate(&path, &text, &placed, progress);
        Some(found.map_err(|found| {
            unknown_products(project).unwrap_or_else(|| without_lines(found, &path))
        })?)
    };
    let mut started = Started { config: path, added, ..Started::default() };
    started.diagnostics = placed.diagnostics.clone();
    started.diagnostics.extend(untouched);
    write(folder, project, text, &placed, generated, &mut started)?;
    Ok(started)
}

/// The text of a config that lists all of the sources.
fn listing(mut text: String, path: &Path, placed: &Placed) -> Result<String, Diagnostics> {
    let metadata = placed.metadata().into_iter().map(|source| ("metadata", source));
    let errors = placed.errors.iter().map(|source| ("errors", source.clone()));
    for (key, source) in metadata.chain(errors) {
        let sources = Config::read(&path.display().to_string(), &text)?.sources;
        if !sources.metadata.contains(&source) && !sources.errors.contains(&source) {
            text = extend::with_source(&text, path, key, &source)?;
        }
    }
    Ok(text)
}

/// Writes all files of the project, or none.
fn write(
    folder: &Path,
    project: &Project,
    text: String,
    placed: &Placed,
    mut generated: Option<Regenerated>,
    started: &mut Started,
) -> Result<(), Diagnostics> {
    let top = repository(folder);
    let place = files::Place::new(&output::relative(&started.config, &top));
    let is_new = !started.config.exists();
    let mut files = Files::new();
    for (path, content) in files::project_files(project, text.clone(), &place) {
        let is_config = path == place.config;
        let is_extended = is_config && !started.added.is_empty();
        let target = if is_config { started.config.clone() } else { top.join(&path) };
        if target.exists() && !is_extended {
            started.present.push(target);
            continue;
        }
        files.insert(path, content);
        if is_new || !is_config {
            started.written.push(target);
        }
    }
    for (path, content) in placed.facts.iter() {
        let path = place.beside(&format!("{FACTS}/{path}"));
        started.written.push(top.join(&path));
        files.insert(path, content);
    }
    started.hook = project.pre_commit.then(|| top.join(place.beside(files::HOOK_NAME)));
    let none = BTreeSet::new();
    let start = Target { folder: &top, files: &files, ours: Ours::Paths(&none) };
    let held = generated.as_mut().and_then(Regenerated::take_held);
    let targets = generated.as_ref().map(Regenerated::targets).unwrap_or_default();
    let changes = output::write_all(&[vec![start], targets].concat(), held)?;
    let config = ConfigFile {
        config: Config::read(&started.config.display().to_string(), &text)?,
        path: started.config.clone(),
        text,
    };
    started.krate = config.resolve(&config.config.krate.out);
    if let ([_, spec, krate, ..], Some(generated)) = (changes.as_slice(), generated) {
        started.cargo = cargo::steps(folder, &started.krate, config.folder());
        started.generated = Some((spec.clone(), krate.clone()));
        started.diagnostics.append(generated.diagnostics);
    }
    started.repository = top;
    Ok(())
}

/// The root of the git repository that a folder is in, for only there GitHub looks for workflows
/// and git runs hooks; the folder itself where there is none.
fn repository(folder: &Path) -> PathBuf {
    let real = output::real(folder);
    match real.ancestors().find(|parent| parent.join(".git").exists()) {
        Some(root) if root != real => root.to_owned(),
        _ => folder.to_owned(),
    }
}

fn present_config(folder: &Path) -> Option<PathBuf> {
    [CONFIG, "tcgen.toml"].map(|name| folder.join(name)).into_iter().find(|path| path.exists())
}

/// The spec and crate of a config and facts that are not written yet.
fn first_crate(
    path: &Path,
    text: &str,
    placed: &Placed,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Regenerated, Diagnostics> {
    let config = Config::read(&path.display().to_string(), text)?;
    let mut file = ConfigFile { path: path.to_owned(), text: text.to_owned(), config };
    let pages = std::mem::take(&mut file.config.sources.pages);
    file.config.sources.pages =
        pages.into_iter().filter(|pages| file.resolve(pages).exists()).collect();
    // Facts that are there are read where they are, the new ones from a folder of the same name.
    let folder = output::scratch()?;
    if !placed.facts.is_empty() {
        let facts = folder.path().join(FACTS);
        output::write(&facts, &placed.facts)?;
        let sources = &mut file.config.sources.metadata;
        sources.retain(|source| *source != FACTS);
        let there = path.parent().unwrap_or(Path::new(".")).join(FACTS);
        if there.exists() {
            sources.push(FACTS.to_owned());
        }
        sources.push(facts.display().to_string());
    }
    // A folder that is not there yet is nobody else's.
    let options = Options { writes: path.exists(), ..Options::default() };
    regenerate(&file, options, progress)
}

/// The actions of each product that packages describe, for those products that are wanted; every
/// other product without any.
pub fn known_actions(
    packages: &[PathBuf],
    is_wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Result<BTreeMap<String, BTreeSet<String>>, Diagnostics> {
    let found = find_packages(packages, &|product, _| is_wanted(product))?;
    let mut known: BTreeMap<String, BTreeSet<String>> =
        found.products().map(|product| (product.to_owned(), BTreeSet::new())).collect();
    let names = |_: &VersionKey, specs: Vec<Spec>, _: Diagnostics| specs;
    for spec in found.interpret(Docs::None, names, &|_, _| {}).into_iter().flatten() {
        known.entry(spec.product).or_default().extend(spec.actions.into_keys());
    }
    Ok(known)
}

/// The findings, without places in lines that the config on disk does not have: `init` did not write it.
fn without_lines(found: Diagnostics, config: &Path) -> Diagnostics {
    let lines = read_utf8(config).map_or(0, |file| file.text.lines().count());
    let config = config.display().to_string();
    let is_there = |place: &Location| *place.file != *config || place.line as usize <= lines;
    let mut said = Diagnostics::new();
    for mut finding in found {
        finding.location = finding.location.filter(is_there);
        said.push(finding);
    }
    said
}

/// The products that the metadata does not know, each with the one that was perhaps meant. The
/// metadata is searched only when something is wrong: it holds 300 product versions.
fn unknown_products(project: &Project) -> Option<Diagnostics> {
    let metadata = find_packages(&project.metadata, &|_, _| false).ok()?;
    let known: BTreeSet<&str> = metadata.products().collect();
    let mut unknown = Diagnostics::new();
    for product in project.products.keys().filter(|product| !known.contains(product.as_str())) {
        let message = format!("the metadata does not know the product `{product}`");
        let diagnostic = Diagnostic::new(Code::UnknownChoice, message);
        let help = did_you_mean(product, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("it knows {} products", known.len()));
        unknown.push(diagnostic.help(help));
    }
    (!unknown.is_empty()).then_some(unknown)
}

#[cfg(test)]
mod tests;
