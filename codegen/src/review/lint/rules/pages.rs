//! Pages: which list they hold, and totals of examples against lists.

use serde_json::Value;

use crate::diagnostics::{Code, escaped};
use crate::rust::lower;
use crate::spec::{Action, Spec};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::Subject;

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for (name, action) in &subject.spec.actions {
        let pointer = format!("/actions/{}", escaped(name));
        if let Some(lists) = lower::unclear_lists(action, subject.spec) {
            let lists: Vec<String> = lists.iter().map(|list| format!("`{list}`")).collect();
            let message = format!(
                "the pages of `{name}` hold one of {}, and it is unclear which",
                lists.join(", ")
            );
            let help = "a correction of kind `pages` says it";
            collector.push(Draft::new(Code::PagesUnclear, name, pointer, message).help(help));
        } else if let Some((index, message)) = small_total(name, action, subject.spec) {
            let pointer = format!("{pointer}/examples/{index}");
            collector.push(Draft::new(Code::ExampleTotalTooSmall, name, pointer, message));
        }
    }
}

/// The first example whose total is smaller than its lists; 0 is where nobody filled it in.
fn small_total(name: &str, action: &Action, spec: &Spec) -> Option<(usize, String)> {
    let pages = lower::pagination(action, spec)?;
    let total = pages.total?;
    action.examples.iter().enumerate().find_map(|(index, example)| {
        let response = example.response.as_ref()?.get("Response")?;
        let count = whole_number(at(response, &total)?)?;
        let lengths = pages.lists.iter().filter_map(|list| Some(at(response, list)?.as_array()?.len()));
        let length: usize = lengths.sum();
        let is_small = count > 0 && count < u64::try_from(length).unwrap_or(u64::MAX);
        is_small.then(|| {
            let (number, lists) = (index + 1, pages.lists.join("` and `"));
            (index, format!("response example {number} of `{name}` has {length} items in `{lists}` and `{total}` {count}"))
        })
    })
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, name| value.get(name))
}

fn whole_number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}
