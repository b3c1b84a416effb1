//! Flattens members into name and value pairs: `Filters.0.Values.1=x`, as GET requests carry them.

use std::fmt;

use serde_json::Value as Json;

use super::{Binary, Items, Members, Value, ValueVisitor, Visitor};

/// How deep structures may nest; what reading allows, too.
pub(super) const MAX_DEPTH: u32 = 128;

/// A member that cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    path: String,
    problem: &'static str,
}

impl EncodeError {
    pub(super) fn new(problem: &'static str) -> Self {
        Self { path: String::new(), problem }
    }

    /// The failure is inside the member of this name.
    pub(super) fn within(&mut self, name: &str) {
        // 128 levels of names say less than the innermost few.
        if self.path.len() > 200 {
            return;
        }
        let inner = std::mem::take(&mut self.path);
        self.path = if inner.is_empty() { name.to_owned() } else { format!("{name}.{inner}") };
    }

    /// The member, from the request down: `Placement.Zone`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the member `{}` {}", self.path, self.problem)
    }
}

impl std::error::Error for EncodeError {}

/// The members as flattened pairs, in order; what is `None` is left out.
///
/// # Errors
/// When a member cannot be said in a query: a number that is not finite, the content of a file,
/// structures nested deeper than 128 levels.
pub fn to_query(members: &dyn Members) -> Result<Vec<(String, String)>, EncodeError> {
    let mut flattener =
        Flattener { key: String::new(), pairs: Vec::new(), depth: 0, failure: None };
    flattener.members(members);
    match flattener.failure {
        Some(failure) => Err(failure),
        None => Ok(flattener.pairs),
    }
}

struct Flattener {
    key: String,
    pairs: Vec<(String, String)>,
    depth: u32,
    failure: Option<EncodeError>,
}

impl Flattener {
    fn pair(&mut self, value: impl Into<String>) {
        self.pairs.push((self.key.clone(), value.into()));
    }

    fn fail(&mut self, problem: &'static str) {
        let mut failure = EncodeError::new(problem);
        failure.within(&self.key);
        self.failure.get_or_insert(failure);
    }

    /// One level down, with this name added to the key.
    fn below(&mut self, name: &str, flatten: impl FnOnce(&mut Self)) {
        if self.failure.is_some() {
            return;
        }
        if self.depth == MAX_DEPTH {
            self.fail("is nested deeper than 128 levels");
            return;
        }
        let length = self.key.len();
        if length > 0 {
            self.key.push('.');
        }
        self.key.push_str(name);
        self.depth += 1;
        flatten(self);
        self.depth -= 1;
        self.key.truncate(length);
    }
}

impl Visitor for Flattener {
    fn member(&mut self, name: &str, value: &dyn Value) {
        self.below(name, |flattener| value.accept(flattener));
    }
}

impl ValueVisitor for Flattener {
    fn nothing(&mut self) {}

    fn string(&mut self, value: &str) {
        self.pair(value);
    }

    fn int(&mut self, value: i64) {
        self.pair(value.to_string());
    }

    fn uint(&mut self, value: u64) {
        self.pair(value.to_string());
    }

    fn float(&mut self, value: f64) {
        if !value.is_finite() {
            self.fail("is not a finite number");
        }
        self.pair(value.to_string());
    }

    fn bool(&mut self, value: bool) {
        self.pair(value.to_string());
    }

    fn binary(&mut self, _: &Binary) {
        self.fail("is the content of a file, which only a multipart request carries");
    }

    fn list(&mut self, items: &dyn Items) {
        let mut index = 0;
        while let Some(item) = items.item(index) {
            self.below(&index.to_string(), |flattener| item.accept(flattener));
            index += 1;
        }
    }

    fn members(&mut self, value: &dyn Members) {
        value.visit(self);
    }

    fn json(&mut self, value: &Json) {
        match value {
            Json::Null => {}
            Json::Bool(flag) => self.pair(flag.to_string()),
            Json::Number(number) => self.pair(number.to_string()),
            Json::String(text) => self.pair(text.as_str()),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&index.to_string(), |flattener| flattener.json(item));
                }
            }
            Json::Object(entries) => {
                for (name, entry) in entries {
                    self.below(name, |flattener| flattener.json(entry));
                }
            }
        }
    }
}
