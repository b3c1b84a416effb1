//! The Rust that the generated crate has for an action or a structure: the function, and how
//! its types are made. Names and types are those of [`crate::rust::lower`], never made here.

use std::collections::BTreeSet;

use crate::project::spec_files::SpecFile;
use crate::rust::api::{Field, FieldType, Function, Module, Struct, Value};
use crate::rust::lower::{Selection, SpecText, lower};
use crate::spec::Action;
use crate::spec::Docs;
use crate::spec::direction;

use super::screen::{Ink, Screen};

/// The functions of an action and how its request is made.
pub(super) fn action(file: &SpecFile, name: &str, screen: Screen) -> String {
    let chosen = BTreeSet::from([name.to_owned()]);
    part(file, &chosen, screen, |module| {
        let mut text = String::new();
        for function in &module.functions {
            text.push_str(&functions(function, screen));
        }
        for request in &module.requests {
            text.push('\n');
            text.push_str(&making(request, screen));
        }
        text
    })
}

/// How a structure is made; nothing, if no action reaches it.
pub(super) fn structure(file: &SpecFile, name: &str, screen: Screen) -> String {
    let spec = &file.spec;
    let reaches = |action: &Action| direction::directions(spec, [action]).contains_key(name);
    let user = spec.actions.iter().find(|(_, action)| reaches(action));
    let chosen = user.into_iter().map(|(user, _)| user.clone()).collect();
    part(file, &chosen, screen, |module| {
        let found = module.structures.iter().find(|item| item.name.wire == name);
        found.map(|item| making(item, screen)).unwrap_or_default()
    })
}

fn part(
    file: &SpecFile,
    actions: &BTreeSet<String>,
    screen: Screen,
    print: impl FnOnce(&Module) -> String,
) -> String {
    let text = SpecText::new(&file.path, &file.text);
    let lowered = file.decisions().map_err(Into::into).and_then(|decisions| {
        let (spec, decisions) = (&file.spec, &decisions);
        lower(&Selection { spec, text: &text, actions, docs: Docs::None, decisions })
    });
    let (heading, body) = match lowered {
        Ok(module) => (format!("Rust, in {}", module.path), print(&module)),
        Err(faults) => {
            let faults: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            let text = format!("No crate can be made of it: {}.", faults.join("; "));
            ("Rust".to_owned(), screen.prose(&text, 2))
        }
    };
    if body.is_empty() { String::new() } else { screen.heading(&heading) + &body }
}

fn functions(function: &Function, screen: Screen) -> String {
    let Function { request, response, .. } = function;
    let client = |name: &str| vec!["client: &Client".to_owned(), format!("request: &{name}")];
    let mut text = call(
        &format!("pub async fn {}", function.name),
        &client(request),
        &format!(" -> Result<{response}, Error>"),
        screen,
    );
    if let Some(pages) = &function.pages {
        let returned = format!(" -> Pages<{request}>");
        let head = format!("pub fn {}", pages.name);
        text.push_str(&call(&head, &client(request), &returned, screen));
    }
    if let Some(stream) = &function.stream {
        let event = if stream.is_described { response } else { "JsonObject" };
        let returned = format!(" -> Result<EventStream<{event}>, Error>");
        let head = format!("pub async fn {}", stream.name);
        text.push_str(&call(&head, &client(request), &returned, screen));
    }
    text
}

/// `new` with what it asks for, and a setter for everything else.
fn making(item: &Struct, screen: Screen) -> String {
    let optional = item.fields.iter().filter(|field| field.argument.is_none());
    let parameters: Vec<String> = item.arguments().into_iter().map(parameter).collect();
    let mut text = call(&format!("{}::new", item.name.rust), &parameters, "", screen);
    for field in optional.filter(|field| field.deprecated.is_none()) {
        let line = format!("    .{}({})\n", field.setter, taken(&field.field_type));
        text.push_str("  ");
        text.push_str(&line);
    }
    text
}

fn parameter(field: &Field) -> String {
    format!("{}: {}", field.name.rust, taken(&field.field_type))
}

/// What a setter takes of a value.
fn taken(field_type: &FieldType) -> String {
    let value = match &field_type.value {
        Value::String => "impl Into<String>",
        Value::I64 => "i64",
        Value::U64 => "u64",
        Value::F64 => "f64",
        Value::Bool => "bool",
        Value::Binary => "impl Into<Binary>",
        Value::Struct(name) => name,
    };
    if field_type.wrap.is_list() {
        format!("impl IntoIterator<Item = {value}>")
    } else {
        value.to_owned()
    }
}

/// A function with its parameters: on one line if it fits, else a line a parameter.
fn call(head: &str, parameters: &[String], returned: &str, screen: Screen) -> String {
    let line = format!("{head}({}){returned}", parameters.join(", "));
    let name = |head: &str| screen.paint(head, Ink::Bold);
    if parameters.is_empty() || line.len() + 2 <= screen.width {
        return format!("  {}({}){returned}\n", name(head), parameters.join(", "));
    }
    let lines = parameters.join(",\n      ");
    format!("  {}(\n      {lines},\n  ){returned}\n", name(head))
}
