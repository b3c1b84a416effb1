//! Members as a tree: below a member the members of its structure, each structure once.

use std::collections::BTreeSet;

use crate::spec::{Member, Presence, Spec};

use super::screen::{Ink, Screen};
use super::table::{self, TableRow};

/// The members of a list and of all structures below it. A structure is opened where it is met
/// first; so the text stays as short as the spec, and a cycle ends.
pub(super) fn show<'a>(
    spec: &'a Spec,
    members: &'a [Member],
    way: Way<'a>,
    screen: Screen,
) -> String {
    let mut tree = Tree { spec, way, opened: BTreeSet::new(), rows: Vec::new() };
    if let Way::Both(name) = way {
        tree.opened.insert(name);
    }
    tree.add(members, 0);
    table::render(&tree.rows, 2, screen)
}

/// Which way the members go: an input may be required, an output promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way<'a> {
    /// They are sent.
    In,
    /// They come back.
    Out,
    /// They are those of a structure, which may go both ways.
    Both(&'a str),
}

struct Tree<'a> {
    spec: &'a Spec,
    way: Way<'a>,
    opened: BTreeSet<&'a str>,
    rows: Vec<TableRow>,
}

/// Deeper members keep this indent: the tree would run out of the screen.
const DEEPEST: usize = 12;

impl<'a> Tree<'a> {
    fn add(&mut self, members: &'a [Member], depth: usize) {
        for member in members {
            let structure = member.member_type.structure();
            let below = structure.and_then(|name| self.spec.structures.get_key_value(name));
            let is_new = below.is_some_and(|(name, _)| self.opened.insert(name));
            let note = match (structure, below) {
                (Some(_), None) => "This structure is not documented.",
                (Some(_), Some(_)) if !is_new => "Its members are shown above.",
                _ => "",
            };
            self.rows.push(row(member, self.way, depth, note));
            if let Some((_, structure)) = below.filter(|_| is_new) {
                self.add(&structure.members, depth + 1);
            }
        }
    }
}

fn row(member: &Member, way: Way<'_>, depth: usize, note: &str) -> TableRow {
    let indent = "  ".repeat(depth.min(DEEPEST));
    let name_ink = if member.disabled { Ink::Dim } else { Ink::Bold };
    let (mark, mark_ink) = mark(member, way);
    TableRow::default()
        .cell(format!("{indent}{}", member.name), name_ink)
        .cell(member.member_type.to_string(), Ink::Cyan)
        .cell(mark, mark_ink)
        .prose(prose(member, note))
}

fn mark(member: &Member, way: Way<'_>) -> (&'static str, Ink) {
    match (member.disabled, member.required, member.presence) {
        (true, _, _) => ("disabled", Ink::Dim),
        (false, true, _) if way != Way::Out => ("required", Ink::Yellow),
        (false, _, Some(Presence::Always)) if way != Way::In => ("always", Ink::Plain),
        (false, _, Some(Presence::Nullable)) if way != Way::In => ("nullable", Ink::Dim),
        (false, _, _) => ("", Ink::Plain),
    }
}

/// Whether a text holds this word, as a list of values in prose does.
fn holds_word(text: &str, word: &str) -> bool {
    let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        !is_inside(before.and_then(|text| text.chars().next_back()))
            && !is_inside(after.and_then(|text| text.chars().next()))
    })
}

fn prose(member: &Member, note: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(member.doc.as_ref().map(|doc| doc.trim().to_owned()));
    let doc = member.doc.as_deref().unwrap_or_default();
    for value in member.values.iter().filter(|value| !holds_word(doc, &value.value)) {
        lines.push(match &value.doc {
            Some(doc) => format!("- {}: {doc}", value.value),
            None => format!("- {}", value.value),
        });
    }
    lines.extend(member.default.as_ref().map(|default| format!("Default: {default}")));
    lines.extend(member.example.as_ref().map(|example| format!("Example: {example}")));
    lines.extend((!note.is_empty()).then(|| note.to_owned()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_the_prose_names_is_a_word_of_it() {
        assert!(holds_word("类型：\n- `ID_CARD`: 身份证", "ID_CARD"));
        assert!(holds_word("0：关，1：开", "1"));
        assert!(!holds_word("at most 10, see ID_CARD_2", "1"));
        assert!(!holds_word("at most 10, see ID_CARD_2", "ID_CARD"));
    }
}
