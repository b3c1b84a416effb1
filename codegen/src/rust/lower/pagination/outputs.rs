//! Which lists of an output its pages hold, what counts all items, and what says that a page is
//! the last.

use std::collections::BTreeSet;

use super::{counts, named};
use crate::rust::names::snake;
use crate::spec::{Action, Member, MemberType, Spec};

/// Outputs that count all items, the surest first.
const TOTALS: &[&str] = &[
    "TotalCount",
    "Total",
    "TotalNum",
    "TotalNumber",
    "TotalCnt",
    "TotalCounts",
    "RecordNum",
    "TotalElements",
    "TotalSize",
    "AllCount",
];

/// Flags that say whether a page is the last, each with the value that says so.
const ENDS: &[(&str, bool)] = &[
    ("ListOver", true),
    ("Listover", true),
    ("IsEnd", true),
    ("HasMore", false),
    ("HasNextPage", false),
    ("IsTruncated", false),
];

/// Names that a list has which holds the items, whatever they are.
const GENERIC: &[&str] =
    &["Data", "List", "Items", "Results", "Result", "Records", "Rows", "Set", "Contents"];

/// The items of a page.
#[derive(Debug)]
pub(super) struct PagedLists {
    /// The path of what holds them, with a dot at its end; empty for the output itself.
    pub(super) prefix: String,
    pub(super) lists: Vec<String>,
    pub(super) total: Option<String>,
    pub(super) end: Option<(String, bool)>,
}

/// Why an output has no items that can be told.
#[derive(Debug)]
pub(super) enum Unclear {
    NoList,
    /// Several lists, by path.
    Several(Vec<String>),
}

/// The members at one place of an output.
struct Level<'a> {
    prefix: String,
    members: &'a [Member],
}

/// A list of an output.
#[derive(Clone)]
struct List<'a> {
    prefix: String,
    member: &'a Member,
}

impl List<'_> {
    fn path(&self) -> String {
        format!("{}{}", self.prefix, self.member.name)
    }

    fn is_of_structures(&self) -> bool {
        matches!(self.member.member_type, MemberType::StructureList(_))
    }
}

/// What the pages of an action hold.
pub(super) fn items(action: &Action, spec: &Spec) -> Result<PagedLists, Unclear> {
    let levels = levels(action, spec);
    let lists = lists(&levels);
    let Some(chosen) = choose(&lists, &levels) else {
        return Err(match lists.as_slice() {
            [] => Unclear::NoList,
            lists => Unclear::Several(lists.iter().map(List::path).collect()),
        });
    };
    let prefix = chosen.first().map(|list| list.prefix.clone()).unwrap_or_default();
    let total = total_near(&prefix, &levels);
    let end = end_near(&prefix, &levels);
    Ok(PagedLists { lists: chosen.iter().map(List::path).collect(), prefix, total, end })
}

/// The output that gives the token: beside the list, or at the top.
pub(super) fn token(action: &Action, spec: &Spec, prefix: &str, names: &[&str]) -> Option<String> {
    let levels = levels(action, spec);
    let at = |prefix: &str| {
        let level = levels.iter().find(|level| level.prefix == prefix)?;
        let is_there = |name: &&&str| named(level.members, name).is_some_and(counts);
        names.iter().find(is_there).map(|name| format!("{prefix}{name}"))
    };
    at(prefix).or_else(|| at(""))
}

/// The output itself, the structures in it, and those in these.
fn levels<'a>(action: &'a Action, spec: &'a Spec) -> Vec<Level<'a>> {
    let mut levels = vec![Level { prefix: String::new(), members: &action.output }];
    let (mut begin, mut end) = (0, 1);
    for _ in 0..2 {
        for at in begin..end {
            let Some(level) = levels.get(at) else { continue };
            let below: Vec<_> = level
                .members
                .iter()
                .filter_map(|member| {
                    let MemberType::Structure(name) = &member.member_type else { return None };
                    let members = spec.structures.get(name)?.members.as_slice();
                    Some(Level { prefix: format!("{}{}.", level.prefix, member.name), members })
                })
                .collect();
            levels.extend(below);
        }
        (begin, end) = (end, levels.len());
    }
    levels
}

/// The lists at the top and in structures there, else those further down; without those that tell what
/// failed, are out of use, or offer choices for a filter, where there are others.
fn lists<'a>(levels: &[Level<'a>]) -> Vec<List<'a>> {
    let at = |depth: usize| -> Vec<List<'a>> {
        let near = levels.iter().filter(|level| level.prefix.matches('.').count() <= depth);
        near.flat_map(|level| {
            let lists = level.members.iter().filter(|member| member.member_type.is_list());
            lists.map(|member| List { prefix: level.prefix.clone(), member })
        })
        .collect()
    };
    let mut lists = at(1);
    if lists.is_empty() {
        lists = at(2);
    }
    for is_beside in [tells_failures, is_out_of_use, is_facet] {
        if lists.iter().any(|list| !is_beside(list.member)) {
            lists.retain(|list| !is_beside(list.member));
        }
    }
    lists
}

/// The lists that the pages hold, if that is clear.
fn choose<'a>(lists: &[List<'a>], levels: &[Level<'_>]) -> Option<Vec<List<'a>>> {
    let prefixes: BTreeSet<&str> = lists.iter().map(|list| list.prefix.as_str()).collect();
    let mut counted = prefixes.into_iter().filter(|prefix| total_at(prefix, levels).is_some());
    let beside_total = match (counted.next(), counted.next()) {
        (Some(prefix), None) => lists.iter().filter(|list| list.prefix == prefix).collect(),
        _ => Vec::new(),
    };
    let all: Vec<&List<'a>> = lists.iter().collect();
    for lists in [beside_total, all] {
        let structures: Vec<_> = lists.iter().filter(|list| list.is_of_structures()).collect();
        match (structures.as_slice(), lists.as_slice()) {
            ([only], _) => return Some(vec![(**only).clone()]),
            ([], [only]) => return Some(vec![(*only).clone()]),
            _ => {}
        }
        let mut generic = structures.iter().filter(|list| is_generic(list.member));
        if let (Some(one), None) = (generic.next(), generic.next()) {
            return Some(vec![(**one).clone()]);
        }
        if let Some(parts) = parts_of_one_page(&structures) {
            return Some(parts);
        }
    }
    None
}

/// Lists of one type whose names have three words or more and differ in the first alone: the page in
/// parts, as `IngressFilterRules` and `EgressFilterRules`.
fn parts_of_one_page<'a>(lists: &[&&List<'a>]) -> Option<Vec<List<'a>>> {
    let tail = |list: &List<'_>| {
        let name = snake(&list.member.name);
        let (_, tail) = name.split_once('_')?;
        tail.contains('_')
            .then(|| (list.prefix.clone(), list.member.member_type.clone(), tail.to_owned()))
    };
    let tails: BTreeSet<_> = lists.iter().map(|list| tail(list)).collect();
    let is_one = tails.len() == 1 && !tails.contains(&None) && (2..=4).contains(&lists.len());
    is_one.then(|| lists.iter().map(|list| (**list).clone()).collect())
}

/// Whether the name says that the member tells what went wrong: `Errors`, `FailMessageList`.
fn tells_failures(member: &Member) -> bool {
    const WORDS: &[&str] = &["error", "errors", "fail", "failed", "failure", "failures"];
    snake(&member.name).split('_').any(|word| WORDS.contains(&word))
}

fn is_out_of_use(member: &Member) -> bool {
    let says = |doc: &String| ["废弃", "旧参数", "替代"].iter().any(|words| doc.contains(words));
    member.disabled || member.doc.as_ref().is_some_and(says)
}

/// Whether a list offers choices or sums, which come whole beside the items of every page.
fn is_facet(member: &Member) -> bool {
    const NAMES: &[&str] = &["RegionList", "AssetTypeList", "StandardNameList", "FilterDataObject"];
    const WORDS: &[&str] = &[
        "option",
        "options",
        "enum",
        "enums",
        "count",
        "counts",
        "stat",
        "stats",
        "statistics",
        "summary",
        "catalog",
        "columns",
    ];
    let says = |name: &str| {
        let snake = snake(name);
        let mut words = snake.rsplit('_').filter(|word| !["set", "list", "infos"].contains(word));
        NAMES.contains(&name) || words.next().is_some_and(|word| WORDS.contains(&word))
    };
    says(&member.name) || member.member_type.structure().is_some_and(says)
}

fn is_generic(member: &Member) -> bool {
    GENERIC.contains(&member.name.as_str())
}

/// The total nearest to the list: at its level, in a structure there that has no list, or in
/// what is around; last of all a number that only its text makes a total.
fn total_near(prefix: &str, levels: &[Level<'_>]) -> Option<String> {
    let around = || prefixes_up(prefix);
    around()
        .find_map(|prefix| total_at(prefix, levels))
        .or_else(|| around().find_map(|prefix| said_total_at(prefix, levels)))
}

/// The prefix, and those around it: `A.B.`, `A.`, ``.
fn prefixes_up(prefix: &str) -> impl Iterator<Item = &str> {
    fn up(prefix: &str) -> Option<&str> {
        let inner = prefix.strip_suffix('.')?;
        Some(inner.rfind('.').map_or("", |at| prefix.get(..=at).unwrap_or_default()))
    }
    std::iter::successors(Some(prefix), |prefix| up(prefix))
}

fn total_at(prefix: &str, levels: &[Level<'_>]) -> Option<String> {
    let here = levels.iter().find(|level| level.prefix == prefix)?;
    if let Some(name) = total_of(here.members) {
        return Some(format!("{prefix}{name}"));
    }
    let mut beside = levels.iter().filter_map(|level| {
        let inner =
            level.prefix.strip_prefix(prefix).filter(|inner| inner.matches('.').count() == 1)?;
        let has_list = level.members.iter().any(|member| member.member_type.is_list());
        let name = total_of(level.members).filter(|_| !has_list)?;
        Some(format!("{prefix}{inner}{name}"))
    });
    match (beside.next(), beside.next()) {
        (one, None) => one,
        _ => None,
    }
}

/// The member that counts all items, by its name.
fn total_of(members: &[Member]) -> Option<&str> {
    let known = TOTALS.iter().find_map(|name| named(members, name).filter(|one| counts(one)));
    let of_noun = || {
        let ends = |member: &&Member| {
            member.name.ends_with("TotalCount") || member.name.ends_with("Total")
        };
        members.iter().find(|member| counts(member) && ends(member) && !counts_other(member))
    };
    known.or_else(of_noun).map(|member| member.name.as_str())
}

/// The member that counts all items, by its text: `Count`, or the only one that is named so.
fn said_total_at(prefix: &str, levels: &[Level<'_>]) -> Option<String> {
    let level = levels.iter().find(|level| level.prefix == prefix)?;
    let says = |member: &&Member, words: &[&str]| {
        member.doc.as_ref().is_some_and(|doc| words.iter().any(|words| doc.contains(words)))
    };
    let numbers = || level.members.iter().filter(|member| counts(member) && !counts_other(member));
    let plain = numbers().find(|one| one.name == "Count" && says(one, &["总", "符合", "total"]));
    let mut nouns = numbers().filter(|one| {
        (one.name.ends_with("Count") || one.name.ends_with("Num")) && says(one, &["总数", "数量"])
    });
    let noun = match (nouns.next(), nouns.next()) {
        (one, None) => one,
        _ => None,
    };
    plain.or(noun).map(|member| format!("{prefix}{}", member.name))
}

/// Whether the name says that it counts something else than items.
fn counts_other(member: &Member) -> bool {
    const WORDS: &[&str] = &["success", "fail", "failed", "page", "cost", "amount"];
    snake(&member.name).split('_').any(|word| WORDS.contains(&word))
}

/// The flag of the end beside the list, or at the top.
fn end_near(prefix: &str, levels: &[Level<'_>]) -> Option<(String, bool)> {
    let flag = MemberType::Scalar(crate::spec::Scalar::Bool);
    [prefix, ""].into_iter().find_map(|prefix| {
        let level = levels.iter().find(|level| level.prefix == prefix)?;
        let is_flag =
            |name: &str| named(level.members, name).is_some_and(|one| one.member_type == flag);
        let (name, is) = ENDS.iter().find(|(name, _)| is_flag(name))?;
        Some((format!("{prefix}{name}"), *is))
    })
}
