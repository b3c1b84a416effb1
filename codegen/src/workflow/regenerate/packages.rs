//! The packages of the layout `workspace`: each product's has a version and a change log of its own,
//! which its own changes alone raise.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::changelog::{self, ReleaseNotes};
use super::version::{next_of, step_between};
use crate::diagnostics::Diagnostic;
use crate::project::config::{ConfigFile, LayoutConfig};
use crate::review::diff::{Diff, SemverStep};
use crate::rust::lock::Lock;
use crate::spec::Spec;
use crate::workflow::generate::{CORE_VERSION, FIRST_VERSION, Kept, Layout};

/// How a config divides what is generated, with what the lock and the folder of the spec keep of each
/// package.
pub fn kept(config: LayoutConfig, lock: &Lock, spec: &Path) -> Result<Layout, Diagnostic> {
    if config == LayoutConfig::Crate {
        return Ok(Layout::Crate);
    }
    let mut kept = BTreeMap::new();
    for (product, version) in &lock.packages {
        let changelog = changelog::read(&spec.join(product))?;
        kept.insert(product.clone(), Kept { version: version.clone(), changelog });
    }
    Ok(Layout::Workspace(kept))
}

/// Specs with what is remembered of their Rust API.
type Side<'a> = (&'a [Spec], &'a Lock);

/// What is kept of each product's package, after the changes between the two sides.
pub(super) fn packages(
    file: &ConfigFile,
    diff: &Diff,
    old: Side<'_>,
    new: Side<'_>,
) -> Result<BTreeMap<String, Kept>, Diagnostic> {
    let products: BTreeSet<&str> = new.0.iter().map(|spec| spec.product.as_str()).collect();
    let mut kept = BTreeMap::new();
    for product in products {
        kept.insert(product.to_owned(), package(file, diff, product, old, new)?);
    }
    Ok(kept)
}

fn package(
    file: &ConfigFile,
    diff: &Diff,
    product: &str,
    (old, known): Side<'_>,
    (new, lock): Side<'_>,
) -> Result<Kept, Diagnostic> {
    let of_product = |specs: &[Spec]| -> Vec<Spec> {
        specs.iter().filter(|spec| spec.product == product).cloned().collect()
    };
    let (old, new) = (of_product(old), of_product(new));
    let diff = diff.of_product(product);
    let before = known.packages.get(product);
    let generator = &known.krate.generator;
    let is_of_other_generator = before.is_some() && generator != CORE_VERSION;
    let step = match diff.verdict().step {
        // The spec was deleted, or nobody chose the product before.
        _ if old.is_empty() => SemverStep::None,
        step if is_of_other_generator => step.max(step_between(generator, CORE_VERSION)),
        step => step,
    };
    let version = before.map_or_else(|| FIRST_VERSION.to_owned(), |before| next_of(before, step));
    let told = changelog::read(&file.folder().join(product))?;
    let (old, new) = ((old.as_slice(), known), (new.as_slice(), lock));
    let notes = ReleaseNotes { version: &version, diff: &diff, old, new, is_of_other_generator };
    let changelog = notes.onto(told, step != SemverStep::None && before.is_some());
    Ok(Kept { version, changelog: Some(changelog) })
}
