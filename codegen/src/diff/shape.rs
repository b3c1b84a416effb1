//! The Rust that a member becomes, as far as code that uses it can tell.
//!
//! In a type that is only sent a required member is `T`, any other `Option<T>`; in a type that
//! is only read a list is `Vec<T>`, all else `Option<T>`; in a type that is both, all are
//! `Option<T>`. Where the type is sent, `new` takes the required members in documented order. A
//! disabled member is required of nobody.
//!
//! Invariant: two members with the same [`Field`] are the same to every caller.

use crate::spec::{MemberType, Scalar};
use crate::usage::Direction;

use super::view::MemberView;

/// What stands around the type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    Bare,
    Option,
}

/// A field as code that uses it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    wrap: Wrap,
    rust_type: RustType<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RustType<'a> {
    list: bool,
    item: RustItem<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RustItem<'a> {
    Text,
    Signed,
    Unsigned,
    Float,
    Bool,
    Binary,
    Structure(&'a str),
}

/// The field of a member in a type of this direction.
pub(super) fn field<'a>(member: &'a MemberView, direction: Direction) -> Field<'a> {
    let bare = match direction {
        Direction::Sent => is_demanded(member),
        // RequestId of an answer is bare too, on both sides of any change.
        Direction::Read => member.member_type.is_list(),
        Direction::Both => false,
    };
    let wrap = if bare { Wrap::Bare } else { Wrap::Option };
    Field { wrap, rust_type: rust_type(&member.member_type) }
}

/// Whether `new` takes the member as an argument.
pub(super) fn is_argument(member: &MemberView, direction: Direction) -> bool {
    is_demanded(member) && direction.is_sent()
}

fn is_demanded(member: &MemberView) -> bool {
    member.required && !member.disabled
}

/// Whether the two types are one in Rust.
pub(super) fn is_same_rust(old: &MemberType, new: &MemberType) -> bool {
    rust_type(old) == rust_type(new)
}

/// Whether the two types look alike in JSON: the two integers do.
pub(super) fn is_same_json(old: &MemberType, new: &MemberType) -> bool {
    let plain = |scalar: &Scalar| match scalar {
        Scalar::Uint64 => Scalar::Int64,
        other => *other,
    };
    match (old, new) {
        (MemberType::Scalar(old), MemberType::Scalar(new))
        | (MemberType::ScalarList(old), MemberType::ScalarList(new)) => plain(old) == plain(new),
        _ => old == new,
    }
}

fn rust_type(member_type: &MemberType) -> RustType<'_> {
    let item = match member_type {
        MemberType::Scalar(scalar) | MemberType::ScalarList(scalar) => match scalar {
            Scalar::String | Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso => {
                RustItem::Text
            }
            Scalar::Int64 => RustItem::Signed,
            Scalar::Uint64 => RustItem::Unsigned,
            Scalar::Float => RustItem::Float,
            Scalar::Bool => RustItem::Bool,
            Scalar::Binary => RustItem::Binary,
        },
        MemberType::Structure(name) | MemberType::StructureList(name) => RustItem::Structure(name),
    };
    RustType { list: member_type.is_list(), item }
}
