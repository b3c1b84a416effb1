//! A request with some members put otherwise: a page further on, undeclared parameters, a filled
//! `ClientToken`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Members, Value, Visitor, has_value};

/// Top-level members by wire name, which replace or complete those of a request.
pub type Extras = BTreeMap<String, Json>;

/// No members besides those of the request.
pub(crate) static NO_EXTRAS: Extras = Extras::new();

/// A request of which some top-level members are replaced, and others added.
pub struct Adjusted<'a> {
    /// The request.
    pub request: &'a dyn Members,
    /// What replaces its members, or is sent besides; the first list that has a name wins.
    pub extras: [&'a Extras; 2],
    /// A member and its value where the request itself gives none.
    pub default: Option<(&'static str, &'a str)>,
}

impl Adjusted<'_> {
    fn replaces(&self, name: &str) -> bool {
        self.extras.iter().any(|extras| extras.contains_key(name))
    }
}

impl Members for Adjusted<'_> {
    fn visit(&self, visitor: &mut dyn Visitor) {
        let mut filter = Filter { adjusted: self, visitor, has_default: false };
        self.request.visit(&mut filter);
        let has_default = filter.has_default;
        let [first, second] = self.extras;
        for (name, value) in first {
            visitor.member(name, value);
        }
        for (name, value) in second {
            if !first.contains_key(name) {
                visitor.member(name, value);
            }
        }
        if let Some((name, value)) = self.default
            && !has_default
            && !self.replaces(name)
        {
            visitor.member(name, &value.to_owned());
        }
    }
}

/// Lets through the members that nothing replaces.
struct Filter<'a> {
    adjusted: &'a Adjusted<'a>,
    visitor: &'a mut dyn Visitor,
    has_default: bool,
}

impl Visitor for Filter<'_> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        if self.adjusted.replaces(name) {
            return;
        }
        if self.adjusted.default.is_some_and(|(default, _)| default == name) {
            if !has_value(value) {
                // The default takes its place: a member is sent once.
                return;
            }
            self.has_default = true;
        }
        self.visitor.member(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::wire::{JsonObject, to_json};

    fn sent(request: serde_json::Value) -> String {
        let Json::Object(members) = request else { panic!("an object") };
        let extras = Extras::new();
        let adjusted = Adjusted {
            request: &JsonObject(members),
            extras: [&extras, &extras],
            default: Some(("ClientToken", "made")),
        };
        String::from_utf8(to_json(&adjusted).unwrap()).unwrap()
    }

    #[test]
    fn a_default_is_sent_once_and_only_where_there_is_no_value() {
        assert_eq!(sent(serde_json::json!({})), r#"{"ClientToken":"made"}"#);
        assert_eq!(sent(serde_json::json!({"ClientToken": ""})), r#"{"ClientToken":"made"}"#);
        assert_eq!(sent(serde_json::json!({"ClientToken": null})), r#"{"ClientToken":"made"}"#);
        assert_eq!(sent(serde_json::json!({"ClientToken": "own"})), r#"{"ClientToken":"own"}"#);
    }
}
