//! Error codes: of an action and of the whole product version. OpenAPI has no word for them,
//! because every answer has status 200.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The key of an operation or a document that holds them.
pub(super) const KEY: &str = "x-tencentcloud-errors";

/// Adds the codes, each with its description.
pub(super) fn add(to: &mut Map<String, Value>, errors: &BTreeMap<String, String>) {
    if !errors.is_empty() {
        to.insert(KEY.to_owned(), json!(errors));
    }
}
