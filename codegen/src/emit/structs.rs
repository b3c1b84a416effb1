//! Requests, responses and structures: the type, how it is made, how the wire sees it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc;
use super::shape::{Place, Printer};
use crate::rust::{Field, FieldType, Struct, Value, Wrap};

const INDENT: &str = "    ";

/// Appends everything of one type.
pub(super) fn emit_struct(printer: &mut Printer, out: &mut String, item: &Struct) {
    emit_type(printer, out, item);
    // What is only read is made by reading: its fields are public, and it has `Default`.
    if item.sent {
        out.push('\n');
        emit_methods(printer, out, item);
    }
    out.push('\n');
    emit_members(printer, out, item);
}

/// How a type can be made without its required members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// Always: nothing is required of a value.
    Always,
    /// Only to read into it, which needs the feature `serde`, because it is never read otherwise.
    ForSerde,
}

fn empty(item: &Struct) -> Empty {
    let required = |field: &Field| matches!(field.field_type.wrap, Wrap::Plain | Wrap::List);
    if !item.read && item.fields.iter().any(required) { Empty::ForSerde } else { Empty::Always }
}

fn emit_type(printer: &mut Printer, out: &mut String, item: &Struct) {
    doc::comment(out, &item.doc, "");
    let empty = empty(item);
    let mut text = String::new();
    printer.print(&mut text, ("type", empty as u32), Place::File, [&item.name.rust], |[name]| {
        let derives = match empty {
            Empty::Always => quote!(#[derive(Clone, Default, PartialEq)]),
            Empty::ForSerde => quote! {
                #[derive(Clone, PartialEq)]
                #[cfg_attr(feature = "serde", derive(Default))]
            },
        };
        quote!(#derives #[non_exhaustive] pub struct #name {})
    });
    if item.fields.is_empty() {
        out.push_str(&text);
        return;
    }
    out.push_str(text.trim_end().strip_suffix('}').unwrap_or(&text));
    out.push('\n');
    for field in &item.fields {
        doc::comment(out, &field.doc, INDENT);
        deprecated(out, field.deprecated, INDENT);
        let names = [field.name.rust.as_str(), struct_name(&field.field_type)];
        let variant = variant(&field.field_type);
        printer.print(out, ("field", variant), Place::Field, names, |[name, inner]| {
            let field_type = type_tokens(&field.field_type, &inner);
            quote!(pub #name: #field_type,)
        });
    }
    out.push_str("}\n");
}

/// Appends why nobody should use an item any more.
pub(super) fn deprecated(out: &mut String, reason: Option<&'static str>, indent: &str) {
    if let Some(reason) = reason {
        out.push_str(indent);
        out.push_str("#[deprecated(note = \"");
        out.push_str(reason);
        out.push_str("\")]\n");
    }
}

fn emit_methods(printer: &mut Printer, out: &mut String, item: &Struct) {
    printer.open(out, ("impl", 0), &item.name.rust, |[name]| quote!(impl #name {}));
    emit_new(printer, out, item);
    for field in &item.fields {
        out.push('\n');
        emit_setter(printer, out, field);
    }
    out.push_str("}\n");
}

fn emit_new(printer: &mut Printer, out: &mut String, item: &Struct) {
    let required = item.arguments();
    if required.is_empty() {
        out.push_str("    /// With nothing set.\n");
        printer.print(out, ("new", 0), Place::Impl, [], |[]| {
            quote! {
                #[inline]
                pub fn new() -> Self {
                    Self::default()
                }
            }
        });
        return;
    }
    out.push_str("    /// With the required members.\n    #[inline]\n");
    emit_new_head(printer, out, &required);
    emit_new_body(printer, out, item);
    out.push_str("    }\n");
}

/// Appends the value that `new` gives: on one line where it fits, else a line a field.
fn emit_new_body(printer: &mut Printer, out: &mut String, item: &Struct) {
    let all = empty(item) == Empty::ForSerde;
    let mut fields = String::new();
    for field in item.fields.iter().filter(|field| all || field.argument.is_some()) {
        let variant = (variant(&field.field_type) << 1) | u32::from(field.argument.is_some());
        let name = field.name.rust.as_str();
        printer.print(&mut fields, ("init", variant), Place::Initializer, [name], |[name]| {
            let value = stored(&field.field_type, &quote!(#name));
            // `name: name` is what nobody would write.
            if field.argument.is_none() {
                quote!(#name: ::std::option::Option::None,)
            } else if is_stored_as_taken(&field.field_type) {
                quote!(#name,)
            } else {
                quote!(#name: #value,)
            }
        });
    }
    if !all {
        fields.push_str("            ..Self::default()\n");
    }
    let count = fields.lines().count();
    let line: Vec<&str> = fields.lines().map(|line| line.trim().trim_end_matches(',')).collect();
    let line = format!("Self {{ {} ", line.join(", "));
    if line.len() <= LITERAL && count == line.matches(", ").count() + 1 {
        out.push_str("        ");
        out.push_str(&line);
        out.push_str("}\n");
    } else {
        out.push_str("        Self {\n");
        out.push_str(&fields);
        out.push_str("        }\n");
    }
}

/// The widest line that prettyplease makes.
const MARGIN: usize = 89;

/// The widest value of a struct that prettyplease leaves on one line, up to its closing brace.
const LITERAL: usize = 34;

/// Appends the signature: on one line where it fits, else a line a parameter.
fn emit_new_head(printer: &mut Printer, out: &mut String, required: &[&Field]) {
    let mut parameters = String::new();
    for field in required {
        let names = [field.name.rust.as_str(), struct_name(&field.field_type)];
        let variant = variant(&field.field_type);
        printer.print(
            &mut parameters,
            ("parameter", variant),
            Place::Parameter,
            names,
            |[name, inner]| {
                let taken = taken(&field.field_type, &inner);
                quote!(#name: #taken)
            },
        );
    }
    let line: Vec<&str> =
        parameters.lines().map(|line| line.trim_start().trim_end_matches(',')).collect();
    let line = format!("    pub fn new({}) -> Self {{", line.join(", "));
    if line.len() <= MARGIN && parameters.lines().count() == required.len() {
        out.push_str(&line);
        out.push('\n');
    } else {
        out.push_str("    pub fn new(\n");
        out.push_str(&parameters);
        out.push_str("    ) -> Self {\n");
    }
}

fn emit_setter(printer: &mut Printer, out: &mut String, field: &Field) {
    out.push_str("    /// Sets `");
    out.push_str(&field.name.wire);
    out.push_str("`.\n");
    deprecated(out, field.deprecated, INDENT);
    let field_type = &field.field_type;
    let names = [field.setter.as_str(), &field.name.rust, struct_name(field_type)];
    printer.print(
        out,
        ("setter", variant(field_type)),
        Place::Impl,
        names,
        |[setter, name, inner]| {
            let taken = taken(field_type, &inner);
            let value = stored(field_type, &quote!(value));
            quote! {
                #[inline]
                pub fn #setter(mut self, value: #taken) -> Self {
                    self.#name = #value;
                    self
                }
            }
        },
    );
}

fn emit_members(printer: &mut Printer, out: &mut String, item: &Struct) {
    let name = &item.name.rust;
    printer.open(out, ("impl", 1), name, |[name]| quote!(impl wire::Members for #name {}));
    out.push_str("    #[inline]\n");
    if item.fields.is_empty() {
        out.push_str("    fn visit(&self, _: &mut dyn wire::Visitor) {}\n}\n");
        return;
    }
    out.push_str("    fn visit(&self, visitor: &mut dyn wire::Visitor) {\n");
    for field in &item.fields {
        let names = [field.name.wire.as_str(), &field.name.rust];
        let leaves_out = is_left_out_empty(item, field);
        let method = u32::from(field.secret) | (u32::from(leaves_out) << 1);
        printer.print(out, ("visit", method), Place::Statement, names, |[wire, name]| {
            let wire = wire.to_string();
            let call = if field.secret {
                quote!(visitor.secret(#wire, &self.#name);)
            } else {
                quote!(visitor.member(#wire, &self.#name);)
            };
            if leaves_out { quote!(if !self.#name.is_empty() { #call }) } else { call }
        });
    }
    out.push_str("    }\n\n    #[inline]\n");
    if !item.read {
        out.push_str("    #[cfg(feature = \"serde\")]\n");
    }
    emit_slot(printer, out, item);
    emit_required(out, item);
    out.push_str("}\n");
}

/// Whether an empty list stands for nothing: a type that was first read, and is sent too by now,
/// has plain lists, and nobody asked for this one.
fn is_left_out_empty(item: &Struct, field: &Field) -> bool {
    item.sent && field.field_type.wrap == Wrap::List && field.argument.is_none()
}

fn emit_slot(printer: &mut Printer, out: &mut String, item: &Struct) {
    out.push_str(
        "    fn slot(&mut self, name: &str) -> ::std::option::Option<&mut dyn wire::Slot> {\n",
    );
    out.push_str("        let slot: &mut dyn wire::Slot = match name {\n");
    for field in &item.fields {
        let names = [field.name.wire.as_str(), &field.name.rust];
        printer.print(out, ("slot", 0), Place::BoundArm, names, |[wire, name]| {
            let wire = wire.to_string();
            quote!(#wire => &mut self.#name,)
        });
    }
    out.push_str("            _ => return ::std::option::Option::None,\n        };\n");
    out.push_str("        ::std::option::Option::Some(slot)\n    }\n");
}

/// Appends what an answer has to hold, where there is any.
fn emit_required(out: &mut String, item: &Struct) {
    let names: Vec<&str> =
        item.required_of_answers().map(|field| field.name.wire.as_str()).collect();
    if !names.is_empty() {
        out.push_str("\n    fn required(&self) -> &'static [&'static str] {\n        &[\n");
        for name in names {
            // A name is letters, digits and underscores: what else there is, lowering refuses.
            out.push_str("            \"");
            out.push_str(name);
            out.push_str("\",\n");
        }
        out.push_str("        ]\n    }\n");
    }
}

/// The name of the struct in a type; empty for a scalar.
fn struct_name(field_type: &FieldType) -> &str {
    match &field_type.value {
        Value::Struct(name) => name,
        _ => "",
    }
}

/// A number for all that decides the tokens of a type but for the struct's name.
fn variant(field_type: &FieldType) -> u32 {
    let value = match &field_type.value {
        Value::String => 0,
        Value::I64 => 1,
        Value::U64 => 2,
        Value::F64 => 3,
        Value::Bool => 4,
        Value::Binary => 5,
        Value::Struct(_) => 6,
    };
    (value << 3) | ((field_type.wrap as u32) << 1) | u32::from(field_type.boxed)
}

/// The type of the value, without what is around it.
fn value_tokens(field_type: &FieldType, name: &Ident) -> TokenStream {
    match &field_type.value {
        Value::String => quote!(::std::string::String),
        Value::I64 => quote!(i64),
        Value::U64 => quote!(u64),
        Value::F64 => quote!(f64),
        Value::Bool => quote!(bool),
        Value::Binary => quote!(wire::Binary),
        Value::Struct(_) => quote!(#name),
    }
}

/// The type of a field.
fn type_tokens(field_type: &FieldType, name: &Ident) -> TokenStream {
    let value = value_tokens(field_type, name);
    let value = if field_type.boxed { quote!(::std::boxed::Box<#value>) } else { value };
    match field_type.wrap {
        Wrap::Plain => value,
        Wrap::Option => quote!(::std::option::Option<#value>),
        Wrap::List => quote!(::std::vec::Vec<#value>),
        Wrap::OptionList => quote!(::std::option::Option<::std::vec::Vec<#value>>),
    }
}

/// What `new` and a setter take: whatever becomes the value.
fn taken(field_type: &FieldType, name: &Ident) -> TokenStream {
    let value = value_tokens(field_type, name);
    let into = matches!(field_type.value, Value::String | Value::Binary);
    let value = if into { quote!(impl ::std::convert::Into<#value>) } else { value };
    if field_type.wrap.is_list() {
        quote!(impl ::std::iter::IntoIterator<Item = #value>)
    } else {
        value
    }
}

/// Whether what is taken is stored without a change.
fn is_stored_as_taken(field_type: &FieldType) -> bool {
    field_type.wrap == Wrap::Plain
        && !field_type.boxed
        && !matches!(field_type.value, Value::String | Value::Binary)
}

/// What is stored of a value that was taken.
fn stored(field_type: &FieldType, value: &TokenStream) -> TokenStream {
    let into = matches!(field_type.value, Value::String | Value::Binary);
    let value = match (field_type.wrap.is_list(), into) {
        (true, true) => quote!(#value.into_iter().map(::std::convert::Into::into).collect()),
        (true, false) => quote!(#value.into_iter().collect()),
        (false, true) => quote!(#value.into()),
        (false, false) if field_type.boxed => quote!(::std::boxed::Box::new(#value)),
        (false, false) => value.clone(),
    };
    if field_type.wrap.is_option() { quote!(::std::option::Option::Some(#value)) } else { value }
}
