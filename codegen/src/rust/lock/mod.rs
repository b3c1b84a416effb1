//! `tcgen.lock`: the decisions about the Rust API that the documentation alone does not fix and
//! that must not change by themselves. It is beside tcgen.toml and is committed.
//!
//! In: the text of the file. Out: a [`Lock`], or what is wrong with it, with line and column.
//!
//! Invariant: reading and writing gives the same bytes; everything is sorted, one decision per
//! line, so that a change reads well in a diff. A name in it is an identifier, never code.

mod decisions;
mod read;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostics::Diagnostic;
use crate::source::read_utf8;

pub use decisions::{Decisions, Hold};

/// The name of the file.
pub const FILE_NAME: &str = "tcgen.lock";

/// The format number that this version of the program reads and writes.
const FORMAT: u32 = 1;

/// What is above the decisions.
const HEAD: &str = "\
# Decisions about the Rust API that the documentation does not fix. `tcgen regenerate` writes this
# file; commit it. `tcgen regenerate --unlock` lets go of what is held here.
";

/// Everything that is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The format of the file.
    format: u32,
    /// The crate.
    #[serde(rename = "crate")]
    pub krate: LockedCrate,
    /// The version of each product's package, where each has one.
    #[serde(default, rename = "package", skip_serializing_if = "BTreeMap::is_empty")]
    pub packages: BTreeMap<String, String>,
    /// The version that the short path of a product means, where it is not the newest one.
    #[serde(default, rename = "short-path", skip_serializing_if = "BTreeMap::is_empty")]
    pub short_paths: BTreeMap<String, String>,
    /// Decisions by product version: `ess/2020-11-11`.
    #[serde(default, rename = "api", skip_serializing_if = "BTreeMap::is_empty")]
    pub versions: BTreeMap<String, Decisions>,
}

/// What is remembered of the crate as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LockedCrate {
    /// Its version, or the one that its changes ask for.
    pub version: String,
    /// The version of tcgen that wrote it.
    pub generator: String,
    /// The product versions that it holds: `ess/2020-11-11`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<String>,
    /// The releases of the sources that it was made from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<String>,
}

impl Lock {
    /// A lock that remembers nothing.
    pub fn new(krate: LockedCrate) -> Self {
        Self { format: FORMAT, krate, ..Self::default() }
    }

    /// The lock in a folder, which is that of tcgen.toml and the spec; none, if it has none.
    pub fn beside(folder: &Path) -> Result<Option<Self>, Diagnostic> {
        let path = folder.join(FILE_NAME);
        if !path.exists() {
            return Ok(None);
        }
        let file = read_utf8(&path)?;
        Self::read(&file.path, &file.text).map(Some)
    }

    /// The decisions about a product version.
    pub fn decisions(&self, product: &str, version: &str) -> Option<&Decisions> {
        self.versions.get(&key(product, version))
    }

    /// Remembers the decisions about a product version; none is not written.
    pub fn remember(&mut self, product: &str, version: &str, decisions: Decisions) {
        if decisions.is_empty() {
            self.versions.remove(&key(product, version));
        } else {
            self.versions.insert(key(product, version), decisions);
        }
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        // Strings, lists and tables of strings always have a form in TOML.
        let body = toml::to_string(self).unwrap_or_default();
        format!("{HEAD}{body}")
    }
}

fn key(product: &str, version: &str) -> String {
    format!("{product}/{version}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::direction::Direction;

    fn full() -> Lock {
        let mut lock = Lock::new(LockedCrate {
            version: "0.2.0".into(),
            generator: "0.1.0".into(),
            modules: vec!["ess/2020-11-11".into()],
            releases: vec!["3.1.189.1".into()],
        });
        lock.short_paths.insert("ess".into(), "2020-11-11".into());
        let mut decisions = Decisions::default();
        decisions.names.insert("actions/Acl/response".into(), "AclResponse2".into());
        decisions.arguments.insert("actions/Acl/input".into(), vec!["B".into(), "A".into()]);
        decisions.members.insert("actions/Acl/input/A".into(), Hold::Argument);
        decisions.directions.insert("Quota".into(), Direction::Read);
        decisions.boxes.insert("structures/Task/Next".into(), false);
        lock.remember("ess", "2020-11-11", decisions);
        lock
    }

    #[test]
    fn the_file_reads_back_and_has_one_decision_per_line() {
        let text = full().text();
        let read = Lock::read("tcgen.lock", &text).unwrap();
        assert_eq!(read, full());
        assert_eq!(read.text(), text);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_version_without_decisions_is_not_written() {
        let mut lock = full();
        lock.remember("ess", "2020-11-11", Decisions::default());
        assert!(!lock.text().contains("[api"));
    }
}
