use super::*;
use crate::rust::api::{Field, Struct};
use crate::spec::{Action, Structure};

/// Members as `Name: type`, with `!` behind what is required.
fn members(texts: &[&str]) -> Vec<Member> {
    let member = |text: &&str| {
        let (name, member_type) = text.split_once(": ").unwrap();
        let required = member_type.ends_with('!');
        let member_type = member_type.trim_end_matches('!').parse().unwrap();
        Member { required, ..Member::new(name, member_type) }
    };
    texts.iter().map(member).collect()
}

fn spec(input: &[&str], output: &[&str], structures: &[(&str, &[&str])]) -> Spec {
    let mut spec = Spec::new("kettle", "2021-02-03");
    let action = Action { input: members(input), output: members(output), ..Action::default() };
    spec.actions.insert("Boil".into(), action);
    for (name, texts) in structures {
        let structure = Structure { members: members(texts), ..Structure::default() };
        spec.structures.insert((*name).into(), structure);
    }
    spec
}

/// What is remembered from one spec to the next, and once more from that to itself.
fn step(old: &Spec, new: &Spec) -> Decisions {
    let decisions = remember(old, &Decisions::default(), new);
    assert_eq!(remember(new, &decisions, new), decisions, "remembering twice changes something");
    assert_eq!(stale(&decisions, new), Vec::<String>::new());
    decisions
}

fn arguments(spec: &Spec, decisions: &Decisions) -> Vec<String> {
    let api = crate::rust::lower::api(spec, decisions);
    api.requests[0].arguments().iter().map(|field| field.name.wire.clone()).collect()
}

fn structure(spec: &Spec, decisions: &Decisions, name: &str) -> Struct {
    let mut api = crate::rust::lower::api(spec, decisions);
    let at = api.structures.iter().position(|one| one.name.wire == name).unwrap();
    api.structures.swap_remove(at)
}

fn field<'s>(made: &'s Struct, name: &str) -> &'s Field {
    made.fields.iter().find(|field| field.name.wire == name).unwrap()
}

#[test]
fn a_reordered_page_moves_no_argument_and_a_new_one_goes_behind() {
    let old = spec(&["Phone: string!", "Email: string!"], &[], &[]);
    let new = spec(&["Email: string!", "Name: string!", "Phone: string!"], &[], &[]);
    let decisions = step(&old, &new);
    assert_eq!(arguments(&new, &decisions), ["Phone", "Email", "Name"]);
    assert_eq!(decisions.arguments["actions/Boil/input"], ["Phone", "Email", "Name"]);
    // The documented order needs no entry.
    assert!(
        step(&old, &spec(&["Phone: string!", "Email: string!", "Name: string!"], &[], &[]))
            .is_empty()
    );
}

#[test]
fn a_relaxed_member_stays_an_argument_until_it_is_required_again() {
    let old = spec(&["Phone: string!", "Email: string!"], &[], &[]);
    let new = spec(&["Phone: string", "Email: string!"], &[], &[]);
    let decisions = step(&old, &new);
    assert_eq!(arguments(&new, &decisions), ["Phone", "Email"]);
    assert_eq!(decisions.members["actions/Boil/input/Phone"], Hold::Argument);
    assert!(remember(&new, &decisions, &old).is_empty());
}

#[test]
fn an_argument_never_takes_the_position_of_one_that_went() {
    let old = spec(&["Name: string!", "Email: string!"], &[], &[]);
    let new = spec(&["Name: string!", "Phone: string!"], &[], &[]);
    let decisions = step(&old, &new);
    assert_eq!(arguments(&new, &decisions), ["Name"]);
    assert_eq!(decisions.members["actions/Boil/input/Phone"], Hold::Setter);
    // Where old calls cannot compile, it is an argument at once: the types differ.
    let new = spec(&["Name: string!", "Count: int64!"], &[], &[]);
    assert_eq!(arguments(&new, &step(&old, &new)), ["Name", "Count"]);
    // `5` is an int64 and a uint64.
    let old = spec(&["Count: int64!"], &[], &[]);
    let new = spec(&["Size: uint64!"], &[], &[]);
    assert!(arguments(&new, &step(&old, &new)).is_empty());
}

#[test]
fn a_structure_that_is_read_too_keeps_the_fields_that_it_was_sent_with() {
    let cup: &[(&str, &[&str])] =
        &[("Cup", &["Size: int64!", "Tags: list<string>!", "Color: string"])];
    let old = spec(&["Cup: Cup"], &[], cup);
    let new = spec(&["Cup: Cup"], &["Cup: Cup"], cup);
    let decisions = step(&old, &new);
    assert_eq!(decisions.directions["Cup"], Direction::Sent);
    let (before, after) =
        (structure(&old, &Decisions::default(), "Cup"), structure(&new, &decisions, "Cup"));
    for (before, after) in before.fields.iter().zip(&after.fields) {
        assert_eq!((&before.field_type, before.argument), (&after.field_type, after.argument));
    }
    assert!(after.read && after.sent && !before.read);
}

#[test]
fn a_structure_that_is_sent_too_keeps_its_lists_and_can_be_made() {
    let cup: &[(&str, &[&str])] = &[("Cup", &["Size: int64!", "Tags: list<string>"])];
    let old = spec(&[], &["Cups: list<Cup>"], cup);
    let new = spec(&["Cup: Cup"], &["Cups: list<Cup>"], cup);
    let decisions = step(&old, &new);
    let made = structure(&new, &decisions, "Cup");
    assert_eq!(field(&made, "Tags").field_type.wrap, crate::rust::api::Wrap::List);
    assert!(made.sent && field(&made, "Size").argument.is_some());
    // Without a list no field would change, so there is nothing to remember.
    let cup: &[(&str, &[&str])] = &[("Cup", &["Size: int64!"])];
    let (old, new) = (spec(&[], &["Cup: Cup"], cup), spec(&["Cup: Cup"], &["Cup: Cup"], cup));
    assert!(step(&old, &new).is_empty());
}

#[test]
fn a_structure_that_is_read_too_keeps_what_it_holds_without_a_box() {
    let structures: &[(&str, &[&str])] = &[("A", &["B: B"]), ("B", &["X: string"])];
    let old = spec(&["A: A"], &[], structures);
    let new = spec(&["A: A"], &["A: A"], structures);
    let decisions = step(&old, &new);
    assert!(!field(&structure(&new, &decisions, "A"), "B").field_type.boxed);
    assert!(field(&structure(&new, &Decisions::default(), "A"), "B").field_type.boxed);
}

#[test]
fn a_cycle_is_boxed_at_the_member_that_closes_it_and_stays_boxed() {
    let open: &[(&str, &[&str])] = &[("A", &["B: B!"]), ("B", &["X: string"])];
    let closed: &[(&str, &[&str])] = &[("A", &["B: B!"]), ("B", &["X: string", "A: A"])];
    let (old, new) = (spec(&["A: A"], &[], open), spec(&["A: A"], &[], closed));
    let decisions = step(&old, &new);
    assert!(!field(&structure(&new, &decisions, "A"), "B").field_type.boxed);
    assert!(field(&structure(&new, &decisions, "B"), "A").field_type.boxed);
    // `B` of `A` was an argument and stays one.
    assert!(field(&structure(&new, &decisions, "A"), "B").argument.is_some());
    let again: &[(&str, &[&str])] = &[("A", &["B: B!"]), ("B", &["X: string", "A: A"])];
    let later = spec(&["A: A"], &[], again);
    assert_eq!(remember(&new, &decisions, &later), decisions);
}

#[test]
fn a_new_member_structure_or_code_takes_no_name() {
    let old = spec(&["ID: string"], &[], &[]);
    let mut new = spec(&["Id: string", "ID: string"], &[], &[("BoilRequest", &["X: string"])]);
    let mut before = old.clone();
    before.errors.insert("InternalErrorDb".into(), String::new());
    new.errors.insert("InternalError.Db".into(), String::new());
    new.errors.insert("InternalErrorDb".into(), String::new());
    let decisions = step(&before, &new);
    let names: Vec<_> =
        decisions.names.iter().map(|(path, name)| format!("{path} {name}")).collect();
    assert_eq!(
        names,
        [
            "actions/Boil/input/Id id_2",
            "errors/InternalError.Db InternalErrorDb2",
            "structures/BoilRequest BoilRequest2"
        ]
    );
}
