//! A request as it came in, and the ways to read its parameters.

use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::documentation::interpret::typed_query;
use crate::spec::{Member, Spec};

/// A request, read whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Incoming {
    pub(super) method: String,
    pub(super) path: String,
    /// What follows the question mark, as sent.
    pub(super) query: String,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// The body; cut at the limit if it was larger.
    pub(super) body: Vec<u8>,
    /// How long the body was.
    pub(super) size: usize,
    /// The parts of a multipart body, which only the server can read.
    pub(super) parts: Option<Vec<(String, Vec<u8>)>>,
}

impl Incoming {
    /// The first header of this name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether all of the body was kept.
    pub(super) fn is_whole(&self) -> bool {
        self.body.len() == self.size
    }

    /// The content type without its parameters.
    pub(super) fn media(&self) -> &str {
        let content_type = self.header("content-type").unwrap_or_default();
        content_type.split(';').next().unwrap_or_default().trim()
    }

    /// The parameters of a query or of a form; every one that is not `key=value` is a fault.
    pub(super) fn form(&self) -> Result<Vec<(String, String)>, Refusal> {
        let text = if self.method == "GET" {
            self.query.clone()
        } else if self.media() == "application/x-www-form-urlencoded" {
            String::from_utf8_lossy(&self.body).into_owned()
        } else {
            return Ok(Vec::new());
        };
        if text.split('&').any(|pair| !pair.is_empty() && !pair.contains('=')) {
            return Err(Refusal::NotAForm);
        }
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        Ok(pairs.map(|(key, value)| (key.into_owned(), value.into_owned())).collect())
    }

    /// The body as a JSON object; nothing is an empty one.
    pub(super) fn json(&self) -> Result<Map<String, Value>, Refusal> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Map::new());
        }
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            _ => Err(Refusal::NotJson),
        }
    }

    /// The parts of a multipart body as members: bytes and texts as they are, everything else as
    /// the JSON that the part holds.
    pub(super) fn parts(&self, input: &[Member]) -> Result<Map<String, Value>, Refusal> {
        let parts = self.parts.as_ref().ok_or(Refusal::NotAForm)?;
        let mut members = Map::new();
        for (name, bytes) in parts {
            let text = String::from_utf8_lossy(bytes);
            let is_text = input.iter().find(|member| member.name == *name).is_none_or(|member| {
                matches!(&member.member_type, crate::spec::MemberType::Scalar(scalar)
                    if super::validate::is_text(*scalar))
            });
            let value = match serde_json::from_str(&text) {
                Ok(value) if !is_text => value,
                _ => Value::String(text.into_owned()),
            };
            members.insert(name.clone(), value);
        }
        Ok(members)
    }
}

/// The members that flat parameters stand for: `Filters.0.Name=…`, with the types of the input.
pub(super) fn unflatten(
    parameters: &[(String, String)],
    input: &[Member],
    spec: &Spec,
) -> Result<Map<String, Value>, Refusal> {
    check_names(parameters)?;
    let structures =
        |name: &str| spec.structures.get(name).map(|structure| structure.members.as_slice());
    match typed_query(parameters, input, &structures) {
        Some(Value::Object(members)) => Ok(members),
        _ => Err(Refusal::InvalidFormat(
            parameters.first().map(|(key, _)| key.clone()).unwrap_or_default(),
        )),
    }
}

/// No parameter twice, and the indexes of every list without a gap from 0.
fn check_names(parameters: &[(String, String)]) -> Result<(), Refusal> {
    use std::collections::{BTreeMap, BTreeSet};
    let mut seen = BTreeSet::new();
    let mut indexes: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (key, _) in parameters {
        if !seen.insert(key) {
            return Err(Refusal::Repeated(key.clone()));
        }
        let mut before = String::new();
        for step in key.split('.') {
            if let Ok(index) = step.parse() {
                indexes.entry(before.clone()).or_default().insert(index);
            }
            if !before.is_empty() {
                before.push('.');
            }
            before.push_str(step);
        }
    }
    match indexes.iter().find(|(_, found)| !found.iter().copied().eq(0..found.len())) {
        Some((name, _)) => Err(Refusal::InvalidArray(name.clone())),
        None => Ok(()),
    }
}
