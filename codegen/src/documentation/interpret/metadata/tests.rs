use super::*;
use crate::documentation::metadata::parse;
use crate::spec::{MemberType, Presence, Scalar, Signature, SourceKind, Status};

/// An `api.json` around actions and objects.
fn around(actions: &str, objects: &str) -> String {
    format!(
        "{{\"metadata\": {{\"apiVersion\": \"2018-04-19\", \"serviceShortName\": \"as\"}},\n\
         \"actions\": {{{actions}}},\n\"objects\": {{{objects}}}}}"
    )
}

/// One action `Do` with these members of its input and output, and more objects.
fn action(keys: &str, input: &str, output: &str, more: &str) -> String {
    around(
        &format!(r#""Do": {{"input": "DoRequest", "output": "DoResponse"{keys}}}"#),
        &format!(
            r#""DoRequest": {{"members": [{input}]}}, "DoResponse": {{"members": [{output}]}}{more}"#
        ),
    )
}

fn interpret(text: &str) -> (Spec, Diagnostics) {
    let api = parse("api.json", text).unwrap();
    let source = Source {
        kind: SourceKind::Metadata,
        path: "api.json".into(),
        release: None,
        url: None,
        sha256: None,
        updated: None,
    };
    interpret_metadata(&api, MetadataFile { label: "api.json", text }, &source, Docs::Full)
}

fn clean(text: &str) -> Spec {
    let (spec, diagnostics) = interpret(text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    spec
}

fn only_finding(text: &str) -> (Code, String, u32) {
    let (_, diagnostics) = interpret(text);
    let list: Vec<_> = diagnostics.into_iter().collect();
    assert_eq!(list.len(), 1, "{list:?}");
    (list[0].code, list[0].message.clone(), list[0].location.as_ref().unwrap().line)
}

#[test]
fn the_product_is_the_name_that_signs_and_not_the_folder() {
    let spec = clean(&action("", "", "", ""));
    assert_eq!(spec.path(), "as/2018-04-19.json");
    assert_eq!(spec.endpoint.as_deref(), Some("as.tencentcloudapi.com"));
}

#[test]
fn every_pair_of_kind_and_detail_is_a_type() {
    for (kind, detail, expected) in [
        ("string", "datetime_iso", "datetime_iso"),
        ("string", "date", "date"),
        ("int", "uint64", "uint64"),
        ("float", "float", "float"),
        ("bool", "bool", "bool"),
        ("binary", "binary", "binary"),
        ("object", "Option", "Option"),
        ("list", "int64", "list<int64>"),
        ("list", "Topic_Simplification", "list<Topic_Simplification>"),
    ] {
        let member = format!(r#"{{"name": "X", "type": "{kind}", "member": "{detail}"}}"#);
        let spec = clean(&action("", &member, "", ""));
        assert_eq!(spec.actions["Do"].input[0].member_type.to_string(), expected);
    }
}

#[test]
fn a_type_that_does_not_exist_is_an_error_with_its_place() {
    for (kind, detail) in
        [("int", "string"), ("list", "list"), ("map", "string"), ("object", "a b")]
    {
        let member = format!(r#"{{"name": "X", "type": "{kind}", "member": "{detail}"}}"#);
        let (code, message, line) = only_finding(&action("", &member, "", ""));
        assert_eq!((code, line), (Code::UnknownMetadataType, 3), "{kind} {detail}: {message}");
    }
}

#[test]
fn presence_is_what_is_promised_and_null_is_the_weaker_promise() {
    let member =
        |keys: &str| format!(r#"{{"name": "X", "type": "string", "member": "string"{keys}}}"#);
    for (keys, presence) in [
        ("", None),
        (r#", "output_required": true, "value_allowed_null": false"#, Some(Presence::Always)),
        (r#", "output_required": true, "value_allowed_null": true"#, Some(Presence::Nullable)),
        (r#", "value_allowed_null": true"#, Some(Presence::Nullable)),
        (r#", "required": true"#, Some(Presence::Always)),
        (r#", "required": true, "output_required": false"#, None),
    ] {
        let spec = clean(&action("", "", &member(keys), ""));
        let output = &spec.actions["Do"].output[0];
        assert_eq!((output.presence, output.required), (presence, false), "{keys}");
    }
}

#[test]
fn a_structure_is_required_one_way_and_present_the_other() {
    let more = r#", "S": {"usage": "both", "members": [{"name": "X", "type": "string",
        "member": "string", "required": 1, "output_required": true, "disabled": true}]}"#;
    let member = &clean(&action("", "", "", more)).structures["S"].members[0];
    assert!(member.required && member.disabled);
    assert_eq!(member.presence, Some(Presence::Always));
}

#[test]
fn inputs_and_outputs_are_told_by_the_actions_and_not_by_their_names() {
    let more = r#", "BRIRequest": {"members": []}, "Nested": {"members": []}"#;
    let input = r#"{"name": "X", "type": "object", "member": "DoRequest"}"#;
    let spec = clean(&action("", "", "", more));
    assert_eq!(spec.structures.keys().collect::<Vec<_>>(), ["BRIRequest", "Nested"]);
    let spec = clean(&action("", input, "", ""));
    assert_eq!(spec.structures.keys().collect::<Vec<_>>(), ["DoRequest"]);
}

#[test]
fn status_signature_and_streaming_come_from_their_marks() {
    let streams = r#"{"name": "RequestId", "type": "string", "member": "string",
        "document": "The id. 本接口为流式响应接口，in a header."}"#;
    let keys = r#", "status": "deprecated", "skip_sign": true"#;
    let do_it = &clean(&action(keys, "", streams, "")).actions["Do"];
    assert_eq!(do_it.status, Some(Status::Deprecated));
    assert_eq!(do_it.signature, Some(Signature::Skip));
    assert!(do_it.streaming);
    let stream = r#"{"name": "Stream", "type": "bool", "member": "bool"}"#;
    let do_it = &clean(&action("", stream, "", "")).actions["Do"];
    assert_eq!((do_it.status, do_it.signature, do_it.streaming), (None, None, false));
}

#[test]
fn a_new_key_is_one_warning_that_counts() {
    let member = |name: &str| {
        format!(r#"{{"name": "{name}", "type": "string", "member": "string", "unit": "MB"}}"#)
    };
    let text = action("", &format!("{},{}", member("X"), member("Y")), "", "");
    let (code, message, line) = only_finding(&text);
    assert_eq!((code, line), (Code::UnknownMetadataKey, 3));
    assert_eq!(message, "unknown key `unit` of a member, 2 times");
}

#[test]
fn an_unknown_status_is_a_warning() {
    let (code, message, line) = only_finding(&action(r#", "status": "asleep""#, "", "", ""));
    assert_eq!((code, line), (Code::UnknownMetadataStatus, 2));
    assert_eq!(message, "action `Do` has the status `asleep`");
}

#[test]
fn an_action_whose_input_is_nowhere_is_an_error() {
    let text = around(r#""Do": {"input": "A", "output": "B"}"#, r#""A": {"members": []}"#);
    let (code, message, _) = only_finding(&text);
    assert_eq!(code, Code::MissingMetadataItem);
    assert_eq!(message, "action `Do` has `B` as output, which does not exist");
}

#[test]
fn names_that_are_code_or_paths_are_errors() {
    let evil = r#"{"name": "../x", "type": "string", "member": "string"}"#;
    assert_eq!(only_finding(&action("", evil, "", "")).0, Code::InvalidMetadataName);
    let more = r#", "a b": {"members": []}"#;
    assert_eq!(only_finding(&action("", "", "", more)).0, Code::InvalidMetadataName);
    let text = action("", "", "", "").replace("\"as\"", "\"../as\"");
    assert_eq!(only_finding(&text).0, Code::InvalidMetadataName);
    let text = action("", "", "", "").replace("2018-04-19", "v20180419");
    assert_eq!(only_finding(&text).0, Code::InvalidMetadataName);
}

#[test]
fn a_member_that_stands_twice_is_an_error() {
    let member = r#"{"name": "X", "type": "string", "member": "string"}"#;
    let text = action("", &format!("{member},{member}"), "", "");
    assert_eq!(only_finding(&text).0, Code::DuplicateMetadataMember);
}

#[test]
fn without_prose_only_names_types_and_flags_are_left() {
    let text = action(
        r#", "name": "prose", "document": "prose""#,
        r#"{"name": "X", "type": "int", "member": "int64", "required": true, "document": "prose",
            "example": "prose"}"#,
        "",
        r#", "S": {"document": "prose", "members": []}"#,
    );
    let api = parse("api.json", &text).unwrap();
    let source = Source {
        kind: SourceKind::Metadata,
        path: "api.json".into(),
        release: None,
        url: None,
        sha256: None,
        updated: None,
    };
    let file = MetadataFile { label: "api.json", text: &text };
    let (spec, _) = interpret_metadata(&api, file, &source, Docs::None);
    assert!(!crate::spec::write(&spec).contains("prose"));
    assert_eq!(spec.actions["Do"].input[0].member_type, MemberType::Scalar(Scalar::Int64));
    let (spec, _) = interpret_metadata(&api, file, &source, Docs::Full);
    assert_eq!(crate::spec::write(&spec).matches("prose").count(), 5);
}

#[test]
fn examples_go_to_their_action_and_strays_are_warned_of() {
    let mut spec = clean(&action("", r#"{"name": "X", "type": "int", "member": "int64"}"#, "", ""));
    let text = r#"{"actions": {
        "Do": [{"title": "t", "document": "d", "input": "https://x/?Action=Wrong\n&X=1",
                "output": "{\"Response\": {}}"}],
        "Gone": []}}"#;
    let examples = parse("examples.json", text).unwrap();
    let file = MetadataFile { label: "examples.json", text };
    let diagnostics = interpret_examples(&examples, file, &mut spec);
    let example = &spec.actions["Do"].examples[0];
    assert_eq!(example.request, Some(serde_json::json!({"X": 1})));
    assert_eq!(example.response, Some(serde_json::json!({"Response": {}})));
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::StrayExamples]);
}

#[test]
fn a_finding_is_at_its_item_and_not_at_a_namesake() {
    let member = |kind: &str| {
        format!(
            "\n{{\"name\": \"X\", \"document\": \"\\\"X\\\": 1\", \"type\": \"{kind}\", \"member\": \"string\"}}"
        )
    };
    let more = format!(", \"Other\": {{\"members\": [{}]}}", member("nothing"));
    let text = action("", &member("string"), &member("string"), &more);
    let (code, _, line) = only_finding(&text);
    assert_eq!((code, line), (Code::UnknownMetadataType, 6));
}

#[test]
fn an_unknown_key_has_the_place_of_the_first() {
    let members = "\n{\"name\": \"X\", \"type\": \"int\", \"member\": \"int64\",\n\"一\": 1, \"odd\": 2},\n\
                   {\"name\": \"Y\", \"type\": \"int\", \"member\": \"int64\", \"odd\": 2}";
    let (_, diagnostics) = interpret(&action("", members, "", ""));
    let odd = diagnostics.iter().find(|found| found.message.contains("`odd`")).unwrap();
    let location = odd.location.as_ref().unwrap();
    assert_eq!((location.line, location.column), (5, 9));
}
