//! Members: those of a page with those of the metadata, and what two tables differ in.

use std::collections::{BTreeMap, BTreeSet};

use super::sourced::Sourced;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::documentation::interpret::TableOf;
use crate::spec::{Member, MemberType, Presence, Scalar};

/// What is merged, and from where.
pub(super) struct Between<'a, T> {
    /// The item: ``input of `CreateX` ``.
    pub(super) what: &'a str,
    /// Which of its tables.
    pub(super) table: TableOf,
    /// The page, to say where its rows stand.
    pub(super) page: &'a Sourced<T>,
    /// The metadata.
    pub(super) metadata: &'a Location,
    /// Whether the page says of each member if it is required.
    pub(super) required_stated: bool,
}

impl<T> Between<'_, T> {
    /// The finding at the page's row of the member; at its table, where it has none.
    fn point(&self, diagnostic: Diagnostic, member: &Member) -> Diagnostic {
        self.page.point(diagnostic, self.table, &member.name)
    }
}

/// The union: the page's members in its order; each that only the metadata has after the one
/// that it follows there.
pub(super) fn merge_members<T>(
    between: &Between<'_, T>,
    page: Vec<Member>,
    metadata: Vec<Member>,
    diagnostics: &mut Diagnostics,
) -> Vec<Member> {
    let in_page: BTreeSet<&str> = page.iter().map(|member| member.name.as_str()).collect();
    let mut known: BTreeMap<String, Member> = BTreeMap::new();
    let mut following: BTreeMap<Option<String>, Vec<Member>> = BTreeMap::new();
    let mut last: Option<String> = None;
    for member in metadata {
        if in_page.contains(member.name.as_str()) {
            last = Some(member.name.clone());
            known.insert(member.name.clone(), member);
        } else {
            // Pages leave out what is no longer used.
            if !member.disabled {
                diagnostics.push(missing_in_page(between, &member));
            }
            following.entry(last.clone()).or_default().push(member);
        }
    }
    let mut merged = following.remove(&None).unwrap_or_default();
    for member in page {
        let after = following.remove(&Some(member.name.clone())).unwrap_or_default();
        if let Some(other) = known.remove(&member.name) {
            merged.push(merge_member(between, member, other, diagnostics));
        } else {
            diagnostics.push(missing_in_metadata(between, &member));
            merged.push(member);
        }
        merged.extend(after);
    }
    merged
}

fn missing_in_page<T>(between: &Between<'_, T>, member: &Member) -> Diagnostic {
    let message = format!(
        "member `{}` of the {} is in the metadata ({}) and not on the page",
        member.name, between.what, between.metadata
    );
    between
        .point(Diagnostic::new(Code::MemberMissingInPage, message), member)
        .help("the page is older than the metadata; the member is kept")
}

fn missing_in_metadata<T>(between: &Between<'_, T>, member: &Member) -> Diagnostic {
    let message = format!(
        "member `{}` of the {} is on the page and not in the metadata ({})",
        member.name, between.what, between.metadata
    );
    between
        .point(Diagnostic::new(Code::MemberMissingInMetadata, message), member)
        .help("one of them is older; the member is kept")
}

fn merge_member<T>(
    between: &Between<'_, T>,
    page: Member,
    metadata: Member,
    diagnostics: &mut Diagnostics,
) -> Member {
    let contradiction = |code: Code, ours: &str, theirs: &str| {
        let message = format!(
            "member `{}` of the {} is {ours} on the page and {theirs} in the metadata ({}), \
             which is used",
            page.name, between.what, between.metadata
        );
        between.point(Diagnostic::new(code, message), &page)
    };
    if !refines(&page.member_type, &metadata.member_type) {
        diagnostics.push(contradiction(
            Code::TypeContradiction,
            &format!("`{}`", page.member_type),
            &format!("`{}`", metadata.member_type),
        ));
    }
    if between.required_stated && page.required != metadata.required {
        let word = |required: bool| if required { "required" } else { "not required" };
        diagnostics.push(contradiction(
            Code::RequiredContradiction,
            word(page.required),
            word(metadata.required),
        ));
    }
    // May be null on either side: a reader must expect it.
    let presence = match (page.presence, metadata.presence) {
        (Some(Presence::Nullable), _) => Some(Presence::Nullable),
        (ours, theirs) => theirs.or(ours),
    };
    Member {
        name: page.name,
        member_type: metadata.member_type,
        required: metadata.required,
        presence,
        first_page: metadata.first_page.or(page.first_page),
        disabled: page.disabled || metadata.disabled,
        doc: page.doc.or(metadata.doc),
        example: page.example.or(metadata.example),
        default: page.default.or(metadata.default),
        values: if page.values.is_empty() { metadata.values } else { page.values },
    }
}

/// Whether the metadata's type says the page's more exactly. A page writes Integer for both
/// kinds of integers, and often String for a time.
fn refines(page: &MemberType, metadata: &MemberType) -> bool {
    let scalar = |page: Scalar, metadata: Scalar| match page {
        Scalar::Int64 => metadata == Scalar::Uint64,
        Scalar::String => {
            matches!(metadata, Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso)
        }
        _ => false,
    };
    page == metadata
        || match (page, metadata) {
            (MemberType::Scalar(page), MemberType::Scalar(metadata))
            | (MemberType::ScalarList(page), MemberType::ScalarList(metadata)) => {
                scalar(*page, *metadata)
            }
            _ => false,
        }
}

/// One thing that two sources differ in.
pub(super) struct Difference {
    /// Table and name of the row that it is about, if it is about one.
    pub(super) row: Option<(TableOf, String)>,
    /// The difference in words.
    pub(super) text: String,
}

/// What two tables of the same members differ in.
pub(super) fn differences(table: TableOf, first: &[Member], other: &[Member]) -> Vec<Difference> {
    let (ours, theirs) = (by_name(first), by_name(other));
    let mut all = Vec::new();
    let mut add = |name: &str, text: String| {
        all.push(Difference { row: Some((table, name.to_owned())), text });
    };
    for (name, member) in &ours {
        let Some(other) = theirs.get(name) else {
            add(name, format!("`{name}` only here"));
            continue;
        };
        if member.member_type != other.member_type {
            let (a, b) = (&member.member_type, &other.member_type);
            add(name, format!("`{name}` is `{a}` here, `{b}` there"));
        }
        if member.required != other.required {
            let place = if member.required { "here" } else { "there" };
            add(name, format!("`{name}` is required only {place}"));
        }
    }
    for name in theirs.keys().filter(|name| !ours.contains_key(**name)) {
        add(name, format!("`{name}` only there"));
    }
    all
}

fn by_name(members: &[Member]) -> BTreeMap<&str, &Member> {
    members.iter().map(|member| (member.name.as_str(), member)).collect()
}
