//! The spec, "as understood": the serde types that are the JSON of `spec/<product>/<version>.json`.
//!
//! Invariant: imports nothing of this crate. Reading a file and writing it back gives the
//! same bytes.

mod action;
pub mod direction;
mod facts;
mod host;
mod json;
pub(crate) mod json_types;
mod link;
mod member;
mod member_type;
mod name;
mod schema;
mod source;
mod structure;
mod subset;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use action::{Action, Example, RegionRule, Signature, Status};
pub use facts::{EndpointEvidence, EvidenceKind, PagesBy, PagesRule};
pub use host::{HostForm, host_form};
pub use json::{SpecError, read, write};
pub use link::{explorer, page_of};
pub use member::{Member, Presence, ValueDoc, member_at};
pub use member_type::{MemberType, ParseMemberTypeError, Scalar};
pub use name::{is_error_code, is_name, is_product, is_version};
pub use schema::schema;
pub use source::{Docs, Source, SourceKind};
pub use structure::Structure;
pub use subset::reached;

/// The format number that this version of the program reads and writes.
pub const FORMAT: u32 = 1;

/// A product version: its short name and its date.
pub type VersionKey = (String, String);

/// One product version: everything that is known of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The format of the file, [`FORMAT`].
    pub format: u32,
    /// The product's short name, as in its domain: `ess`.
    pub product: String,
    /// The version date: `2020-11-11`.
    pub version: String,
    /// The product's name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The host that answers: `ess.tencentcloudapi.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Error codes of the whole product version with their description, from the official error
    /// lists and from pages of error codes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, String>,
    /// What to do about an error code, where the official catalogue says it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub solutions: BTreeMap<String, String>,
    /// What `errors` and `solutions` were read from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Actions by name.
    #[serde(default)]
    pub actions: BTreeMap<String, Action>,
    /// Structures by name.
    #[serde(default)]
    pub structures: BTreeMap<String, Structure>,
}

impl Spec {
    /// An empty spec of a product version.
    pub fn new(product: impl Into<String>, version: impl Into<String>) -> Self {
        Self { format: FORMAT, product: product.into(), version: version.into(), ..Self::default() }
    }

    /// Its product and version.
    pub fn key(&self) -> VersionKey {
        (self.product.clone(), self.version.clone())
    }

    /// Where the file is below the spec folder: `ess/2020-11-11.json`.
    pub fn path(&self) -> String {
        format!("{}/{}.json", self.product, self.version)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if takes a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}
