//! Types made of members: which fields they have, of which type.
//!
//! What is sent is strict, what is read is tolerant. Sent only: required is `T`, else
//! `Option<T>`. Read only: a list is `Vec<T>`, RequestId `String`, else `Option<T>`, whatever the
//! documentation promises. Both: all are `Option<T>`, and `new` asks for the required ones.

use super::{Context, doc, layout, secret};
use crate::names;
use crate::rust::{Field, FieldType, Name, Struct, Value, Wrap};
use crate::spec::{Action, Member, MemberType, Scalar};
use crate::usage::Direction;

/// Said of a member that the service no longer uses.
const DISABLED: &str = "the service does not use it any more";

/// What the members of one type have in common.
struct Kind<'a> {
    shape: Direction,
    boxes: layout::Boxes,
    about_a_person: bool,
    /// Whether `RequestId` is that of the answer.
    is_response: bool,
    members: &'a [Member],
    /// The words of their names, one text a member.
    words: Vec<String>,
}

impl Context<'_> {
    pub(super) fn request(&self, name: &str, action: &Action) -> Struct {
        let kind = self.kind(Direction::Sent, None, &action.input);
        let rust = self.names.action(name).request;
        Struct {
            name: Name { wire: format!("{name}Request"), rust },
            doc: doc::input(self.wanted, name, action),
            read: false,
            fields: self.fields(&kind),
        }
    }

    pub(super) fn response(&self, name: &str, action: &Action) -> Struct {
        let kind = self.kind(Direction::Read, None, &action.output);
        let rust = self.names.action(name).response;
        Struct {
            name: Name { wire: format!("{name}Response"), rust },
            doc: doc::output(self.wanted, name, action),
            read: true,
            fields: self.fields(&Kind { is_response: true, ..kind }),
        }
    }

    /// The structures that the chosen actions reach, sorted by name.
    pub(super) fn structures(&self) -> Vec<Struct> {
        let mut structs = Vec::with_capacity(self.reached.len());
        for (name, direction) in &self.reached {
            let Some(structure) = self.wanted.spec.structures.get(*name) else { continue };
            let shape = self.shapes.get(name).copied().unwrap_or(*direction);
            let kind = self.kind(shape, Some(name), &structure.members);
            structs.push(Struct {
                name: Name {
                    wire: (*name).to_owned(),
                    rust: self.names.structure(name).to_owned(),
                },
                doc: doc::structure(self.wanted, name, structure),
                read: direction.is_read(),
                fields: self.fields(&kind),
            });
        }
        structs
    }

    fn kind<'a>(&self, shape: Direction, owner: Option<&str>, members: &'a [Member]) -> Kind<'a> {
        let words: Vec<String> = members.iter().map(|member| names::snake(&member.name)).collect();
        Kind {
            shape,
            boxes: self.layout.boxes(owner, members),
            about_a_person: secret::is_about_a_person(&words),
            is_response: false,
            members,
            words,
        }
    }

    fn fields(&self, kind: &Kind<'_>) -> Vec<Field> {
        let members = || kind.members.iter().zip(&kind.words);
        let named = members().map(|(member, words)| (words.as_str(), !member.disabled));
        let named = names::member_names(named);
        members().zip(named).map(|(member, name)| self.field(kind, member, name)).collect()
    }

    fn field(
        &self,
        kind: &Kind<'_>,
        (member, words): (&Member, &String),
        name: names::MemberName,
    ) -> Field {
        let recursive = self.layout.is_recursive(&kind.boxes, member);
        // A type that requires itself could never be made.
        let required = member.required && !member.disabled && !recursive && kind.shape.is_sent();
        Field {
            field_type: FieldType {
                wrap: wrap(kind, member, required),
                boxed: self.layout.is_boxed(&kind.boxes, member),
                value: self.value(&member.member_type),
            },
            in_new: required,
            doc: doc::member(self.wanted.docs, member, kind.shape),
            deprecated: member.disabled.then_some(DISABLED),
            secret: secret::is_secret(member, words, kind.about_a_person),
            name: Name { wire: member.name.clone(), rust: name.field },
            setter: name.setter,
        }
    }

    fn value(&self, member_type: &MemberType) -> Value {
        match member_type {
            MemberType::Scalar(scalar) | MemberType::ScalarList(scalar) => match scalar {
                Scalar::String | Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso => {
                    Value::String
                }
                Scalar::Int64 => Value::I64,
                Scalar::Uint64 => Value::U64,
                Scalar::Float => Value::F64,
                Scalar::Bool => Value::Bool,
                Scalar::Binary => Value::Binary,
            },
            MemberType::Structure(name) | MemberType::StructureList(name) => {
                Value::Struct(self.names.structure(name).to_owned())
            }
        }
    }
}

fn wrap(kind: &Kind<'_>, member: &Member, required: bool) -> Wrap {
    let request_id = kind.is_response
        && member.name == "RequestId"
        && member.member_type == MemberType::Scalar(Scalar::String);
    match (kind.shape, member.member_type.is_list()) {
        (Direction::Sent, false) if required => Wrap::Plain,
        (Direction::Sent, true) if required => Wrap::List,
        (Direction::Read, true) => Wrap::List,
        (Direction::Read, false) if request_id => Wrap::Plain,
        (_, true) => Wrap::OptionList,
        (_, false) => Wrap::Option,
    }
}
