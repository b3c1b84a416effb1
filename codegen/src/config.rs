//! tcgen.toml: what is generated, and from what.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Location};

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The crate that comes out.
    #[serde(rename = "crate", default)]
    pub krate: CrateConfig,
    /// Where pages and metadata are.
    #[serde(default)]
    pub sources: Sources,
    /// What is chosen, by product.
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
}

impl Default for CrateConfig {
    fn default() -> Self {
        Self { name: "tencentcloud-api".into(), out: "generated".into() }
    }
}

/// Where pages and metadata are; paths are relative to the config.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sources {
    /// Pages, or folders of pages.
    pub pages: Vec<String>,
    /// Wheels, folders or files of the official metadata.
    pub metadata: Vec<String>,
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
}

impl Default for ProductConfig {
    fn default() -> Self {
        Self { versions: None, actions: vec!["*".into()], docs: Docs::Full }
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
        toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map_or((0, 0), |span| place(text, span.start));
            Diagnostic::new(Code::InvalidConfig, error.message().replace('\n', " "))
                .at(Location::new(path, line, column))
        })
    }
}

/// Line and column, from 1, of a byte offset.
fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    (u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0))
}
