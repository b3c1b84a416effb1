//! How long the stages of a generation take. `cargo bench -p tencentcloud-codegen --bench generate`.
//! `tests/bench/generate.sh` measures everything there is, as whole processes.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::Bencher;
use divan::counter::ItemsCount;
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::rust::api::Package;
use tencentcloud_codegen::rust::lock::Lock;
use tencentcloud_codegen::spec::{self, Action, Member, Spec, Structure};
use tencentcloud_codegen::workflow::generate::{
    Choice, GenerateOptions, Layout, SpecInput, generate,
};

fn main() {
    divan::main();
}

/// A made-up spec of this many actions, eight members each, and a structure of its own for each.
fn made(actions: usize) -> SpecFile {
    let mut made = Spec::new("demo", "2020-01-01");
    for number in 0..actions {
        let members = |inner: Option<String>| {
            let mut members: Vec<Member> = (0..8)
                .map(|at| {
                    let mut member = Member::new(format!("Member{at}"), "string".parse().unwrap());
                    member.doc = Some("What it is:\n\n- one thing;\n- or another.".to_owned());
                    member
                })
                .collect();
            members.extend(inner.map(|name| Member::new("Inner", name.parse().unwrap())));
            members
        };
        let (input, output) = (members(Some(format!("Box{number}"))), members(None));
        let action = Action { input, output, ..Action::default() };
        made.actions.insert(format!("Do{number}"), action);
        let structure = Structure { members: members(None), ..Structure::default() };
        made.structures.insert(format!("Box{number}"), structure);
    }
    made.endpoint = Some("demo.tencentcloudapi.com".to_owned());
    SpecFile::parse("demo/2020-01-01.json", spec::write(&made)).unwrap()
}

/// Resolve and emit. Linear: ten times the actions take ten times as long.
#[divan::bench(args = [10, 100, 1000])]
fn resolve_and_emit(bencher: Bencher<'_, '_>, actions: usize) {
    let options = GenerateOptions {
        package: Package { name: "demo".into(), version: "0.1.0".into(), ..Package::default() },
        choice: Choice::default(),
        lock: Lock::default(),
        layout: Layout::default(),
    };
    let file = made(actions);
    let input = || vec![SpecInput::File(Box::new(file.clone()))];
    let generated = generate(&options, input());
    assert!(!generated.diagnostics.has_errors(), "{:?}", generated.diagnostics);
    bencher
        .counter(ItemsCount::new(actions))
        .with_inputs(input)
        .bench_values(|specs| generate(&options, specs));
}
