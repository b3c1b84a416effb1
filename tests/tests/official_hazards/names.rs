//! Members, structures, actions and products under the names that they get.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_codegen::rust::names::snake;
use tencentcloud_codegen::spec::is_name;

use super::cloud;

/// A number that any other spelling of any name changes.
fn digest<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = texts.flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_spelling_of_every_name_is_frozen() {
    let Some(cloud) = cloud() else { return };
    let members: BTreeSet<&str> = cloud.members().map(|member| member.name.as_str()).collect();
    assert_eq!(members.len(), 39_950);
    assert!(members.iter().all(|name| is_name(name)));
    let modules = cloud.modules.iter();
    let functions = modules.flat_map(|module| module.functions.iter().map(|one| one.name.as_str()));
    let fields = cloud.fields().flat_map(|field| [field.name.rust.as_str(), &field.setter]);
    let types = cloud.structs().map(|made| made.name.rust.as_str());
    let found = digest(functions.chain(fields).chain(types));
    assert_eq!(found, 4_932_434_736_993_323_973, "another name breaks whoever uses it");
}

#[test]
fn words_of_one_letter_are_left_only_where_they_are_meant() {
    let Some(cloud) = cloud() else { return };
    let single = |wire: &str| {
        let letter = |word: &str| word.len() == 1 && word.starts_with(|c: char| c.is_alphabetic());
        let words = snake(wire);
        words.contains('_') && words.split('_').any(letter)
    };
    let members = cloud.members().filter(|member| single(&member.name));
    let distinct: BTreeSet<&str> = members.map(|member| member.name.as_str()).collect();
    assert_eq!(distinct.len(), 221);
}

#[test]
fn a_wire_name_is_never_made_from_a_field_name() {
    let Some(cloud) = cloud() else { return };
    let mut spellings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for member in cloud.members() {
        spellings.entry(snake(&member.name)).or_default().insert(&member.name);
    }
    // 494 where acronyms in the plural are cut apart, as they were when this was counted.
    assert_eq!(spellings.values().filter(|wires| wires.len() > 1).count(), 542);
    let mut all: Vec<&str> = cloud.members().map(|member| member.name.as_str()).collect();
    let mut emitted: Vec<&str> = cloud.fields().map(|field| field.name.wire.as_str()).collect();
    all.sort_unstable();
    emitted.sort_unstable();
    assert_eq!(all, emitted);
}

#[test]
fn members_that_become_one_name_are_told_apart() {
    let Some(cloud) = cloud() else { return };
    let (mut pairs, mut types, mut disabled) = (0, 0, 0);
    for made in cloud.structs() {
        let names: BTreeSet<&str> = made.fields.iter().map(|field| &*field.name.rust).collect();
        assert_eq!(names.len(), made.fields.len(), "{}", made.name.wire);
        let second = |wire: &str, rust: &str| rust == format!("{}_2", snake(wire));
        let renamed = made.fields.iter().filter(|field| second(&field.name.wire, &field.name.rust));
        let deprecated: Vec<bool> = renamed.map(|field| field.deprecated.is_some()).collect();
        pairs += deprecated.len();
        types += usize::from(!deprecated.is_empty());
        disabled += deprecated.into_iter().filter(|gone| *gone).count();
    }
    assert_eq!((pairs, types, disabled), (24, 19, 18));
}

#[test]
fn keywords_and_methods_are_escaped() {
    let Some(cloud) = cloud() else { return };
    let fields = |test: fn(&str) -> bool| cloud.fields().filter(|f| test(&f.name.rust)).count();
    // 1,630 strict but for `Super`, and 17 reserved.
    assert_eq!(fields(|name| name.starts_with("r#")), 1_645);
    assert_eq!(fields(|name| name == "super_"), 2);
    let setters = |name: &str| cloud.fields().filter(|field| field.setter == name).count();
    let methods = ["from_", "default_", "hash_", "drop_", "new_", "clone_"];
    assert_eq!(methods.map(setters), [91, 28, 4, 2, 2, 2]);
}

#[test]
fn members_called_like_public_parameters_stay_in_the_body() {
    let Some(cloud) = cloud() else { return };
    let requests = || cloud.modules.iter().flat_map(|module| &module.requests);
    let called = |name: &str| {
        requests().flat_map(|made| &made.fields).filter(|field| field.name.wire == name).count()
    };
    assert_eq!(["Language", "SecretId", "Nonce", "Signature"].map(called), [5, 2, 1, 1]);
}

#[test]
fn structures_keep_their_names_whatever_else_is_called_so() {
    let Some(cloud) = cloud() else { return };
    let structures = || cloud.modules.iter().flat_map(|module| &module.structures);
    let prelude = ["Option", "Result", "Box", "String", "Vec", "Some", "Ok"];
    let of_prelude = |name: &&str| prelude.contains(name);
    assert_eq!(structures().map(|made| &*made.name.rust).filter(of_prelude).count(), 9);
    let changed = structures().filter(|made| made.name.rust != made.name.wire);
    let changed: Vec<_> = changed.map(|made| made.name.rust.as_str()).collect();
    assert_eq!(changed, ["GetWsTokenReqLabel", "TopicSimplification"]);
    let ends = |name: &str| name.ends_with("Request") || name.ends_with("Response");
    assert_eq!(structures().filter(|made| ends(&made.name.wire)).count(), 44);
    let like_an_action = cloud
        .specs
        .iter()
        .flat_map(|spec| spec.structures.keys().filter(|name| spec.actions.contains_key(*name)));
    assert_eq!(like_an_action.count(), 42);
    for module in &cloud.modules {
        let types = module.structures.iter().chain(&module.requests).chain(&module.responses);
        let errors = [module.errors.name.as_str()];
        let names: Vec<&str> = types.map(|made| &*made.name.rust).chain(errors).collect();
        let distinct: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(distinct.len(), names.len(), "{}", module.path);
    }
}

#[test]
fn actions_and_products_are_called_as_they_are() {
    let Some(cloud) = cloud() else { return };
    for (spec, module) in cloud.specs.iter().zip(&cloud.modules) {
        for function in &module.functions {
            assert_eq!(function.name, snake(&function.action), "{}", module.path);
            assert_eq!(function.request, format!("{}Request", function.action));
            assert_eq!(function.response, format!("{}Response", function.action));
        }
        assert_eq!(module.functions.len(), spec.actions.len());
    }
    let raw = cloud.modules.iter().filter(|module| module.path.starts_with("r#"));
    assert_eq!(raw.map(|module| &*module.path).collect::<Vec<_>>(), ["r#as::v20180419"]);
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for spec in &cloud.specs {
        *versions.entry(&spec.product).or_default() += 1;
    }
    assert_eq!(versions.len(), 262);
    assert_eq!(versions.values().filter(|count| **count > 1).count(), 34);
}
