//! Data structures pages, and structures that an action page describes.

use super::raw::RawStructure;
use super::rows::{Reader, TableKind, kind_of};
use crate::page::{Block, Content, Place, Text, section_of};

/// The structures of a data structures page: a heading that is a name, prose, a table.
pub(super) fn read<'a>(blocks: Vec<Block<'a>>, reader: &mut Reader<'_>) -> Vec<RawStructure<'a>> {
    let mut structures: Vec<RawStructure<'a>> = Vec::new();
    let mut open: Option<RawStructure<'a>> = None;
    for block in blocks {
        match block.content {
            Content::Heading { text, .. } => {
                structures.extend(open.take());
                open = structure_name(&text).map(|name| new(block.at, name));
            }
            Content::Text(text) => {
                if let Some(open) = &mut open
                    && open.members.is_empty()
                {
                    open.doc.push(text);
                }
            }
            Content::Code(code) => {
                if let Some(open) = &mut open {
                    open.doc.push(Text {
                        source: format!("```\n{code}\n```").into(),
                        markup: crate::markdown::Markup::Markdown,
                    });
                }
            }
            Content::Table(table) => match (kind_of(&table), &mut open) {
                (TableKind::Members | TableKind::MembersRequired, Some(open)) => {
                    open.members.extend(reader.members(table));
                }
                (TableKind::Other, _) => {}
                (_, _) => reader.stray(block.at, &table),
            },
        }
    }
    structures.extend(open);
    structures
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
