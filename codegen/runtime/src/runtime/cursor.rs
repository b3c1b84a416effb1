//! Which page of an action is next, and whether there is one.

use serde_json::{Map, Value as Json};

use crate::runtime::action::{Pagination, PaginationKind};
use crate::runtime::error::{DecodeError, Error};
use crate::runtime::wire::{Extras, Members, bool_at, count_at, integer_at, text_at, to_json};

/// How many empty pages in a row a walk by page number goes through because the service says that
/// there are more. A filter may empty some; without a bound a wrong flag is a walk without an end.
const EMPTY_PAGES: u32 = 100;

/// Which page is next.
#[derive(Debug)]
pub(crate) struct Cursor {
    pagination: Pagination,
    /// The member that names the next page, and its value; none for the first.
    next: Option<(&'static str, Json)>,
    /// Items so far.
    seen: i64,
    /// Pages so far.
    turned: i64,
    /// How many pages without an item came last.
    empty: u32,
    /// Why there are fewer items than the service says; told behind the last page.
    shortage: Option<Error>,
    done: bool,
}

/// What a page says of its place.
struct Turned {
    /// Items on the page.
    count: i64,
    /// Items up to the end of the page; unknown where the request began in the middle and does not
    /// say how large a page is.
    behind: Option<i64>,
    /// How many items there are, if the page says so.
    total: Option<i64>,
    /// How many items were asked for.
    size: Option<i64>,
}

impl Cursor {
    pub(crate) fn new(pagination: Pagination) -> Self {
        Self { pagination, next: None, seen: 0, turned: 0, empty: 0, shortage: None, done: false }
    }

    /// Whether there is no page any more, and what is left to say: that items are missing.
    #[expect(clippy::option_option, reason = "it goes on, it is at its end, items are missing")]
    pub(crate) fn end(&mut self) -> Option<Option<Error>> {
        self.done.then(|| self.shortage.take())
    }

    /// What the request for the next page has in place of its own.
    pub(crate) fn extras(&self, request: &dyn Members) -> Extras {
        let Some((path, value)) = &self.next else { return Extras::new() };
        let Some((head, below)) = path.split_once('.') else {
            return Extras::from([((*path).to_owned(), value.clone())]);
        };
        // The member is in a structure, which is sent with this one member put otherwise.
        let whole = to_json(request).ok().and_then(|text| serde_json::from_slice(&text).ok());
        let mut whole: Map<String, Json> = whole.unwrap_or_default();
        let mut structure = whole.remove(head).unwrap_or_default();
        put(&mut structure, below, value);
        Extras::from([(head.to_owned(), structure)])
    }

    /// Turns the page: works out which is next from the one that came.
    pub(crate) fn turn<R: Members>(
        &mut self,
        request: &dyn Members,
        page: Result<R, Error>,
    ) -> Result<R, Error> {
        match &page {
            Ok(page) => self.advance(request, page),
            Err(_) => self.done = true,
        }
        page
    }

    fn advance(&mut self, request: &dyn Members, page: &dyn Members) {
        let pagination = self.pagination;
        let counts = pagination.lists.iter().filter_map(|list| count_at(page, list));
        let count = i64::try_from(counts.sum::<usize>()).unwrap_or(i64::MAX);
        self.seen = self.seen.saturating_add(count);
        self.turned += 1;
        self.empty = if count == 0 { self.empty.saturating_add(1) } else { 0 };
        let total = pagination.total.and_then(|total| integer_at(page, total));
        // What counts less than is there counts something else.
        let total = total.filter(|total| *total >= count);
        let mut turned = Turned { count, behind: Some(self.seen), total, size: None };
        match pagination.kind {
            PaginationKind::Offset { offset, limit } => {
                let start = integer_at(request, offset).unwrap_or(0);
                let behind = start.saturating_add(self.seen);
                turned =
                    Turned { behind: Some(behind), size: integer_at(request, limit), ..turned };
                self.next = Some((offset, position(behind, pagination)));
            }
            PaginationKind::Page { number, first, size } => {
                let start = integer_at(request, number).unwrap_or(first);
                turned.size = integer_at(request, size);
                let before = match (start - first, turned.size) {
                    (..=0, _) => Some(0),
                    (pages, size) => size.map(|size| size.saturating_mul(pages)),
                };
                turned.behind = before.map(|before| before.saturating_add(self.seen));
                self.next = Some((number, position(start.saturating_add(self.turned), pagination)));
            }
            PaginationKind::Token { token_in, token_out } => {
                if text_at(request, token_in).is_some() {
                    turned.behind = None;
                }
                self.follow(pagination, token_in, token_out, page, &turned);
                return;
            }
        }
        // An offset that counts no item asks for the same page again.
        let is_stuck = match pagination.kind {
            PaginationKind::Offset { .. } => count == 0,
            _ => self.empty >= EMPTY_PAGES,
        };
        let is_last = says_last(pagination, page).unwrap_or_else(|| turned.is_last());
        if is_last || is_stuck {
            self.finish(pagination, page, &turned);
        }
        if let (false, Some(end)) = (is_last, pagination.end)
            && is_stuck
        {
            let problem = "the service says that there are more items, and sends none";
            self.shortage = Some(told(page, end.output, problem.to_owned()));
        }
    }

    /// Follows a token to the next page.
    fn follow(
        &mut self,
        pagination: Pagination,
        token_in: &'static str,
        token_out: &'static str,
        page: &dyn Members,
        turned: &Turned,
    ) {
        let token = if pagination.is_text {
            text_at(page, token_out).map(Json::from)
        } else {
            // A number that is 0 names no page.
            integer_at(page, token_out).filter(|token| *token != 0).map(Json::from)
        };
        let next = token.map(|token| (token_in, token));
        if says_last(pagination, page) == Some(true) || next.is_none() {
            self.finish(pagination, page, turned);
            return;
        }
        self.done = next == self.next;
        self.next = next;
        if self.done {
            let problem = format!("the same {token_out} came twice; pages would have no end");
            self.shortage = (!turned.is_last()).then(|| told(page, token_out, problem));
        }
    }

    /// This was the last page. It is an error if the service counts more items than came.
    fn finish(&mut self, pagination: Pagination, page: &dyn Members, turned: &Turned) {
        self.done = true;
        if let (Some(behind), Some(total), Some(path)) =
            (turned.behind, turned.total, pagination.total)
            && behind < total
        {
            let problem = format!(
                "the pages end behind {behind} of {total} items, and the service names no page more"
            );
            self.shortage = Some(told(page, path, problem));
        }
    }
}

impl Turned {
    fn is_last(&self) -> bool {
        match (self.total, self.behind) {
            _ if self.count == 0 => true,
            (Some(total), Some(behind)) => behind >= total,
            // A page that is not full is the last; with a total, services cut pages as they like.
            (Some(_), None) => false,
            (None, _) => self.size.is_some_and(|size| self.count < size),
        }
    }
}

/// Whether the page says by its flag that it is the last; `None` where it has none.
fn says_last(pagination: Pagination, page: &dyn Members) -> Option<bool> {
    let end = pagination.end?;
    Some(bool_at(page, end.output)? == end.is)
}

/// A position as the request's member takes it.
fn position(number: i64, pagination: Pagination) -> Json {
    if pagination.is_text { number.to_string().into() } else { number.into() }
}

/// Puts a value at this path of a structure.
fn put(structure: &mut Json, path: &str, value: &Json) {
    if !structure.is_object() {
        *structure = Json::Object(Map::new());
    }
    let (head, below) =
        path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let Some(members) = structure.as_object_mut() else { return };
    let member = members.entry(head).or_insert(Json::Null);
    match below {
        Some(below) => put(member, below, value),
        None => *member = value.clone(),
    }
}

/// What a page tells that cannot be: an error at this member.
fn told(page: &dyn Members, path: &str, problem: String) -> Error {
    let request_id = text_at(page, "RequestId");
    Error::Decode(Box::new(DecodeError::new(path, problem, request_id, 200, bytes::Bytes::new())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::runtime::action::EndFlag;
    use crate::runtime::wire::JsonObject;

    const OFFSET: Pagination = Pagination {
        kind: PaginationKind::Offset { offset: "Offset", limit: "Limit" },
        is_text: false,
        total: Some("Total"),
        lists: &["Items"],
        end: None,
    };
    const TOKEN: Pagination = Pagination {
        kind: PaginationKind::Token { token_in: "Token", token_out: "Token" },
        is_text: true,
        ..OFFSET
    };

    fn object(json: Json) -> JsonObject {
        let Json::Object(members) = json else { panic!("an object") };
        JsonObject(members)
    }

    /// How many items a walk finds with this service, and the error at its end.
    fn walk(
        pagination: Pagination,
        request: Json,
        service: impl Fn(&Json) -> Json,
    ) -> (usize, Option<String>) {
        let request = object(request);
        let mut cursor = Cursor::new(pagination);
        let mut found = 0;
        for _ in 0..=100 {
            if let Some(end) = cursor.end() {
                return (found, end.map(|error| error.to_string()));
            }
            let mut sent = request.0.clone();
            sent.extend(cursor.extras(&request));
            let page = object(service(&Json::Object(sent)));
            let items = |page: &JsonObject| {
                let list = pagination.lists.iter().filter_map(|list| count_at(page, list));
                list.sum::<usize>()
            };
            let turned = cursor.turn(&request, Ok::<_, Error>(page));
            match turned {
                Ok(page) => found += items(&page),
                Err(error) => return (found, Some(error.to_string())),
            }
        }
        panic!("there is no end of pages")
    }

    /// The items from one number on, ten at most, of so many.
    fn ten(from: i64, of: i64) -> Json {
        (from..of.min(from + 10)).collect::<Vec<_>>().into()
    }

    fn int(json: &Json, pointer: &str) -> Option<i64> {
        json.pointer(pointer)?.as_i64()
    }

    fn text(json: &Json, name: &str) -> i64 {
        json[name].as_str().map_or(0, |text| text.parse().unwrap())
    }

    #[test]
    fn offsets_go_on_by_what_came_also_as_texts_and_in_structures() {
        // The service gives less than what is asked for.
        let by_number =
            |sent: &Json| json!({"Total": 25, "Items": ten(int(sent, "/Offset").unwrap_or(0), 25)});
        assert_eq!(walk(OFFSET, json!({"Limit": 100}), by_number), (25, None));
        assert_eq!(walk(OFFSET, json!({"Offset": 7}), by_number), (18, None));
        let by_text = |sent: &Json| json!({"Total": "25", "Items": ten(text(sent, "Offset"), 25)});
        assert_eq!(walk(Pagination { is_text: true, ..OFFSET }, json!({}), by_text), (25, None));
        let nested = Pagination {
            kind: PaginationKind::Offset { offset: "Filter.Page.Offset", limit: "Filter.Limit" },
            total: Some("Data.Total"),
            lists: &["Data.Items", "Data.More"],
            ..OFFSET
        };
        let in_structures = |sent: &Json| {
            assert_eq!(sent["Filter"]["Name"], "x", "the rest of the structure is sent too");
            let from = int(sent, "/Filter/Page/Offset").unwrap_or(0);
            let halves = (ten(from, from + 5), ten(from + 5, 30));
            let more = if from < 20 { halves.1.as_array().unwrap()[..5].into() } else { json!([]) };
            json!({"Data": {"Total": 25, "Items": halves.0, "More": more}})
        };
        assert_eq!(walk(nested, json!({"Filter": {"Name": "x"}}), in_structures), (25, None));
    }

    #[test]
    fn pages_begin_where_they_begin() {
        for first in [0, 1] {
            let kind = PaginationKind::Page { number: "Page", first, size: "Size" };
            for total in [Some("Total"), None] {
                let pagination = Pagination { kind, total, ..OFFSET };
                let service = |sent: &Json| {
                    let page = int(sent, "/Page").unwrap_or(first) - first;
                    json!({"Total": 25, "Items": ten(page * 10, 25)})
                };
                assert_eq!(walk(pagination, json!({}), service), (25, None));
                assert_eq!(walk(pagination, json!({"Size": 10}), service), (25, None));
                let second = json!({"Page": first + 1, "Size": 10});
                assert_eq!(walk(pagination, second, service), (15, None));
                assert_eq!(walk(pagination, json!({"Page": first + 1}), service), (15, None));
            }
        }
    }

    #[test]
    fn tokens_are_followed_as_texts_and_numbers_until_none_or_a_flag_says_so() {
        let texts = |sent: &Json| {
            let from = text(sent, "Token");
            let next = (from < 20).then(|| (from + 10).to_string());
            json!({"Total": 25, "Items": ten(from, 25), "Token": next})
        };
        assert_eq!(walk(TOKEN, json!({}), texts), (25, None));
        assert_eq!(walk(TOKEN, json!({"Token": "10"}), texts), (15, None));
        let numbers = |sent: &Json| {
            let from = int(sent, "/Token").unwrap_or(0);
            json!({"Items": ten(from, 25), "Token": if from < 20 { from + 10 } else { 0 }})
        };
        assert_eq!(walk(Pagination { is_text: false, ..TOKEN }, json!({}), numbers), (25, None));
        let flagged = |sent: &Json| {
            let from = text(sent, "Token");
            json!({"Items": ten(from, 25), "Token": (from + 10).to_string(), "Over": from >= 20})
        };
        let end = Some(EndFlag { output: "Over", is: true });
        assert_eq!(walk(Pagination { end, ..TOKEN }, json!({}), flagged), (25, None));
        let stuck = |_: &Json| json!({"Items": [1], "Token": "same"});
        let (seen, error) = walk(TOKEN, json!({}), stuck);
        assert_eq!(seen, 2, "what came is not lost");
        assert!(error.unwrap().contains("came twice"));
    }

    #[test]
    fn a_list_that_ends_before_its_total_is_an_error_behind_what_came() {
        // A token comes only where a size was asked for.
        let service = |sent: &Json| {
            let from = text(sent, "Token");
            let goes_on = sent["Size"].is_i64() && from < 50;
            json!({"Total": 55, "Items": ten(from, 55), "RequestId": "r-1",
                   "Token": goes_on.then(|| (from + 10).to_string())})
        };
        let (found, error) = walk(TOKEN, json!({}), service);
        let error = error.unwrap();
        assert_eq!(found, 10, "what came is not lost");
        assert!(error.contains("10 of 55 items") && error.contains("r-1"), "{error}");
        assert_eq!(walk(TOKEN, json!({"Size": 10}), service), (55, None));
        let short =
            |sent: &Json| json!({"Total": 25, "Items": ten(int(sent, "/Offset").unwrap_or(0), 20)});
        let (found, error) = walk(OFFSET, json!({}), short);
        assert!(found == 20 && error.unwrap().contains("20 of 25 items"));
    }

    #[test]
    fn a_total_that_cannot_be_one_and_a_list_without_end_do_not_mislead() {
        let placeholder =
            |sent: &Json| json!({"Total": 0, "Items": ten(int(sent, "/Offset").unwrap_or(0), 25)});
        assert_eq!(walk(OFFSET, json!({}), placeholder), (25, None));
        let end = Some(EndFlag { output: "HasMore", is: false });
        let always = |_: &Json| json!({"Items": [], "HasMore": true});
        let kind = PaginationKind::Page { number: "Page", first: 1, size: "Size" };
        for pagination in [OFFSET, Pagination { kind, ..OFFSET }] {
            let (found, error) = walk(Pagination { end, ..pagination }, json!({}), always);
            assert!(found == 0 && error.unwrap().contains("and sends none"));
        }
        // A filter that leaves nothing of some pages ends nothing.
        let filtered = |sent: &Json| {
            let page = int(sent, "/Page").unwrap_or(1);
            let items = if page % 20 == 0 { ten(0, 10) } else { json!([]) };
            json!({"Items": items, "HasMore": page < 60})
        };
        assert_eq!(walk(Pagination { kind, end, ..OFFSET }, json!({}), filtered), (30, None));
    }
}
