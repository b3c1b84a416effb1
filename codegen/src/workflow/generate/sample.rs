//! A call to show: one action's own example as the statements that a person would write.

use std::str::FromStr;

use serde_json::Value as Json;

use crate::rust::api::{Field, Function, Module, Sample, Struct, Value, Wrap};
use crate::spec::Spec;

use super::expression::{Expression, Setter};

/// How deep structures may be in one another, so that a sample stays one.
const DEEPEST: usize = 4;

/// The longest request that is shown with an action, in bytes: some hold whole files.
const LONGEST: usize = 2_000;

/// A call that could be shown, and how much it shows.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    worth: u32,
    sample: Sample,
}

/// The best call to show of those that each version has.
pub(super) fn best<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> Option<Sample> {
    let mut best: Option<&Candidate> = None;
    for candidate in candidates {
        if best.is_none_or(|best| candidate.worth > best.worth) {
            best = Some(candidate);
        }
    }
    best.map(|candidate| candidate.sample.clone())
}

/// The best call to show of one version: one that documents errors and an example and answers
/// something that can be printed, else the first that can be made.
pub(super) fn candidate(module: &Module, spec: &Spec) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    let calls = module.functions.iter().zip(&module.requests).zip(&module.responses);
    for ((function, request), response) in calls {
        let response = printed(response);
        let reasons = [
            function.deprecated.is_none(),
            !function.errors.is_empty(),
            documented_requests(spec, function).next().is_some(),
            response.is_some(),
        ];
        // The first outweighs the others together.
        let worth = reasons.iter().fold(0, |worth, holds| worth * 2 + u32::from(*holds));
        if best.as_ref().is_some_and(|best| best.worth >= worth) {
            continue;
        }
        let writer = SampleWriter::new(module);
        let made = writer.documented(spec, function, request);
        if let Some(made) = made.or_else(|| writer.structure(request, None, 0)) {
            best = Some(Candidate { worth, sample: sample(module, function, &made, response) });
        }
    }
    best
}

/// The requests of the action's examples that are objects.
fn documented_requests<'s>(
    spec: &'s Spec,
    function: &Function,
) -> impl Iterator<Item = &'s Json> + use<'s> {
    let examples = spec.actions.get(&function.action).into_iter().flat_map(|one| &one.examples);
    examples.filter_map(|example| example.request.as_ref()).filter(|request| request.is_object())
}

/// Puts with each action the first of its own examples that the types can hold.
pub(super) fn add_examples(module: &mut Module, spec: &Spec) {
    let writer = SampleWriter::new(module);
    let calls = module.functions.iter().zip(&module.requests);
    let examples = calls.map(|(function, request)| {
        writer.documented(spec, function, request).map(|made| made.statement())
    });
    let examples: Vec<Option<String>> = examples.collect();
    for (function, example) in module.functions.iter_mut().zip(examples) {
        function.example = example;
    }
}

fn sample(
    module: &Module,
    function: &Function,
    request: &Expression,
    response: Option<&Field>,
) -> Sample {
    let named = function.errors.iter().max_by_key(|name| name.wire == "OperationDenied");
    let error_variant = named.map(|name| format!("{}::{}", module.errors.name, name.rust));
    Sample {
        function: function.name.clone(),
        request: request.statement(),
        response: response.map(|field| field.name.rust.clone()),
        error_variant,
        module: SampleWriter::new(module).product.to_owned(),
    }
}

/// The member of an answer that is worth printing.
fn printed(response: &Struct) -> Option<&Field> {
    let shown = |field: &&Field| field.field_type.wrap == Wrap::Option && !field.secret;
    let url = response.fields.iter().filter(shown).find(|field| field.name.wire == "Url");
    url.or_else(|| response.fields.iter().find(shown))
}

struct SampleWriter<'a> {
    module: &'a Module,
    product: &'a str,
}

impl<'a> SampleWriter<'a> {
    fn new(module: &'a Module) -> Self {
        Self { module, product: module.path.split("::").next().unwrap_or_default() }
    }

    /// The first example of an action that its types can hold, and that is not too long.
    fn documented(&self, spec: &Spec, function: &Function, request: &Struct) -> Option<Expression> {
        documented_requests(spec, function).find_map(|example| {
            let made = self.structure(request, Some(example), 0)?;
            (made.on_one_line().len() <= LONGEST).then_some(made)
        })
    }

    /// `ess::X::new(required…)` and its setters; `None` where a required value cannot be made up, or is
    /// another than the type holds.
    fn structure(&self, item: &Struct, json: Option<&Json>, depth: usize) -> Option<Expression> {
        if depth > DEEPEST || json.is_some_and(|json| !json.is_object()) {
            return None;
        }
        let value = |field: &Field| {
            json.and_then(|json| json.get(&field.name.wire)).filter(|json| !json.is_null())
        };
        let required = item.arguments().into_iter();
        let arguments = required.map(|field| self.argument(field, value(field), depth));
        let optional = item.fields.iter().filter(|field| field.argument.is_none());
        let setters = optional.filter(|field| field.deprecated.is_none()).filter_map(|field| {
            let given = value(field).filter(|json| **json != Json::Array(Vec::new()))?;
            let argument = self.argument(field, Some(given), depth)?;
            Some(Setter { name: field.setter.clone(), argument })
        });
        Some(Expression::Made {
            function: format!("{}::{}::new", self.product, item.name.rust),
            arguments: arguments.collect::<Option<_>>()?,
            setters: setters.collect(),
        })
    }

    fn argument(&self, field: &Field, json: Option<&Json>, depth: usize) -> Option<Expression> {
        let value = &field.field_type.value;
        if !field.field_type.wrap.is_list() {
            return self.value(value, json, depth);
        }
        let items = json.map_or(Some(&[][..]), |json| json.as_array().map(Vec::as_slice))?;
        if items.is_empty() {
            return Some(Expression::Plain(self.empty(value)));
        }
        let items = items.iter().map(|item| self.value(value, Some(item), depth));
        items.collect::<Option<_>>().map(Expression::List)
    }

    fn empty(&self, value: &Value) -> String {
        let item = match value {
            Value::String => "String".to_owned(),
            Value::I64 => "i64".to_owned(),
            Value::U64 => "u64".to_owned(),
            Value::F64 => "f64".to_owned(),
            Value::Bool => "bool".to_owned(),
            Value::Binary => "Vec<u8>".to_owned(),
            Value::Struct(name) => format!("{}::{name}", self.product),
        };
        format!("Vec::<{item}>::new()")
    }

    /// `None` where the example has something else.
    fn value(&self, value: &Value, json: Option<&Json>, depth: usize) -> Option<Expression> {
        Some(Expression::Plain(match value {
            Value::String => literal(&scalar::<String>(json)?),
            Value::I64 => scalar::<i64>(json)?.to_string(),
            Value::U64 => scalar::<u64>(json)?.to_string(),
            Value::F64 => format!("{:?}", scalar::<f64>(json).filter(|one| one.is_finite())?),
            Value::Bool => scalar::<bool>(json)?.to_string(),
            Value::Binary => "Vec::new()".to_owned(),
            Value::Struct(name) => {
                let structures = &self.module.structures;
                let item = structures.iter().find(|item| item.name.rust == *name)?;
                return self.structure(item, json, depth + 1);
            }
        }))
    }
}

/// A scalar of an example, where numbers may be in strings and strings without quotation marks;
/// without an example, an empty or zero one.
fn scalar<T: FromStr + Default>(json: Option<&Json>) -> Option<T> {
    match json {
        None => Some(T::default()),
        Some(Json::String(text)) => text.parse().ok(),
        Some(Json::Array(_) | Json::Object(_)) => None,
        Some(scalar) => scalar.to_string().parse().ok(),
    }
}

/// A string as it is written in Rust: raw, where nothing but quotes and backslashes would be escaped.
fn literal(text: &str) -> String {
    let is_quoting = |c: char| c == '"' || c == '\\';
    let is_printed = |c: char| is_quoting(c) || c.escape_debug().len() == 1;
    if !text.contains(is_quoting) || !text.chars().all(is_printed) {
        return format!("{text:?}");
    }
    let mut hashes = "#".to_owned();
    while text.contains(&["\"", &hashes].concat()) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_in_a_string_is_raw() {
        assert_eq!(literal("{\"Cup\": 1}"), "r#\"{\"Cup\": 1}\"#");
        assert_eq!(literal("a \"#b\"## c"), "r###\"a \"#b\"## c\"###");
        assert_eq!(literal("泡茶"), "\"泡茶\"");
    }

    #[test]
    fn an_example_is_read_as_what_it_says_or_not_at_all() {
        let read = |json: Json| scalar::<i64>(Some(&json));
        assert_eq!(scalar::<i64>(None), Some(0));
        assert_eq!((read(json!(7)), read(json!("10"))), (Some(7), Some(10)));
        for other in [json!("ten"), json!(""), json!([1]), json!({}), json!(1.5)] {
            assert_eq!(read(other), None);
        }
        assert_eq!(scalar::<String>(Some(&json!(7))), Some("7".to_owned()));
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        for text in ["\"\n", "\\\u{202e}", "\"\t\"", "\"e\u{301}", "\"\u{0}"] {
            assert_eq!(literal(text), format!("{text:?}"));
            assert!(!literal(text).starts_with('r'));
        }
    }
}
