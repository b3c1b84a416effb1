//! JSON objects as requests and responses, for actions that are not generated.

use serde_json::{Map, Value as Json};

use super::{Members, Slot, Visitor};

/// A JSON object that is sent and read as it stands.
///
/// `Debug` prints no values: nothing is known about what they hold.
#[derive(Clone, Default, PartialEq)]
pub struct JsonObject(pub Map<String, Json>);

impl Members for JsonObject {
    fn visit(&self, visitor: &mut dyn Visitor) {
        for (name, value) in &self.0 {
            visitor.member(name, value);
        }
    }

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(self.0.entry(name).or_insert(Json::Null))
    }

    fn is_open(&self) -> bool {
        true
    }
}

impl std::fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        super::debug(self, "JsonObject", f)
    }
}
