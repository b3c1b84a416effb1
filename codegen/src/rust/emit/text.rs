//! Types of Rust as text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::rust::api::{Field, FieldType, Struct, Value, Wrap};

/// Where the names of the prelude are.
const PRELUDE: &[(&str, &str)] = &[
    ("Box", "::std::boxed::Box"),
    ("Future", "::std::future::Future"),
    ("Into", "::std::convert::Into"),
    ("IntoIterator", "::std::iter::IntoIterator"),
    ("Option", "::std::option::Option"),
    ("Result", "::std::result::Result"),
    ("Send", "::std::marker::Send"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
];

/// How the types of one file are written.
pub(super) struct Words<'a> {
    /// The types that the file declares.
    declared: BTreeSet<&'a str>,
    /// The structures of other files that it needs.
    imported: BTreeSet<&'a str>,
}

impl<'a> Words<'a> {
    /// Of the file that declares these types, and names that of one more field.
    pub(super) fn of(items: &[&'a Struct], more: Option<&'a Field>) -> Self {
        let declared: BTreeSet<&str> = items.iter().map(|item| item.name.rust.as_str()).collect();
        let fields = items.iter().flat_map(|item| &item.fields).chain(more);
        let used = fields.filter_map(|field| match &field.field_type.value {
            Value::Struct(name) => Some(name.as_str()),
            _ => None,
        });
        let imported = used.filter(|name| !declared.contains(name)).collect();
        Self { declared, imported }
    }

    /// Appends the imports.
    pub(super) fn import(&self, out: &mut String) {
        out.push('\n');
        for name in &self.imported {
            let _ = writeln!(out, "use super::{name};");
        }
        out.push_str(if self.imported.is_empty() { "" } else { "\n" });
    }

    /// A name of the prelude: absolute where a type of the file is called so.
    pub(super) fn prelude(&self, name: &'static str) -> &'static str {
        if !self.declared.contains(name) && !self.imported.contains(name) {
            return name;
        }
        PRELUDE.iter().find(|(short, _)| *short == name).map_or(name, |(_, path)| path)
    }

    /// The value, or the item of a list.
    pub(super) fn value<'v>(&self, value: &'v Value) -> &'v str {
        match value {
            Value::String => self.prelude("String"),
            Value::I64 => "i64",
            Value::U64 => "u64",
            Value::F64 => "f64",
            Value::Bool => "bool",
            Value::Binary => "crate::Binary",
            Value::Struct(name) => name,
        }
    }

    /// The type of a field.
    pub(super) fn field(&self, field_type: &FieldType) -> String {
        let value = self.value(&field_type.value);
        let value = if field_type.boxed {
            Cow::Owned(format!("{}<{value}>", self.prelude("Box")))
        } else {
            Cow::Borrowed(value)
        };
        let (option, list) = (self.prelude("Option"), self.prelude("Vec"));
        match field_type.wrap {
            Wrap::Plain => value.into_owned(),
            Wrap::Option => format!("{option}<{value}>"),
            Wrap::List => format!("{list}<{value}>"),
            Wrap::OptionList => format!("{option}<{list}<{value}>>"),
        }
    }

    /// What `new` and a setter take: whatever becomes the value.
    pub(super) fn taken(&self, field_type: &FieldType) -> String {
        let value = self.value(&field_type.value);
        let value = match field_type.value {
            Value::String | Value::Binary => format!("impl {}<{value}>", self.prelude("Into")),
            _ => value.to_owned(),
        };
        if field_type.wrap.is_list() {
            format!("impl {}<Item = {value}>", self.prelude("IntoIterator"))
        } else {
            value
        }
    }

    /// What is stored of the value that was taken under this name.
    pub(super) fn stored(&self, field_type: &FieldType, name: &str) -> String {
        let into = matches!(field_type.value, Value::String | Value::Binary);
        let value = match (field_type.wrap.is_list(), into) {
            (true, true) => {
                format!("{name}.into_iter().map({}::into).collect()", self.prelude("Into"))
            }
            (true, false) => format!("{name}.into_iter().collect()"),
            (false, true) => format!("{name}.into()"),
            (false, false) if field_type.boxed => format!("{}::new({name})", self.prelude("Box")),
            (false, false) => name.to_owned(),
        };
        if field_type.wrap.is_option() { format!("Some({value})") } else { value }
    }
}
