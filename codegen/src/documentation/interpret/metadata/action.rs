//! An action, and its examples.

use super::member::interpret_members;
use super::{JsonStep, MetadataReport};
use crate::diagnostics::Code;
use crate::documentation::interpret::{example, host};
use crate::documentation::markdown::{Markup, clean};
use crate::documentation::metadata::{self, Flag, Named, Object, Text};
use crate::spec::Docs;
use crate::spec::direction::Direction;
use crate::spec::{Action, Example, Signature, Spec, Status, is_name};

/// The action `name`; `None` if it cannot be understood.
pub(super) fn interpret_action(
    name: &str,
    found: &metadata::Action<'_>,
    objects: &Named<'_, Object<'_>>,
    (product, docs): (&str, Docs),
    report: &mut MetadataReport<'_>,
) -> Option<Action> {
    let path = [JsonStep::Key("actions"), JsonStep::Key(name)];
    report.unknown(&path, "an action", &found.unknown);
    if !is_name(name) {
        report.error(
            Code::InvalidMetadataName,
            format!("`{name}` is not a name of an action"),
            &path,
        );
        return None;
    }
    let mut object = |key: &'static str, object: Option<&Text<'_>>| {
        let object = object.map(|text| &**text);
        let found = object.and_then(|object| Some((object.to_owned(), objects.get(object)?)));
        if found.is_none() {
            let object = object.unwrap_or("nothing");
            let message = format!("action `{name}` has `{object}` as {key}, which does not exist");
            let path = [JsonStep::Key("actions"), JsonStep::Key(name), JsonStep::Key(key)];
            report.error(Code::MissingMetadataItem, message, &path);
        }
        found
    };
    let input = object("input", found.input.as_ref());
    let (output_name, output) = object("output", found.output.as_ref())?;
    let (input_name, input) = input?;
    let document = clean(found.document.as_deref().unwrap_or_default(), Markup::Markdown);
    let own = host::of_prose(&document, product);
    let (endpoint, mut endpoint_evidence) = own.unzip();
    if let (Docs::None, Some(evidence)) = (docs, &mut endpoint_evidence) {
        evidence.text = None;
    }
    Some(Action {
        title: docs.line(found.title.as_deref()),
        doc: docs.doc(found.document.as_deref()),
        status: found.status.as_deref().and_then(|status| interpret_status(name, status, report)),
        signature: (found.skip_sign == Some(Flag(true))).then_some(Signature::Skip),
        endpoint,
        endpoint_evidence,
        streaming: is_streaming(output),
        input: interpret_members(&input_name, input, docs, Direction::Sent, report),
        output: interpret_members(&output_name, output, docs, Direction::Read, report),
        ..Action::default()
    })
}

fn interpret_status(name: &str, status: &str, report: &mut MetadataReport<'_>) -> Option<Status> {
    match status {
        "online" => Some(Status::Online),
        "deprecated" => Some(Status::Deprecated),
        "offline" => Some(Status::Offline),
        _ => {
            let path = [JsonStep::Key("actions"), JsonStep::Key(name), JsonStep::Key("status")];
            let message = format!("action `{name}` has the status `{status}`");
            report.warning(Code::UnknownMetadataStatus, message, &path);
            None
        }
    }
}

/// The only mark of an action that answers with `text/event-stream`: a sentence in what is said
/// of RequestId, which then comes in a header. A member `Stream` marks nothing: 18 of the 27
/// such actions have none, and two others that have one answer with JSON.
fn is_streaming(output: &Object<'_>) -> bool {
    const MARKS: [&str; 2] = ["本接口为流式响应接口", "As a streaming response API"];
    let request_id = |member: &&metadata::Member<'_>| member.name.as_deref() == Some("RequestId");
    output
        .members
        .iter()
        .flatten()
        .filter(request_id)
        .filter_map(|member| member.document.as_deref())
        .any(|document| MARKS.iter().any(|mark| document.contains(mark)))
}

/// An example of an action, its query strings read with the action's own types.
pub(super) fn interpret_example(
    found: &metadata::Example<'_>,
    action: &Action,
    spec: &Spec,
) -> Example {
    let members = |structure: &str| Some(spec.structures.get(structure)?.members.as_slice());
    Example {
        title: Docs::Full.line(found.title.as_deref()),
        doc: Docs::Full.doc(found.document.as_deref()),
        host: found.input.as_deref().and_then(|text| host::of_example(text, &spec.product)),
        request: found
            .input
            .as_deref()
            .and_then(|text| example::interpret_request(text, &action.input, &members)),
        response: found.output.as_deref().and_then(example::interpret_response),
    }
}
