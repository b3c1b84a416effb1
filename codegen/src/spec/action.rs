//! One action of a product version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{EndpointEvidence, Member, PagesRule, Source};

/// One action: what goes in, what comes out, what can go wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The name for people, from the page's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it does, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Whether it can still be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The host, where it is not the product's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Why that is its host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint_evidence: Option<EndpointEvidence>,
    /// What the page says of the Region parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionRule>,
    /// Calls a second that one account may make, unless raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_second: Option<u32>,
    /// How the call is signed, where it is not TC3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Whether the answer may come as `text/event-stream`.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub streaming: bool,
    /// How it answers in pages, where a correction says it; else names and types do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PagesRule>,
    /// What is sent, in documented order; without Action, Version and Region.
    #[serde(default)]
    pub input: Vec<Member>,
    /// What comes back, in documented order; RequestId included.
    #[serde(default)]
    pub output: Vec<Member>,
    /// Error codes of this action with their description.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, String>,
    /// The documented examples.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// What this was read from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Whether an action can still be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It can.
    Online,
    /// It can, and will go.
    Deprecated,
    /// It cannot any more.
    Offline,
}

/// What a page says of the common parameter Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionRule {
    /// A call without it is refused.
    Required,
    /// It may be sent.
    Optional,
    /// It is not needed.
    Unused,
}

/// How a call is signed, where it is not TC3-HMAC-SHA256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Not at all: `Authorization: SKIP`.
    Skip,
}

/// A documented example.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The prose between title and request, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The host that the request names, where it is not the product's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The body where it is JSON, else the text as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
    /// The whole `{"Response": …}` where it is JSON, else the text as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Value>,
}
