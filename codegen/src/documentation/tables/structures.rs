//! Data structures pages, and structures that an action page describes.

use super::raw::RawStructure;
use super::rows::{Reader, TableKind, kind_of};
use crate::documentation::page::{Block, Content, Place, Text, section_of, unnumbered, users_in};

/// The structures of a data structures page: a heading that is a name, prose, a table.
pub(super) fn read<'a>(blocks: Vec<Block<'a>>, reader: &mut Reader<'_>) -> Vec<RawStructure<'a>> {
    let mut structures: Vec<RawStructure<'a>> = Vec::new();
    let mut open: Option<RawStructure<'a>> = None;
    let mut tabled = false;
    let mut headed = has_members(&blocks).into_iter();
    // Prose behind a table: of its structure, if another follows; else it may be the site's.
    let mut behind = Vec::new();
    for block in blocks {
        match block.content {
            Content::Heading { text, .. } => {
                if let Some(mut open) = open.take() {
                    open.doc.append(&mut behind);
                    close(&open, tabled, reader);
                    structures.push(open);
                }
                tabled = false;
                let sure = headed.next().unwrap_or_default();
                let name = structure_name(&text).or_else(|| any_name(&text).filter(|_| sure));
                open = name.map(|name| new(block.at, name));
            }
            Content::Text(text) => {
                if let Some(open) = &mut open {
                    let doc = if open.members.is_empty() { &mut open.doc } else { &mut behind };
                    doc.push(text);
                }
            }
            Content::Code(code) => {
                if let Some(open) = &mut open {
                    open.doc.push(Text {
                        source: format!("```\n{code}\n```").into(),
                        markup: crate::documentation::markdown::Markup::Markdown,
                    });
                }
            }
            Content::Table(table) => match (kind_of(&table), &mut open) {
                (TableKind::Members | TableKind::MembersRequired, Some(open)) => {
                    open.members.extend(reader.members(table, false));
                    tabled = true;
                }
                (TableKind::Other, _) => {}
                (_, _) => reader.stray(block.at, &table),
            },
        }
    }
    if let Some(open) = open {
        close(&open, tabled, reader);
        structures.push(open);
    }
    structures
}

/// Says that the table of a structure is lost: a line says which actions use it, so that it has one.
fn close(structure: &RawStructure<'_>, tabled: bool, reader: &mut Reader<'_>) {
    let mut lines = structure.doc.iter().flat_map(|text| text.source.lines());
    if !tabled && lines.any(|line| users_in(line).is_some()) {
        reader.no_table(structure.at, &structure.name);
    }
}

/// For each heading, whether a table of members follows before the next one.
fn has_members(blocks: &[Block<'_>]) -> Vec<bool> {
    let mut found = Vec::new();
    for block in blocks {
        match &block.content {
            Content::Heading { .. } => found.push(false),
            Content::Table(table) => {
                let members =
                    matches!(kind_of(table), TableKind::Members | TableKind::MembersRequired);
                if let Some(last) = found.last_mut() {
                    *last |= members;
                }
            }
            _ => {}
        }
    }
    found
}

/// The name on a heading that could be anything else: `Input`, `A`.
fn any_name(heading: &Text<'_>) -> Option<String> {
    let words = heading.plain();
    let name = unnumbered(&words).trim();
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    named.then(|| name.to_owned())
}

pub(super) fn new<'a>(at: Place, name: String) -> RawStructure<'a> {
    RawStructure { at, name, doc: Vec::new(), members: Vec::new() }
}

/// The name of a structure on a heading: `## Filter`, also with words after it that are not
/// ASCII (`PhoneInfo单音节评分细则`).
pub(super) fn structure_name(heading: &Text<'_>) -> Option<String> {
    let heading = heading.plain();
    let words = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = words.split(|c| !is_part(c)).next().unwrap_or_default();
    let rest = words.get(name.len()..).unwrap_or_default().trim_start();
    let alone = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let named = name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic());
    (named && alone && section_of(&heading).is_none()).then(|| name.to_owned())
}
