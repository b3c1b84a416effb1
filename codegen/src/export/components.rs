//! The schemas of structures, requests and responses, and the names that they have in a document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::schema::Schemas;
use crate::spec::direction::{Direction, Directions};
use crate::spec::{Action, Member, Presence, Spec, Structure};

/// The names of the schemas of a document: structures have their own, and the request and the
/// response of an action a name that no structure has.
#[derive(Debug)]
pub(super) struct ComponentNames<'a> {
    taken: BTreeSet<&'a str>,
}

impl<'a> ComponentNames<'a> {
    pub(super) fn new(spec: &'a Spec) -> Self {
        Self { taken: spec.structures.keys().map(String::as_str).collect() }
    }

    pub(super) fn request(&self, action: &str) -> String {
        self.free(format!("{action}Request"))
    }

    pub(super) fn response(&self, action: &str) -> String {
        self.free(format!("{action}Response"))
    }

    /// What every answer that tells of an error holds.
    pub(super) fn failure(&self) -> String {
        self.free("FailedResponse".to_owned())
    }

    fn free(&self, mut name: String) -> String {
        while self.taken.contains(name.as_str()) {
            name.push('_');
        }
        name
    }
}

/// The request of an action.
pub(super) fn request(schemas: &Schemas<'_>, action: &Action) -> Map<String, Value> {
    schemas.object(&action.input, |member| member.required)
}

/// What is inside `Response` when the call succeeded.
pub(super) fn response(schemas: &Schemas<'_>, action: &Action) -> Map<String, Value> {
    schemas.object(&action.output, is_promised)
}

/// What is inside `Response` when the call failed; the status is 200 then too.
pub(super) fn failure() -> Value {
    json!({
        "type": "object",
        "description": "What an answer holds when the call failed; the status is 200 then too.",
        "properties": {
            "Error": {
                "type": "object",
                "properties": {
                    "Code": { "type": "string", "description": "The error code." },
                    "Message": { "type": "string", "description": "The error in words." }
                },
                "required": ["Code", "Message"]
            },
            "RequestId": { "type": "string", "description": "Names the call." }
        },
        "required": ["Error", "RequestId"]
    })
}

/// The schemas of structures, by name. What a writer must give is required in a structure that
/// is sent, what is promised in one that is only read; one that goes both ways says the promises
/// under a key of its own.
pub(super) fn structures<'a>(
    schemas: &Schemas<'a>,
    names: impl Iterator<Item = &'a str>,
    directions: &Directions<'a>,
) -> BTreeMap<String, Value> {
    let described = names.filter_map(|name| Some((name, schemas.spec.structures.get(name)?)));
    described
        .map(|(name, item)| {
            let direction = directions.get(name).copied().unwrap_or(Direction::Both);
            (name.to_owned(), structure(schemas, item, direction))
        })
        .collect()
}

fn structure(schemas: &Schemas<'_>, item: &Structure, direction: Direction) -> Value {
    let members = &item.members;
    let mut schema = match direction {
        Direction::Read => schemas.object(members, is_promised),
        Direction::Sent | Direction::Both => schemas.object(members, |member| member.required),
    };
    if let Some(doc) = &item.doc {
        schema.insert("description".into(), doc.as_str().into());
    }
    if direction == Direction::Both && schemas.knows_extensions() {
        let promised: Vec<&str> =
            members.iter().filter(|m| is_promised(m)).map(|m| m.name.as_str()).collect();
        if !promised.is_empty() {
            schema.insert("x-tencentcloud-output-required".into(), json!(promised));
        }
    }
    schema.into()
}

/// Whether the documentation promises that a member comes back. What speaks of outputs alone
/// goes before what is said of inputs and outputs together.
fn is_promised(member: &Member) -> bool {
    match member.presence {
        Some(Presence::Always) => true,
        Some(Presence::Nullable) => false,
        None => member.required,
    }
}
