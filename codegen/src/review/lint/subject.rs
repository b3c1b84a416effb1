//! What the rules look at: a spec, and what several of them ask of it.

use crate::diagnostics::escaped;
use crate::spec::direction::{self, Directions};
use crate::spec::{Member, Spec};

/// A spec with the facts that several rules share.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) spec: &'a Spec,
    /// The structures that an action reaches.
    pub(super) reached: Directions<'a>,
    /// Whether it carries prose at all; imported with `--docs none` it does not.
    pub(super) has_docs: bool,
    /// Whether it carries examples at all.
    pub(super) has_examples: bool,
}

/// Whose members a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Input,
    Output,
    Structure,
}

/// The members of an input, an output or a structure.
#[derive(Clone, Debug)]
pub(super) struct MemberList<'a> {
    pub(super) role: Role,
    /// The action or structure.
    pub(super) item: &'a str,
    /// The JSON pointer of the list.
    pub(super) pointer: String,
    pub(super) members: &'a [Member],
}

impl MemberList<'_> {
    /// The list as people call it.
    pub(super) fn title(&self) -> String {
        match self.role {
            Role::Input => format!("the input of `{}`", self.item),
            Role::Output => format!("the output of `{}`", self.item),
            Role::Structure => format!("structure `{}`", self.item),
        }
    }

    /// The item of an ignore entry that speaks of one member.
    pub(super) fn member_item(&self, member: &Member) -> String {
        format!("{}/{}", self.item, member.name)
    }
}

impl<'a> Subject<'a> {
    pub(super) fn new(spec: &'a Spec) -> Self {
        let lists = lists(spec);
        let has_docs = lists.iter().any(|list| list.members.iter().any(|m| m.doc.is_some()))
            || spec.actions.values().any(|action| action.doc.is_some());
        let has_examples = spec.actions.values().any(|action| !action.examples.is_empty());
        Self {
            spec,
            reached: direction::directions(spec, spec.actions.values()),
            has_docs,
            has_examples,
        }
    }

    /// Every list of members, actions first.
    pub(super) fn lists(&self) -> Vec<MemberList<'a>> {
        lists(self.spec)
    }
}

fn lists(spec: &Spec) -> Vec<MemberList<'_>> {
    let mut lists = Vec::with_capacity(spec.actions.len() * 2 + spec.structures.len());
    for (item, action) in &spec.actions {
        let pointer = format!("/actions/{}", escaped(item));
        let (input, output) = (format!("{pointer}/input"), format!("{pointer}/output"));
        lists.push(MemberList { role: Role::Input, item, pointer: input, members: &action.input });
        lists.push(MemberList {
            role: Role::Output,
            item,
            pointer: output,
            members: &action.output,
        });
    }
    for (item, structure) in &spec.structures {
        let pointer = format!("/structures/{}/members", escaped(item));
        lists.push(MemberList {
            role: Role::Structure,
            item,
            pointer,
            members: &structure.members,
        });
    }
    lists
}
