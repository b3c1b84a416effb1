//! The examples of an action.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::description::clean_blocks;
use super::report::PageReport;
use crate::diagnostics::Code;
use crate::documentation::interpret::json_text::{has_broken_string, json_object};
use crate::documentation::interpret::{host, interpret_request, interpret_response};
use crate::documentation::page::Place;
use crate::documentation::tables::RawExample;
use crate::spec::{Example, Member};

const SAVE_AGAIN: &str = "if the copy of the page ends early, save it again";

/// The examples of a page. Prose of one that shows nothing goes to its neighbour; where none shows
/// anything, it is left, with its place.
pub(super) fn interpret_examples(
    raw: Vec<RawExample<'_>>,
    input: &[Member],
    report: &mut PageReport<'_>,
) -> (Vec<Example>, Option<(Place, String)>) {
    let at = raw.iter().find_map(|raw| raw.doc.first()).map(|block| block.at);
    let mut examples: Vec<Example> = Vec::with_capacity(raw.len());
    let mut places = Vec::with_capacity(raw.len());
    let mut before = Vec::new();
    for raw in raw {
        let place = raw.request.as_ref().map(|code| code.at);
        let mut example = interpret_example(raw, input, report);
        if example.request.is_none() && example.response.is_none() {
            let title = example.title.map(|title| format!("**{title}**"));
            let Some(doc) = example.doc else { continue };
            let said = title.into_iter().chain([doc]);
            match examples.last_mut() {
                Some(last) => last.doc = joined(last.doc.take().into_iter().chain(said)),
                None => before.extend(said),
            }
            continue;
        }
        if !before.is_empty() {
            example.doc = joined(before.drain(..).chain(example.doc.take()));
        }
        match examples.last_mut() {
            // The heading of an answer in other words than are known.
            Some(last) if example.request.is_none() && last.response.is_none() => {
                last.response = example.response;
                last.doc = joined(last.doc.take().into_iter().chain(example.doc));
            }
            _ => {
                examples.push(example);
                places.push(place);
            }
        }
    }
    let shown = examples.iter().zip(places);
    for at in shown.filter_map(|(one, at)| at.filter(|_| one.response.is_none())) {
        let message = "the example has a request and no answer".to_owned();
        report.at(Code::IncompletePage, message, at, SAVE_AGAIN);
    }
    (examples, at.zip(joined(before.into_iter())))
}

fn joined(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

fn interpret_example(
    mut raw: RawExample<'_>,
    input: &[Member],
    report: &mut PageReport<'_>,
) -> Example {
    for code in [&mut raw.request, &mut raw.response].into_iter().flatten() {
        if let Some(text) = without_line_numbers(&code.text) {
            code.text = text.into();
        }
    }
    for code in [&raw.request, &raw.response].into_iter().flatten() {
        let (message, help) = match fault_of(&code.text) {
            Some(Fault::Cut) => (
                "the JSON of the example ends before its end",
                "see the page on the site, and put in what is missing",
            ),
            Some(Fault::Broken) => (
                "the JSON of the example has a line break inside of a string; it is kept as text",
                "put the string on one line, as it is on the site",
            ),
            None => continue,
        };
        report.at(Code::CutExample, message.to_owned(), code.at, help);
    }
    let (request, response) =
        (raw.request.map(|code| code.text), raw.response.map(|code| code.text));
    // Which product the page is of, and so which host is odd, is known later.
    let host = request.as_deref().and_then(|text| host::of_example(text, ""));
    let mut request = request.and_then(|text| interpret_request(&text, input, &|_| None));
    let mut response = response.and_then(|text| interpret_response(&text));
    // Whatever the heading says.
    if response.is_none() && request.as_ref().is_some_and(is_response) {
        response = request.take();
    }
    let doc = clean_blocks(raw.doc);
    let doc = (!doc.is_empty()).then_some(doc);
    Example { title: raw.title, doc, host, request, response }
}

/// So few lines may begin with 1, 2 and so on by themselves.
const FEW_LINES: usize = 3;

/// Code without the numbers of its lines, which a copy takes along from some pages and editors:
/// nothing if not every line has its number.
fn without_line_numbers(code: &str) -> Option<String> {
    let mut lines = Vec::new();
    for (line, number) in code.trim_matches('\n').lines().zip(1_usize..) {
        let rest = line.trim_start().strip_prefix(&number.to_string())?;
        let bare = rest.trim_start_matches([' ', '\t']).strip_prefix(['|', '│', '.', ':']);
        let rest = bare.unwrap_or(rest);
        if bare.is_none() && !rest.is_empty() && !rest.starts_with([' ', '\t']) {
            return None;
        }
        lines.push(rest.strip_prefix([' ', '\t']).unwrap_or(rest));
    }
    (lines.len() >= FEW_LINES).then(|| lines.join("\n"))
}

/// What has happened to the JSON of a side on its way.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// It is right as far as it goes, and goes no further.
    Cut,
    /// An editor has broken a string that was longer than a line.
    Broken,
}

fn fault_of(text: &str) -> Option<Fault> {
    let at = text.find('{').filter(|at| text.get(..*at).is_some_and(is_head))?;
    let body = text.get(at..)?;
    let error = serde_json::from_str::<IgnoredAny>(body).err()?;
    if error.is_eof() {
        return Some(Fault::Cut);
    }
    let is_broken = has_broken_string(body) && json_object(body).is_none();
    is_broken.then_some(Fault::Broken)
}

/// What may be before the body of a request.
fn is_head(text: &str) -> bool {
    text.trim().is_empty() || text.trim_start().starts_with("POST ")
}

/// `{"Response": …}` and nothing beside it.
fn is_response(value: &Value) -> bool {
    value.as_object().is_some_and(|object| object.len() == 1 && object.contains_key("Response"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lines_are_no_code() {
        let code = "POST / HTTP/1.1\n\n{\n    \"A\": 1\n}";
        for sign in ["", " |", ".", ":"] {
            let numbered: Vec<String> =
                (1..).zip(code.lines()).map(|(n, line)| format!("{n:3}{sign} {line}")).collect();
            assert_eq!(without_line_numbers(&numbered.join("\n")).as_deref(), Some(code), "{sign}");
        }
        for text in [code, "1\n2", "1 a\n2 b\n4 c", "10\n20\n30", "1a\n2b\n3c"] {
            assert_eq!(without_line_numbers(text), None, "{text}");
        }
    }

    #[test]
    fn a_string_that_is_broken_and_json_that_is_cut_are_told_from_what_was_never_json() {
        assert_eq!(fault_of("POST / HTTP/1.1\n\n{\"A\": \"some\nwords\"}"), Some(Fault::Broken));
        assert_eq!(fault_of("{\"A\": \"some\n words\", \"B\": [\"\\\"\"]}"), Some(Fault::Broken));
        assert_eq!(fault_of("{\"A\": [1,"), Some(Fault::Cut));
        for text in
            ["{\"A\":\n \"b\"}", "{\"A\": \"some\nwords\", ...}", "{\"A\": b}", "A=\"b\nc\""]
        {
            assert_eq!(fault_of(text), None, "{text}");
        }
    }
}
