//! tcgen.toml: what is generated, and from what.
//!
//! In: the file. Out: [`Config`], and findings with line and column: an unknown key is an error,
//! and so is a product, version or action that the spec does not have.
//!
//! The spec is in the folder of the file; every path in it is relative to that folder.

mod choice;
mod file;
mod package;
mod pattern;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, LineIndex, not_toml};
use crate::spec::Docs;

pub use choice::Known;
pub(crate) use choice::{Chosen, missing};
pub use file::{ConfigFile, FILE_NAME, find};
pub use pattern::Pattern;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The crate that comes out.
    #[serde(rename = "crate", default)]
    pub krate: CrateConfig,
    /// Where pages, metadata and error lists are.
    #[serde(default)]
    pub sources: Sources,
    /// What is chosen, by product: its short name, or a glob such as `*` for the products that
    /// have no entry of their own.
    #[serde(default)]
    pub products: BTreeMap<Pattern, ProductConfig>,
    /// What is exported beside the crate.
    #[serde(rename = "export", default)]
    pub exports: Vec<ExportConfig>,
}

/// One folder of files that other tools read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportConfig {
    /// What the files are.
    pub format: ExportFormat,
    /// Their folder, relative to the config.
    pub out: String,
    /// The products, among those that are chosen; all of these, if left out.
    #[serde(default)]
    pub products: Option<Vec<String>>,
}

/// What exported files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum ExportFormat {
    /// OpenAPI 3.1, one document per product version.
    #[serde(rename = "openapi")]
    OpenApi,
    /// The same in OpenAPI 3.0.
    #[serde(rename = "openapi-3.0")]
    OpenApi30,
    /// JSON Schema, two files per action.
    #[serde(rename = "json-schema")]
    JsonSchema,
}

/// The crate that comes out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CrateConfig {
    /// Its package name.
    pub name: String,
    /// Its folder, relative to the config.
    pub out: String,
    /// Whether it is one crate, or a workspace of one per product.
    pub layout: LayoutConfig,
    /// Its version; where it is left out, tcgen.lock keeps one and raises it.
    pub version: Option<String>,
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where it may be published; nowhere, if left out.
    pub publish: Option<PublishConfig>,
    /// The address of its repository.
    pub repository: Option<String>,
    /// Words to find it by.
    pub keywords: Option<Vec<String>>,
    /// Who wrote it.
    pub authors: Vec<String>,
}

/// How what is generated is divided into crates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayoutConfig {
    /// One crate that holds all.
    #[default]
    Crate,
    /// A crate per product, and one that they share.
    Workspace,
}

/// Where the crate may be published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum PublishConfig {
    /// Anywhere, or nowhere.
    Anywhere(bool),
    /// In these registries.
    In(Vec<String>),
}

impl Default for CrateConfig {
    fn default() -> Self {
        Self {
            name: "tencentcloud-api".into(),
            out: "generated".into(),
            layout: LayoutConfig::default(),
            version: None,
            description: None,
            license: None,
            publish: None,
            repository: None,
            keywords: None,
            authors: Vec::new(),
        }
    }
}

/// Where pages, metadata and error lists are; paths are relative to the config.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sources {
    /// Pages, or folders of pages.
    pub pages: Vec<String>,
    /// Wheels, folders or files of the official metadata.
    pub metadata: Vec<String>,
    /// Wheels, folders or files of the official error lists.
    pub errors: Vec<String>,
    /// Files of corrections: known faults of the documentation.
    pub corrections: Vec<String>,
}

/// What is chosen of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProductConfig {
    /// Version dates; all, if left out.
    pub versions: Option<Vec<Pattern>>,
    /// Names and globs of actions; all, if left out.
    pub actions: Option<Vec<Pattern>>,
    /// How much documentation goes into the crate.
    pub docs: Docs,
    /// The address of the page that lists the product's pages, which `tcgen fetch` reads.
    pub pages: Option<String>,
}

impl Config {
    /// Reads the text of the file that `path` names.
    ///
    /// # Errors
    /// When it is not such a file; what it chooses is not looked for.
    pub fn read(path: &str, text: &str) -> Result<Self, Diagnostic> {
        let mut config: Self = toml::from_str(text)
            .map_err(|error| not_toml(Code::InvalidConfig, path, text, &error))?;
        package::check(&config.krate).map_err(|fault| fault.at(path, text))?;
        let lines = LineIndex::new(text);
        let locate = |pattern: Pattern| pattern.locate(path, &lines);
        let all = |patterns: Vec<Pattern>| patterns.into_iter().map(locate).collect();
        config.products = config
            .products
            .into_iter()
            .map(|(name, mut chosen)| {
                chosen.versions = chosen.versions.map(all);
                chosen.actions = chosen.actions.map(all);
                (locate(name), chosen)
            })
            .collect();
        Ok(config)
    }

    /// The config with each glob among its products replaced by the products that it stands for;
    /// an entry of a product's own goes before a glob, and the first glob before the next. One that
    /// matches none stays, so that [`missing`](Self::missing) reports it.
    #[must_use]
    pub fn expand<'a>(mut self, products: impl Iterator<Item = &'a str>) -> Self {
        let (globs, exact): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.products.into_iter().partition(|(name, _)| name.is_glob());
        self.products = exact;
        let mut unmatched = globs.clone();
        for product in products {
            unmatched.retain(|glob, _| !glob.matches(product));
            let glob = globs.iter().find(|(glob, _)| glob.matches(product));
            if let (Some((glob, chosen)), false) = (glob, self.products.contains_key(product)) {
                self.products.insert(glob.for_name(product), chosen.clone());
            }
        }
        self.products.append(&mut unmatched);
        self
    }

    /// Whether a product version is chosen.
    pub fn chooses(&self, product: &str, version: &str) -> bool {
        let own = self.products.get(product);
        let glob = || {
            let mut globs = self.products.iter().filter(|(name, _)| name.is_glob());
            globs.find(|(glob, _)| glob.matches(product)).map(|(_, chosen)| chosen)
        };
        own.or_else(glob).is_some_and(|chosen| {
            chosen
                .versions
                .as_ref()
                .is_none_or(|versions| versions.iter().any(|chosen| chosen.as_str() == version))
        })
    }

    /// Every product, version and action that is chosen and does not exist.
    pub fn missing(&self, known: &Known) -> Diagnostics {
        let chosen = self.products.iter().map(|(product, chosen)| Chosen {
            product,
            versions: chosen.versions.as_deref(),
            actions: chosen.actions.as_deref().unwrap_or_default(),
        });
        missing(chosen, known)
    }
}
