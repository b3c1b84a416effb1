//! Every stage that tcgen.toml lists: pages and metadata to the spec, the spec to the crate.
//!
//! In: the config. Out: the files of the spec folder and of the crate, and what there is to say
//! about them. Nothing is written until [`Regenerated::write`].
//!
//! Invariant: the spec follows from the sources and corrections alone, and holds what the config
//! chooses and what that reaches. The spec that is there is read to say what changed and to
//! remember what the Rust API was; what no source describes any more goes. Products that the
//! config does not choose are left alone. Spec, lock and change log give the same crate again.

mod before;
pub mod changelog;
mod exports;
mod missing;
pub mod packages;
mod remember;
mod result;
mod sources;
mod summary;
pub mod version;

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::output;
use crate::project::config::{Config, ConfigFile, Known};
use crate::spec::{Spec, VersionKey};
use crate::workflow::generate::{Choice, generate};

use before::Before;
pub use result::{AllChanges, Output, Regenerated};
pub use sources::PageChanges;

/// This version of the program.
const GENERATOR: &str = env!("CARGO_PKG_VERSION");

/// How a regeneration is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether what tcgen.lock holds is let go of.
    pub unlock: bool,
    /// Whether the result is to be written. The spec folder is then held from the beginning, so
    /// that no other run writes what this one has read; what a killed run left there is put right.
    pub writes: bool,
}

/// The whole flow, from the sources that tcgen.toml lists to the files of spec and crate.
/// `progress` is told pages or product versions done and in all.
///
/// # Errors
/// With an error of any stage nothing comes out but the findings.
pub fn regenerate(
    file: &ConfigFile,
    options: Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Regenerated, Diagnostics> {
    let held = options.writes.then(|| output::hold(file.folder())).transpose()?;
    let mut findings = Diagnostics::new();
    let statements = sources::interpret(file, progress, &mut findings)?;
    let described = statements.versions();
    let mut specs = statements.merge(&mut findings).correct(&mut findings)?;
    let (config, choice) = choose(file, &described, &mut specs, &mut findings)?;
    let before = Before::read(file, &config, &mut findings)?;
    let memory = remember::remember(file, options, &before, &specs, &mut findings)?;
    let exports = exports::exports(file, &config, &specs)?;
    let mut regenerated = Regenerated::new(file, &config, &before, &specs, &memory);
    let inputs = regenerated.take_specs(specs, &before.files);
    let generated = generate(&memory.generation(&config, choice), inputs);
    findings.append(generated.diagnostics);
    findings.stop_at_errors()?;
    findings.sort();
    Ok(regenerated.with(generated.files, exports, findings, held))
}

/// Cuts the specs to what the config chooses. What it chooses in vain is an error.
fn choose(
    file: &ConfigFile,
    described: &BTreeSet<VersionKey>,
    specs: &mut [Spec],
    findings: &mut Diagnostics,
) -> Result<(Config, Choice), Diagnostics> {
    let config = file.config.clone().expand(specs.iter().map(|spec| spec.product.as_str()));
    findings.append(file.config.missing(&known(described, specs)));
    findings.stop_at_errors()?;
    for out in config.exports.iter().map(|export| &export.out).chain([&config.krate.out]) {
        output::check_folder(&file.resolve(out), &file.inputs())?;
    }
    let choice = Choice::new(&config.products, None, &[])?;
    for spec in specs {
        choice.keep(spec);
    }
    Ok((config, choice))
}

/// What the sources describe: of what is not chosen the versions alone.
fn known(described: &BTreeSet<VersionKey>, specs: &[Spec]) -> Known {
    let mut known = Known::new();
    for (product, version) in described {
        known.entry(product.clone()).or_default().insert(version.clone(), BTreeSet::new());
    }
    for spec in specs {
        let versions = known.entry(spec.product.clone()).or_default();
        versions.insert(spec.version.clone(), spec.actions.keys().cloned().collect());
    }
    known
}
