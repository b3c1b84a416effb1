//! The layout `workspace`: a package that holds the runtime, and one per product.

use std::collections::BTreeMap;

use super::versions::Version;
use super::{GenerateOptions, Generated, example_sets, products, sample};
use crate::rust::{api, emit, names};

/// The version of the runtime's package: the runtime is a part of this program.
pub(crate) const CORE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The first version of a package.
pub(crate) const FIRST_VERSION: &str = "0.1.0";

/// How what is generated is divided into packages.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// One package that holds all.
    #[default]
    Crate,
    /// One package per product, each with what is kept of it, and one that holds the runtime.
    Workspace(BTreeMap<String, Kept>),
}

/// What is kept of the package of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its version.
    pub version: String,
    /// Its change log.
    pub changelog: Option<String>,
}

impl Layout {
    /// The package that holds a product.
    pub(super) fn package_of(&self, base: &str, product: &str) -> String {
        match self {
            Self::Crate => base.to_owned(),
            Self::Workspace(_) => names::package_of_product(base, product),
        }
    }
}

/// Puts the files of the versions into packages.
pub(super) fn assemble(
    options: &GenerateOptions,
    kept: &BTreeMap<String, Kept>,
    versions: Vec<Version>,
    generated: &mut Generated,
) {
    let core = names::core_package(&options.package.name);
    let mut packages = vec![(names::CORE_FOLDER.to_owned(), core_crate(options, &core))];
    let mut by_product: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for version in versions {
        by_product.entry(version.product.clone()).or_default().push(version);
    }
    for (product, versions) in by_product {
        let folder = names::package_folder(&product);
        packages.push((folder.clone(), krate(options, kept.get(&product), &core, &versions)));
        for version in versions {
            generated.products.entry(product.clone()).or_default().add(version.counts);
            for (path, text) in version.files {
                generated.files.insert(format!("{folder}/{path}"), text);
            }
        }
    }
    for (path, text) in emit::emit_workspace(&api::Workspace { packages }) {
        generated.files.insert(path, text);
    }
}

/// The package that the others share.
fn core_crate(options: &GenerateOptions, name: &str) -> api::Crate {
    let version = CORE_VERSION.to_owned();
    api::Crate {
        package: api::Package {
            name: name.to_owned(),
            version,
            changelog: None,
            ..options.package.clone()
        },
        runtime: api::Runtime::Own,
        sample: None,
        products: Vec::new(),
        examples: Vec::new(),
    }
}

/// The package of one product.
fn krate(
    options: &GenerateOptions,
    kept: Option<&Kept>,
    core: &str,
    versions: &[Version],
) -> api::Crate {
    let products = products(versions, &options.lock);
    let product = versions.first().map(|version| version.product.as_str()).unwrap_or_default();
    let version = kept.map_or(FIRST_VERSION, |kept| kept.version.as_str());
    api::Crate {
        package: api::Package {
            name: names::package_of_product(&options.package.name, product),
            version: version.to_owned(),
            changelog: kept.and_then(|kept| kept.changelog.clone()),
            ..options.package.clone()
        },
        runtime: api::Runtime::Of {
            package: core.to_owned(),
            version: CORE_VERSION.to_owned(),
            folder: names::CORE_FOLDER.to_owned(),
        },
        sample: sample(versions, &options.lock),
        examples: example_sets(versions, &products),
        products,
    }
}
