//! Looks at single members by wire name, without knowing the type they belong to: the total and the
//! list of a page, the token of the next.

use serde_json::Value as Json;

use super::{Binary, Blank, Items, Members, Value, ValueVisitor, Visitor};

/// Whether there is a value: neither `None` nor an empty string.
pub fn has_value(value: &dyn Value) -> bool {
    let mut probe = Probe { path: "", found: None };
    value.accept(&mut probe);
    match probe.found {
        None => false,
        Some(Found::Text(text)) => !text.is_empty(),
        Some(_) => true,
    }
}

/// Whether there is a value at all: not `None`.
pub fn is_there(value: &dyn Value) -> bool {
    let mut probe = Probe { path: "", found: None };
    value.accept(&mut probe);
    probe.found.is_some()
}

/// The members of a type whose fields always hold something: those that are arguments of `new`.
pub fn required_of<T: Members + Blank>() -> Vec<String> {
    let mut required = Required(Vec::new());
    T::blank().visit(&mut required);
    required.0
}

/// Gathers the names of the members that are there.
struct Required(Vec<String>);

impl Visitor for Required {
    fn member(&mut self, name: &str, value: &dyn Value) {
        if is_there(value) {
            self.0.push(name.to_owned());
        }
    }
}

/// The integer at this path (`TotalCount`, `Data.Total`); one in a string, too.
pub fn integer_at(members: &dyn Members, path: &str) -> Option<i64> {
    match look(members, path)? {
        Found::Integer(number) => Some(number),
        Found::Text(text) => text.trim().parse().ok(),
        Found::Bool(_) | Found::Items(_) | Found::Other => None,
    }
}

/// The text at this path, or the digits of a number; `None` for an empty text.
pub fn text_at(members: &dyn Members, path: &str) -> Option<String> {
    match look(members, path)? {
        Found::Text(text) => (!text.is_empty()).then_some(text),
        Found::Integer(number) => Some(number.to_string()),
        Found::Bool(_) | Found::Items(_) | Found::Other => None,
    }
}

/// The flag at this path; one in a string, too.
pub fn bool_at(members: &dyn Members, path: &str) -> Option<bool> {
    match look(members, path)? {
        Found::Bool(flag) => Some(flag),
        Found::Text(text) => text.trim().to_ascii_lowercase().parse().ok(),
        Found::Integer(_) | Found::Items(_) | Found::Other => None,
    }
}

/// How many items the list at this path has.
pub fn count_at(members: &dyn Members, path: &str) -> Option<usize> {
    match look(members, path)? {
        Found::Items(count) => Some(count),
        Found::Integer(_) | Found::Text(_) | Found::Bool(_) | Found::Other => None,
    }
}

fn look(members: &dyn Members, path: &str) -> Option<Found> {
    let mut probe = Probe { path, found: None };
    members.visit(&mut probe);
    probe.found
}

/// What is at the end of the path.
enum Found {
    Integer(i64),
    Text(String),
    Bool(bool),
    Items(usize),
    Other,
}

/// Walks down a path of member names; an empty path means the value itself.
struct Probe<'a> {
    path: &'a str,
    found: Option<Found>,
}

impl Probe<'_> {
    fn find(&mut self, found: Found) {
        if self.path.is_empty() {
            self.found = Some(found);
        }
    }
}

impl Visitor for Probe<'_> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        let (head, rest) = self.path.split_once('.').unwrap_or((self.path, ""));
        if head == name {
            let mut below = Probe { path: rest, found: None };
            value.accept(&mut below);
            self.found = below.found;
        }
    }
}

impl ValueVisitor for Probe<'_> {
    fn nothing(&mut self) {}

    fn string(&mut self, value: &str) {
        self.find(Found::Text(value.to_owned()));
    }

    fn int(&mut self, value: i64) {
        self.find(Found::Integer(value));
    }

    fn uint(&mut self, value: u64) {
        self.find(i64::try_from(value).map_or(Found::Other, Found::Integer));
    }

    fn float(&mut self, _: f64) {
        self.find(Found::Other);
    }

    fn bool(&mut self, value: bool) {
        self.find(Found::Bool(value));
    }

    fn binary(&mut self, _: &Binary) {
        self.find(Found::Other);
    }

    fn list(&mut self, items: &dyn Items) {
        if self.path.is_empty() {
            self.found = Some(Found::Items(items.count()));
        }
    }

    fn members(&mut self, value: &dyn Members) {
        if self.path.is_empty() {
            self.found = Some(Found::Other);
        } else {
            value.visit(self);
        }
    }

    fn json(&mut self, value: &Json) {
        let mut value = value;
        for name in self.path.split('.').filter(|name| !name.is_empty()) {
            let Some(below) = value.get(name) else { return };
            value = below;
        }
        self.found = match value {
            Json::Null => None,
            Json::String(text) => Some(Found::Text(text.clone())),
            Json::Number(number) => Some(number.as_i64().map_or(Found::Other, Found::Integer)),
            Json::Array(items) => Some(Found::Items(items.len())),
            Json::Bool(flag) => Some(Found::Bool(*flag)),
            Json::Object(_) => Some(Found::Other),
        };
    }
}
