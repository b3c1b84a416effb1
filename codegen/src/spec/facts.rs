//! What the spec says of an action beyond its members: why it has a host of its own, and how
//! somebody put right how it answers in pages.

use serde::{Deserialize, Serialize};

/// Why an action has a host of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointEvidence {
    /// What says it.
    pub kind: EvidenceKind,
    /// Its words: the sentence of the prose, the reason of the correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where a correction can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What says which host an action has, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A correction, of the program or of the user.
    Correction,
    /// The head of the action's page.
    Page,
    /// A sentence that says to set it.
    Prose,
}

/// How an action answers in pages, where a correction says it. All are wire names, or paths of
/// them: `Filter.Offset`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagesRule {
    /// How the next page is asked for.
    pub by: PagesBy,
    /// The input that names the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The input that says how many items a page has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The number of the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u8>,
    /// The output that gives the next token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The outputs that hold the items; all of them are one page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
    /// The output that counts all items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// The output that says whether a page is the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// The value of `end` on the last page.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub end_is: bool,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagesBy {
    /// By the number of items before it.
    Offset,
    /// By its number.
    Page,
    /// By a token of the page before.
    Token,
    /// Not at all: the action has no pages.
    None,
}
