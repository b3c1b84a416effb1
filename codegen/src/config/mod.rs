//! tcgen.toml: what is generated, and from what.
//!
//! In: the file. Out: [`Config`], and findings with line and column: an unknown key is an error,
//! and so is a product, version or action that the spec does not have.
//!
//! The spec stands in the folder of the file; every path in it is relative to that folder.

mod check;
mod file;
mod package;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Location};

pub use check::{Known, check, nearest};
pub use file::{ConfigFile, FILE_NAME, find};

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
    pub products: BTreeMap<String, ProductConfig>,
}

/// The crate that comes out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CrateConfig {
    /// Its package name.
    pub name: String,
    /// Its folder, relative to the config.
    pub out: String,
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProductConfig {
    /// Version dates; all, if left out.
    pub versions: Option<Vec<String>>,
    /// Names and globs of actions.
    pub actions: Vec<String>,
    /// How much documentation goes into the crate.
    pub docs: Docs,
    /// The address of the page that lists the product's pages, which `tcgen fetch` reads.
    pub pages: Option<String>,
}

impl Default for ProductConfig {
    fn default() -> Self {
        Self { versions: None, actions: vec!["*".into()], docs: Docs::Full, pages: None }
    }
}

/// How much documentation is taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Docs {
    /// All of it.
    #[default]
    Full,
    /// Names, types, flags and links only.
    None,
}

impl Config {
    /// Reads the text of the file that `path` names.
    pub fn read(path: &str, text: &str) -> Result<Self, Diagnostic> {
        let config: Self = toml::from_str(text)
            .map_err(|error| not_toml(Code::InvalidConfig, path, text, &error))?;
        package::check(&config.krate).map_err(|fault| fault.at(path, text))?;
        Ok(config)
    }

    /// The config with each glob among its products replaced by the products that it stands for;
    /// an entry of a product's own goes before a glob, and the first glob before the next.
    #[must_use]
    pub fn expand<'a>(mut self, products: impl Iterator<Item = &'a str>) -> Self {
        let (globs, exact): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.products.into_iter().partition(|(name, _)| check::is_glob(name));
        self.products = exact;
        for product in products {
            let glob = globs.iter().find(|(glob, _)| check::matches(glob, product));
            if let (Some((_, chosen)), false) = (glob, self.products.contains_key(product)) {
                self.products.insert(product.to_owned(), chosen.clone());
            }
        }
        self
    }

    /// Whether a product version is chosen.
    pub fn chooses(&self, product: &str, version: &str) -> bool {
        let own = self.products.get(product);
        let glob = || {
            let mut globs = self.products.iter().filter(|(name, _)| check::is_glob(name));
            globs.find(|(glob, _)| check::matches(glob, product)).map(|(_, chosen)| chosen)
        };
        own.or_else(glob).is_some_and(|chosen| {
            chosen
                .versions
                .as_ref()
                .is_none_or(|versions| versions.iter().any(|chosen| chosen == version))
        })
    }
}

/// What is wrong with a TOML file, with its place and the key that was perhaps meant.
pub(crate) fn not_toml(code: Code, path: &str, text: &str, error: &toml::de::Error) -> Diagnostic {
    let (line, column) = error.span().map_or((0, 0), |span| place(text, span.start));
    let message = error.message().replace('\n', " ");
    let diagnostic = Diagnostic::new(code, &message).at(Location::new(path, line, column));
    let unknown = |kind: &str| message.strip_prefix(kind)?.strip_prefix(" `");
    let Some(rest) = unknown("unknown field").or_else(|| unknown("unknown variant")) else {
        return diagnostic;
    };
    // The unknown word, then every other piece an expected one.
    let mut words = rest.split('`').step_by(2);
    let unknown = words.next().unwrap_or_default();
    let expected = words.collect::<Vec<_>>();
    match nearest(unknown, expected.into_iter()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// Line and column, from 1, of a byte offset.
pub(crate) fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    (u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0))
}
