//! The Rust API of a product version, item by item: what the diff's class `source` is held
//! against.

use std::collections::{BTreeMap, BTreeSet};

use tencentcloud_codegen::config::Docs;
use tencentcloud_codegen::lock::Decisions;
use tencentcloud_codegen::lower::{SpecText, Wanted, lower};
use tencentcloud_codegen::rust::{ErrorType, Function, Module, Struct, Value, Wrap};
use tencentcloud_codegen::spec::Spec;

/// What code can name: by the action or structure that it comes from and its own path, with
/// its signature.
pub type Surface = BTreeMap<(String, String), String>;

/// Lowers all actions of a spec with these decisions; `None` where that is refused.
pub fn surface(spec: &Spec, decisions: &Decisions) -> Option<Surface> {
    let actions = spec.actions.keys().cloned().collect();
    let text = SpecText::new("spec.json", "");
    let wanted = Wanted { spec, text: &text, actions: &actions, docs: Docs::None, decisions };
    lower(&wanted).ok().map(|module| of_module(&module))
}

/// The actions (`actions/X`) and structures (`structures/X`) of which something is gone or has
/// another signature.
pub fn broken(old: &Surface, new: &Surface) -> BTreeSet<String> {
    let gone = old.iter().filter(|(key, signature)| new.get(*key) != Some(*signature));
    gone.map(|((item, _), _)| item.clone()).collect()
}

fn of_module(module: &Module) -> Surface {
    let mut surface = Surface::new();
    let inputs = module.functions.iter().zip(&module.requests).zip(&module.responses);
    for ((function, request), response) in inputs {
        let item = format!("actions/{}", function.action);
        add_struct(&mut surface, &item, request);
        add_struct(&mut surface, &item, response);
        add_function(&mut surface, &item, function);
    }
    for structure in &module.structures {
        add_struct(&mut surface, &format!("structures/{}", structure.name.wire), structure);
    }
    surface
}

fn add_struct(surface: &mut Surface, item: &str, made: &Struct) {
    let name = &made.name.rust;
    let mut add = |path: String, signature: String| {
        surface.insert((item.to_owned(), path), signature);
    };
    add(name.clone(), "struct".into());
    let mut arguments = Vec::new();
    let mut demands = false;
    for field in &made.fields {
        let field_type = &field.field_type;
        let value = match &field_type.value {
            Value::Struct(name) => name.clone(),
            scalar => format!("{scalar:?}"),
        };
        let value = if field_type.boxed { format!("Box<{value}>") } else { value };
        demands |= matches!(field_type.wrap, Wrap::Plain | Wrap::List);
        let signature = format!("{} {:?}<{value}>", field.name.wire, field_type.wrap);
        add(format!("{name}.{}", field.name.rust), signature);
        if made.sent {
            add(
                format!("{name}::{}()", field.setter),
                format!("{value} {}", field_type.wrap.is_list()),
            );
        }
    }
    for field in made.arguments() {
        let value = match &field.field_type.value {
            Value::Struct(name) => name.clone(),
            scalar => format!("{scalar:?}"),
        };
        let list = field.field_type.wrap.is_list();
        arguments.push(format!("{}: {value} {list}", field.name.wire));
    }
    if made.sent {
        add(format!("{name}::new"), arguments.join(", "));
    }
    if made.read || !demands {
        add(format!("{name}: Default"), "impl".into());
    }
}

fn add_function(surface: &mut Surface, item: &str, function: &Function) {
    let mut add = |path: &str, signature: String| {
        surface.insert((item.to_owned(), path.to_owned()), signature);
    };
    let errors = function.errors.name();
    let signature = format!("({}) -> {}, {errors}", function.request, function.response);
    add(&function.name, signature.clone());
    add(&function.constant, "const".into());
    if let Some(pages) = &function.pages {
        add(&pages.name, signature.clone());
    }
    if let Some(stream) = &function.stream {
        add(stream, signature);
    }
    match &function.errors {
        ErrorType::Alias { name, .. } => add(name, "alias".into()),
        ErrorType::Enum(made) => {
            add(&made.name, "enum".into());
            for variant in &made.variants {
                add(&format!("{}::{}", made.name, variant.name.rust), "variant".into());
            }
        }
    }
}
