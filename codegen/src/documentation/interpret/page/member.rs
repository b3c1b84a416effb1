//! Rows of members to members.

use std::collections::BTreeMap;

use super::doc::interpret_doc;
use super::member_type::{TypeReading, interpret_member_type};
use super::report::PageReport;
use crate::diagnostics::Code;
use crate::documentation::interpret::first_page::first_page;
use crate::documentation::interpret::{RowPlace, TablePlaces};
use crate::documentation::page::{Cell, Place, flag_of};
use crate::documentation::tables::RawMember;
use crate::spec::direction::Direction;
use crate::spec::{Member, MemberType, Presence, Scalar, is_name};

/// The members of one table, in the order of the page, and their places; a name that stands
/// twice is a finding.
pub(super) fn interpret_members(
    rows: Vec<RawMember<'_>>,
    direction: Direction,
    begin: Place,
    report: &mut PageReport<'_>,
) -> (Vec<Member>, TablePlaces) {
    let mut members: Vec<Member> = Vec::with_capacity(rows.len());
    let mut places: BTreeMap<String, (usize, RowPlace)> = BTreeMap::new();
    for row in rows {
        let Some(member) = interpret_member(&row, direction, report) else {
            report.counts.refused += 1;
            continue;
        };
        match places.get(&member.name).and_then(|(index, _)| members.get(*index)) {
            None => {
                places.insert(member.name.clone(), (members.len(), row_place(&row)));
                members.push(member);
                report.counts.members += 1;
            }
            Some(first) => {
                report.counts.repeated += 1;
                let same =
                    first.member_type == member.member_type && first.required == member.required;
                let how = if same { "" } else { ", the second time as something else" };
                let message = format!(
                    "member `{}` is in the table twice{how}; the first is kept",
                    member.name
                );
                report.cell(Code::MemberTwice, message, &row.name, "");
            }
        }
    }
    let rows = places.into_iter().map(|(name, (_, place))| (name, place)).collect();
    (members, TablePlaces { begin: report.location(begin), rows })
}

/// Where the row stands. Its description is left out: it may be long, and no source
/// contradicts another in it.
fn row_place(row: &RawMember<'_>) -> RowPlace {
    let mut cells = vec![&row.name, &row.member_type];
    cells.extend(&row.required);
    cells.sort_by_key(|cell| cell.at);
    let cells: Vec<String> = cells.iter().map(|cell| cell.text.plain()).collect();
    RowPlace { at: row.name.at, found: format!("| {} |", cells.join(" | ")).into() }
}

/// The name of a member: `Filters.N` is the list `Filters`.
pub(super) fn member_name(cell: &Cell<'_>) -> String {
    let mut name = cell.text.plain();
    // A point without its N is what a slip of the hand leaves; translators took the N for a No.
    let suffixes = [".N", ".n", ".", ".아니요", ".いいえ", ".否"];
    while let Some(list) = suffixes.iter().find_map(|suffix| name.strip_suffix(suffix)) {
        name = list.trim_end().to_owned();
    }
    name
}

fn interpret_member(
    row: &RawMember<'_>,
    direction: Direction,
    report: &mut PageReport<'_>,
) -> Option<Member> {
    let name = member_name(&row.name);
    if !is_name(&name) {
        let message = format!("`{name}` is not a name of a member");
        let help = "a name is a letter, then letters, digits and underscores; repair the cell, or the row if it has slipped";
        report.cell(Code::InvalidMemberName, message, &row.name, help);
        return None;
    }
    let (member_type, required) = slipped(row).unwrap_or((&row.member_type, row.required.as_ref()));
    let member_type = read_type(&name, member_type, report)?;
    let mut member = Member::new(name, member_type);
    if let Some(cell) = required {
        member.required = read_required(&member.name, cell, report) && direction != Direction::Read;
    }
    let text = row.doc.as_ref().map(|doc| doc.text.clean()).unwrap_or_default();
    if direction != Direction::Read {
        let example = cell_text(row.example.as_ref());
        member.first_page =
            first_page(&member.name, &member.member_type, &text, example.as_deref());
    }
    let doc = interpret_doc(text);
    member.doc = doc.text;
    member.example = cell_text(row.example.as_ref()).or(doc.example);
    member.default = cell_text(row.default.as_ref()).or(doc.default);
    // What the description of a structure lists are names inside it, such as those of filters.
    if matches!(member.member_type, MemberType::Scalar(_) | MemberType::ScalarList(_)) {
        member.values = doc.values;
    }
    member.disabled = doc.disabled;
    member.presence = (doc.nullable && direction != Direction::Sent).then_some(Presence::Nullable);
    Some(member)
}

fn cell_text(cell: Option<&Cell<'_>>) -> Option<String> {
    let text = cell?.text.plain();
    (!matches!(text.as_str(), "" | "-" | "无" | "None")).then_some(text)
}

/// Type and required flag the other way round: some rows have slipped by a column, and each of
/// the two cells says plainly what the other should.
fn slipped<'r, 'a>(row: &'r RawMember<'a>) -> Option<(&'r Cell<'a>, Option<&'r Cell<'a>>)> {
    let required = row.required.as_ref()?;
    let is_flag = flag_of(&row.member_type.text.plain()).is_some();
    let is_type = matches!(interpret_member_type(&required.text), TypeReading::Known(_));
    (is_flag && is_type).then_some((required, Some(&row.member_type)))
}

fn read_type(name: &str, cell: &Cell<'_>, report: &mut PageReport<'_>) -> Option<MemberType> {
    match interpret_member_type(&cell.text) {
        TypeReading::Known(member_type) => Some(member_type),
        TypeReading::Untyped => {
            let message =
                format!("member `{name}` has a type that says nothing; it is taken for a string");
            report.cell(Code::UntypedMember, message, cell, "");
            Some(MemberType::Scalar(Scalar::String))
        }
        TypeReading::Unknown(near) => {
            let text = cell.text.plain();
            let message = format!("`{text}` is not a type, but member `{name}` has it");
            let help = match near {
                Some(near) => format!("is `{near}` meant?"),
                None => "types are String, Integer, Float, Boolean, Timestamp, Date, a structure's name, or Array of one of these".to_owned(),
            };
            report.cell(Code::UnknownMemberType, message, cell, &help);
            None
        }
    }
}

fn read_required(name: &str, cell: &Cell<'_>, report: &mut PageReport<'_>) -> bool {
    let text = cell.text.plain();
    flag_of(&text).unwrap_or_else(|| {
        let message = format!(
            "`{text}` does not say whether member `{name}` is required; it is taken as not"
        );
        report.cell(Code::UnknownRequired, message, cell, "write 是 or 否, Yes or No");
        false
    })
}
