//! Which actions answer in pages, and how the next page is asked for.
//!
//! The documentation has no mark for it. An action is taken to answer in pages when its inputs
//! are a known pair of whole numbers, or a token that an output gives back, and exactly one
//! output can hold the items. What is doubtful gets no function: a wrong one would loop.

use crate::names::snake;
use crate::rust::Pagination;
use crate::spec::{Action, Member, MemberType, Scalar, Spec};

/// Inputs that skip items, each with the input that says how many.
const OFFSETS: &[(&str, &str)] = &[("Offset", "Limit")];

/// Inputs that number pages from 1, each with the input that says how many items.
const PAGES: &[(&str, &str)] = &[
    ("PageNumber", "PageSize"),
    ("PageNum", "PageSize"),
    ("PageNo", "PageSize"),
    ("Page", "PageSize"),
    ("Page", "Limit"),
    ("Page", "Size"),
];

/// Inputs that take a token, each with the outputs that give it.
const TOKENS: &[(&str, &[&str])] = &[
    ("NextToken", &["NextToken"]),
    ("PageToken", &["NextPageToken", "PageToken"]),
    ("Marker", &["NextMarker"]),
    ("Cursor", &["NextCursor", "Cursor"]),
    ("ScrollToken", &["ScrollToken"]),
];

/// Outputs that say how many items there are in all.
const TOTALS: &[&str] = &["TotalCount", "Total", "TotalNum"];

/// How an action's pages are walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) pagination: Pagination,
    pub(crate) is_text: bool,
    pub(crate) total: Option<String>,
    pub(crate) lists: Vec<String>,
    pub(crate) end: Option<(String, bool)>,
}

pub(crate) fn pagination(action: &Action, spec: &Spec) -> Option<Found> {
    let (prefix, output) = items(action, spec)?;
    let list = format!("{prefix}{}", only_list(output)?);
    let inside = TOTALS.iter().find(|name| is_number(output, name));
    let outside = TOTALS.iter().find(|name| is_number(&action.output, name));
    let total = inside.map(|name| format!("{prefix}{name}"));
    let total = total.or_else(|| outside.map(|name| (*name).to_owned()));
    let pagination = by_offset(action).or_else(|| by_token(action)).or_else(|| by_page(action))?;
    // Without a total, a page that is not full would be the only sign of the end.
    let is_text = matches!(pagination, Pagination::Token { .. });
    let lists = vec![list];
    (total.is_some() || is_text).then_some(Found { pagination, is_text, total, lists, end: None })
}

fn by_offset(action: &Action) -> Option<Pagination> {
    let (offset, limit) = pair(OFFSETS, &action.input)?;
    Some(Pagination::Offset { offset, limit })
}

fn by_page(action: &Action) -> Option<Pagination> {
    let (number, size) = pair(PAGES, &action.input)?;
    Some(Pagination::Page { number, first: 1, size })
}

fn by_token(action: &Action) -> Option<Pagination> {
    TOKENS.iter().find_map(|(input, outputs)| {
        let output = outputs.iter().find(|name| is_text(&action.output, name))?;
        is_text(&action.input, input)
            .then(|| Pagination::Token { input: (*input).to_owned(), output: (*output).to_owned() })
    })
}

fn pair(pairs: &[(&str, &str)], input: &[Member]) -> Option<(String, String)> {
    let found = pairs.iter().find(|(a, b)| is_number(input, a) && is_number(input, b))?;
    Some((found.0.to_owned(), found.1.to_owned()))
}

/// Where the items are: the outputs themselves, or the members of the one structure among them
/// (`Data`), with the path to these.
fn items<'a>(action: &'a Action, spec: &'a Spec) -> Option<(String, &'a [Member])> {
    if action.output.iter().any(|member| member.member_type.is_list()) {
        return Some((String::new(), &action.output));
    }
    let mut objects = action.output.iter().filter_map(|member| match &member.member_type {
        MemberType::Structure(name) => Some((member, name)),
        _ => None,
    });
    let (member, name) = objects.next()?;
    if objects.next().is_some() {
        return None;
    }
    let structure = spec.structures.get(name)?;
    Some((format!("{}.", member.name), &structure.members))
}

/// The one list of structures, else the one list. Lists of what failed are left out where there
/// are others.
fn only_list(output: &[Member]) -> Option<&str> {
    let lists = || output.iter().filter(|member| member.member_type.is_list());
    let items: Vec<&Member> = lists().filter(|member| !tells_failures(member)).collect();
    let items = if items.is_empty() { lists().collect() } else { items };
    let is_structures =
        |member: &&&Member| matches!(member.member_type, MemberType::StructureList(_));
    let structures: Vec<&Member> = items.iter().filter(is_structures).copied().collect();
    match (structures.as_slice(), items.as_slice()) {
        ([only], _) | ([], [only]) => Some(&only.name),
        _ => None,
    }
}

/// Whether the name says that the member tells what went wrong: `Errors`, `FailMessageList`.
fn tells_failures(member: &Member) -> bool {
    const WORDS: &[&str] = &["error", "errors", "fail", "failed", "failure", "failures"];
    snake(&member.name).split('_').any(|word| WORDS.contains(&word))
}

fn is_number(members: &[Member], name: &str) -> bool {
    let number =
        |m: &Member| matches!(m.member_type, MemberType::Scalar(Scalar::Int64 | Scalar::Uint64));
    members.iter().any(|member| member.name == name && number(member))
}

fn is_text(members: &[Member], name: &str) -> bool {
    let text = MemberType::Scalar(Scalar::String);
    members.iter().any(|member| member.name == name && member.member_type == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Structure;

    fn found(input: &[(&str, &str)], output: &[(&str, &str)]) -> Option<Found> {
        let members = |list: &[(&str, &str)]| {
            list.iter().map(|(name, text)| Member::new(*name, text.parse().unwrap())).collect()
        };
        let action = Action { input: members(input), output: members(output), ..Action::default() };
        let mut spec = Spec::new("ess", "2020-11-11");
        let page = [("Records", "list<Item>"), ("Total", "int64")];
        let page = Structure { members: members(&page), ..Structure::default() };
        spec.structures.insert("Page".into(), page);
        pagination(&action, &spec)
    }

    #[test]
    fn the_items_may_stand_in_the_only_structure() {
        let found = found(INTS, &[("Data", "Page"), ("RequestId", "string")]).unwrap();
        assert_eq!(
            (found.lists[0].as_str(), found.total.as_deref()),
            ("Data.Records", Some("Data.Total"))
        );
    }

    const INTS: &[(&str, &str)] = &[("Offset", "int64"), ("Limit", "uint64")];

    #[test]
    fn whole_numbers_a_total_and_one_list_make_pages() {
        let output = [("Items", "list<Item>"), ("Names", "list<string>"), ("TotalCount", "uint64")];
        let found = found(INTS, &output).unwrap();
        let offset = Pagination::Offset { offset: "Offset".into(), limit: "Limit".into() };
        assert_eq!((found.pagination, found.lists[0].as_str()), (offset, "Items"));
    }

    #[test]
    fn doubtful_shapes_make_none() {
        let one = ("Items", "list<Item>");
        let total = ("TotalCount", "int64");
        assert!(found(&[("Offset", "string"), ("Limit", "string")], &[one, total]).is_none());
        assert!(found(INTS, &[one, ("More", "list<Item>"), total]).is_none());
        assert!(found(INTS, &[one]).is_none());
        assert!(found(INTS, &[total]).is_none());
        assert!(found(&[("PageNumber", "Page"), ("PageSize", "int64")], &[one, total]).is_none());
    }

    #[test]
    fn what_failed_is_not_what_the_pages_hold() {
        let (names, total) = (("Names", "list<string>"), ("TotalCount", "int64"));
        let failed = ("FailMessageList", "list<Failure>");
        assert_eq!(found(INTS, &[names, failed, total]).unwrap().lists, ["Names"]);
        assert_eq!(found(INTS, &[failed, total]).unwrap().lists, ["FailMessageList"]);
    }

    #[test]
    fn a_token_that_comes_back_makes_pages() {
        let found =
            found(&[("NextToken", "string")], &[("NextToken", "string"), ("Items", "list<I>")]);
        let token = Pagination::Token { input: "NextToken".into(), output: "NextToken".into() };
        assert_eq!(found.unwrap().pagination, token);
    }
}
