//! No type of the whole cloud is too large for a small stack: the actions with the largest types are
//! called in a thread of 256 kB, by the asynchronous and by the blocking client, against the mock. A
//! debug build keeps every copy of a value on the stack, so this is the hardest case.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value as Json, json};
use tencentcloud_codegen::mock::Mock;
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::rust::api::{FieldType, Module, Package, Struct, Value, Wrap};
use tencentcloud_codegen::rust::lock::{Decisions, Lock, LockedCrate};
use tencentcloud_codegen::rust::lower;
use tencentcloud_codegen::spec::{self, Example, MemberType, Scalar, Spec};
use tencentcloud_codegen::workflow::generate::{
    Choice, GenerateOptions, Layout, SpecInput, generate,
};
use tests::releases::{folder, specs};

/// How many actions are called: those with the largest answers, and those with the largest requests.
const ACTIONS: usize = 3;

/// The stack of the thread that calls.
const STACK: usize = 256 * 1024;

/// The bytes of the types of a module, near enough for finding the largest.
struct Sizes<'m> {
    structs: BTreeMap<&'m str, &'m Struct>,
    known: BTreeMap<&'m str, usize>,
}

impl<'m> Sizes<'m> {
    fn of(module: &'m Module) -> Self {
        let structs = module.structures.iter().map(|item| (item.name.rust.as_str(), item));
        Self { structs: structs.collect(), known: BTreeMap::new() }
    }

    fn item(&mut self, item: &'m Struct) -> usize {
        item.fields.iter().map(|field| self.field(&field.field_type)).sum()
    }

    fn field(&mut self, field: &'m FieldType) -> usize {
        match (&field.value, field.wrap) {
            (_, Wrap::List | Wrap::OptionList) | (Value::String, _) => 24,
            (Value::Struct(_), _) if field.boxed => 8,
            (Value::Struct(name), _) => {
                if let Some(known) = self.known.get(name.as_str()) {
                    return *known;
                }
                let Some((name, item)) = self.structs.get_key_value(name.as_str()) else {
                    return 0;
                };
                let (name, item) = (*name, *item);
                let size = self.item(item);
                self.known.insert(name, size);
                size
            }
            (Value::Bool, _) => 1,
            (Value::Binary, _) => 48,
            (Value::I64 | Value::U64 | Value::F64, Wrap::Plain) => 8,
            (Value::I64 | Value::U64 | Value::F64, _) => 16,
        }
    }
}

/// An action of the cloud with a large type.
struct Large<'s> {
    spec: &'s Spec,
    action: String,
    bytes: usize,
}

/// The actions with the largest requests and the largest answers.
fn largest(specs: &[Spec]) -> Vec<Large<'_>> {
    let (mut requests, mut responses) = (Vec::new(), Vec::new());
    for spec in specs {
        let module = lower::api(spec, &Decisions::default());
        let mut sizes = Sizes::of(&module);
        let types = module.requests.iter().zip(&module.responses);
        for (function, (request, response)) in module.functions.iter().zip(types) {
            // Bytes and streams go another way.
            if function.multipart || function.stream.is_some() {
                continue;
            }
            for (list, item) in [(&mut requests, request), (&mut responses, response)] {
                let (action, bytes) = (function.action.clone(), sizes.item(item));
                list.push(Large { spec, action, bytes });
            }
        }
    }
    let mut found = Vec::new();
    for mut list in [responses, requests] {
        list.sort_by_key(|large| std::cmp::Reverse(large.bytes));
        found.extend(list.into_iter().take(ACTIONS));
    }
    found
}

/// A value with every member that is held by value, so that nothing of the type stays empty.
fn filled(spec: &Spec, members: &[spec::Member], above: &mut Vec<String>) -> Json {
    let mut object = Map::new();
    for member in members.iter().filter(|member| !member.disabled) {
        let value = match &member.member_type {
            MemberType::ScalarList(scalar) => json!([filled_scalar(*scalar)]),
            MemberType::StructureList(_) => json!([]),
            MemberType::Scalar(scalar) => filled_scalar(*scalar),
            // What holds itself is in a box.
            MemberType::Structure(name) if above.contains(name) => continue,
            MemberType::Structure(name) => {
                let Some(structure) = spec.structures.get(name) else { continue };
                above.push(name.clone());
                let inner = filled(spec, &structure.members, above);
                above.pop();
                inner
            }
        };
        object.insert(member.name.clone(), value);
    }
    Json::Object(object)
}

fn filled_scalar(scalar: Scalar) -> Json {
    match scalar {
        Scalar::Int64 | Scalar::Uint64 => json!(1),
        Scalar::Float => json!(0.5),
        Scalar::Bool => json!(true),
        _ => json!("1"),
    }
}

/// A spec of these actions alone, each with one example that fills its types.
fn with_examples(spec: &Spec, actions: &BTreeSet<&str>) -> Spec {
    let mut chosen = spec.clone();
    chosen.actions.retain(|name, _| actions.contains(name.as_str()));
    for action in chosen.actions.values_mut() {
        let request = filled(spec, &action.input, &mut Vec::new());
        let response = json!({ "Response": filled(spec, &action.output, &mut Vec::new()) });
        let (request, response) = (Some(request), Some(response));
        action.examples = vec![Example { request, response, ..Example::default() }];
    }
    chosen
}

/// The tests of one action, by both clients.
fn tests_of(number: usize, module: &Module, action: &str, example: &Example) -> String {
    let function = module.functions.iter().find(|one| one.action == action).unwrap();
    let path = &module.path;
    let text = |json: &Option<Json>, pointer: &str| {
        json.as_ref().and_then(|json| json.pointer(pointer)).unwrap().to_string()
    };
    let (request, answer) = (text(&example.request, ""), text(&example.response, "/Response"));
    let mut text = String::new();
    for client in ["asynchronous", "blocking"] {
        let _ = write!(
            text,
            "
#[test]
fn action_{number}_{client}() {{
    let answer = on_a_small_stack(|| {{
        let request: Box<tencentcloud_api::{path}::{}> = serde_json::from_str(r#\"{request}\"#).unwrap();
        Box::new({client}(&*request).unwrap())
    }});
    is_whole(serde_json::to_value(&answer).unwrap(), r#\"{answer}\"#);
}}
",
            function.request
        );
    }
    text
}

/// What is above the tests.
const HEAD: &str = r#"//! Made by tests/tests/small_stack.rs.

use tencentcloud_api::{Client, Credential, Error, Request, blocking};

fn on_a_small_stack<T: Send + 'static>(call: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(call).unwrap().join().unwrap()
}

/// The answer is the example's, but for the id of the request.
fn is_whole(mut answer: serde_json::Value, example: &str) {
    let mut example: serde_json::Value = serde_json::from_str(example).unwrap();
    for value in [&mut answer, &mut example] {
        assert!(value.as_object_mut().unwrap().remove("RequestId").is_some());
    }
    assert_eq!(answer, example);
}

macro_rules! client {
    ($client:path) => {{
        let credential = Credential::new("id", "key").unwrap();
        let url = std::env::var("TCGEN_MOCK").unwrap();
        let client = <$client>::builder().credential(credential).region("ap-guangzhou");
        client.endpoint(url.as_str()).build().unwrap()
    }};
}

fn asynchronous<R: Request>(request: &R) -> Result<R::Response, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(client!(Client).send(request))
}

fn blocking<R: Request>(request: &R) -> Result<R::Response, Error> {
    client!(blocking::Client).send(request)
}
"#;

/// The package that calls, beside the crate.
const MANIFEST: &str = r#"[workspace]

[package]
name = "small-stack"
edition = "2024"

[lib]
path = "lib.rs"

[dependencies]
serde_json = "1"
tencentcloud-api = { path = "../crate", features = ["blocking", "serde"] }
tokio = { version = "1", features = ["rt"] }

[profile.dev]
debug = "line-tables-only"

[profile.dev.package]
sha2.opt-level = 3
"#;

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
#[ignore = "compiles a crate of the largest types; .ci/run runs it"]
fn the_largest_types_are_called_in_a_thread_of_256_kilobytes() {
    let wheel = folder("TCGEN_METADATA").join("tccli-3.1.189.1-py2.py3-none-any.whl");
    let specs: Vec<Spec> = specs(&wheel).into_values().collect();
    let largest = largest(&specs);
    let mut chosen: BTreeMap<String, (&Spec, BTreeSet<&str>)> = BTreeMap::new();
    for large in &largest {
        eprintln!("{} {}: about {} bytes", large.spec.product, large.action, large.bytes);
        let key = large.spec.path();
        chosen.entry(key).or_insert((large.spec, BTreeSet::new())).1.insert(&large.action);
    }
    // Who finds nothing large tests nothing.
    assert!(largest.iter().any(|large| large.bytes > 10_000));

    let work = tempfile::tempdir().unwrap();
    let (mut inputs, mut text, mut number) =
        (Vec::new(), HEAD.replace("STACK", &STACK.to_string()), 0);
    for (path, (whole, actions)) in &chosen {
        let spec = with_examples(whole, actions);
        let module = lower::api(&spec, &Decisions::default());
        for (action, facts) in &spec.actions {
            text.push_str(&tests_of(number, &module, action, &facts.examples[0]));
            number += 1;
        }
        let written = spec::write(&spec);
        write(&work.path().join("spec").join(path), &written);
        inputs.push(SpecInput::File(Box::new(SpecFile::parse(path.as_str(), written).unwrap())));
    }
    let package =
        Package { name: "tencentcloud-api".into(), version: "0.1.0".into(), ..Package::default() };
    let lock = Lock::new(LockedCrate::default());
    let options =
        GenerateOptions { package, choice: Choice::default(), lock, layout: Layout::Crate };
    let generated = generate(&options, inputs);
    assert!(!generated.diagnostics.has_errors(), "{:?}", generated.diagnostics);
    for (path, text) in generated.files.iter() {
        write(&work.path().join("crate").join(path), text);
    }
    let caller = work.path().join("caller");
    write(&caller.join("Cargo.toml"), MANIFEST);
    write(&caller.join("lib.rs"), "");
    write(&caller.join("tests/small_stack.rs"), &text);
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::copy(checkout.join("Cargo.lock"), caller.join("Cargo.lock")).unwrap();

    let mock = Mock::from_spec([work.path().join("spec")]).credential("id", "key").start().unwrap();
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet"])
        .current_dir(&caller)
        // Where the calls of the committed crate have built the same dependencies.
        .env("CARGO_TARGET_DIR", checkout.join("target/call"))
        .env("TCGEN_MOCK", mock.url())
        .status()
        .unwrap();
    assert!(status.success());
    assert!(number >= ACTIONS);
}
