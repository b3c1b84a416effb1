//! Examples against the members: what is sent strictly, what comes back as the generated crate
//! reads it.

mod place;
mod request;
mod response;
mod walk;

use crate::diagnostics::{Code, escaped};

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::report::Message;
use crate::review::lint::subject::Subject;

use walk::Walk;

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for (name, action) in &subject.spec.actions {
        let pointer = format!("/actions/{}", escaped(name));
        if action.examples.is_empty() && subject.has_examples {
            let message = format!("action `{name}` has no example");
            collector.push(Draft::new(Code::ExampleMissing, name, pointer.clone(), message));
        }
        for (index, example) in action.examples.iter().enumerate() {
            let number = index + 1;
            if let Some(value) = &example.request {
                let place = format!("{pointer}/examples/{index}/request");
                let title = format!("request example {number} of `{name}`");
                let walk = Walk::new(subject.spec, Message::Request, name, place, title);
                collector.push_example(Message::Request, request::check(walk, action, value));
            }
            if let Some(value) = &example.response {
                let place = format!("{pointer}/examples/{index}/response");
                let title = format!("response example {number} of `{name}`");
                let walk = Walk::new(subject.spec, Message::Response, name, place, title);
                collector.push_example(Message::Response, response::check(walk, action, value));
            }
        }
    }
}
