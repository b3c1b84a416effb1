//! The spec into a crate: everything that `tcgen generate` does.
//!
//! In: what is chosen, and spec files. Out: the files of the crate, what was counted, and
//! findings. Nothing is written.
//!
//! Each product version goes through `lower` and `emit` on its own and is forgotten, several
//! at a time, so that memory holds the text that comes out and little more.

mod choice;
mod examples;
mod expression;
mod package;
mod sample;
mod versions;
mod workspace;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::output::Files;
use crate::project::spec_files::SpecFile;
use crate::rust::api;
use crate::rust::emit;
use crate::rust::lock::Lock;
use crate::rust::names::{self, Want};

pub use choice::{Choice, ProductChoice};
pub use package::package;
use versions::Version;
pub(crate) use workspace::{CORE_VERSION, FIRST_VERSION};
pub use workspace::{Kept, Layout};

/// The command that repairs a crate which is not what its spec says.
pub const REPAIR: &str = "tcgen generate";

/// What is generated.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// What cargo is told of the crate.
    pub package: api::Package,
    /// What is chosen.
    pub choice: Choice,
    /// What tcgen.lock has decided.
    pub lock: Lock,
    /// How it is divided into packages.
    pub layout: Layout,
}

/// A spec: where it is, or itself.
#[derive(Clone, Debug)]
pub enum SpecInput {
    /// A file that is read when its turn comes.
    Path(PathBuf),
    /// A spec that was read already.
    File(Box<SpecFile>),
}

/// What came of a generation.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The files of the crate, relative to its folder.
    pub files: Files,
    /// What was counted, by product.
    pub products: BTreeMap<String, CrateCounts>,
    /// The findings, sorted by place.
    pub diagnostics: Diagnostics,
}

/// What was counted in the code of a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CrateCounts {
    /// Versions.
    pub versions: usize,
    /// Actions.
    pub actions: usize,
    /// Types: requests, responses, structures.
    pub types: usize,
    /// Lines of Rust.
    pub lines: usize,
}

impl CrateCounts {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.versions += other.versions;
        self.actions += other.actions;
        self.types += other.types;
        self.lines += other.lines;
    }
}

/// Generates the crate. Findings of all specs are said at once; where one is an error, there are
/// no files.
pub fn generate(options: &GenerateOptions, specs: Vec<SpecInput>) -> Generated {
    let mut generated = Generated::default();
    let (mut versions, mut diagnostics) = versions::generate_all(options, specs);
    versions.sort_by(|a, b| (&a.product, &a.date).cmp(&(&b.product, &b.date)));
    diagnostics.append(options.choice.missing(&versions));
    diagnostics.append(twice(&versions));
    versions.retain(|version| version.counts.actions > 0);
    if !names::is_package_name(&options.package.name) {
        let message = format!("`{}` cannot be the name of a package", options.package.name);
        diagnostics.push(Diagnostic::new(Code::InvalidName, message));
    }
    if versions.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(
            Diagnostic::new(Code::NothingChosen, "no action is chosen, so there is no crate")
                .help("name products or actions in tcgen.toml, or by --products and --actions"),
        );
    }
    diagnostics.sort();
    generated.diagnostics = diagnostics;
    if !generated.diagnostics.has_errors() {
        match &options.layout {
            Layout::Crate => assemble(options, versions, &mut generated),
            Layout::Workspace(kept) => {
                workspace::assemble(options, kept, versions, &mut generated);
            }
        }
    }
    generated
}

/// Two files that hold the same product version.
fn twice(versions: &[Version]) -> Diagnostics {
    let mut found = Diagnostics::new();
    for pair in versions.windows(2) {
        if let [a, b] = pair
            && (&a.product, &a.date) == (&b.product, &b.date)
        {
            let message = format!(
                "`{}` and `{}` both hold product `{}`, version {}",
                a.path, b.path, a.product, a.date
            );
            found.push(Diagnostic::new(Code::InvalidSpec, message));
        }
    }
    found
}

fn assemble(options: &GenerateOptions, versions: Vec<Version>, generated: &mut Generated) {
    let products = products(&versions, &options.lock);
    let krate = api::Crate {
        package: options.package.clone(),
        runtime: api::Runtime::Own,
        sample: sample(&versions, &options.lock),
        examples: example_sets(&versions, &products),
        products,
    };
    for (path, text) in emit::emit_crate(&krate) {
        generated.files.insert(path, text);
    }
    for version in versions {
        generated.products.entry(version.product).or_default().add(version.counts);
        for (path, text) in version.files {
            generated.files.insert(path, text);
        }
    }
}

/// The products, with names for features that the runtime does not have.
fn products(versions: &[Version], lock: &Lock) -> Vec<api::Product> {
    let mut by_product: BTreeMap<&str, Vec<&Version>> = BTreeMap::new();
    for version in versions {
        by_product.entry(&version.product).or_default().push(version);
    }
    let taken = emit::runtime_features();
    let wants: Vec<Want<'_>> = by_product.keys().map(|product| Want::new(*product, true)).collect();
    let features = names::assign(&wants, "-", &taken);
    let products = by_product.into_iter().zip(features);
    products
        .map(|((product, versions), feature)| api::Product {
            feature,
            module: names::product_module(product),
            folder: names::product_folder(product),
            doc: versions.last().map(|version| version.doc.clone()).unwrap_or_default(),
            versions: versions.iter().map(|version| names::version_module(&version.date)).collect(),
            short_path: names::version_module(short_path(product, &versions, lock)),
        })
        .collect()
}

/// The best call to show: of the versions that the paths of their products mean.
fn sample(versions: &[Version], lock: &Lock) -> Option<api::Sample> {
    let of_products = versions.chunk_by(|one, next| one.product == next.product);
    sample::best(of_products.filter_map(|versions| {
        let all: Vec<&Version> = versions.iter().collect();
        let meant = short_path(&versions.first()?.product, &all, lock);
        versions.iter().find(|version| version.date == meant)?.sample.as_ref()
    }))
}

/// The version that the path of a product means: the one that is remembered, else the newest.
fn short_path<'v>(product: &str, versions: &[&'v Version], lock: &Lock) -> &'v str {
    let dates = || versions.iter().map(|version| version.date.as_str());
    let kept = lock.short_paths.get(product);
    let kept = kept.and_then(|kept| dates().find(|date| date == kept));
    kept.or_else(|| dates().next_back()).unwrap_or_default()
}

fn example_sets(versions: &[Version], products: &[api::Product]) -> Vec<api::ExampleSet> {
    let mut sets = Vec::new();
    for version in versions {
        let folder = names::product_folder(&version.product);
        let product = products.iter().find(|product| product.folder == folder);
        if let (Some(examples), Some(product)) = (&version.examples, product) {
            let module = names::version_module(&version.date);
            sets.push(api::ExampleSet {
                feature: product.feature.clone(),
                path: format!("{}::{module}", product.module),
                name: format!("{folder}_{module}"),
                data: examples.data.clone(),
                cases: examples.cases.clone(),
            });
        }
    }
    sets
}
