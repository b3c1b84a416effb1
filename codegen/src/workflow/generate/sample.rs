//! A call to show: one action's own example as the statements that a person would write.

use std::str::FromStr;

use serde_json::Value as Json;

use crate::rust::api::{Field, Function, Module, Sample, Struct, Value, Wrap};
use crate::spec::Spec;

use super::expression::{Expression, Setter};

/// How deep structures may be in one another, so that a sample stays one.
const DEEPEST: usize = 4;

/// What stands before a request, on its first line.
const BEFORE: &str = "let request = ";

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
    for (function, request) in module.functions.iter().zip(&module.requests) {
        let example = documented_requests(spec, function).next();
        let reasons = [
            function.deprecated.is_none(),
            !function.errors.is_empty(),
            example.is_some(),
            printed(module, function).is_some(),
        ];
        // The first outweighs the others together.
        let worth = reasons.iter().fold(0, |worth, holds| worth * 2 + u32::from(*holds));
        if best.as_ref().is_some_and(|best| best.worth >= worth) {
            continue;
        }
        let made = example.and_then(|_| sample(module, function, request, example));
        if let Some(sample) = made.or_else(|| sample(module, function, request, None)) {
            best = Some(Candidate { worth, sample });
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
    let product = module.path.split("::").next().unwrap_or_default();
    let writer = SampleWriter { module, product };
    let calls = module.functions.iter().zip(&module.requests);
    let examples = calls.map(|(function, request)| {
        documented_requests(spec, function).find_map(|example| {
            let made = writer.structure(request, Some(example), 0)?;
            (made.on_one_line().len() <= LONGEST).then(|| made.statement(BEFORE))
        })
    });
    let examples: Vec<Option<String>> = examples.collect();
    for (function, example) in module.functions.iter_mut().zip(examples) {
        function.example = example;
    }
}

fn sample(
    module: &Module,
    function: &Function,
    request: &Struct,
    example: Option<&Json>,
) -> Option<Sample> {
    let product = module.path.split("::").next()?.to_owned();
    let writer = SampleWriter { module, product: &product };
    let request = writer.structure(request, example, 0)?.statement(BEFORE);
    let named = function.errors.iter().max_by_key(|name| name.wire == "OperationDenied");
    let error_variant = named.map(|name| format!("{}::{}", module.errors.name, name.rust));
    Some(Sample {
        function: function.name.clone(),
        request,
        response: printed(module, function).map(|field| field.name.rust.clone()),
        error_variant,
        module: product,
    })
}

/// The member of the answer that is worth printing.
fn printed<'m>(module: &'m Module, function: &Function) -> Option<&'m Field> {
    let response = module.responses.iter().find(|item| item.name.rust == function.response)?;
    let shown = |field: &&Field| field.field_type.wrap == Wrap::Option && !field.secret;
    let url = response.fields.iter().filter(shown).find(|field| field.name.wire == "Url");
    url.or_else(|| response.fields.iter().find(shown))
}

struct SampleWriter<'a> {
    module: &'a Module,
    product: &'a str,
}

impl SampleWriter<'_> {
    /// `ess::X::new(required…)` and its setters; none where a required value cannot be made up.
    fn structure(&self, item: &Struct, json: Option<&Json>, depth: usize) -> Option<Expression> {
        if depth > DEEPEST {
            return None;
        }
        if json.is_some_and(|json| !json.is_object()) {
            return None;
        }
        let value = |field: &Field| {
            json.and_then(|json| json.get(&field.name.wire)).filter(|json| !json.is_null())
        };
        let required = item.arguments().into_iter();
        let arguments = required.map(|field| self.argument(field, value(field), depth));
        let optional = item.fields.iter().filter(|field| field.argument.is_none());
        let setters = optional.filter(|field| field.deprecated.is_none()).filter_map(|field| {
            let given = value(field).filter(|json| !stands_for_nothing(json))?;
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

    /// None where the example has something else.
    fn value(&self, value: &Value, json: Option<&Json>, depth: usize) -> Option<Expression> {
        if let Value::Struct(name) = value {
            let structures = &self.module.structures;
            let item = structures.iter().find(|item| item.name.rust == *name)?;
            return self.structure(item, json, depth + 1);
        }
        // Examples have numbers in strings, and strings without quotation marks.
        let given = match json {
            None => None,
            Some(Json::Array(_) | Json::Object(_)) => return None,
            Some(Json::String(text)) => Some(text.clone()),
            Some(scalar) => Some(scalar.to_string()),
        };
        Some(Expression::Plain(match value {
            Value::String => literal(&given.unwrap_or_default()),
            Value::I64 => parsed::<i64>(given)?.to_string(),
            Value::U64 => parsed::<u64>(given)?.to_string(),
            Value::F64 => format!("{:?}", parsed::<f64>(given).filter(|one| one.is_finite())?),
            Value::Bool => parsed::<bool>(given)?.to_string(),
            Value::Binary | Value::Struct(_) => "Vec::new()".to_owned(),
        }))
    }
}

/// What a text says; where there is none, what stands for nothing.
fn parsed<T: FromStr + Default>(text: Option<String>) -> Option<T> {
    text.map_or_else(|| Some(T::default()), |text| text.trim().parse().ok())
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

/// What a person would leave out.
fn stands_for_nothing(json: &Json) -> bool {
    json.is_null() || json.as_array().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_a_string_is_raw() {
        assert_eq!(literal("{\"Cup\": 1}"), "r#\"{\"Cup\": 1}\"#");
        assert_eq!(literal("a \"#b\"## c"), "r###\"a \"#b\"## c\"###");
        assert_eq!(literal("泡茶"), "\"泡茶\"");
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        for text in ["\"\n", "\\\u{202e}", "\"\t\"", "\"e\u{301}", "\"\u{0}"] {
            assert_eq!(literal(text), format!("{text:?}"));
            assert!(!literal(text).starts_with('r'));
        }
    }
}
