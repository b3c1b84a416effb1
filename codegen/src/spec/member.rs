//! A member of an input, an output or a structure.

use serde::{Deserialize, Serialize};

use super::{MemberType, Spec};

/// A member of an input, an output or a structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The name on the wire, never altered.
    pub name: String,
    /// The type on the wire.
    #[serde(rename = "type")]
    pub member_type: MemberType,
    /// Whether the service refuses a call without it.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub required: bool,
    /// What is promised of it in an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// The number of the first page, where this input counts pages and its text says so: of an
    /// `Offset` that counts pages, of a page number that begins at 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_page: Option<u8>,
    /// Whether the service no longer uses it.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub disabled: bool,
    /// What it means, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The documented example, as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The documented default, as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The documented values, in order, as found. Never closed: the service adds values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueDoc>,
}

impl Member {
    /// A member of which only name and type are known.
    pub fn new(name: impl Into<String>, member_type: MemberType) -> Self {
        Self {
            name: name.into(),
            member_type,
            required: false,
            presence: None,
            first_page: None,
            disabled: false,
            doc: None,
            example: None,
            default: None,
            values: Vec::new(),
        }
    }
}

/// What is promised of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Metadata says that it is always returned.
    Always,
    /// The documentation says that it may be null.
    Nullable,
}

/// A documented value of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueDoc {
    /// The value as found.
    pub value: String,
    /// What it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}

/// The member at a path of names: `Filter.Offset`.
pub fn member_at<'a>(members: &'a [Member], path: &str, spec: &'a Spec) -> Option<&'a Member> {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let member = members.iter().find(|member| member.name == name)?;
    match (&member.member_type, rest) {
        (_, "") => Some(member),
        (MemberType::Structure(name), rest) => {
            member_at(&spec.structures.get(name)?.members, rest, spec)
        }
        _ => None,
    }
}
