//! Event streams: the events of an example, or one event made of the outputs.

use serde_json::{Map, Value};

use super::make;
use crate::mock::catalogue::{Example, FoundAction, Outcome};
use crate::spec::Action;

/// One event: its lines with the empty line at the end.
pub(in crate::mock) type Event = String;

/// Whether the caller wants the answer as a stream: unless it says otherwise in the member that
/// is there to say so.
pub(super) fn is_wanted(action: &Action, request: &Map<String, Value>) -> bool {
    let has_switch = action.input.iter().any(|member| member.name == "Stream");
    match request.get("Stream") {
        Some(Value::Bool(wanted)) => *wanted,
        // Where the switch is left out and an example shows both ways, JSON is the default.
        _ => !has_switch,
    }
}

/// The events of the example, of another one that shows a stream, or one event of the members.
pub(super) fn events(found: &FoundAction<'_>, example: Option<&Example>) -> Vec<Event> {
    let shown = example.into_iter().chain(found.examples);
    let text = shown.into_iter().find_map(|example| match &example.outcome {
        Outcome::Stream(text) => Some(text),
        Outcome::Success(_) | Outcome::Failure { .. } => None,
    });
    if let Some(text) = text {
        return events_of(text);
    }
    let members = example
        .and_then(Example::success)
        .map_or_else(|| make::members(found), crate::mock::catalogue::Body::members);
    vec![format!("data: {}\n\n", Value::from(members))]
}

/// The events of a text. What is not a line of an event, such as a request head, is left out.
fn events_of(text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut event = String::new();
    let is_field = |line: &str| {
        ["data:", "event:", "id:", "retry:", ":"].iter().any(|field| line.starts_with(field))
    };
    for line in text.lines().map(str::trim).chain([""]) {
        if is_field(line) {
            // Examples leave out the empty line between two events.
            if line.starts_with("data:") && event.contains("data:") && !event.ends_with("\n\n") {
                events.push(format!("{event}\n"));
                event.clear();
            }
            event.push_str(line);
            event.push('\n');
        } else if line.is_empty() && !event.is_empty() {
            events.push(format!("{event}\n"));
            event.clear();
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_cut_into_events() {
        let text = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\n\nevent: a\ndata: {\"x\":1}\n\n\
                    data: {\"x\":2}\ndata: {\"x\":3}\n\ndata:[DONE]";
        assert_eq!(
            events_of(text),
            [
                "event: a\ndata: {\"x\":1}\n\n",
                "data: {\"x\":2}\n\n",
                "data: {\"x\":3}\n\n",
                "data:[DONE]\n\n"
            ]
        );
    }
}
