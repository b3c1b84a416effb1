//! The diff says `source` exactly where the Rust API that is generated breaks: for the cases of
//! `tests/cases/diff/`, and for whole releases of the metadata where they are at hand.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tencentcloud_codegen::diff::{self, Class, Diff, Item};
use tencentcloud_codegen::import::{ImportOptions, Target, import};
use tencentcloud_codegen::interpret::Prose;
use tencentcloud_codegen::lock::Decisions;
use tencentcloud_codegen::lower;
use tencentcloud_codegen::spec::{self, Spec};
use tencentcloud_codegen::spec_files::read_spec_files;
use tests::surface::{broken, surface};

/// How many items break, which of them are not said to, and which are said to and do not.
#[derive(Debug)]
struct Compared {
    broken: usize,
    missed: BTreeSet<String>,
    beyond: BTreeSet<String>,
}

fn compare(old: &Spec, new: &Spec) -> Option<Compared> {
    let plain = Decisions::default();
    let remembered = lower::remember(old, &plain, new);
    let truth = broken(&surface(old, &plain)?, &surface(new, &remembered)?);
    let said = said(&diff::compare(std::slice::from_ref(old), std::slice::from_ref(new)));
    Some(Compared {
        broken: truth.len(),
        missed: truth.difference(&said).cloned().collect(),
        beyond: said.difference(&truth).cloned().collect(),
    })
}

/// The items of which a change of class source is said; of a rename, the old name.
fn said(diff: &Diff) -> BTreeSet<String> {
    let source = diff.changes.iter().filter(|change| change.classes.contains(Class::Source));
    source
        .filter_map(|change| {
            let is_whole = change.place.detail == diff::Detail::Whole;
            let old = change.likeness.and(change.from.as_deref()).filter(|_| is_whole);
            match &change.place.item {
                Item::Version => None,
                Item::Action(name) => Some(format!("actions/{}", old.unwrap_or(name))),
                Item::Structure(name) => Some(format!("structures/{}", old.unwrap_or(name))),
            }
        })
        .collect()
}

#[test]
fn the_diff_says_source_exactly_where_the_generated_api_breaks() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diff");
    let mut compared = 0;
    for case in cases.read_dir().unwrap() {
        let case = case.unwrap().path();
        let read = |name: &str| read_spec_files(&[case.join(name)]).ok()?.pop();
        let (Some(old), Some(new)) = (read("old.json"), read("new.json")) else { continue };
        let found = compare(&old.spec, &new.spec).unwrap();
        assert!(found.missed.is_empty() && found.beyond.is_empty(), "{case:?}: {found:?}");
        compared += 1;
    }
    assert!(compared >= 15);
}

#[test]
#[ignore = "needs two releases of the metadata; run tests/scripts/diff-truth.sh"]
fn the_diff_says_source_exactly_where_the_api_of_a_release_breaks() {
    let wheels = std::env::var_os("TCGEN_METADATA").expect("TCGEN_METADATA is not set");
    let (old, new) = first_and_last(Path::new(&wheels));
    let (old, new) = (specs(old), specs(new));
    let (mut compared, mut broken, mut wrong) = (0, 0, BTreeMap::new());
    for (key, after) in &new {
        let Some(found) = old.get(key).and_then(|before| compare(before, after)) else { continue };
        compared += 1;
        broken += found.broken;
        if !found.missed.is_empty() || !found.beyond.is_empty() {
            wrong.insert(key, found);
        }
    }
    let disagree = wrong.len();
    eprintln!("{compared} product versions, {broken} items break, {disagree} versions disagree");
    assert!(compared >= 250 && broken > 0);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The wheels of the first and the last release in a folder.
fn first_and_last(folder: &Path) -> (PathBuf, PathBuf) {
    let number = |path: &PathBuf| -> Option<u32> {
        let name = path.file_name()?.to_str()?.strip_prefix("tccli-3.1.")?;
        name.split('.').next()?.parse().ok()
    };
    let files = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let wheels: BTreeMap<u32, PathBuf> =
        files.filter_map(|path| Some((number(&path)?, path))).collect();
    assert!(wheels.len() > 1, "{} holds no two releases", folder.display());
    let mut wheels = wheels.into_values();
    (wheels.next().unwrap(), wheels.next_back().unwrap())
}

/// The specs of a release by product and version.
fn specs(wheel: PathBuf) -> BTreeMap<(String, String), Spec> {
    let options = ImportOptions {
        products: None,
        prose: Prose::None,
        target: Target::Facts("nowhere".into()),
    };
    let imported = import(&[wheel], &options, &|_, _| {});
    let specs = imported.files.iter().map(|(_, text)| spec::read(text).unwrap());
    specs.map(|one| ((one.product.clone(), one.version.clone()), one)).collect()
}
