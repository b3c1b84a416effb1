//! Class `source` against the compiler itself: a program that uses every public item of the old
//! crate is compiled against the new one. For the cases, for steps of random histories, and for product
//! versions of releases that are quick to compile; `diff_source.rs` and `source.rs` ask the
//! generated text, over many more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use tencentcloud_codegen::project::spec_files::{SpecFile, read_spec_files};
use tencentcloud_codegen::review::diff::{self, Class, Operand};
use tencentcloud_codegen::rust::api::Package;
use tencentcloud_codegen::rust::lock::{Decisions, Lock, LockedCrate};
use tencentcloud_codegen::rust::lower;
use tencentcloud_codegen::rust::names;
use tencentcloud_codegen::spec::{self, Spec};
use tencentcloud_codegen::workflow::generate::{
    Choice, GenerateOptions, Layout, SpecInput, generate,
};
use tests::program::program;
use tests::random::Random;
use tests::surface::surface;

use super::neighbours;

/// The crate that the programs use.
const CRATE: &str = "the_crate";

/// A product version before and after, each with its decisions, and whether the diff says source.
struct Pair {
    from: String,
    old: (Spec, Decisions),
    new: (Spec, Decisions),
    says_source: bool,
}

impl Pair {
    /// Under a product name of its own, so that all pairs go into one crate.
    fn new(number: usize, from: String, old: (&Spec, &Decisions), new: &Spec) -> Self {
        let named = |spec: &Spec| Spec { product: format!("pair{number}"), ..spec.clone() };
        let (old, new) = ((named(old.0), old.1.clone()), named(new));
        let decisions = lower::remember(&old.0, &old.1, &new);
        let new = (new, decisions);
        let (old_lock, new_lock) = (locked([&old].into_iter()), locked([&new].into_iter()));
        let diff = diff::compare_operands(
            Operand { specs: std::slice::from_ref(&old.0), lock: Some(&old_lock) },
            Operand { specs: std::slice::from_ref(&new.0), lock: Some(&new_lock) },
        );
        let says_source = diff.changes.iter().any(|one| one.classes.contains(Class::Source));
        Self { from, old, new, says_source }
    }

    fn name(&self) -> &str {
        &self.old.0.product
    }

    /// Whether a crate can be made of both sides.
    fn is_whole(&self) -> bool {
        [&self.old, &self.new].iter().all(|(spec, decisions)| surface(spec, decisions).is_some())
    }
}

fn locked<'a>(sides: impl Iterator<Item = &'a (Spec, Decisions)>) -> Lock {
    let mut lock = Lock::new(LockedCrate { version: "0.1.0".into(), ..LockedCrate::default() });
    for (spec, decisions) in sides {
        lock.remember(&spec.product, &spec.version, decisions.clone());
    }
    lock
}

/// Writes a crate of one side of all pairs, and gives its files.
fn write_crate<'a>(
    folder: &Path,
    sides: impl Iterator<Item = &'a (Spec, Decisions)> + Clone,
) -> Vec<(String, String)> {
    let package = Package { name: CRATE.into(), version: "0.1.0".into(), ..Package::default() };
    let options = GenerateOptions {
        package,
        choice: Choice::default(),
        lock: locked(sides.clone()),
        layout: Layout::Crate,
    };
    let file = |(spec, _): &(Spec, Decisions)| {
        SpecInput::File(Box::new(SpecFile::parse("spec.json", spec::write(spec)).unwrap()))
    };
    let generated = generate(&options, sides.map(file).collect());
    assert!(!generated.diagnostics.has_errors(), "{:?}", generated.diagnostics);
    let files: Vec<(String, String)> = generated
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/") || *path == "Cargo.toml")
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    for (path, text) in &files {
        write(&folder.join(path), text);
    }
    // The versions of dependencies that the project is built with, as far as the crate has them.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    files
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The program of each pair's old side.
fn programs(pairs: &[Pair], files: &[(String, String)]) -> Vec<(String, String)> {
    let of = |pair: &Pair| {
        let version = names::version_module(&pair.old.0.version);
        let folder = format!("src/{}/{version}/", names::product_folder(pair.name()));
        let own: Vec<(&str, &str)> = files
            .iter()
            .filter_map(|(path, text)| {
                let name = path.strip_prefix(&folder)?.strip_suffix(".rs")?;
                Some((name, text.as_str()))
            })
            .collect();
        let path = format!("{CRATE}::{}::{version}", names::product_module(pair.name()));
        (pair.name().to_owned(), program(&own, CRATE, &path))
    };
    pairs.iter().map(of).collect()
}

/// The programs that do not compile against the crate in a folder, with what the compiler says.
fn refused(folder: &Path, target: &Path, programs: &[(String, String)]) -> Vec<(String, String)> {
    for (name, text) in programs {
        write(&folder.join("examples").join(format!("{name}.rs")), text);
    }
    let check = |kind: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--keep-going", "--all-features", "--message-format=json"])
            .args(kind)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .unwrap()
    };
    let library = check(&["--lib"]);
    assert!(library.status.success(), "{}", String::from_utf8_lossy(&library.stdout));
    let output = check(&["--examples"]);
    let mut refused: Vec<(String, String)> = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |pointer: &str| message.pointer(pointer).and_then(|text| text.as_str());
        if text("/message/level") == Some("error") {
            let said = text("/message/rendered").unwrap_or_default();
            refused.push((text("/target/name").unwrap().to_owned(), said.to_owned()));
        }
    }
    assert_eq!(output.status.success(), refused.is_empty());
    refused
}

/// What the cases hold, each from its first step.
fn cases(pairs: &mut Vec<Pair>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diff");
    let mut cases: Vec<PathBuf> =
        folder.read_dir().unwrap().map(|one| one.unwrap().path()).collect();
    cases.sort();
    for case in cases {
        let read = |name: &str| read_spec_files(&[case.join(name)]).ok()?.pop();
        let (Some(old), Some(new)) = (read("old.json"), read("new.json")) else { continue };
        let (from, plain) = (format!("{}", case.display()), Decisions::default());
        let pair = Pair::new(pairs.len(), from, (&old.spec, &plain), &new.spec);
        pairs.extend(pair.is_whole().then_some(pair));
    }
}

/// Steps of random histories, each with the memory of those before.
fn histories(pairs: &mut Vec<Pair>) {
    for seed in 100..112 {
        let mut random = Random::new(seed);
        let (mut old, mut decisions) = (random.spec(), Decisions::default());
        for number in 0..4 {
            let new = random.next(&old);
            let from = format!("seed {seed}, step {number}");
            let pair = Pair::new(pairs.len(), from, (&old, &decisions), &new);
            if !pair.is_whole() {
                break;
            }
            (old, decisions) = (new, pair.new.1.clone());
            pairs.push(pair);
        }
    }
}

/// Of releases that follow each other, the product versions that are quick to compile: as many of
/// those that break as of those that do not.
fn real(pairs: &mut Vec<Pair>) {
    let mut found = Vec::new();
    for (number, old, new) in neighbours() {
        for (key, after) in new {
            let Some(before) = old.get(key).filter(|before| *before != after) else { continue };
            let from = format!("3.1.{number}.1 {} {}", key.0, key.1);
            found.push(Pair::new(0, from, (before, &Decisions::default()), after));
        }
    }
    found.sort_by_key(|pair| pair.old.0.actions.len() * 4 + pair.old.0.structures.len());
    let (breaking, other): (Vec<Pair>, Vec<Pair>) =
        found.into_iter().partition(|pair| pair.says_source);
    for pair in breaking.into_iter().take(REAL).chain(other.into_iter().take(REAL)) {
        let Pair { from, old: (old, decisions), new: (new, _), .. } = pair;
        pairs.push(Pair::new(pairs.len(), from, (&old, &decisions), &new));
    }
}

/// How many product versions of real releases are compiled of either kind.
const REAL: usize = 15;

#[test]
#[ignore = "compiles for minutes and needs releases; run tests/scripts/diff-truth.sh"]
fn old_code_is_refused_exactly_where_the_diff_says_source() {
    let mut pairs = Vec::new();
    cases(&mut pairs);
    histories(&mut pairs);
    let made_up = pairs.len();
    real(&mut pairs);
    let work = tempfile::tempdir().unwrap();
    let target = std::env::var_os("DIFF_TRUTH_TARGET").map(PathBuf::from);
    let target = target.unwrap_or_else(|| work.path().join("target"));
    let (old, new) = (work.path().join("old"), work.path().join("new"));
    let files = write_crate(&old, pairs.iter().map(|pair| &pair.old));
    write_crate(&new, pairs.iter().map(|pair| &pair.new));
    let programs = programs(&pairs, &files);

    let itself = refused(&old, &target, &programs);
    assert!(itself.is_empty(), "a program does not fit its own crate: {itself:#?}");
    let against = refused(&new, &target, &programs);
    let breaks: BTreeSet<&str> = against.iter().map(|(name, _)| name.as_str()).collect();
    let mut wrong = Vec::new();
    for pair in &pairs {
        if pair.says_source != breaks.contains(pair.name()) {
            let said = against.iter().find(|(name, _)| name == pair.name());
            wrong.push(format!(
                "{}: the diff says source: {}; {said:?}",
                pair.from, pair.says_source
            ));
        }
    }
    let (all, real) = (pairs.len(), pairs.len() - made_up);
    eprintln!("{all} pairs, {real} of them real: {} break", breaks.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Both outcomes are common, or this shows nothing.
    assert!(real >= REAL && breaks.len() >= 20 && all - breaks.len() >= 20);
}
