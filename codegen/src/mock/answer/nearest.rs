//! Which example a request is nearest to.

use serde_json::{Map, Value};

use crate::mock::catalogue::{Example, FoundAction, Outcome};
use crate::mock::validate::essence;

/// The example with the request most like this one, the first of several. One that shows an
/// error counts only for the very request that it shows, and only if no success is shown for it.
pub(super) fn nearest<'a>(
    found: &FoundAction<'a>,
    request: &Map<String, Value>,
) -> Option<&'a Example> {
    let is_failure = |example: &&Example| matches!(example.outcome, Outcome::Failure { .. });
    let mut answers = found.examples.iter().filter(|example| !is_failure(example));
    let failures = || found.examples.iter().filter(is_failure);
    if let (Some(only), None, None) = (answers.next(), answers.next(), failures().next()) {
        return Some(only);
    }
    let request = essence(request, &found.action.input, found.spec());
    let mut best: Option<(f64, &Example)> = None;
    for example in found.examples.iter().filter(|example| !is_failure(example)) {
        let alike = example.request().map_or(0.0, |shown| likeness(&request, &shown));
        if best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, example));
        }
    }
    let shown_as_success = best.is_some_and(|(alike, _)| alike >= 1.0);
    let is_shown = |example: &&Example| example.request().is_some_and(|shown| shown == request);
    let failure = failures().find(is_shown).filter(|_| !shown_as_success);
    failure.or(best.map(|(_, example)| example))
}

/// Whether the example shows this very request.
pub(super) fn is_exact(
    found: &FoundAction<'_>,
    example: &Example,
    request: &Map<String, Value>,
) -> bool {
    let essence = || essence(request, &found.action.input, found.spec());
    example.request().is_some_and(|shown| shown == essence())
}

/// How alike two values are, from 0 to 1.
fn likeness(a: &Value, b: &Value) -> f64 {
    match (a, b) {
        _ if a == b => 1.0,
        (Value::Object(a), Value::Object(b)) => {
            let common = a.iter().filter_map(|(name, value)| Some((value, b.get(name)?)));
            let (sum, count) = sum(common.map(|(a, b)| likeness(a, b)));
            share(sum, a.len() + b.len() - count)
        }
        (Value::Array(a), Value::Array(b)) => {
            let (sum, _) = sum(a.iter().zip(b).map(|(a, b)| likeness(a, b)));
            share(sum, a.len().max(b.len()))
        }
        // The same member with another value is still nearer than no such member.
        _ => 0.25,
    }
}

fn sum(values: impl Iterator<Item = f64>) -> (f64, usize) {
    values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1))
}

/// Below 1, because the values differ.
#[expect(clippy::cast_precision_loss, reason = "no request has 2^52 members")]
fn share(sum: f64, count: usize) -> f64 {
    (sum / count.max(1) as f64).min(0.999)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn more_equal_members_are_more_alike() {
        let request = json!({ "Type": "A", "Ids": ["1", "2"], "Limit": 3 });
        let ranked = [
            json!({ "Limit": 3, "Ids": ["1", "2"], "Type": "A" }),
            json!({ "Type": "A", "Ids": ["1", "3"], "Limit": 3 }),
            json!({ "Type": "A", "Ids": ["7"], "Limit": 3 }),
            json!({ "Type": "B", "Ids": ["7"], "Limit": 3 }),
            json!({ "Type": "B", "Other": 1 }),
            json!({}),
        ];
        let alike: Vec<f64> = ranked.iter().map(|shown| likeness(&request, shown)).collect();
        assert!(alike[0] >= 1.0, "{alike:?}");
        assert!(alike.windows(2).all(|pair| pair[0] > pair[1]), "{alike:?}");
    }
}
