//! A structure: members that several actions share.

use serde::{Deserialize, Serialize};

use super::{Member, Source};

/// A structure: members that several actions share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// What it means, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Its members, in documented order.
    #[serde(default)]
    pub members: Vec<Member>,
    /// What this was read from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}
