//! Types made of members: which fields they have, of which type.
//!
//! What is sent is strict, what is read is tolerant. Sent only: an argument of `new` is `T`, else
//! `Option<T>`. Read only: a list is `Vec<T>`, RequestId `String`, else `Option<T>`, whatever the
//! documentation promises. Both: all are `Option<T>`, and `new` asks for the required ones.

use super::plan::{Owner, TypePlan};
use super::{Context, doc, secret};
use crate::rust::api::{Field, FieldType, Name, Struct, Value, Wrap};
use crate::rust::names::MemberName;
use crate::spec::direction::Direction;
use crate::spec::{Action, Member, MemberType, Scalar};

/// Said of a member that the service no longer uses.
const DISABLED: &str = "the service does not use it any more";

impl<'a> Context<'_, 'a> {
    pub(super) fn request(&self, name: &'a str, action: &Action) -> Struct {
        Struct {
            name: Name {
                wire: format!("{name}Request"),
                rust: self.plan.names.action(name).request.clone(),
            },
            doc: self.doc(|| doc::input(self.wanted, name, action)),
            read: false,
            sent: true,
            fields: self.fields(Owner::Input(name)),
        }
    }

    pub(super) fn response(&self, name: &'a str, action: &Action) -> Struct {
        let rust = self.plan.names.action(name).response.clone();
        Struct {
            name: Name { wire: format!("{name}Response"), rust },
            doc: self.doc(|| doc::output(self.wanted, name, action)),
            read: true,
            sent: false,
            fields: self.fields(Owner::Output(name)),
        }
    }

    /// The structures that the chosen actions reach, sorted by name.
    pub(super) fn structures(&self) -> Vec<Struct> {
        let mut structs = Vec::with_capacity(self.reached.len());
        for (name, direction) in &self.reached {
            let Some(structure) = self.wanted.spec.structures.get(*name) else { continue };
            let Some(plan) = self.plan.types().get(&Owner::Structure(name)) else { continue };
            structs.push(Struct {
                name: Name {
                    wire: (*name).to_owned(),
                    rust: self.plan.names.structure(name).to_owned(),
                },
                doc: self.doc(|| doc::structure(self.wanted, name, structure)),
                read: direction.is_read(),
                sent: plan.sent,
                fields: self.fields_of(plan, false),
            });
        }
        structs
    }

    fn fields(&self, owner: Owner<'a>) -> Vec<Field> {
        let is_response = matches!(owner, Owner::Output(_));
        let plan = self.plan.types().get(&owner);
        plan.map(|plan| self.fields_of(plan, is_response)).unwrap_or_default()
    }

    fn fields_of(&self, plan: &TypePlan<'_>, is_response: bool) -> Vec<Field> {
        let about_a_person = secret::is_about_a_person(&plan.words);
        let mut argument = vec![None; plan.members.len()];
        for (position, at) in plan.arguments.iter().enumerate() {
            if let Some(argument) = argument.get_mut(*at) {
                *argument = Some(position);
            }
        }
        let members = plan.members.iter().zip(&plan.words).zip(&plan.names);
        members
            .zip(argument)
            .enumerate()
            .map(|(at, (((member, words), name), argument))| {
                let mut field = self.field(plan.shape, member, name, argument);
                field.field_type.boxed = plan.is_boxed(at);
                field.secret = secret::is_secret(member, words, about_a_person);
                if is_response && is_request_id(member) {
                    field.field_type.wrap = Wrap::Plain;
                }
                field
            })
            .collect()
    }

    fn field(
        &self,
        shape: Direction,
        member: &Member,
        name: &MemberName,
        argument: Option<usize>,
    ) -> Field {
        Field {
            field_type: FieldType {
                wrap: wrap(shape, member.member_type.is_list(), argument.is_some()),
                boxed: false,
                value: self.value(&member.member_type),
            },
            argument,
            doc: self.doc(|| doc::member(self.wanted.docs, member, shape)),
            deprecated: member.disabled.then_some(DISABLED),
            secret: false,
            name: Name { wire: member.name.clone(), rust: name.field.clone() },
            setter: name.setter.clone(),
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
                Value::Struct(self.plan.names.structure(name).to_owned())
            }
        }
    }
}

/// What is around the value of a member, in a type of this shape.
pub(super) fn wrap(shape: Direction, is_list: bool, is_argument: bool) -> Wrap {
    match (shape, is_list) {
        (Direction::Sent, false) if is_argument => Wrap::Plain,
        (Direction::Sent, true) if is_argument => Wrap::List,
        (Direction::Read, true) => Wrap::List,
        (_, true) => Wrap::OptionList,
        (_, false) => Wrap::Option,
    }
}

/// Whether a member of a response is the id that every answer has.
fn is_request_id(member: &Member) -> bool {
    member.name == "RequestId" && member.member_type == MemberType::Scalar(Scalar::String)
}
