//! A call to show: one action's own example as the statements that a person would write.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::rust::api::{Field, Function, Module, Sample, Struct, Value, Wrap};
use crate::spec::Spec;

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

/// The best call to show of one version: one that documents errors and an example, else the
/// first that can be made.
pub(super) fn candidate(module: &Module, spec: &Spec) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for (function, request) in module.functions.iter().zip(&module.requests) {
        let example = documented_request(spec, function);
        let documented = !function.errors.is_empty();
        let callable = function.deprecated.is_none();
        let worth =
            u32::from(callable) * 4 + u32::from(documented) * 2 + u32::from(example.is_some());
        if best.as_ref().is_some_and(|best| best.worth >= worth) {
            continue;
        }
        if let Some(sample) = sample(module, function, request, example) {
            best = Some(Candidate { worth, sample });
        }
    }
    best
}

/// The first example of the action whose request is an object.
fn documented_request<'a>(spec: &'a Spec, function: &Function) -> Option<&'a Json> {
    let action = spec.actions.get(&function.action)?;
    let requests = action.examples.iter().filter_map(|example| example.request.as_ref());
    requests.into_iter().find(|request| request.is_object())
}

/// Puts with each action the first of its own examples that the types can hold.
pub(super) fn add_examples(module: &mut Module, spec: &Spec) {
    let product = module.path.split("::").next().unwrap_or_default();
    let writer = SampleWriter { module, product };
    let calls = module.functions.iter().zip(&module.requests);
    let examples = calls.map(|(function, request)| {
        let text = writer.structure(request, Some(documented_request(spec, function)?), 0);
        text.filter(|text| text.len() <= LONGEST)
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
    let request = writer.structure(request, example, 0)?;
    let response = module.responses.iter().find(|item| item.name.rust == function.response)?;
    let named = function.errors.iter().max_by_key(|name| name.wire == "OperationDenied");
    let error_variant = named.map(|name| format!("{}::{}", module.errors.name, name.rust));
    let shown = |field: &&Field| field.field_type.wrap == Wrap::Option && !field.secret;
    let url = response.fields.iter().filter(shown).find(|field| field.name.wire == "Url");
    let response = url.or_else(|| response.fields.iter().find(shown));
    Some(Sample {
        function: function.name.clone(),
        request,
        response: response.map(|field| field.name.rust.clone()),
        error_variant,
        module: product,
    })
}

struct SampleWriter<'a> {
    module: &'a Module,
    product: &'a str,
}

impl SampleWriter<'_> {
    /// `ess::X::new(required…)` with a line per setter; none where a required value cannot be made up.
    fn structure(&self, item: &Struct, json: Option<&Json>, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let value = |field: &Field| json.and_then(|json| json.get(&field.name.wire));
        let required = item.arguments().into_iter();
        let required: Option<Vec<String>> =
            required.map(|field| self.argument(field, value(field), depth)).collect();
        let mut text =
            format!("{}::{}::new({})", self.product, item.name.rust, required?.join(", "));
        for field in item
            .fields
            .iter()
            .filter(|field| field.argument.is_none() && field.deprecated.is_none())
        {
            let given =
                value(field).filter(|json| !json.is_null() && *json != &Json::Array(Vec::new()));
            if let Some(argument) = given.and_then(|json| self.argument(field, Some(json), depth)) {
                let gap = if depth == 0 { "\n    " } else { "" };
                let _ = write!(text, "{gap}.{}({argument})", field.setter);
            }
        }
        Some(text)
    }

    fn argument(&self, field: &Field, json: Option<&Json>, depth: usize) -> Option<String> {
        if !field.field_type.wrap.is_list() {
            return self.value(&field.field_type.value, json, depth);
        }
        let items = json.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let items: Option<Vec<String>> = items
            .iter()
            .map(|item| self.value(&field.field_type.value, Some(item), depth))
            .collect();
        let items = items?;
        if items.is_empty() {
            Some(self.empty(&field.field_type.value))
        } else {
            Some(format!("[{}]", items.join(", ")))
        }
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

    fn value(&self, value: &Value, json: Option<&Json>, depth: usize) -> Option<String> {
        Some(match value {
            Value::String => format!("{:?}", json.and_then(Json::as_str).unwrap_or_default()),
            Value::I64 => json.and_then(Json::as_i64).unwrap_or(0).to_string(),
            Value::U64 => json.and_then(Json::as_u64).unwrap_or(0).to_string(),
            Value::F64 => format!("{:?}", json.and_then(Json::as_f64).unwrap_or(0.0)),
            Value::Bool => json.and_then(Json::as_bool).unwrap_or(false).to_string(),
            Value::Binary => "Vec::new()".to_owned(),
            Value::Struct(name) => {
                let structures = &self.module.structures;
                let item = structures.iter().find(|item| item.name.rust == *name)?;
                self.structure(item, json, depth + 1)?
            }
        })
    }
}
