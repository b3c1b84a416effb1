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
    /// The structures of other files that it needs.
    imported: BTreeSet<&'a str>,
    /// The names of the prelude that one of them takes; as a rule there is none.
    taken: Vec<&'static str>,
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
        let imported: BTreeSet<&str> = used.filter(|name| !declared.contains(name)).collect();
        let names = PRELUDE.iter().map(|(short, _)| *short);
        let taken = names.filter(|name| declared.contains(name) || imported.contains(name));
        Self { taken: taken.collect(), imported }
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
        if !self.taken.contains(&name) {
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
            Cow::Owned([self.prelude("Box"), "<", value, ">"].concat())
        } else {
            Cow::Borrowed(value)
        };
        let (option, list) = (self.prelude("Option"), self.prelude("Vec"));
        match field_type.wrap {
            Wrap::Plain => value.into_owned(),
            Wrap::Option => [option, "<", &value, ">"].concat(),
            Wrap::List => [list, "<", &value, ">"].concat(),
            Wrap::OptionList => [option, "<", list, "<", &value, ">>"].concat(),
        }
    }

    /// What `new` and a setter take: whatever becomes the value.
    pub(super) fn taken(&self, field_type: &FieldType) -> String {
        let value = self.value(&field_type.value);
        let value = match field_type.value {
            Value::String | Value::Binary => {
                Cow::Owned(["impl ", self.prelude("Into"), "<", value, ">"].concat())
            }
            _ => Cow::Borrowed(value),
        };
        if field_type.wrap.is_list() {
            ["impl ", self.prelude("IntoIterator"), "<Item = ", &value, ">"].concat()
        } else {
            value.into_owned()
        }
    }

    /// What is stored of the value that was taken under this name.
    pub(super) fn stored(&self, field_type: &FieldType, name: &str) -> String {
        let into = matches!(field_type.value, Value::String | Value::Binary);
        let value: &[&str] = match (field_type.wrap.is_list(), into) {
            (true, true) => &[name, ".into_iter().map(", self.prelude("Into"), "::into).collect()"],
            (true, false) => &[name, ".into_iter().collect()"],
            (false, true) => &[name, ".into()"],
            (false, false) if field_type.boxed => &[self.prelude("Box"), "::new(", name, ")"],
            (false, false) => &[name],
        };
        let value = value.concat();
        if field_type.wrap.is_option() { ["Some(", &value, ")"].concat() } else { value }
    }
}
