//! The answers from which `tcgen init` makes a project, and what may be wrong with them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::rust::names;
use crate::spec::is_product;

/// The answers from which a project is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The package name of its crate; `tencentcloud-api`, if left out.
    pub name: Option<String>,
    /// Its products by short name.
    pub products: BTreeMap<String, Product>,
    /// Wheels, folders or files of the official metadata, as paths from here.
    pub metadata: Vec<PathBuf>,
    /// Wheels, folders or files of the official error lists, as paths from here.
    pub errors: Vec<PathBuf>,
    /// Whether a GitHub workflow is to keep it up to date.
    pub workflow: bool,
    /// Where the workflow takes tcgen from.
    pub tcgen: TcgenSource,
    /// Whether a pre-commit hook is to check it.
    pub pre_commit: bool,
}

/// Where a workflow takes tcgen from: what `cargo install --locked` is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TcgenSource {
    /// A release on crates.io.
    Version(String),
    /// A git repository, at a revision if one is named.
    Git(String, Option<String>),
    /// A folder of the repository that the workflow is in.
    Path(String),
}

impl Default for TcgenSource {
    fn default() -> Self {
        Self::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}

impl std::str::FromStr for TcgenSource {
    type Err = String;

    /// `0.1.0`, `https://host/repository` or `https://host/repository#revision`, `tools/tcgen`.
    fn from_str(text: &str) -> Result<Self, String> {
        let is_harmless = |c: char| c.is_ascii_alphanumeric() || "-_./:@+~#".contains(c);
        if text.is_empty() || text.starts_with('-') || !text.chars().all(is_harmless) {
            return Err(format!(
                "`{text}` is not a version, the address of a git repository, or a path"
            ));
        }
        if text.contains("://") || text.starts_with("git@") {
            let (url, revision) = match text.split_once('#') {
                Some((url, revision)) => (url, Some(revision.to_owned())),
                None => (text, None),
            };
            return Ok(Self::Git(url.to_owned(), revision));
        }
        let is_version = text.split('.').count() == 3
            && text.starts_with(|c: char| c.is_ascii_digit())
            && !text.contains('/');
        Ok(if is_version { Self::Version(text.into()) } else { Self::Path(text.into()) })
    }
}

impl TcgenSource {
    /// The arguments of `cargo install --locked`.
    pub(super) fn arguments(&self) -> String {
        match self {
            Self::Version(version) => format!("tencentcloud-codegen --version {version}"),
            Self::Git(url, None) => format!("tencentcloud-codegen --git {url}"),
            Self::Git(url, Some(revision)) => {
                format!("tencentcloud-codegen --git {url} --rev {revision}")
            }
            Self::Path(path) => format!("--path {path}"),
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
    /// Adds products given as `ess` or `ess=https://…`.
    pub fn add_products<'a>(&mut self, products: impl Iterator<Item = &'a str>) {
        for product in products.map(str::trim).filter(|product| !product.is_empty()) {
            let (name, pages) = match product.split_once('=') {
                Some((name, url)) => (name, Some(url.to_owned())),
                None => (product, None),
            };
            self.products.entry(name.to_owned()).or_default().pages = pages;
        }
    }

    /// Whether there is anything to make a first spec from.
    pub(super) fn has_packages(&self) -> bool {
        !self.metadata.is_empty() || !self.errors.is_empty()
    }

    /// Whether the names are names and the metadata is there.
    pub(super) fn check(&self) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::new();
        if let Some(name) = self.name.as_ref().filter(|name| !names::is_package_name(name)) {
            let message = format!("`{name}` is not a name of a package");
            found.push(Diagnostic::new(Code::InvalidConfig, message).help(
                "use ASCII letters, digits, `-` and `_`, with a letter first; \
                 keywords and crates such as `std` are taken",
            ));
        }
        for product in self.products.keys().filter(|product| !is_product(product)) {
            let message = format!("`{product}` is not a short name of a product");
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
        if self.products.is_empty() && self.has_packages() {
            found.push(
                Diagnostic::new(Code::UnknownChoice, "metadata is given, and no product is chosen")
                    .help("name the products that you call: `--product cvm,vpc`"),
            );
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}
