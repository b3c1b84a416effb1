//! What an item of the spec was read from.

use serde::{Deserialize, Serialize};

/// One input that an item of the spec was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// A page, the official metadata, or error codes.
    pub kind: SourceKind,
    /// The file, relative to the config's folder, with `/`; `wheel.whl!/inside` in a wheel.
    pub path: String,
    /// The release of the package: `3.1.189.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Where the page is on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of the bytes, in lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The page's own date of last change, as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
}

/// The kind of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A page of the documentation.
    Page,
    /// The official metadata.
    Metadata,
    /// A list of error codes of the official SDKs.
    ErrorList,
    /// The official catalogue of error codes.
    ErrorCatalog,
}

/// How much documentation is taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Docs {
    /// All of it.
    #[default]
    Full,
    /// None: names, types, flags and links only.
    None,
}
