//! The crate as a whole.

use super::{Doc, Enum, ExampleSet, Function, Struct};

/// What the crate holds, without the modules of the versions: those are emitted one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// What cargo is told of the package.
    pub package: Package,
    /// A call to show in its documentation.
    pub sample: Option<Sample>,
    /// Products, sorted by name.
    pub products: Vec<Product>,
    /// The documented examples, by product version.
    pub examples: Vec<ExampleSet>,
    /// Where the runtime is.
    pub runtime: Runtime,
}

/// Where the runtime of a crate is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// In the crate itself.
    #[default]
    Own,
    /// In another package of the workspace.
    Of {
        /// The package.
        package: String,
        /// Its version.
        version: String,
        /// Its folder, beside that of the crate.
        folder: String,
    },
}

/// Packages that are built together, each with its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// Folder and package; the first is the one that the others share.
    pub packages: Vec<(String, Crate)>,
}

/// What cargo is told of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is, in a sentence; ours, if left out.
    pub description: Option<String>,
    /// Its licence, as an SPDX expression; ours, if left out.
    pub license: Option<String>,
    /// Where its source is.
    pub repository: Option<String>,
    /// Words to find it by; ours, if left out.
    pub keywords: Option<Vec<String>>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it may be published.
    pub publish: Publish,
    /// The change log that goes with it, if one is kept.
    pub changelog: Option<String>,
}

/// Where a package may be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Publish {
    /// Nowhere.
    #[default]
    Never,
    /// Anywhere.
    Anywhere,
    /// In these registries.
    In(Vec<String>),
}

/// A product of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The feature that turns it on: the product's name in the spec.
    pub feature: String,
    /// Its module: `ess`, `r#as`.
    pub module: String,
    /// Its folder below `src/`.
    pub folder: String,
    /// Its documentation.
    pub doc: Doc,
    /// The modules of its versions, oldest first.
    pub versions: Vec<String>,
    /// The one of them that the product's own path means.
    pub short_path: String,
}

/// One version of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The service name that signs, which is the product's name.
    pub service: String,
    /// The version on the wire: `2020-11-11`.
    pub version: String,
    /// Its folder below `src/`: `ess/v20201111`.
    pub folder: String,
    /// Its path in the crate: `ess::v20201111`.
    pub path: String,
    /// Its documentation.
    pub doc: Doc,
    /// The spec file that it was made from, below the folder of the spec: the same on every machine.
    pub source: String,
    /// The error codes of the whole product version, chosen or not.
    pub errors: Enum,
    /// The actions, sorted by name.
    pub functions: Vec<Function>,
    /// A request per function, in the same order.
    pub requests: Vec<Struct>,
    /// A response a function, in the same order.
    pub responses: Vec<Struct>,
    /// The structures that these reach, sorted by wire name.
    pub structures: Vec<Struct>,
}

/// A call to show: what is in the documentation of the crate's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The product's module: `ess`.
    pub module: String,
    /// The function, below the module.
    pub function: String,
    /// The statement that makes the request.
    pub request: String,
    /// A field of the response to print, if one stands out.
    pub response: Option<String>,
    /// A documented error code, below the module: `ErrorCode::OperationDenied`.
    pub error_variant: Option<String>,
}
