//! The Rust that the generated crate has for an action or a structure: the function, and how
//! its types are made. Names and types are those of [`crate::rust::lower`], never made here.

use std::collections::BTreeSet;

use crate::project::spec_files::SpecFile;
use crate::rust::api::{Field, FieldType, Function, Module, Struct, Value};
use crate::rust::lower::{Selection, SpecText, lower};
use crate::spec::Action;
use crate::spec::Docs;
use crate::spec::direction;

use super::screen::{Ink, Screen, wrap};

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A parameter per line where a line is too short for all, and each setter.
    Whole,
    /// What fits a few lines, without setters.
    Brief,
}

/// Lines of one call in the brief form.
const BRIEF_LINES: usize = 3;

/// The functions of an action and how its request is made.
pub(super) fn action(file: &SpecFile, name: &str, form: Form, screen: Screen) -> String {
    let chosen = BTreeSet::from([name.to_owned()]);
    part(file, &chosen, screen, |module| {
        let mut text = String::new();
        for function in &module.functions {
            text.push_str(&functions(function, form, screen));
        }
        for request in &module.requests {
            text.push('\n');
            text.push_str(&making(request, form, screen));
        }
        text
    })
}

/// How a structure is made; nothing, if no action reaches it.
pub(super) fn structure(file: &SpecFile, name: &str, form: Form, screen: Screen) -> String {
    let spec = &file.spec;
    let reaches = |action: &Action| direction::directions(spec, [action]).contains_key(name);
    let user = spec.actions.iter().find(|(_, action)| reaches(action));
    let chosen = user.into_iter().map(|(user, _)| user.clone()).collect();
    part(file, &chosen, screen, |module| {
        let found = module.structures.iter().find(|item| item.name.wire == name);
        found.map(|item| making(item, form, screen)).unwrap_or_default()
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

fn functions(function: &Function, form: Form, screen: Screen) -> String {
    let Function { request, response, .. } = function;
    let client = |name: &str| vec!["client: &Client".to_owned(), format!("request: &{name}")];
    let mut text = call(
        &format!("pub async fn {}", function.name),
        &client(request),
        &format!(" -> Result<{response}, Error>"),
        form,
        screen,
    );
    if let Some(pages) = &function.pages {
        let returned = format!(" -> Pages<{request}>");
        let head = format!("pub fn {}", pages.name);
        text.push_str(&call(&head, &client(request), &returned, form, screen));
    }
    if let Some(stream) = &function.stream {
        let event = if stream.is_described { response } else { "JsonObject" };
        let returned = format!(" -> Result<EventStream<{event}>, Error>");
        let head = format!("pub async fn {}", stream.name);
        text.push_str(&call(&head, &client(request), &returned, form, screen));
    }
    text
}

/// `new` with what it asks for, and a setter for everything else.
fn making(item: &Struct, form: Form, screen: Screen) -> String {
    let optional = item.fields.iter().filter(|field| field.argument.is_none());
    let optional = optional.filter(|_| form == Form::Whole);
    let parameters: Vec<String> = item.arguments().into_iter().map(parameter).collect();
    let mut text = call(&format!("{}::new", item.name.rust), &parameters, "", form, screen);
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

/// A function with its parameters: on one line if it fits. Else a line a parameter, or in the brief
/// form as many as a few lines hold.
fn call(head: &str, parameters: &[String], returned: &str, form: Form, screen: Screen) -> String {
    let line = format!("{head}({}){returned}", parameters.join(", "));
    let rest = line.get(head.len()..).unwrap_or_default();
    let head = screen.paint(head, Ink::Bold);
    if parameters.is_empty() || line.len() + 2 <= screen.width {
        return format!("  {head}{rest}\n");
    }
    if form == Form::Whole {
        let lines = parameters.join(",\n      ");
        return format!("  {head}(\n      {lines},\n  ){returned}\n");
    }
    let mut lines = wrap(&line, screen.width.saturating_sub(6));
    if lines.len() > BRIEF_LINES {
        lines.truncate(BRIEF_LINES);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    format!("  {}\n", lines.join("\n      "))
}
