//! What the generator says about an example against what the runtime does with it: for every type
//! and every shape of JSON, `tcgen lint` calls a response broken exactly where it cannot be read.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value as Json, json};
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::review::lint::{self, Message};
use tencentcloud_runtime::runtime::wire::{Binary, Members, Slot, Visitor, from_json};

/// A response with one output.
struct Response<T>(T);

impl<T: Slot + Send + Sync> Members for Response<T> {
    fn visit(&self, _: &mut dyn Visitor) {}

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        (name == "It").then_some(&mut self.0 as &mut dyn Slot)
    }
}

/// A structure with one member.
#[derive(Default)]
struct Shelf(Option<i64>);

impl Members for Shelf {
    fn visit(&self, _: &mut dyn Visitor) {}

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        (name == "Width").then_some(&mut self.0 as &mut dyn Slot)
    }
}

fn is_read<T: Slot + Default + Send + Sync>(value: &Json) -> bool {
    let text = json!({ "It": value }).to_string();
    from_json(text.as_bytes(), &mut Response(T::default())).is_ok()
}

fn is_sound(documented: &str, value: &Json) -> bool {
    let spec = json!({
        "format": 1, "product": "demo", "version": "2020-01-01",
        "actions": { "GetIt": {
            "output": [{ "name": "It", "type": documented }],
            "examples": [{ "request": {}, "response": { "Response": { "It": value } } }]
        } },
        "structures": { "Shelf": { "members": [{ "name": "Width", "type": "int64" }] } }
    });
    let report = lint::lint(&SpecFile::parse("spec.json", spec.to_string()).unwrap());
    report.findings.iter().all(|finding| !Message::Response.is_broken_by(finding.code))
}

fn values() -> Vec<Json> {
    let scalars = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(u64::MAX),
        json!(1.0),
        json!(0.5),
        json!(9_007_199_254_740_992.0),
        json!(9_007_199_254_740_994.0),
        json!(1e30),
        json!(""),
        json!(" "),
        json!("0"),
        json!(" 1 "),
        json!("TRUE"),
        json!("no"),
        json!("-1"),
        json!("5.0"),
        json!("NaN"),
        json!("1e400"),
        json!("9223372036854775808"),
    ];
    let mut values = vec![json!([]), json!({}), json!({ "Width": 1 }), json!({ "Width": "x" })];
    values.extend(scalars);
    let items: Vec<Json> = values.iter().map(|value| json!([value])).collect();
    values.extend(items);
    values
}

#[test]
fn an_example_is_broken_exactly_where_the_runtime_cannot_read_it() {
    type Reader = fn(&Json) -> bool;
    let types: [(&str, Reader); 16] = [
        ("string", is_read::<Option<String>>),
        ("datetime", is_read::<Option<String>>),
        ("int64", is_read::<Option<i64>>),
        ("uint64", is_read::<Option<u64>>),
        ("float", is_read::<Option<f64>>),
        ("bool", is_read::<Option<bool>>),
        ("binary", is_read::<Option<Binary>>),
        ("Shelf", is_read::<Option<Shelf>>),
        ("list<string>", is_read::<Vec<String>>),
        ("list<date>", is_read::<Vec<String>>),
        ("list<int64>", is_read::<Vec<i64>>),
        ("list<uint64>", is_read::<Vec<u64>>),
        ("list<float>", is_read::<Vec<f64>>),
        ("list<bool>", is_read::<Vec<bool>>),
        ("list<binary>", is_read::<Vec<Binary>>),
        ("list<Shelf>", is_read::<Vec<Shelf>>),
    ];
    let mut wrong = Vec::new();
    for (documented, read) in types {
        for value in values() {
            let (read, sound) = (read(&value), is_sound(documented, &value));
            if read != sound {
                wrong.push(format!("{documented} {value}: read {read}, sound {sound}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
