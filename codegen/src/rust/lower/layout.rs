//! Where a type would hold itself without a `Box`, and on which member it is.
//!
//! A list is on the heap already, so only members that are not a list count. Cycles are the
//! strongly connected components over these (Tarjan's algorithm, without recursion, because
//! a spec may hold a chain as long as it likes).
//!
//! Invariant: a box follows from recursion alone, so that nothing that is added elsewhere moves
//! one; a cycle that a new member closes is boxed at that member, because tcgen.lock remembers
//! the others; no decision in it leaves a type of infinite size.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::{Member, MemberType, Spec};

/// Which members close a cycle, and which of them have a box.
pub(super) struct Layout<'a> {
    /// The cycle, if any, that a structure is part of.
    cycles: Cycles<'a>,
    /// Cycles that are left when members without a box alone are followed.
    unboxed: Cycles<'a>,
    decided: &'a BTreeMap<String, bool>,
}

/// The number of its component, by structure.
type Cycles<'a> = BTreeMap<&'a str, usize>;

impl<'a> Layout<'a> {
    /// `decided` says of members, by their path, whether they have a box.
    pub(super) fn of(spec: &'a Spec, decided: &'a BTreeMap<String, bool>) -> Self {
        let cycles = numbered(components(spec, &|_, _| true));
        let mut layout = Self { cycles, unboxed: BTreeMap::new(), decided };
        if !decided.is_empty() {
            let without_box = components(spec, &|owner, member| !layout.is_wanted(owner, member));
            layout.unboxed = numbered(without_box);
        }
        layout
    }

    /// Whether the member makes the structure that owns it hold itself.
    pub(super) fn is_recursive(&self, owner: Option<&str>, member: &Member) -> bool {
        is_inside(&self.cycles, owner, member)
    }

    /// Whether the member has a box; `owner` is the structure, none for an input or output,
    /// which nothing can hold.
    pub(super) fn is_boxed(&self, owner: Option<&str>, member: &Member) -> bool {
        owner.is_some_and(|name| self.is_wanted(name, member))
            || is_inside(&self.unboxed, owner, member)
    }

    fn is_wanted(&self, owner: &str, member: &Member) -> bool {
        let is_by_value = matches!(member.member_type, MemberType::Structure(_));
        let decided = if self.decided.is_empty() {
            None
        } else {
            self.decided.get(&format!("structures/{owner}/{}", member.name)).copied()
        };
        is_by_value && decided.unwrap_or_else(|| self.is_recursive(Some(owner), member))
    }
}

/// Whether a member leads from its owner into the owner's own cycle.
fn is_inside(cycles: &Cycles<'_>, owner: Option<&str>, member: &Member) -> bool {
    let MemberType::Structure(name) = &member.member_type else { return false };
    let cycle = owner.and_then(|owner| cycles.get(owner));
    cycle.is_some() && cycles.get(name.as_str()) == cycle
}

fn numbered(components: Vec<Vec<&str>>) -> Cycles<'_> {
    let numbered = components.into_iter().enumerate();
    numbered.flat_map(|(number, names)| names.into_iter().map(move |name| (name, number))).collect()
}

/// Whether a member of a structure is followed.
type Follow<'f> = dyn Fn(&str, &Member) -> bool + 'f;

/// The structures that a structure holds by value.
fn held<'a>(spec: &'a Spec, name: &str, follow: &Follow<'_>) -> Vec<&'a str> {
    let members = spec.structures.get(name).map_or(&[][..], |structure| &structure.members);
    let members = members.iter().filter(|member| follow(name, member));
    let held = members.filter_map(|member| match &member.member_type {
        MemberType::Structure(name) => spec.structures.get_key_value(name),
        _ => None,
    });
    held.map(|(name, _)| name.as_str()).collect()
}

/// A structure being walked, with what it holds and has not been looked at.
struct Frame<'a> {
    name: &'a str,
    held: Vec<&'a str>,
}

#[derive(Default)]
struct Tarjan<'a> {
    index: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    open: Vec<&'a str>,
    is_open: BTreeSet<&'a str>,
    frames: Vec<Frame<'a>>,
    found: Vec<Vec<&'a str>>,
}

/// Strongly connected components, each after all that it holds. A component of one structure
/// that does not hold itself is one, too; [`is_inside`] needs no difference, since no member of
/// such a structure leads back into the component.
fn components<'a>(spec: &'a Spec, follow: &Follow<'_>) -> Vec<Vec<&'a str>> {
    let mut walk = Tarjan::default();
    for root in spec.structures.keys() {
        if !walk.index.contains_key(root.as_str()) {
            walk.enter(spec, root, follow);
            while let Some(frame) = walk.frames.last_mut() {
                let name = frame.name;
                match frame.held.pop() {
                    Some(next) => walk.follow(spec, name, next, follow),
                    None => walk.leave(name),
                }
            }
        }
    }
    walk.found
}

impl<'a> Tarjan<'a> {
    fn enter(&mut self, spec: &'a Spec, name: &'a str, follow: &Follow<'_>) {
        let index = self.index.len();
        self.index.insert(name, index);
        self.low.insert(name, index);
        self.open.push(name);
        self.is_open.insert(name);
        self.frames.push(Frame { name, held: held(spec, name, follow) });
    }

    fn follow(&mut self, spec: &'a Spec, from: &'a str, to: &'a str, follow: &Follow<'_>) {
        match self.index.get(to).copied() {
            None => self.enter(spec, to, follow),
            Some(index) if self.is_open.contains(to) => self.lower(from, index),
            Some(_) => {}
        }
    }

    fn lower(&mut self, name: &'a str, index: usize) {
        if let Some(low) = self.low.get_mut(name) {
            *low = index.min(*low);
        }
    }

    fn leave(&mut self, name: &'a str) {
        self.frames.pop();
        let low = self.low.get(name).copied().unwrap_or(0);
        if let Some(above) = self.frames.last().map(|frame| frame.name) {
            self.lower(above, low);
        }
        if self.index.get(name) == Some(&low) {
            let start = self.open.iter().rposition(|open| *open == name).unwrap_or(0);
            let component = self.open.split_off(start);
            for name in &component {
                self.is_open.remove(name);
            }
            self.found.push(component);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Structure;

    fn spec(structures: &[(&str, &[&str])]) -> Spec {
        let mut spec = Spec::new("ess", "2020-11-11");
        for (name, types) in structures {
            let members = types.iter().enumerate();
            let members =
                members.map(|(at, text)| Member::new(format!("M{at}"), text.parse().unwrap()));
            let structure = Structure { members: members.collect(), ..Structure::default() };
            spec.structures.insert((*name).into(), structure);
        }
        spec
    }

    fn boxed(spec: &Spec, name: &str, decided: &[(&str, bool)]) -> Vec<bool> {
        let decided = decided.iter().map(|(path, boxed)| ((*path).to_owned(), *boxed)).collect();
        let layout = Layout::of(spec, &decided);
        let members = &spec.structures[name].members;
        members.iter().map(|member| layout.is_boxed(Some(name), member)).collect()
    }

    #[test]
    fn only_members_that_close_a_cycle_without_a_list_are_boxed() {
        let spec = spec(&[
            ("Tree", &["list<Tree>", "Leaf"]),
            ("Leaf", &["string"]),
            ("Task", &["Task", "Leaf"]),
            ("A", &["B", "Leaf"]),
            ("B", &["list<string>", "C"]),
            ("C", &["A"]),
        ]);
        assert_eq!(boxed(&spec, "Tree", &[]), [false, false]);
        assert_eq!(boxed(&spec, "Task", &[]), [true, false]);
        assert_eq!(boxed(&spec, "A", &[]), [true, false]);
        assert_eq!(boxed(&spec, "B", &[]), [false, true]);
        assert_eq!(boxed(&spec, "C", &[]), [true]);
    }

    #[test]
    fn what_was_decided_holds_unless_a_type_would_be_infinite() {
        let spec = spec(&[("A", &["B"]), ("B", &["A"]), ("C", &["A", "list<A>"])]);
        let (a, b) = ("structures/A/M0", "structures/B/M0");
        assert_eq!(boxed(&spec, "A", &[(a, false)]), [false]);
        assert_eq!(boxed(&spec, "B", &[(a, false)]), [true]);
        assert_eq!(boxed(&spec, "A", &[(a, false), (b, false)]), [true]);
        // A box that was needed once stays; a list never has one.
        let kept = [("structures/C/M0", true), ("structures/C/M1", true)];
        assert_eq!(boxed(&spec, "C", &kept), [true, false]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let names: Vec<String> = (0..50_000).map(|at| format!("S{at}")).collect();
        let mut spec = Spec::new("ess", "2020-11-11");
        for pair in names.windows(2) {
            let members = vec![Member::new("Next", pair[1].parse().unwrap())];
            spec.structures.insert(pair[0].clone(), Structure { members, ..Structure::default() });
        }
        assert_eq!(components(&spec, &|_, _| true).len(), 49_999);
    }
}
