//! The members of an input that name a page.

use super::{counts, named};
use crate::rust::api::Pagination;
use crate::spec::{Action, Member, MemberType, Scalar, Spec};

/// Inputs that skip items. Where their text says that they count pages, `first_page` is set.
const OFFSETS: &[&str] = &["Offset", "OffSet", "From", "Skip", "Start", "MgoOffset"];
/// Inputs that say how many items to give behind those.
const LIMITS: &[&str] = &["Limit", "Length", "Count", "MaxResults", "PageSize", "MgoLimit"];
/// Inputs that number pages. `Index` does only where its text says so.
const PAGES: &[&str] = &["PageNumber", "PageNum", "PageNo", "Page", "PageIndex", "PageId", "Index"];
/// Inputs that say how many items a page has.
const SIZES: &[&str] = &["PageSize", "Limit", "Size", "PerPage", "Rp", "Count", "NumPerPage"];
/// Inputs that take a token, each with the outputs that may give it.
const TOKENS: &[(&str, &[&str])] = &[
    ("Context", &["Context"]),
    ("ConText", &["ConText"]),
    ("NextToken", &["NextToken"]),
    ("Cursor", &["NextCursor", "Cursor"]),
    ("NextCursor", &["NextCursor"]),
    ("PageToken", &["NextPageToken", "PageToken"]),
    ("ScrollToken", &["ScrollToken"]),
    ("ScrollId", &["ScrollId", "ScrollID"]),
    ("PaginationToken", &["PaginationToken"]),
    ("SearchAfter", &["SearchAfter"]),
    ("Marker", &["NextMarker", "Marker"]),
    ("ContinueToken", &["ContinueToken"]),
];

/// The ways in which an input can ask for a page.
#[derive(Debug)]
pub(super) struct Ways {
    pub(super) numbered: Option<Numbered>,
    pub(super) tokens: Vec<Token>,
}

/// By a number.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) pagination: Pagination,
    pub(super) is_text: bool,
}

/// By a token.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) input: String,
    pub(super) outputs: &'static [&'static str],
    pub(super) is_text: bool,
}

/// The ways of the input itself, else of the first structure in it that has any.
pub(super) fn ways(action: &Action, spec: &Spec) -> Option<Ways> {
    let nested = action.input.iter().filter(|member| !member.disabled).filter_map(|member| {
        let MemberType::Structure(name) = &member.member_type else { return None };
        Some((format!("{}.", member.name), spec.structures.get(name)?.members.as_slice()))
    });
    let mut places = std::iter::once((String::new(), action.input.as_slice())).chain(nested);
    places.find_map(|(prefix, members)| ways_of(&prefix, members))
}

fn ways_of(prefix: &str, members: &[Member]) -> Option<Ways> {
    let numbered = by_offset(prefix, members).or_else(|| by_page(prefix, members));
    let token = |(input, outputs): &(&str, &'static [&'static str])| {
        let member = named(members, input).filter(|member| counts(member))?;
        let input = format!("{prefix}{input}");
        Some(Token { input, outputs, is_text: is_text(member) })
    };
    let tokens: Vec<Token> = TOKENS.iter().filter_map(token).collect();
    (numbered.is_some() || !tokens.is_empty()).then_some(Ways { numbered, tokens })
}

fn by_offset(prefix: &str, members: &[Member]) -> Option<Numbered> {
    let (offset, limit) = pair(members, OFFSETS, LIMITS)?;
    let [name, size] = [offset, limit].map(|member| format!("{prefix}{}", member.name));
    let pagination = match offset.first_page {
        Some(first) => Pagination::Page { number: name, first, size },
        None => Pagination::Offset { offset: name, limit: size },
    };
    Some(Numbered { pagination, is_text: is_text(offset) })
}

fn by_page(prefix: &str, members: &[Member]) -> Option<Numbered> {
    let (number, size) = pair(members, PAGES, SIZES)?;
    let first = number.first_page.unwrap_or(1);
    let is_text = is_text(number);
    let [number, size] = [number, size].map(|member| format!("{prefix}{}", member.name));
    Some(Numbered { pagination: Pagination::Page { number, first, size }, is_text })
}

/// The first position that has a size beside it.
fn pair<'a>(
    members: &'a [Member],
    positions: &[&str],
    sizes: &[&str],
) -> Option<(&'a Member, &'a Member)> {
    let find = |names: &[&str], but: &str| {
        let mut found = names.iter().filter(|name| **name != but);
        found.find_map(|name| named(members, name).filter(|member| counts(member)))
    };
    positions.iter().find_map(|name| {
        let position = named(members, name).filter(|member| counts(member))?;
        if *name == "Index" && position.first_page.is_none() {
            return None;
        }
        Some((position, find(sizes, name)?))
    })
}

fn is_text(member: &Member) -> bool {
    member.member_type == MemberType::Scalar(Scalar::String)
}
