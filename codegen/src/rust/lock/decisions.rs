//! The decisions about one product version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::spec::direction::Direction;

/// What differs from the plain rules. Keys are paths through the spec file:
/// `actions/CreateX/input/Name`, `structures/X/Name`; what an action brings beside its members
/// is `actions/CreateX` (the function), `…/request`, `…/response`, `…/pages`, `…/stream`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// Rust names that a collision has bent, so that who was there first keeps the plain name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// The arguments of `new`, where they are not in documented order: by type, the members.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arguments: BTreeMap<String, Vec<String>>,
    /// Members whose part in `new` is not what the documentation says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Hold>,
    /// The direction in which a structure was first used, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub directions: BTreeMap<String, Direction>,
    /// Whether a member that holds a structure by value has a `Box` around it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub boxes: BTreeMap<String, bool>,
}

/// What a member stays, whatever the documentation says of it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// An argument of `new`, though it is no longer required.
    Argument,
    /// Set by a method only, though it is required: as an argument it would have taken the
    /// position of another one, and old calls would have compiled with another meaning.
    Setter,
}

impl Decisions {
    /// Whether the plain rules hold throughout.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The paths of everything that is decided, for saying which of them mean nothing any more.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let directions = self.directions.keys().map(|name| format!("structures/{name}"));
        let named = self.names.keys().chain(self.arguments.keys());
        named.chain(self.members.keys()).chain(self.boxes.keys()).cloned().chain(directions)
    }
}
