//! Which actions answer in pages, and how the next page is asked for.
//!
//! The documentation has no mark for it. An action answers in pages when members of its input
//! name a page, or take a token that its output gives, and it is clear which lists of the output
//! the pages hold. Names and types decide; what prose alone knows (a number that counts pages,
//! and from where) is in the spec as `first_page`. What is doubtful gets no function, since a
//! wrong one would lose items; `pages` of the spec, which corrections set, says otherwise.

mod inputs;
mod outputs;

use crate::rust::api::Pagination;
use crate::spec::{Action, Member, MemberType, PagesBy, PagesRule, Scalar, Spec, member_at};

use inputs::Ways;
use outputs::{PagedLists, Unclear};

/// How an action's pages are walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWalk {
    /// How the next page is asked for.
    pub pagination: Pagination,
    /// Whether the input that names the page is a string.
    pub is_text: bool,
    /// The output that counts all items.
    pub total: Option<String>,
    /// The outputs that hold the items.
    pub lists: Vec<String>,
    /// The output that says whether a page is the last, and the value that says so.
    pub end: Option<(String, bool)>,
}

/// How the action answers in pages, if it does and that is clear.
pub fn pagination(action: &Action, spec: &Spec) -> Option<PageWalk> {
    if let Some(rule) = &action.pages {
        return by_rule(rule, action, spec);
    }
    let ways = inputs::ways(action, spec)?;
    let items = outputs::items(action, spec).ok()?;
    join(ways, items, action, spec)
}

/// The lists of an output of which one might be what the pages of the action hold, where the
/// action can be asked for pages and that is not clear.
pub fn unclear_lists(action: &Action, spec: &Spec) -> Option<Vec<String>> {
    if action.pages.is_some() {
        return None;
    }
    inputs::ways(action, spec)?;
    match outputs::items(action, spec) {
        Err(Unclear::Several(lists)) => Some(lists),
        Ok(_) | Err(Unclear::NoList) => None,
    }
}

/// The way that is surest to reach the end. A token with a flag of the end goes first; then what
/// counts against a total; then a token; a number without a total ends with a short page.
fn join(ways: Ways, items: PagedLists, action: &Action, spec: &Spec) -> Option<PageWalk> {
    let token = ways.tokens.iter().find_map(|token| {
        let output = outputs::token(action, spec, &items.prefix, token.outputs)?;
        let pagination = Pagination::Token { input: token.input.clone(), output };
        Some((pagination, token.is_text))
    });
    let numbered = ways.numbered.map(|way| (way.pagination, way.is_text));
    let token_first = items.end.is_some() || items.total.is_none();
    let (pagination, is_text) = if token_first { token.or(numbered) } else { numbered.or(token) }?;
    let PagedLists { lists, total, end, .. } = items;
    Some(PageWalk { pagination, is_text, total, lists, end })
}

/// What a correction says. One that names what is not there was refused when it was applied.
fn by_rule(rule: &PagesRule, action: &Action, spec: &Spec) -> Option<PageWalk> {
    let input = rule.input.clone()?;
    let member = member_at(&action.input, &input, spec)?;
    let is_text = member.member_type == MemberType::Scalar(Scalar::String);
    let pagination = match rule.by {
        PagesBy::None => return None,
        PagesBy::Offset => Pagination::Offset { offset: input, limit: rule.size.clone()? },
        PagesBy::Page => {
            let first = rule.first.or(member.first_page).unwrap_or(1);
            Pagination::Page { number: input, first, size: rule.size.clone()? }
        }
        PagesBy::Token => Pagination::Token { input, output: rule.output.clone()? },
    };
    let end = rule.end.clone().map(|end| (end, rule.end_is));
    let (lists, total) = (rule.lists.clone(), rule.total.clone());
    Some(PageWalk { pagination, is_text, total, lists, end })
}

/// Whether a member can count: a whole number, or a string, which some services write it in; and is
/// in use.
fn counts(member: &Member) -> bool {
    let scalars = [Scalar::Int64, Scalar::Uint64, Scalar::String];
    !member.disabled
        && matches!(&member.member_type, MemberType::Scalar(scalar) if scalars.contains(scalar))
}

fn named<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    members.iter().find(|member| member.name == name && !member.disabled)
}

#[cfg(test)]
mod tests;
