//! Which way structures travel: from the members of actions to every structure that they
//! reach, and whether it is sent, read, or both.
//!
//! In: a spec and some of its actions. Out: a [`Direction`] by structure name. The generator makes field types from it, the diff tells
//! from it which change breaks code, so that both speak of the same crate.
//!
//! Invariant: linear in the number of members; cycles and references to nothing are harmless.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::spec::{Action, Member, Spec};

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// To the service only.
    Sent,
    /// From the service only.
    Read,
    /// Both ways.
    Both,
}

impl Direction {
    /// The direction of what travels in this one and in the other.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }

    /// Whether a value is sent.
    pub fn is_sent(self) -> bool {
        self != Self::Read
    }

    /// Whether a value is read.
    pub fn is_read(self) -> bool {
        self != Self::Sent
    }

    /// The word for people and for JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Read => "read",
            Self::Both => "both",
        }
    }
}

/// Directions by structure name; a structure that nothing reaches has none.
pub type Directions<'a> = BTreeMap<&'a str, Direction>;

/// The directions of every structure that these actions of the spec reach.
pub fn directions<'a>(
    spec: &'a Spec,
    actions: impl IntoIterator<Item = &'a Action>,
) -> Directions<'a> {
    let mut found = Directions::new();
    let mut open = Vec::new();
    let mut start = |direction, members: &'a [Member]| {
        open.extend(named(members).map(|name| (name, direction)));
    };
    for action in actions {
        start(Direction::Sent, &action.input);
        start(Direction::Read, &action.output);
    }
    while let Some((name, direction)) = open.pop() {
        let known = found.get(name).copied();
        let joined = known.map_or(direction, |known: Direction| known.join(direction));
        if known == Some(joined) {
            continue;
        }
        // What is nowhere defined has no direction.
        let Some(structure) = spec.structures.get(name) else { continue };
        found.insert(name, joined);
        open.extend(named(&structure.members).map(|name| (name, joined)));
    }
    found
}

fn named(members: &[Member]) -> impl Iterator<Item = &str> {
    members.iter().filter_map(|member| member.member_type.structure())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Structure;

    fn spec(structures: &[(&str, &[&str])], input: &[&str], output: &[&str]) -> Spec {
        let members = |types: &[&str]| {
            types.iter().map(|text| Member::new("M", text.parse().unwrap())).collect::<Vec<_>>()
        };
        let mut spec = Spec::new("ess", "2020-11-11");
        let action = Action { input: members(input), output: members(output), ..Action::default() };
        spec.actions.insert("DescribeX".into(), action);
        for (name, types) in structures {
            let structure = Structure { members: members(types), ..Structure::default() };
            spec.structures.insert((*name).into(), structure);
        }
        spec
    }

    fn found(spec: &Spec) -> Vec<(&str, &str)> {
        directions(spec, spec.actions.values()).into_iter().map(|(n, d)| (n, d.as_str())).collect()
    }

    #[test]
    fn a_structure_reached_both_ways_makes_all_below_it_both() {
        let spec = spec(
            &[("A", &["B"]), ("B", &["list<C>"]), ("C", &["string"]), ("Lone", &[])],
            &["A"],
            &["list<B>"],
        );
        assert_eq!(found(&spec), [("A", "sent"), ("B", "both"), ("C", "both")]);
    }

    #[test]
    fn cycles_and_references_to_nothing_end() {
        let spec = spec(&[("A", &["B", "Gone"]), ("B", &["list<A>", "B"])], &[], &["A"]);
        assert_eq!(found(&spec), [("A", "read"), ("B", "read")]);
    }
}
