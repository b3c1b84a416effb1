//! What the Rust API was, and what of it must stay: tcgen.lock, the version, the change log.
//!
//! Invariant: without a spec on disk the lock alone gives the same crate again.

use std::collections::{BTreeMap, BTreeSet};

use super::before::Before;
use super::changelog::{self, ReleaseNotes};
use super::version::{Raised, raise};
use super::{GENERATOR, Options, packages};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::project::config::{Config, ConfigFile, LayoutConfig};
use crate::review::diff::{self, Diff, Operand, SemverStep};
use crate::rust::lock::{self, Decisions, Lock, LockedCrate};
use crate::rust::{lower, names};
use crate::spec::Spec;
use crate::workflow::generate::{CORE_VERSION, Choice, GenerateOptions, Layout, package};
use crate::workflow::import::releases;

/// What comes out beside the specs.
pub(super) struct Remembered {
    pub(super) lock: Lock,
    pub(super) diff: Diff,
    pub(super) raised: Raised,
    pub(super) too_small: Option<Diagnostic>,
    /// The change log of the one crate, if it is one.
    pub(super) changelog: Option<String>,
    /// How what is generated is divided.
    pub(super) layout: Layout,
    /// The packages that get another version; the one crate is called nothing.
    pub(super) raises: Vec<Raise>,
}

/// A package with its version before and now.
pub(super) type Raise = (String, String, String);

impl Remembered {
    /// How the crate is generated, under the version that it is raised to.
    pub(super) fn generation(&self, config: &Config, choice: Choice) -> GenerateOptions {
        let version = self.raised.version.to_string();
        GenerateOptions {
            package: package(&config.krate, version, self.changelog.clone()),
            choice,
            lock: self.lock.clone(),
            layout: self.layout.clone(),
        }
    }
}

pub(super) fn remember(
    file: &ConfigFile,
    options: Options,
    before: &Before,
    specs: &[Spec],
    findings: &mut Diagnostics,
) -> Result<Remembered, Diagnostics> {
    let old: Vec<Spec> = before.files.iter().map(|file| file.spec.clone()).collect();
    let before = before.lock.as_ref();
    let known = before.cloned().unwrap_or_default();
    let mut lock = decide(options, &known, &old, specs);
    let diff = diff::compare_operands(
        Operand { specs: &old, lock: Some(&known) },
        Operand { specs, lock: Some(&lock) },
    );
    let is_first = before.is_none() && old.is_empty();
    let is_of_other_generator = before.is_some_and(|lock| lock.krate.generator != GENERATOR);
    let is_made_anew = old.is_empty();
    let step = match diff.verdict().step {
        _ if is_made_anew => SemverStep::None,
        SemverStep::None if is_of_other_generator => SemverStep::Patch,
        step => step,
    };
    let raised = raise(&file.config.krate, before, step);
    lock.krate.version = raised.asked.to_string();
    if file.config.krate.layout == LayoutConfig::Workspace {
        return workspace(file, &known, &old, specs, (lock, diff), findings);
    }
    let told = changelog::read(file.folder())?;
    let version = raised.version.to_string();
    let (from, to) = ((old.as_slice(), &known), (specs, &lock));
    let notes =
        ReleaseNotes { version: &version, diff: &diff, old: from, new: to, is_of_other_generator };
    let changelog = notes.onto(told, step != SemverStep::None && !is_first);
    findings.append(stale(file, &known, &old, specs));
    Ok(Remembered {
        too_small: raised.is_too_small.then(|| too_small(file, &raised)),
        raises: before
            .map(|lock| (String::new(), lock.krate.version.clone(), version))
            .filter(|(_, before, now)| before != now)
            .into_iter()
            .collect(),
        lock,
        diff,
        raised,
        changelog: Some(changelog),
        layout: Layout::Crate,
    })
}

/// The lock with every decision about the specs; what it says of versions comes later.
fn decide(options: Options, known: &Lock, old: &[Spec], specs: &[Spec]) -> Lock {
    let mut lock = Lock::new(LockedCrate {
        version: String::new(),
        generator: GENERATOR.to_owned(),
        modules: specs.iter().map(|spec| format!("{}/{}", spec.product, spec.version)).collect(),
        releases: specs.iter().flat_map(releases).collect::<BTreeSet<_>>().into_iter().collect(),
    });
    if !options.unlock {
        lock.short_paths = short_paths(known, old, specs);
    }
    for spec in specs {
        lock.remember(&spec.product, &spec.version, decisions(options, known, old, spec));
    }
    lock
}

/// The same where each product has a package: the runtime's has the version of this program.
fn workspace(
    file: &ConfigFile,
    known: &Lock,
    old: &[Spec],
    specs: &[Spec],
    (mut lock, diff): (Lock, Diff),
    findings: &mut Diagnostics,
) -> Result<Remembered, Diagnostics> {
    let kept = packages::packages(file, &diff, (old, known), (specs, &lock))?;
    lock.packages =
        kept.iter().map(|(product, kept)| (product.clone(), kept.version.clone())).collect();
    CORE_VERSION.clone_into(&mut lock.krate.version);
    let raises = kept
        .iter()
        .filter_map(|(product, kept)| {
            let before = known.packages.get(product).filter(|before| **before != kept.version)?;
            let package = names::package_of_product(&file.config.krate.name, product);
            Some((package, before.clone(), kept.version.clone()))
        })
        .collect();
    findings.append(stale(file, known, old, specs));
    Ok(Remembered {
        too_small: None,
        raises,
        raised: raise(&file.config.krate, Some(&lock), SemverStep::None),
        lock,
        diff,
        changelog: None,
        layout: Layout::Workspace(kept),
    })
}

/// The decisions about one product version: from the spec that was there, else from the lock.
fn decisions(options: Options, known: &Lock, old: &[Spec], spec: &Spec) -> Decisions {
    let plain = Decisions::default();
    if options.unlock {
        return lower::remember(spec, &plain, spec);
    }
    let decisions = known.decisions(&spec.product, &spec.version).unwrap_or(&plain);
    let before = old.iter().find(|old| old.path() == spec.path());
    lower::remember(before.unwrap_or(spec), decisions, spec)
}

/// The version that the path of a product meant, where a newer one has come.
fn short_paths(known: &Lock, old: &[Spec], new: &[Spec]) -> BTreeMap<String, String> {
    let newest = |specs: &[Spec]| {
        let mut newest = BTreeMap::<String, String>::new();
        for spec in specs {
            let entry = newest.entry(spec.product.clone()).or_default();
            if spec.version > *entry {
                entry.clone_from(&spec.version);
            }
        }
        newest
    };
    let mut meant = newest(old);
    meant.extend(known.short_paths.clone());
    let is_there = |product: &str, version: &str| {
        new.iter().any(|spec| spec.product == product && spec.version == version)
    };
    let now = newest(new);
    meant.retain(|product, version| {
        is_there(product, version) && now.get(product).is_some_and(|newest| newest != version)
    });
    meant
}

/// Decisions about what neither the spec that was there nor the new one has.
fn stale(file: &ConfigFile, known: &Lock, old: &[Spec], new: &[Spec]) -> Diagnostics {
    let at = file.folder().join(lock::FILE_NAME).display().to_string();
    let mut found = Diagnostics::new();
    for (key, decisions) in &known.versions {
        let is_of = |spec: &&Spec| format!("{}/{}", spec.product, spec.version) == *key;
        let specs: Vec<&Spec> = old.iter().chain(new).filter(is_of).collect();
        let gone: Vec<String> = if specs.is_empty() {
            vec![key.clone()]
        } else {
            let stale = specs.iter().map(|spec| lower::stale(decisions, spec));
            let everywhere =
                stale.reduce(|a, b| a.into_iter().filter(|one| b.contains(one)).collect());
            everywhere.unwrap_or_default().into_iter().map(|path| format!("{key}/{path}")).collect()
        };
        for path in gone {
            let message = format!("`{path}` is not there any more");
            found.push(
                Diagnostic::new(Code::StaleLock, message)
                    .at(Location::file(at.as_str()))
                    .help("the entry is dropped"),
            );
        }
    }
    found
}

fn too_small(file: &ConfigFile, raised: &Raised) -> Diagnostic {
    let message = format!(
        "version {} of tcgen.toml is too small: the changes ask for {}",
        raised.version, raised.asked
    );
    Diagnostic::new(Code::VersionTooSmall, message).at(file.key_of_crate("version")).help(format!(
        "set `version = \"{}\"`, or leave it out: then it is raised by itself",
        raised.asked
    ))
}
