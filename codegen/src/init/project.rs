//! What a project is to be.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::names;
use crate::spec::is_product;

/// What a project is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The package name of its crate.
    pub name: String,
    /// Its products by short name.
    pub products: BTreeMap<String, Product>,
    /// Wheels, folders or files of the official metadata, as paths from here.
    pub metadata: Vec<PathBuf>,
    /// Wheels, folders or files of the official error lists, as paths from here.
    pub errors: Vec<PathBuf>,
    /// Whether a GitHub workflow is to keep it up to date.
    pub workflow: bool,
    /// Whether a pre-commit hook is to check it.
    pub pre_commit: bool,
}

impl Default for Project {
    fn default() -> Self {
        Self {
            name: "tencentcloud-api".into(),
            products: BTreeMap::new(),
            metadata: Vec::new(),
            errors: Vec::new(),
            workflow: false,
            pre_commit: false,
        }
    }
}

/// What is chosen of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Names and globs of actions; all, if there is none.
    pub actions: Vec<String>,
    /// The address of its API overview.
    pub pages: Option<String>,
}

impl Project {
    /// Whether the names are names and the metadata is there.
    pub(super) fn check(&self) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::new();
        if !names::is_package_name(&self.name) {
            let message = format!("`{}` is no name of a package", self.name);
            found.push(
                Diagnostic::new(Code::InvalidConfig, message)
                    .help("use ASCII letters, digits, `-` and `_`, with a letter first"),
            );
        }
        for product in self.products.keys().filter(|product| !is_product(product)) {
            let message = format!("`{product}` is no short name of a product");
            found.push(
                Diagnostic::new(Code::UnknownChoice, message).help(
                    "a product is named as in its domain: `ess` of `ess.tencentcloudapi.com`",
                ),
            );
        }
        for path in self.metadata.iter().filter(|path| !path.exists()) {
            found.push(
                Diagnostic::new(Code::FileUnreadable, "this metadata is not there")
                    .at(Location::file(path.display().to_string()))
                    .help("get it with `pip download --no-deps tccli`"),
            );
        }
        for path in self.errors.iter().filter(|path| !path.exists()) {
            found.push(
                Diagnostic::new(Code::FileUnreadable, "this error list is not there")
                    .at(Location::file(path.display().to_string()))
                    .help("get it with `pip download --no-deps tencentcloud-sdk-python`"),
            );
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}
