//! Pages over the list of an example, which is repeated until it is long enough to turn pages.

use serde_json::{Map, Value};

use super::Body;
use crate::rust::api::Pagination;
use crate::rust::lower::{PageWalk, find_pages};
use crate::spec::{Action, Spec};

/// How many items a page has whose size is not asked for: the usual default of the service.
const DEFAULT_SIZE: usize = 20;

/// Inputs that say how many items a page has that is asked for by a token.
const TOKEN_SIZES: &[&str] = &["MaxResults", "Limit", "PageSize", "MaxKeys", "Count", "Size"];

/// How an action answers in pages.
#[derive(Clone, Debug)]
pub(in crate::mock) struct Paging {
    found: PageWalk,
    /// The member of the request that says how many items a page has.
    size: Option<String>,
}

impl Paging {
    /// `None` for an action that does not.
    pub(in crate::mock) fn of(action: &Action, spec: &Spec) -> Option<Self> {
        let found = find_pages(action, spec)?;
        let size = match &found.pagination {
            Pagination::Offset { limit, .. } => Some(limit.clone()),
            Pagination::Page { size, .. } => Some(size.clone()),
            Pagination::Token { .. } => {
                let is_input = |name: &&&str| action.input.iter().any(|m| m.name == **name);
                TOKEN_SIZES.iter().find(is_input).map(|name| (*name).to_owned())
            }
        };
        Some(Self { found, size })
    }

    /// Whether the request has a member that turns pages.
    pub(in crate::mock) fn is_asked_for(&self, request: &Map<String, Value>) -> bool {
        let has = |path: &str| value_at(request, path).is_some_and(|value| !value.is_null());
        has(self.position()) || self.size.as_deref().is_some_and(has)
    }

    fn position(&self) -> &str {
        match &self.found.pagination {
            Pagination::Offset { offset, .. } => offset,
            Pagination::Page { number, .. } => number,
            Pagination::Token { input, .. } => input,
        }
    }

    /// The first item of the page that the request asks for, and the first after it.
    fn window(&self, request: &Map<String, Value>, items: usize) -> (usize, usize) {
        let asked = |path: Option<&str>| number(value_at(request, path?)?);
        let size = asked(self.size.as_deref()).filter(|size| *size > 0).unwrap_or(DEFAULT_SIZE);
        let position = asked(Some(self.position()));
        let start = match &self.found.pagination {
            Pagination::Offset { .. } | Pagination::Token { .. } => position.unwrap_or(0),
            Pagination::Page { first, .. } => {
                let first = usize::from(*first);
                position.unwrap_or(first).saturating_sub(first).saturating_mul(size)
            }
        };
        (start.min(items), start.saturating_add(size).min(items))
    }

    /// The page that the request asks for, of a list with so many items. Where several lists make
    /// one page, the first holds all of it.
    pub(in crate::mock) fn page(
        &self,
        body: &Body,
        request: &Map<String, Value>,
        items: usize,
    ) -> Body {
        let mut members = body.members();
        let mut lists = self.found.lists.iter();
        let first = lists.next().and_then(|path| at(&mut members, path));
        let Some(Value::Array(list)) = first else { return body.clone() };
        if list.is_empty() {
            return body.clone();
        }
        let (start, end) = self.window(request, items);
        let shown = list.iter().cycle().skip(start % list.len()).take(end - start);
        *list = shown.cloned().collect();
        for path in lists {
            if let Some(Value::Array(list)) = at(&mut members, path) {
                list.clear();
            }
        }
        if let Some(total) = self.found.total.as_deref().and_then(|path| at(&mut members, path)) {
            *total = like(total, items);
        }
        let is_last = end >= items;
        if let Pagination::Token { output, .. } = &self.found.pagination {
            let token = if is_last { String::new() } else { end.to_string() };
            put(&mut members, output, token.into());
        }
        if let Some((path, at_end)) = &self.found.end {
            put(&mut members, path, (*at_end == is_last).into());
        }
        Body::new(members)
    }
}

/// The value at a dotted path.
fn value_at<'a>(members: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let mut steps = path.split('.');
    let first = members.get(steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))
}

/// A number, or a text that is one.
fn number(value: &Value) -> Option<usize> {
    let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())?;
    usize::try_from(number).ok()
}

/// A number in the form in which the other one is written.
fn like(before: &Value, number: usize) -> Value {
    if before.is_string() { number.to_string().into() } else { number.into() }
}

/// The value at a dotted path, to be changed.
fn at<'a>(members: &'a mut Map<String, Value>, path: &str) -> Option<&'a mut Value> {
    let mut steps = path.split('.');
    let mut value = members.get_mut(steps.next()?)?;
    for step in steps {
        value = value.get_mut(step)?;
    }
    Some(value)
}

/// Sets the value at a dotted path whose objects are there.
fn put(members: &mut Map<String, Value>, path: &str, value: Value) {
    match path.rsplit_once('.') {
        None => {
            members.insert(path.to_owned(), value);
        }
        Some((objects, name)) => {
            if let Some(Value::Object(object)) = at(members, objects) {
                object.insert(name.to_owned(), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::spec::Member;

    fn paging(input: &[(&str, &str)], output: &[(&str, &str)]) -> Paging {
        let members = |list: &[(&str, &str)]| {
            list.iter().map(|(name, kind)| Member::new(*name, kind.parse().unwrap())).collect()
        };
        let action = Action { input: members(input), output: members(output), ..Action::default() };
        Paging::of(&action, &Spec::new("shop", "2026-01-02")).unwrap()
    }

    fn page(paging: &Paging, example: &Value, request: &Value, items: usize) -> Value {
        let body = Body::new(example.as_object().unwrap().clone());
        let mut members = paging.page(&body, request.as_object().unwrap(), items).members();
        members.remove("RequestId");
        members.into()
    }

    #[test]
    fn an_offset_skips_items_and_the_total_is_that_of_the_list() {
        let input = [("Offset", "int64"), ("Limit", "int64")];
        let paging = paging(&input, &[("Items", "list<string>"), ("TotalCount", "int64")]);
        let example = json!({ "Items": ["a", "b", "c"], "TotalCount": 0 });
        let page = |request: Value| page(&paging, &example, &request, 5);
        assert_eq!(
            page(json!({ "Offset": 1, "Limit": 3 })),
            json!({ "Items": ["b", "c", "a"], "TotalCount": 5 })
        );
        assert_eq!(page(json!({ "Offset": 4, "Limit": 3 }))["Items"], json!(["b"]));
        assert_eq!(page(json!({ "Offset": 9, "Limit": 3 }))["Items"], json!([]));
        assert!(!paging.is_asked_for(json!({ "Other": 1 }).as_object().unwrap()));
    }

    #[test]
    fn a_page_number_counts_from_one() {
        let input = [("PageNumber", "int64"), ("PageSize", "int64")];
        let paging = paging(&input, &[("Items", "list<string>"), ("Total", "int64")]);
        let example = json!({ "Items": ["a", "b"], "Total": 2 });
        let request = json!({ "PageNumber": 2, "PageSize": 3 });
        assert_eq!(
            page(&paging, &example, &request, 5),
            json!({ "Items": ["b", "a"], "Total": 5 })
        );
    }

    #[test]
    fn a_token_leads_to_the_next_page_and_is_empty_at_the_end() {
        let input = [("NextToken", "string"), ("MaxResults", "int64")];
        let output = [("NextToken", "string"), ("Items", "list<string>"), ("HasMore", "bool")];
        let mut paging = paging(&input, &output);
        paging.found.end = Some(("HasMore".to_owned(), false));
        let example = json!({ "Items": ["a"], "NextToken": "x", "HasMore": false });
        let first = page(&paging, &example, &json!({ "MaxResults": 2 }), 3);
        assert_eq!(first, json!({ "Items": ["a", "a"], "NextToken": "2", "HasMore": true }));
        let last = json!({ "MaxResults": 2, "NextToken": first["NextToken"] });
        assert_eq!(
            page(&paging, &example, &last, 3),
            json!({ "Items": ["a"], "NextToken": "", "HasMore": false })
        );
    }

    #[test]
    fn pages_may_be_counted_from_zero_and_asked_for_inside_a_structure() {
        let paging = Paging {
            found: PageWalk {
                pagination: Pagination::Page {
                    number: "Filter.Page".to_owned(),
                    first: 0,
                    size: "Filter.Size".to_owned(),
                },
                is_text: false,
                total: None,
                lists: vec!["Data.Items".to_owned(), "Data.More".to_owned()],
                end: None,
            },
            size: Some("Filter.Size".to_owned()),
        };
        let example = json!({ "Data": { "Items": [1, 2], "More": [3] } });
        let request = json!({ "Filter": { "Page": "1", "Size": 3 } });
        assert_eq!(
            page(&paging, &example, &request, 5),
            json!({ "Data": { "Items": [2, 1], "More": [] } })
        );
    }
}
