//! An entry as it is written, and as it is understood.

use serde::Deserialize;
use toml::Spanned;

use crate::spec::{
    EndpointEvidence, EvidenceKind, MemberType, PagesBy, PagesRule, Presence, is_name, is_product,
    is_version,
};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) correction: Vec<Spanned<CorrectionEntry>>,
}

/// An entry as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionEntry {
    product: String,
    version: String,
    action: Option<String>,
    structure: Option<String>,
    input: Option<String>,
    output: Option<String>,
    member: Option<String>,
    kind: CorrectionKind,
    says: Option<String>,
    means: Option<String>,
    #[serde(default)]
    required: bool,
    after: Option<String>,
    pages: Option<PagesRule>,
    why: String,
    link: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CorrectionKind {
    Type,
    Required,
    Presence,
    Name,
    Missing,
    Surplus,
    Error,
    Endpoint,
    Pages,
}

/// An entry as it is understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Correction {
    pub(super) product: String,
    pub(super) version: String,
    pub(super) change: Change,
}

/// What is put right.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Something about a member.
    Member(Table, String, MemberChange),
    /// An error code of an action, or of the product: what it says, what is meant.
    Error(Option<String>, Option<String>, Option<String>),
    /// The host of an action.
    Endpoint(Endpoint),
    /// How an action answers in pages.
    Pages(String, PagesRule),
}

/// The host of an action: the one that the spec has, and the one that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Endpoint {
    pub(super) action: String,
    pub(super) says: String,
    pub(super) means: String,
    pub(super) evidence: EndpointEvidence,
}

/// Where a member stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Input(String),
    Output(String),
    Structure(String),
}

/// What is put right about a member.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum MemberChange {
    Type { says: MemberType, means: MemberType },
    Required { says: bool, means: bool },
    Presence { says: Option<Presence>, means: Option<Presence> },
    Name(String),
    Missing { member_type: MemberType, required: bool, after: Option<String> },
    Surplus,
}

/// The entry, or what is wrong with it.
pub(super) fn understand(entry: CorrectionEntry) -> Result<Correction, String> {
    if !is_product(&entry.product) || !is_version(&entry.version) {
        return Err(format!("`{}` {} is not a product version", entry.product, entry.version));
    }
    if entry.why.trim().is_empty() {
        return Err("`why` says nothing".into());
    }
    if entry.kind != CorrectionKind::Missing && (entry.required || entry.after.is_some()) {
        return Err("`required` and `after` belong to the kind `missing`".into());
    }
    if (entry.kind == CorrectionKind::Pages) != entry.pages.is_some() {
        return Err("the kind `pages`, and no other, has a table `pages`".into());
    }
    let change = match entry.kind {
        CorrectionKind::Error => error_change(&entry)?,
        CorrectionKind::Endpoint => Change::Endpoint(endpoint_change(&entry)?),
        CorrectionKind::Pages => pages_change(&entry)?,
        _ => member_change(&entry)?,
    };
    Ok(Correction { product: entry.product, version: entry.version, change })
}

fn error_change(entry: &CorrectionEntry) -> Result<Change, String> {
    let strays = [&entry.structure, &entry.input, &entry.output, &entry.member];
    if strays.iter().any(|key| key.is_some()) {
        return Err("an error code is of an `action`, or of the product".into());
    }
    match (&entry.says, &entry.means) {
        (None, None) => Err("an error code needs `says`, `means` or both".into()),
        (says, means) if says == means => Err("`says` and `means` are the same".into()),
        (says, means) => Ok(Change::Error(entry.action.clone(), says.clone(), means.clone())),
    }
}

fn only_action(entry: &CorrectionEntry) -> Result<String, String> {
    let strays = [&entry.structure, &entry.input, &entry.output, &entry.member];
    match &entry.action {
        Some(action) if strays.iter().all(|key| key.is_none()) => Ok(action.clone()),
        _ => Err("give `action` alone".into()),
    }
}

fn endpoint_change(entry: &CorrectionEntry) -> Result<Endpoint, String> {
    let action = only_action(entry)?;
    let (says, means) = both(entry)?;
    for host in [says, means] {
        let is_label = |label: &str| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if !host.contains('.') || !host.split('.').all(is_label) {
            return Err(format!("`{host}` is not the name of a host"));
        }
    }
    let text = Some(entry.why.trim().to_owned());
    let evidence =
        EndpointEvidence { kind: EvidenceKind::Correction, text, link: entry.link.clone() };
    Ok(Endpoint { action, says: says.to_owned(), means: means.to_owned(), evidence })
}

fn pages_change(entry: &CorrectionEntry) -> Result<Change, String> {
    let action = only_action(entry)?;
    if entry.says.is_some() || entry.means.is_some() {
        return Err("the kind `pages` says all in its table: leave out `says` and `means`".into());
    }
    let rule = entry.pages.clone().ok_or("give the table `pages`")?;
    let is_whole = match (rule.by, &rule.input, &rule.size, &rule.output) {
        (PagesBy::Offset | PagesBy::Page, Some(_), Some(_), None)
        | (PagesBy::Token, Some(_), _, Some(_)) => true,
        (PagesBy::None, None, None, None) => rule.lists.is_empty(),
        _ => false,
    };
    if !is_whole || (rule.by != PagesBy::None && rule.lists.is_empty()) {
        return Err(
            "`offset` and `page` need `input`, `size` and `lists`; `token` needs `input`, \
                    `output` and `lists`; `none` needs nothing"
                .into(),
        );
    }
    Ok(Change::Pages(action, rule))
}

fn member_change(entry: &CorrectionEntry) -> Result<Change, String> {
    let (table, member) =
        match ((&entry.action, &entry.structure), (&entry.input, &entry.output, &entry.member)) {
            ((Some(action), None), (Some(member), None, None)) => {
                (Table::Input(action.clone()), member)
            }
            ((Some(action), None), (None, Some(member), None)) => {
                (Table::Output(action.clone()), member)
            }
            ((None, Some(name)), (None, None, Some(member))) => {
                (Table::Structure(name.clone()), member)
            }
            _ => {
                return Err(
                    "give `action` with `input` or `output`, or `structure` with `member`".into()
                );
            }
        };
    let change = match entry.kind {
        CorrectionKind::Type => {
            let (says, means) = both(entry)?;
            MemberChange::Type { says: member_type(says)?, means: member_type(means)? }
        }
        CorrectionKind::Required => {
            let (says, means) = both(entry)?;
            MemberChange::Required { says: truth(says)?, means: truth(means)? }
        }
        CorrectionKind::Presence => {
            let (says, means) = both(entry)?;
            MemberChange::Presence { says: presence(says)?, means: presence(means)? }
        }
        CorrectionKind::Name => {
            let name = only_means(entry)?;
            if !is_name(name) {
                return Err(format!("`{name}` is not a name of a member"));
            }
            MemberChange::Name(name.to_owned())
        }
        CorrectionKind::Missing => MemberChange::Missing {
            member_type: member_type(only_means(entry)?)?,
            required: entry.required,
            after: entry.after.clone(),
        },
        CorrectionKind::Surplus if entry.says.is_none() && entry.means.is_none() => {
            MemberChange::Surplus
        }
        CorrectionKind::Surplus
        | CorrectionKind::Error
        | CorrectionKind::Endpoint
        | CorrectionKind::Pages => {
            return Err("a surplus member is only named: leave out `says` and `means`".into());
        }
    };
    if !is_name(member) {
        return Err(format!("`{member}` is not a name of a member"));
    }
    Ok(Change::Member(table, member.clone(), change))
}

fn both(entry: &CorrectionEntry) -> Result<(&str, &str), String> {
    match (&entry.says, &entry.means) {
        (Some(says), Some(means)) if says == means => Err("`says` and `means` are the same".into()),
        (Some(says), Some(means)) => Ok((says, means)),
        _ => Err("give `says` and `means`".into()),
    }
}

fn only_means(entry: &CorrectionEntry) -> Result<&str, String> {
    match (&entry.says, &entry.means) {
        (None, Some(means)) => Ok(means),
        _ => Err("give `means`, and leave out `says`".into()),
    }
}

fn member_type(text: &str) -> Result<MemberType, String> {
    text.parse().map_err(|error: crate::spec::ParseMemberTypeError| error.to_string())
}

fn truth(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| format!("`{text}` is neither `true` nor `false`"))
}

fn presence(text: &str) -> Result<Option<Presence>, String> {
    match text {
        "always" => Ok(Some(Presence::Always)),
        "nullable" => Ok(Some(Presence::Nullable)),
        "unknown" => Ok(None),
        _ => Err(format!("`{text}` is none of `always`, `nullable` and `unknown`")),
    }
}
