//! Types made of members: requests, responses and structures.

use super::{Doc, Name};

/// A struct of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// The name; for a request or response the wire name is made of the action's.
    pub name: Name,
    /// Its documentation.
    pub doc: Doc,
    /// Whether a value is read from an answer. Only then there is code for it in every build;
    /// the code to write a value is always there, because `Debug` goes through it.
    pub read: bool,
    /// Whether a value is sent, so that there is `new` and a method to set each member.
    pub sent: bool,
    /// Its fields, in documented order.
    pub fields: Vec<Field>,
}

impl Struct {
    /// The fields that `new` asks for, in the order of its arguments.
    pub fn arguments(&self) -> Vec<&Field> {
        let mut arguments: Vec<&Field> =
            self.fields.iter().filter(|field| field.argument.is_some()).collect();
        arguments.sort_by_key(|field| field.argument);
        arguments
    }

    /// The fields that an answer has to hold: the type was sent only when they were decided, so they
    /// have no room to say that there is none, and it is read too by now.
    pub fn required_of_answers(&self) -> impl Iterator<Item = &Field> {
        let is_held = self.read && self.sent;
        self.fields.iter().filter(move |field| is_held && field.field_type.wrap == Wrap::Plain)
    }
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The member's name and the field's.
    pub name: Name,
    /// The method that sets it.
    pub setter: String,
    /// Its type.
    pub field_type: FieldType,
    /// Its position among the arguments of `new`, from 0; none where `new` does not ask for it.
    pub argument: Option<usize>,
    /// Its documentation.
    pub doc: Doc,
    /// Why nobody should use it any more.
    pub deprecated: Option<&'static str>,
    /// Whether `Debug` must not show it.
    pub secret: bool,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldType {
    /// What is around the value.
    pub wrap: Wrap,
    /// Whether the value is in a `Box`; only ever a [`Value::Struct`].
    pub boxed: bool,
    /// The value, or the item of a list.
    pub value: Value,
}

/// What is around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrap {
    /// Nothing: `T`.
    Plain,
    /// `Option<T>`.
    Option,
    /// `Vec<T>`.
    List,
    /// `Option<Vec<T>>`.
    OptionList,
}

impl Wrap {
    /// Whether a list is inside.
    pub fn is_list(self) -> bool {
        matches!(self, Self::List | Self::OptionList)
    }

    /// Whether an `Option` is outside.
    pub fn is_option(self) -> bool {
        matches!(self, Self::Option | Self::OptionList)
    }
}

/// A value that is not a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// `String`.
    String,
    /// `i64`.
    I64,
    /// `u64`.
    U64,
    /// `f64`.
    F64,
    /// `bool`.
    Bool,
    /// The runtime's bytes with a file name.
    Binary,
    /// A struct of the same module, by its Rust name.
    Struct(String),
}
