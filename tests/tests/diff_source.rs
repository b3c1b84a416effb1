//! The diff says `source` of a product version exactly where code that uses every public item of
//! the old crate would not compile against the new one, and nothing that compiles means something
//! else: for the cases of `tests/cases/diff/`, for pairs of specs made at random, and for whole
//! releases of the metadata where they are at hand.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diff::{self, Change, Class, Operand};
use tencentcloud_codegen::import::{ImportOptions, Target, import};
use tencentcloud_codegen::interpret::Prose;
use tencentcloud_codegen::lock::{Decisions, Lock, LockedCrate};
use tencentcloud_codegen::lower;
use tencentcloud_codegen::spec::{self, Spec};
use tencentcloud_codegen::spec_files::read_spec_files;
use tests::random::Random;
use tests::surface::{Surface, surface};

/// What the diff says and what the generated text shows.
#[derive(Debug)]
struct Compared {
    /// The changes of class source.
    said: Vec<String>,
    /// The items that are gone or have another signature.
    broken: BTreeSet<String>,
    /// The items that mean something else.
    turned: BTreeSet<String>,
    /// What the next step begins with.
    decisions: Decisions,
    /// The public items after the step.
    is: Surface,
}

impl Compared {
    fn is_right(&self) -> bool {
        self.said.is_empty() == self.broken.is_empty() && self.turned.is_empty()
    }
}

fn locked(spec: &Spec, decisions: &Decisions) -> Lock {
    let mut lock = Lock::new(LockedCrate::default());
    lock.remember(&spec.product, &spec.version, decisions.clone());
    lock
}

/// `None` where no crate can be made of one of the two.
fn compare(old: &Spec, before: &Decisions, new: &Spec) -> Option<Compared> {
    step(old, before, &surface(old, before)?, new)
}

/// From an old spec, of which the decisions and the public items are known, to a new one.
fn step(old: &Spec, before: &Decisions, was: &Surface, new: &Spec) -> Option<Compared> {
    let decisions = lower::remember(old, before, new);
    let is = surface(new, &decisions)?;
    let (old_lock, new_lock) = (locked(old, before), locked(new, &decisions));
    let diff = diff::compare_operands(
        Operand { specs: std::slice::from_ref(old), lock: Some(&old_lock) },
        Operand { specs: std::slice::from_ref(new), lock: Some(&new_lock) },
    );
    let is_source = |change: &&Change| change.classes.contains(Class::Source);
    let said = diff.changes.iter().filter(is_source);
    Some(Compared {
        said: said.map(|change| format!("{} {}", change.kind, change.place.path())).collect(),
        broken: was.broken(&is),
        turned: was.turned(&is),
        decisions,
        is,
    })
}

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
    for (old, new) in [
        ("base", "member-takes-field-name"),
        ("base", "struct-takes-request-name"),
        ("uui-old", "uui-new"),
    ] {
        let (old, new) = (read(old), read(new));
        let found = compare(&old, &Decisions::default(), &new).unwrap();
        assert!(found.is_right() && found.broken.is_empty(), "{found:#?}");
        assert_eq!(found.decisions.names.len(), 1, "{found:#?}");
        let diff = diff::compare(&[old], &[new]);
        let notes = diff.changes.iter().filter_map(|change| change.note.as_deref());
        assert_eq!(notes.filter(|note| note.contains("the plain name is taken")).count(), 1);
    }
}

/// Chains of random steps, each with the memory of those before.
#[test]
fn a_random_history_breaks_only_where_the_diff_says_so_and_turns_nothing() {
    let (mut steps, mut breaking) = (0, 0);
    for seed in 0..24 {
        let mut random = Random::new(seed);
        let mut old = random.spec();
        let mut decisions = Decisions::default();
        let Some(mut was) = surface(&old, &decisions) else { continue };
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
    // Both outcomes are common, or the test shows nothing.
    assert!(steps > 90 && breaking > 20 && breaking < steps - 20, "{breaking} of {steps}");
}

#[test]
#[ignore = "needs releases of the metadata; run tests/scripts/diff-truth.sh"]
fn the_diff_says_source_exactly_where_the_api_of_a_release_breaks() {
    let wheels = std::env::var_os("TCGEN_METADATA").expect("TCGEN_METADATA is not set");
    let mut wheels = releases(Path::new(&wheels)).into_values();
    let mut old = specs(wheels.next().unwrap());
    let mut known: BTreeMap<Key, Decisions> = BTreeMap::new();
    let (mut pairs, mut compared, mut breaking, mut wrong) = (0, 0, 0, BTreeMap::new());
    for wheel in wheels {
        let new = specs(wheel.clone());
        for (key, after) in &new {
            let Some(before) = old.get(key).filter(|before| *before != after) else { continue };
            let decisions = known.remove(key).unwrap_or_default();
            let Some(found) = compare(before, &decisions, after) else { continue };
            compared += 1;
            breaking += usize::from(!found.broken.is_empty());
            if !found.is_right() {
                wrong.insert((wheel.clone(), key.clone()), format!("{found:#?}"));
            }
            known.insert(key.clone(), found.decisions);
        }
        old = new;
        pairs += 1;
    }
    eprintln!("{pairs} pairs of releases, {compared} product versions changed, {breaking} break");
    assert!(pairs >= 9 && compared > 300 && breaking > 0);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Product and version.
type Key = (String, String);

/// The wheels in a folder by the number of their release.
fn releases(folder: &Path) -> BTreeMap<u32, PathBuf> {
    let number = |path: &PathBuf| -> Option<u32> {
        let name = path.file_name()?.to_str()?.strip_prefix("tccli-3.1.")?;
        name.split('.').next()?.parse().ok()
    };
    let files = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    files.filter_map(|path| Some((number(&path)?, path))).collect()
}

/// The specs of a release, without what they were read from: nothing hangs on that.
fn specs(wheel: PathBuf) -> BTreeMap<Key, Spec> {
    let options = ImportOptions {
        products: None,
        prose: Prose::None,
        target: Target::Facts("nowhere".into()),
    };
    let imported = import(&[wheel], &options, &|_, _| {});
    let specs = imported.files.iter().map(|(_, text)| {
        let mut spec = spec::read(text).unwrap();
        spec.actions.values_mut().for_each(|action| action.sources.clear());
        spec.structures.values_mut().for_each(|structure| structure.sources.clear());
        spec
    });
    specs.map(|one| ((one.product.clone(), one.version.clone()), one)).collect()
}
