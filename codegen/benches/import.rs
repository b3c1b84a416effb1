//! How long the stages of an import take. `cargo bench -p tencentcloud-codegen --bench import`.
//!
//! With `TCGEN_METADATA` naming a folder of wheels the official release is measured too, whole:
//! `pip download --no-deps tccli==3.1.189.1`. Beside it is the floor: a bare parse of the same
//! files into JSON values.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::BytesCount;
use tencentcloud_codegen::documentation::interpret::{MetadataFile, interpret_metadata};
use tencentcloud_codegen::documentation::markdown::{Markup, clean};
use tencentcloud_codegen::documentation::metadata::{Api, parse};
use tencentcloud_codegen::source::package::PackageSource;
use tencentcloud_codegen::spec::Docs;
use tencentcloud_codegen::spec::{Source, SourceKind};
use tencentcloud_codegen::workflow::import::{ImportOptions, ImportTarget, import};

fn main() {
    divan::main();
}

fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/metadata/package")
}

/// A made-up `api.json` of this many actions, eight members each.
fn api(actions: usize) -> String {
    let member = |index: usize| {
        format!(
            "{{\"name\": \"Member{index}\", \"type\": \"string\", \"member\": \"string\", \
             \"required\": true, \"disabled\": false, \"example\": \"x\", \
             \"document\": \"<p>What <b>it</b> is.</p><li>one<li>two\"}}"
        )
    };
    let members = (0..8).map(member).collect::<Vec<_>>().join(",");
    let action = |index| {
        format!(
            "\"Do{index}\": {{\"input\": \"Do{index}Request\", \"output\": \"Do{index}Response\"}}"
        )
    };
    let object = |index| {
        format!(
            "\"Do{index}Request\": {{\"members\": [{members}]}}, \
             \"Do{index}Response\": {{\"members\": [{members}]}}"
        )
    };
    format!(
        "{{\"metadata\": {{\"serviceShortName\": \"demo\", \"apiVersion\": \"2020-01-01\"}}, \
         \"actions\": {{{}}}, \"objects\": {{{}}}}}",
        (0..actions).map(action).collect::<Vec<_>>().join(","),
        (0..actions).map(object).collect::<Vec<_>>().join(",")
    )
}

/// Linear: ten times the actions take ten times as long.
#[divan::bench(args = [10, 100, 1000])]
fn parse_and_interpret(bencher: Bencher<'_, '_>, actions: usize) {
    let text = api(actions);
    let source = Source {
        kind: SourceKind::Metadata,
        path: "api.json".into(),
        release: None,
        url: None,
        sha256: None,
        updated: None,
    };
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let api: Api<'_> = parse("api.json", &text).unwrap();
        let file = MetadataFile { label: "api.json", text: &text };
        interpret_metadata(&api, file, &source, Docs::Full)
    });
}

#[divan::bench]
fn clean_a_description(bencher: Bencher<'_, '_>) {
    let text = "<p>What <b>it</b> is.</p>\n<li>one: <code>A</code><li>two &lt; three";
    bencher.counter(BytesCount::of_str(text)).bench(|| clean(text, Markup::Markdown));
}

#[divan::bench]
fn import_a_small_package(bencher: Bencher<'_, '_>) {
    bencher.bench(|| import_from(package()));
}

fn import_from(path: PathBuf) -> usize {
    let target = ImportTarget::Spec(PathBuf::from("nowhere"));
    let options = ImportOptions { products: None, docs: Docs::Full, target };
    import(&[path], &options, &|_, _| ()).files.len()
}

fn wheel() -> Option<PathBuf> {
    let folder = std::env::var_os("TCGEN_METADATA")?;
    Some(Path::new(&folder).join("tccli-3.1.189.1-py2.py3-none-any.whl"))
}

#[divan::bench(sample_count = 5)]
fn import_the_official_release(bencher: Bencher<'_, '_>) {
    let Some(wheel) = wheel() else { return };
    bencher.bench(|| import_from(wheel.clone()));
}

/// The floor: unpack and parse the same files into JSON values, one thread, nothing kept.
#[divan::bench(sample_count = 5)]
fn parse_the_official_release_into_values(bencher: Bencher<'_, '_>) {
    let Some(wheel) = wheel() else { return };
    let mut source = PackageSource::open(&wheel).unwrap().remove(0);
    bencher.bench_local(|| {
        let entries = source.entries.clone();
        for entry in &entries {
            for bytes in
                [Some(source.read_main(entry).unwrap()), source.read_examples(entry).unwrap()]
            {
                let value =
                    bytes.map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap());
                divan::black_box(&value);
            }
        }
    });
}
