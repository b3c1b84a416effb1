//! Every answer carries a RequestId; a table of outputs without one is cut or wrong.

use crate::diagnostics::Code;

use crate::review::lint::finding::{Collector, Draft};
use crate::review::lint::subject::{Role, Subject};

pub(super) fn check(subject: &Subject<'_>, collector: &mut Collector) {
    for list in subject.lists() {
        let has_request_id = list.members.iter().any(|member| member.name == "RequestId");
        if list.role == Role::Output && !has_request_id {
            let message = format!("{} lacks RequestId", list.title());
            let help = "the table of outputs may be cut; compare it with the page";
            let code = Code::OutputWithoutRequestId;
            collector.push(Draft::new(code, list.item, list.pointer, message).help(help));
        }
    }
}
