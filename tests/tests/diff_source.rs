//! The diff says `source` of a product version exactly where code that uses every public item of
//! the old crate would not compile against the new one, and nothing that compiles means something
//! else: for the cases of `tests/cases/diff/`, and for pairs of specs made at random. `releases/`
//! holds it against whole releases of the metadata.

use std::path::Path;

use tencentcloud_codegen::project::spec_files::read_spec_files;
use tencentcloud_codegen::review::diff;
use tencentcloud_codegen::rust::lock::Decisions;
use tencentcloud_codegen::rust::lower;
use tencentcloud_codegen::spec;
use tests::compared::{compare, step};
use tests::random::Random;
use tests::surface::surface;

#[test]
fn the_diff_says_source_exactly_where_the_generated_api_breaks() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diff");
    let mut compared = 0;
    for case in cases.read_dir().unwrap() {
        let case = case.unwrap().path();
        let read = |name: &str| read_spec_files(&[case.join(name)]).ok()?.pop();
        let (Some(old), Some(new)) = (read("old.json"), read("new.json")) else { continue };
        let found = compare(&old.spec, &Decisions::default(), &new.spec).unwrap();
        assert!(found.is_right(), "{case:?}: {found:#?}");
        compared += 1;
    }
    assert!(compared >= 15);
}

/// What once took the names of old items, where it is at hand: the old names stay, and the new
/// item says what it is called.
#[test]
fn a_new_item_takes_no_name_from_an_old_one() {
    let Some(shared) = std::env::var_os("TCGEN_SHARED") else { return };
    let folder = Path::new(&shared).join("faults/names");
    let read = |name: &str| read_spec_files(&[folder.join(name)]).unwrap().pop().unwrap().spec;
    for (old, new, bent) in [
        ("base", "member-takes-field-name", 1),
        ("base", "struct-takes-request-name", 1),
        ("base", "uui-new", 1),
        ("base", "uui-old", 0),
        ("uui-old", "uui-new", 1),
    ] {
        let (old, new) = (read(old), read(new));
        let found = compare(&old, &Decisions::default(), &new).unwrap();
        assert!(found.is_right() && found.broken.is_empty(), "{found:#?}");
        assert_eq!(found.decisions.names.len(), bent, "{found:#?}");
        let diff = diff::compare(&[old], &[new]);
        let notes = diff.changes.iter().filter_map(|change| change.note.as_deref());
        assert_eq!(notes.filter(|note| note.contains("the plain name is taken")).count(), bent);
    }
}

/// Chains of random steps, each with the memory of those before.
#[test]
fn a_random_history_breaks_only_where_the_diff_says_so_and_turns_nothing() {
    let (mut steps, mut breaking, mut known) = (0, 0, 0);
    for seed in 0..24 {
        let mut random = Random::new(seed);
        let mut old = random.spec();
        let mut decisions = Decisions::default();
        let Some(mut was) = surface(&old, &decisions) else { continue };
        known += usize::from(was.knows_meanings());
        for number in 0..6 {
            let new = random.next(&old);
            let Some(found) = step(&old, &decisions, &was, &new) else { break };
            assert!(
                found.is_right(),
                "seed {seed}, step {number}: {found:#?}\n{}\n{}",
                spec::write(&old),
                spec::write(&new)
            );
            assert_eq!(lower::remember(&new, &found.decisions, &new), found.decisions);
            steps += 1;
            breaking += usize::from(!found.broken.is_empty());
            (old, decisions, was) = (new, found.decisions, found.is);
        }
    }
    assert!(known >= 10, "of {known} beginnings it is known what the items mean");
    // Both outcomes are common, or the test shows nothing.
    assert!(steps > 90 && breaking > 20 && breaking < steps - 20, "{breaking} of {steps}");
}
