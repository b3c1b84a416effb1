//! Members of an object.

use std::collections::BTreeSet;

use super::{JsonStep, MetadataReport};
use crate::diagnostics::Code;
use crate::documentation::interpret::first_page::first_page;
use crate::documentation::interpret::page::{Doc, interpret_doc};
use crate::documentation::markdown::{Markup, clean};
use crate::documentation::metadata::{self, Flag, Object};
use crate::spec::Docs;
use crate::spec::direction::Direction;
use crate::spec::{Member, MemberType, Presence, Scalar, is_name};

/// The members of the object `name`, in documented order.
pub(super) fn interpret_members(
    name: &str,
    object: &Object<'_>,
    docs: Docs,
    direction: Direction,
    report: &mut MetadataReport<'_>,
) -> Vec<Member> {
    let mut seen = BTreeSet::new();
    let mut members = Vec::new();
    for (index, member) in object.members.iter().flatten().enumerate() {
        let wire_name = member.name.as_deref().unwrap_or_default();
        let key = JsonStep::Key;
        let item = [key("objects"), key(name), key("members"), JsonStep::Index(index)];
        let path = [key("objects"), key(name), key("members"), JsonStep::Index(index), key("name")];
        report.unknown(&item, "a member", &member.unknown);
        if !is_name(wire_name) {
            let message = format!("`{wire_name}` is not a name of a member of `{name}`");
            report.error(Code::InvalidMetadataName, message, &path);
        } else if !seen.insert(wire_name) {
            let message = format!("member `{wire_name}` of `{name}` is here twice");
            report.error(Code::DuplicateMetadataMember, message, &path);
        } else if let Some(member_type) = member_type(member) {
            members.push(interpret_member(wire_name, member, member_type, docs, direction));
        } else {
            let found = |text: Option<&str>| text.unwrap_or("nothing").to_owned();
            let message = format!(
                "member `{wire_name}` of `{name}` has the type `{}` of `{}`, which does not exist",
                found(member.kind.as_deref()),
                found(member.member.as_deref())
            );
            report.error(Code::UnknownMetadataType, message, &path);
        }
    }
    members
}

fn interpret_member(
    name: &str,
    found: &metadata::Member<'_>,
    member_type: MemberType,
    docs: Docs,
    direction: Direction,
) -> Member {
    let mut member = Member::new(name, member_type);
    let stated = |flag: Option<Flag>| flag.map(|flag| flag.0);
    let doc = read_doc(found, docs);
    if direction != Direction::Read {
        let document = found.document.as_deref().unwrap_or_default();
        let example = found.example.as_deref();
        member.first_page = first_page(name, &member.member_type, document, example);
    }
    member.required = direction != Direction::Read && stated(found.required) == Some(true);
    // Outputs of the older form say `required` where the newer say `output_required`.
    let always = match direction {
        Direction::Sent => None,
        Direction::Read => stated(found.output_required).or(stated(found.required)),
        Direction::Both => stated(found.output_required),
    };
    // 8,890 members are promised and may be null: then null is what a reader must expect.
    member.presence = match (stated(found.value_allowed_null), always) {
        _ if direction == Direction::Sent => None,
        (Some(true), _) => Some(Presence::Nullable),
        // 69 members say so in words only.
        _ if doc.nullable => Some(Presence::Nullable),
        (_, Some(true)) => Some(Presence::Always),
        _ => None,
    };
    member.disabled = stated(found.disabled) == Some(true);
    if docs == Docs::Full {
        let example = docs.value(found.example.as_deref());
        member.example = example.filter(|example| !says_none(example)).or(doc.example);
        member.doc = doc.text;
        member.default = doc.default;
        member.values = doc.values;
    }
    member
}

/// The description, taken apart as that of a page is. Where no prose is wanted it is read only
/// for the note that a member may be null.
fn read_doc(found: &metadata::Member<'_>, docs: Docs) -> Doc {
    let document = found.document.as_deref().unwrap_or_default();
    let wanted = docs == Docs::Full || document.contains("null");
    if wanted { interpret_doc(clean(document, Markup::Official)) } else { Doc::default() }
}

/// The metadata writes 无 ("none") where there is no example.
fn says_none(example: &str) -> bool {
    matches!(example, "无" | "None" | "N/A" | "-")
}

/// The type, where kind and detail fit: the 16 pairs of the metadata, and no other.
fn member_type(member: &metadata::Member<'_>) -> Option<MemberType> {
    let detail = member.member.as_deref()?;
    let scalar = || Scalar::ALL.into_iter().find(|scalar| scalar.as_str() == detail);
    match member.kind.as_deref()? {
        "object" => is_name(detail).then(|| MemberType::Structure(detail.to_owned())),
        "list" => match scalar() {
            Some(scalar) => Some(MemberType::ScalarList(scalar)),
            None if is_kind(detail) => None,
            None => is_name(detail).then(|| MemberType::StructureList(detail.to_owned())),
        },
        kind => scalar().filter(|scalar| fits(kind, *scalar)).map(MemberType::Scalar),
    }
}

/// Whether this is a kind of value, which names no structure: a list of lists is written so.
fn is_kind(detail: &str) -> bool {
    matches!(detail, "list" | "object" | "int")
}

fn fits(kind: &str, scalar: Scalar) -> bool {
    match scalar {
        Scalar::String | Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso => kind == "string",
        Scalar::Int64 | Scalar::Uint64 => kind == "int",
        Scalar::Float | Scalar::Bool | Scalar::Binary => kind == scalar.as_str(),
    }
}
