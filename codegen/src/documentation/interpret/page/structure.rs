//! A structure of a data structures page.

use super::member::interpret_members;
use super::report::{PageReport, StructureReading};
use crate::diagnostics::Code;
use crate::documentation::page::users_in;
use crate::documentation::tables::RawStructure;
use crate::spec::direction::Direction;
use crate::spec::{Structure, is_name};

/// Interprets a structure; nothing where the heading is followed by no table at all, as
/// headings of prose are.
pub(super) fn interpret_structure(
    raw: RawStructure<'_>,
    report: &mut PageReport<'_>,
) -> Option<StructureReading> {
    let RawStructure { at, name, doc, members } = raw;
    if !is_name(&name) {
        let message = format!("`{name}` is not a name of a structure");
        report.counts.refused += members.len();
        report.at(Code::InvalidMemberName, message, at, "repair the heading");
        return None;
    }
    let text =
        doc.iter().map(crate::documentation::page::Text::clean).collect::<Vec<_>>().join("\n\n");
    let (doc, users) = without_users(&text);
    let (members, places) = interpret_members(members, Direction::Both, at, report);
    if members.is_empty() && users.is_empty() {
        return None;
    }
    let doc = (!doc.is_empty()).then_some(doc);
    let structure = Structure { doc, members, sources: Vec::new() };
    Some(StructureReading { name, structure, places, users })
}

/// Takes the lines out that say which actions use the structure.
fn without_users(text: &str) -> (String, Vec<String>) {
    let mut users = Vec::new();
    let mut kept = Vec::new();
    for line in text.lines() {
        let Some(list) = users_in(line) else {
            kept.push(line);
            continue;
        };
        let names = list.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        users.extend(names.filter(|name| is_name(name)).map(str::to_owned));
    }
    (kept.join("\n").trim().replace("\n\n\n", "\n\n"), users)
}
