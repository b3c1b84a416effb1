//! The sources that the config lists: read and interpreted, merged, corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::interpret::{
    self, Fragment, PageOptions, Places, find_packages, parse_pages, undefined_structures,
};
use crate::project::config::ConfigFile;
use crate::project::corrections::{Corrections, apply_shipped};
use crate::source::read_utf8;
use crate::spec::{Docs, Source, SourceKind, Spec, VersionKey};
use crate::workflow::import::{Coverage, Coverages, has_error_list};

/// What each source says on its own.
pub(super) struct Statements {
    /// What pages and packages say of each chosen product version.
    parts: BTreeMap<VersionKey, (Vec<Fragment>, Vec<Spec>)>,
    /// Every product version that the sources describe, chosen or not.
    seen: BTreeSet<VersionKey>,
    corrections: Corrections,
}

/// Each chosen product version as all its sources together describe it, sorted, with the places
/// of its pages.
pub(super) struct Merged {
    versions: Vec<(Spec, Vec<Places>)>,
    corrections: Corrections,
}

/// Reads and interprets every source.
pub(super) fn interpret(
    file: &ConfigFile,
    progress: &(dyn Fn(usize, usize) + Sync),
    findings: &mut Diagnostics,
) -> Result<Statements, Diagnostics> {
    check_listed(file)?;
    let corrections = read_corrections(file)?;
    let (mut parts, mut seen) = (BTreeMap::<VersionKey, (Vec<_>, Vec<_>)>::new(), BTreeSet::new());
    for fragment in read_pages(file, progress, findings) {
        let key = fragment.spec.key();
        seen.insert(key.clone());
        if file.config.chooses(&key.0, &key.1) {
            parts.entry(key).or_default().0.push(fragment);
        } else {
            findings.push(not_chosen(&fragment, file));
        }
    }
    for (key, specs) in read_packages(file, progress, &mut seen, findings)? {
        parts.entry(key).or_default().1.extend(specs);
    }
    let mut statements = Statements { parts, seen, corrections };
    findings.append(statements.drop_lists_alone());
    findings.stop_at_errors()?;
    Ok(statements)
}

impl Statements {
    /// Leaves out product versions of which an error list is all that there is, and says of which
    /// there is none.
    fn drop_lists_alone(&mut self) -> Diagnostics {
        let mut sides = Coverages::default();
        self.parts.retain(|(product, version), (pages, packages)| {
            let has_actions = packages
                .iter()
                .any(|spec| spec.actions.values().any(|action| !action.output.is_empty()));
            let has_list = packages.iter().any(has_error_list);
            let side = Coverage::of(has_actions || !pages.is_empty(), has_list);
            sides.add(side, format!("{product} {version}"));
            side != Coverage::ListAlone
        });
        sides.finish()
    }

    /// Every product version that the sources describe, chosen or not.
    pub(super) fn versions(&self) -> BTreeSet<VersionKey> {
        self.seen.clone()
    }

    /// Merges what the sources say of each product version.
    pub(super) fn merge(self, findings: &mut Diagnostics) -> Merged {
        let mut versions = Vec::new();
        for ((product, version), (pages, packages)) in self.parts {
            let places = pages.iter().map(|page| page.places.clone()).collect();
            let (spec, found) = interpret::merge(&product, &version, pages, packages, None);
            findings.append(found);
            versions.push((spec, places));
        }
        Merged { versions, corrections: self.corrections }
    }
}

impl Merged {
    /// Applies the corrections: those that come with tcgen, then the user's own.
    pub(super) fn correct(self, findings: &mut Diagnostics) -> Result<Vec<Spec>, Diagnostics> {
        let (mut specs, places): (Vec<Spec>, Vec<_>) = self.versions.into_iter().unzip();
        specs.iter_mut().for_each(apply_shipped);
        findings.append(self.corrections.apply(&mut specs));
        for (spec, places) in specs.iter().zip(&places) {
            findings.append(undefined_structures(spec, places));
        }
        findings.stop_at_errors()?;
        Ok(specs)
    }
}

fn check_listed(file: &ConfigFile) -> Result<(), Diagnostics> {
    let sources = &file.config.sources;
    if sources.pages.is_empty() && sources.metadata.is_empty() {
        let message = "no sources are listed, so there is nothing to make a spec from";
        return Err(Diagnostic::new(Code::InvalidConfig, message)
            .at(Location::file(file.path.display().to_string()))
            .help("list pages or metadata under `[sources]`")
            .into());
    }
    let missing = super::missing::missing(file);
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

fn not_chosen(fragment: &Fragment, file: &ConfigFile) -> Diagnostic {
    let (product, version) = (&fragment.spec.product, &fragment.spec.version);
    let message = format!("this page is of `{product}` {version}, which is not chosen");
    Diagnostic::new(Code::PageNotChosen, message)
        .at(fragment.location.clone())
        .help(format!("choose it by `[products.{product}]` in {}", file.path.display()))
}

fn read_corrections(file: &ConfigFile) -> Result<Corrections, Diagnostics> {
    let mut all = Corrections::default();
    for path in resolved(file, &file.config.sources.corrections) {
        let file = read_utf8(&path)?;
        all.append(Corrections::read(&file.path, &file.text)?);
    }
    Ok(all)
}

fn resolved(file: &ConfigFile, paths: &[String]) -> Vec<PathBuf> {
    paths.iter().map(|path| file.resolve(path)).collect()
}

fn read_pages(
    file: &ConfigFile,
    progress: &(dyn Fn(usize, usize) + Sync),
    diagnostics: &mut Diagnostics,
) -> Vec<Fragment> {
    let paths = resolved(file, &file.config.sources.pages);
    if paths.is_empty() {
        return Vec::new();
    }
    let base = Some(file.folder().to_owned());
    let options = PageOptions { base, ..PageOptions::default() };
    let mut pages = parse_pages(&paths, &options, progress);
    // A folder may wait for its first page.
    let files: Vec<PathBuf> = paths.into_iter().filter(|path| path.is_file()).collect();
    pages.require(&files);
    diagnostics.append(pages.diagnostics);
    pages.fragments
}

/// What the metadata and the error lists say. An error list describes only what the metadata or
/// a page describes too.
fn read_packages(
    file: &ConfigFile,
    progress: &(dyn Fn(usize, usize) + Sync),
    seen: &mut BTreeSet<VersionKey>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<(VersionKey, Vec<Spec>)>, Diagnostics> {
    let mut paths = resolved(file, &file.config.sources.metadata);
    paths.extend(resolved(file, &file.config.sources.errors));
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = |product: &str, version: &str| file.config.chooses(product, version);
    let found = find_packages(&paths, &wanted)?;
    seen.extend(found.versions().cloned());
    let finish =
        |key: &VersionKey, specs: Vec<Spec>, findings: Diagnostics| (key.clone(), specs, findings);
    let mut versions = Vec::new();
    for (key, specs, findings) in found.interpret(Docs::Full, finish, progress) {
        diagnostics.append(findings);
        versions.push((key, specs));
    }
    Ok(versions)
}

/// Which pages the spec was made from, before and now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageChanges {
    /// Pages that the spec on disk does not name.
    pub added: Vec<String>,
    /// Pages with other bytes.
    pub changed: Vec<String>,
    /// Pages that are not there any more.
    pub gone: Vec<String>,
    /// How many are the same.
    pub unchanged: usize,
}

pub(super) fn page_changes<'a>(
    old: impl Iterator<Item = &'a Spec>,
    new: &'a [Spec],
) -> PageChanges {
    let (old, new) = (pages(old), pages(new.iter()));
    let mut changes = PageChanges::default();
    for (path, hashes) in &new {
        match old.get(path) {
            None => changes.added.push((*path).to_owned()),
            Some(before) if before != hashes => changes.changed.push((*path).to_owned()),
            Some(_) => changes.unchanged += 1,
        }
    }
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    changes.gone = gone.map(|path| (*path).to_owned()).collect();
    changes
}

/// Hashes of the pages that specs name, by path.
fn pages<'a>(specs: impl Iterator<Item = &'a Spec>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let sources = |spec: &'a Spec| -> Vec<&'a Source> {
        let actions = spec.actions.values().flat_map(|action| &action.sources);
        let structures = spec.structures.values().flat_map(|item| &item.sources);
        actions.chain(structures).chain(&spec.sources).collect()
    };
    let mut pages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in specs.flat_map(sources).filter(|source| source.kind == SourceKind::Page) {
        pages.entry(&source.path).or_default().extend(source.sha256.as_deref());
    }
    pages
}
