//! Types: how many there are of which kind, which hold themselves, how large they are, which way
//! they go, and what of them may be missing.

use std::collections::BTreeMap;

use tencentcloud_codegen::rust::api::{Module, Struct, Value, Wrap};
use tencentcloud_codegen::rust::lock::Decisions;
use tencentcloud_codegen::rust::lower::api;
use tencentcloud_codegen::spec::direction::{Direction, directions};
use tencentcloud_codegen::spec::{Member, MemberType, Spec};

use super::cloud;

#[test]
fn every_pair_of_kinds_is_as_often_as_counted() {
    let Some(cloud) = cloud() else { return };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for member in cloud.members() {
        let kind = match &member.member_type {
            MemberType::Structure(_) => "object".to_owned(),
            MemberType::StructureList(_) => "list<object>".to_owned(),
            scalar => scalar.to_string(),
        };
        *counts.entry(kind).or_default() += 1;
    }
    let expected = [
        ("binary", 2),
        ("bool", 6_625),
        ("date", 117),
        ("datetime", 729),
        ("datetime_iso", 854),
        ("float", 2_411),
        ("int64", 26_732),
        ("list<bool>", 6),
        ("list<float>", 95),
        ("list<int64>", 920),
        ("list<object>", 15_377),
        ("list<string>", 8_733),
        ("list<uint64>", 718),
        ("object", 12_898),
        ("string", 121_363),
        ("uint64", 19_631),
    ];
    assert_eq!(counts, expected.map(|(kind, count)| (kind.to_owned(), count)).into());
}

#[test]
fn every_kind_becomes_the_type_that_loses_nothing_of_it() {
    let Some(cloud) = cloud() else { return };
    let of =
        |value: &Value| cloud.fields().filter(|field| field.field_type.value == *value).count();
    // Dates are text, and no whole number is ever a float.
    assert_eq!(of(&Value::String), 121_363 + 8_733 + 117 + 729 + 854);
    assert_eq!(of(&Value::I64), 26_732 + 920);
    assert_eq!(of(&Value::U64), 19_631 + 718);
    assert_eq!(of(&Value::F64), 2_411 + 95);
    assert_eq!((of(&Value::Bool), of(&Value::Binary)), (6_625 + 6, 2));
    let boxed = || cloud.fields().filter(|field| field.field_type.boxed);
    assert!(boxed().count() > 0);
    assert_eq!(boxed().filter(|field| field.field_type.wrap.is_list()).count(), 0);
}

#[test]
fn five_structures_hold_themselves_and_are_in_a_box() {
    let Some(cloud) = cloud() else { return };
    let mut found = Vec::new();
    for spec in &cloud.specs {
        let api = api(spec, &Decisions::default());
        for (name, structure) in &spec.structures {
            let own = |member: &&Member| matches!(&member.member_type, MemberType::Structure(held) if held == name);
            for member in structure.members.iter().filter(own) {
                let made = api.structures.iter().find(|made| made.name.wire == *name).unwrap();
                let field =
                    made.fields.iter().find(|field| field.name.wire == member.name).unwrap();
                assert!(field.field_type.boxed);
                found.push(format!("{} {name}.{}", spec.product, member.name));
            }
        }
    }
    let expected = [
        "cls EscalateNoticeInfo.EscalateNotice",
        "cngw CNAPIGwMCPToolParam.Items",
        "databuddy WorkflowTask.InnerTask",
        "databuddy WorkflowTaskNodeBrief.InnerTask",
        "oceanus JobConfig.JobConfigItem",
    ];
    assert_eq!(found, expected);
}

/// The size by value. It would not end if a type held itself outside a box.
fn size(module: &Module, made: &Struct, depth: usize) -> usize {
    assert!(depth < 64, "{} holds itself", made.name.rust);
    let sizes =
        made.fields.iter().map(|field| match (&field.field_type.value, field.field_type.wrap) {
            (_, wrap) if wrap.is_list() => 24,
            (Value::String, _) => 24,
            (Value::Bool, _) => 1,
            (Value::Binary, _) => 48,
            (Value::Struct(_), _) if field.field_type.boxed => 8,
            (Value::Struct(name), _) => {
                let held = module.structures.iter().find(|held| held.name.rust == *name).unwrap();
                size(module, held, depth + 1)
            }
            (_, Wrap::Plain) => 8,
            (_, _) => 16,
        });
    sizes.sum()
}

/// `small_stack.rs` calls it.
#[test]
fn the_largest_type_by_value_has_eleven_kilobytes() {
    let Some(cloud) = cloud() else { return };
    let mut most = (0, String::new());
    for module in &cloud.modules {
        for made in module.requests.iter().chain(&module.responses).chain(&module.structures) {
            let inline = size(module, made, 0);
            most = most.max((inline, format!("{} {}", module.service, made.name.wire)));
        }
    }
    assert_eq!(most.1, "rce ReportEventRequest");
    assert!(most.0 < 12_000, "{}", most.0);
}

#[test]
fn the_way_a_structure_goes_follows_from_what_reaches_it_and_not_from_its_label() {
    let Some(cloud) = cloud() else { return };
    let mut counts: BTreeMap<Direction, usize> = BTreeMap::new();
    for spec in &cloud.specs {
        for direction in directions(spec, spec.actions.values()).values() {
            *counts.entry(*direction).or_default() += 1;
        }
    }
    // In and in 1,739, labelled both 790, labelled out 1; out 8,173 + 1,941 + 16; both 2,976.
    let expected = [(Direction::Sent, 2_530), (Direction::Read, 10_130), (Direction::Both, 2_976)];
    assert_eq!(counts, expected.into());
}

#[test]
fn nothing_in_an_answer_has_to_be_there() {
    let Some(cloud) = cloud() else { return };
    let promised = |field: &&tencentcloud_codegen::rust::api::Field| {
        field.field_type.wrap == Wrap::Plain && field.name.wire != "RequestId"
    };
    let read = || cloud.structs().filter(|made| made.read);
    assert_eq!(read().flat_map(|made| &made.fields).filter(promised).count(), 0);
    let responses = || cloud.modules.iter().flat_map(|module| &module.responses);
    let request_id =
        |made: &&Struct| made.fields.iter().any(|field| field.name.wire == "RequestId");
    assert_eq!(responses().filter(request_id).count(), 16_204);
    assert_eq!(responses().filter(|made| made.fields.len() == 1).count(), 4_374);
}

#[test]
fn what_a_request_needs_is_what_new_asks_for() {
    let Some(cloud) = cloud() else { return };
    let (mut empty, mut optional, mut required, mut mixed) = (0, 0, 0, 0);
    for made in cloud.modules.iter().flat_map(|module| &module.requests) {
        let asked = made.fields.iter().filter(|field| field.argument.is_some()).count();
        match (made.fields.len(), asked) {
            (0, _) => empty += 1,
            (_, 0) => optional += 1,
            (all, asked) if all == asked => required += 1,
            _ => mixed += 1,
        }
    }
    assert_eq!([empty, optional, required, mixed], [591, 2_635, 5_441, 7_537]);
    let buddy = cloud.specs.iter().find(|spec| spec.product == "databuddy").unwrap();
    let is_required = |action: &str, member: &str| {
        buddy.actions[action].input.iter().any(|one| one.name == member && one.required)
    };
    // These four have the number 1 where a truth value is due.
    assert!(is_required("CreateFile", "WorkspaceId") && is_required("CreateFile", "FileName"));
    assert!(is_required("DeleteFile", "WorkspaceId") && is_required("DeleteFile", "FileId"));
}

#[test]
fn members_out_of_use_are_deprecated_and_never_asked_for() {
    let Some(cloud) = cloud() else { return };
    let gone = || cloud.fields().filter(|field| field.deprecated.is_some());
    assert_eq!(gone().count(), 892);
    assert_eq!(gone().filter(|field| field.argument.is_some()).count(), 0);
    let secret = cloud.fields().filter(|field| field.secret).count();
    assert!(secret >= 1_197, "{secret}");
}

#[test]
fn an_answer_of_hundreds_of_structures_is_followed_to_its_end() {
    let Some(cloud) = cloud() else { return };
    let spec: &Spec = cloud.specs.iter().find(|spec| spec.product == "vod").unwrap();
    let mut action = spec.actions["DescribeTaskDetail"].clone();
    action.input.clear();
    let reached = directions(spec, [&action]);
    let members = reached.keys().map(|name| spec.structures[*name].members.len()).sum::<usize>();
    assert_eq!((reached.len() + 1, members + action.output.len()), (355, 1_888));
}
