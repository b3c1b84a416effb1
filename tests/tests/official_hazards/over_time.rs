//! Two releases, and two languages: what changes between them.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_codegen::review::diff::{Class, compare};
use tencentcloud_codegen::rust::lock::Decisions;
use tencentcloud_codegen::rust::lower;
use tencentcloud_codegen::spec::{Docs, Member, Spec};

use super::release;

#[test]
fn what_changed_in_twenty_nine_releases_is_found() {
    let Some(old) = release("tccli-3.1.160.1", Docs::None) else { return };
    let new = release("tccli-3.1.189.1", Docs::None).unwrap();
    let diff = compare(&old, &new);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for change in &diff.changes {
        *found.entry(change.kind.to_string()).or_default() += 1;
    }
    let expected = [
        ("version-added", 3),
        ("action-added", 564),
        ("action-removed", 25),
        ("action-deprecated", 26),
        ("signature-changed", 2),
        ("structure-added", 701),
        ("structure-removed", 15),
        // 1,271 in all; of structures 399 that are read, 286 that go both ways, 48 that are sent.
        ("input-added", 372),
        ("input-added-required", 14),
        ("output-added", 152),
        ("member-added", 733),
        ("input-removed", 2),
        ("member-removed", 1),
        ("output-type-changed", 1),
        ("member-type-changed", 1),
        ("input-optional", 26),
        ("input-required", 2),
        ("input-disabled", 24),
        ("member-disabled", 28),
        ("member-enabled", 1),
        ("input-reordered", 15),
        ("output-reordered", 3),
        ("member-reordered", 19),
    ];
    let expected = expected.map(|(kind, count)| (kind.to_owned(), count));
    assert_eq!(
        expected.clone().map(|(kind, _)| (kind.clone(), found.remove(&kind).unwrap_or(0))),
        expected
    );
    // Nothing else but what follows from these: promises, directions, boxes, functions for pages.
    let follows = ["presence", "direction", "boxed", "pages", "member-optional"];
    let other = found.keys().find(|kind| !follows.iter().any(|word| kind.contains(word)));
    assert_eq!(other, None);
}

/// With the memory of tcgen.lock, which `compare` goes by where neither side has a lock.
#[test]
fn half_a_year_breaks_what_the_service_broke_and_nothing_by_itself() {
    let Some(old) = release("tccli-3.1.160.1", Docs::None) else { return };
    let new = release("tccli-3.1.189.1", Docs::None).unwrap();
    let diff = compare(&old, &new);
    let source = diff.changes.iter().filter(|change| change.classes.contains(Class::Source));
    let products: BTreeSet<&str> = source.map(|change| &*change.place.product).collect();
    let all: BTreeSet<&str> = new.iter().map(|spec| spec.product.as_str()).collect();
    assert_eq!(all.len(), 262);
    // A change of the wire alone leaves the Rust API as it is, and takes a minor step.
    assert!(products.len() <= 17, "{products:?}");
    let of_rust_alone = ["reordered", "boxed", "unboxed", "rust-name", "direction", "argument"];
    for change in diff.changes.iter().filter(|change| change.is_breaking()) {
        let id = change.kind.to_string();
        assert!(
            !of_rust_alone.iter().any(|word| id.contains(word)),
            "{id} {}",
            change.place.path()
        );
        assert!(!change.is_held, "{id} {}", change.place.path());
    }
    assert!(diff.changes.iter().filter(|change| change.is_held).count() >= 30);

    // Old calls of `new` would send the address of a mail as the number of a phone.
    let cam = |specs: &[Spec]| specs.iter().find(|spec| spec.product == "cam").unwrap().clone();
    let (old, new) = (cam(&old), cam(&new));
    let arguments = |spec: &Spec, decisions: &Decisions| -> Vec<String> {
        let api = lower::api(spec, decisions);
        let request =
            api.requests.iter().find(|one| one.name.wire == "CreateMessageReceiverRequest");
        request.unwrap().arguments().iter().map(|field| field.name.wire.clone()).collect()
    };
    let plain = Decisions::default();
    let before = arguments(&old, &plain);
    assert_eq!(before, ["Name", "CountryCode", "PhoneNumber", "Email"]);
    assert_ne!(arguments(&new, &plain), before);
    assert_eq!(arguments(&new, &lower::remember(&old, &plain, &new)), before);
}

#[test]
fn the_english_release_is_another_snapshot_of_the_same_cloud() {
    let Some(english) = release("tccli_intl_en-3.1.193.1", Docs::None) else { return };
    let chinese = release("tccli-3.1.189.1", Docs::None).unwrap();
    let in_chinese = |spec: &Spec| chinese.iter().find(|one| one.path() == spec.path());
    let pairs: Vec<_> = english.iter().filter_map(|spec| Some((spec, in_chinese(spec)?))).collect();
    assert_eq!(pairs.len(), 145);
    let mut counts = Counts::default();
    for (english, chinese) in &pairs {
        for (name, action) in &english.actions {
            let Some(other) = chinese.actions.get(name) else { continue };
            counts.types += 2;
            counts.add(&action.input, &other.input);
            counts.add(&action.output, &other.output);
        }
        for (name, structure) in &english.structures {
            let Some(other) = chinese.structures.get(name) else { continue };
            counts.types += 1;
            counts.add(&structure.members, &other.members);
        }
    }
    // So that flags and types come from one of the two and never from both.
    let expected = Counts { types: 25_938, members: 114_481, other_type: 11 };
    assert_eq!(counts, expected);
}

/// What two releases share.
#[derive(Debug, Default, PartialEq)]
struct Counts {
    types: usize,
    members: usize,
    other_type: usize,
}

impl Counts {
    fn add(&mut self, english: &[Member], chinese: &[Member]) {
        for member in english {
            let Some(other) = chinese.iter().find(|one| one.name == member.name) else { continue };
            self.members += 1;
            self.other_type += usize::from(other.member_type != member.member_type);
        }
    }
}
