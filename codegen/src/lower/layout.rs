//! Where a `Box` is needed: on members that make a type hold itself, and on members whose
//! structure is large by value, so that a nest of them does not blow a stack.
//!
//! A list is on the heap already, so only members that are no list count. Cycles are the
//! strongly connected components over these (Tarjan's algorithm, without recursion, because
//! a spec may hold a chain as long as it likes).

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::{Member, MemberType, Scalar, Spec};

/// No type is larger than this by value, in bytes, unless its scalars and lists alone are.
const LARGEST: usize = 4096;

/// A member is boxed when its structure is larger than the first of these; where that leaves
/// the type larger than [`LARGEST`], the next is taken.
const LARGE: [usize; 3] = [1024, 256, 0];

/// Sizes of all structures, and which of them are on a cycle.
pub(super) struct Layout<'a> {
    size: BTreeMap<&'a str, usize>,
    component: BTreeMap<&'a str, usize>,
}

/// Which members of one type stand in a box.
pub(super) struct Boxes {
    large: usize,
    component: Option<usize>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(spec: &'a Spec) -> Self {
        let mut layout = Self { size: BTreeMap::new(), component: BTreeMap::new() };
        // Components come in an order in which each one stands after all that it holds.
        for (number, component) in components(spec).into_iter().enumerate() {
            for name in &component {
                layout.component.insert(name, number);
            }
            for name in component {
                if let Some(structure) = spec.structures.get(name) {
                    let boxes = layout.boxes(Some(name), &structure.members);
                    let size = layout.size_of(&structure.members, &boxes);
                    layout.size.insert(name, size);
                }
            }
        }
        layout
    }

    /// The boxes of a type with these members; `owner` is the structure, none for an input
    /// or output, which nothing can hold.
    pub(super) fn boxes(&self, owner: Option<&str>, members: &[Member]) -> Boxes {
        let component = owner.and_then(|name| self.component.get(name).copied());
        let boxes = |large| Boxes { large, component };
        LARGE
            .into_iter()
            .map(boxes)
            .find(|boxes| self.size_of(members, boxes) <= LARGEST)
            .unwrap_or(boxes(0))
    }

    /// Whether the member makes its type hold itself.
    pub(super) fn is_recursive(&self, boxes: &Boxes, member: &Member) -> bool {
        match &member.member_type {
            MemberType::Structure(name) => {
                boxes.component.is_some()
                    && self.component.get(name.as_str()).copied() == boxes.component
            }
            _ => false,
        }
    }

    /// Whether the member stands in a box.
    pub(super) fn is_boxed(&self, boxes: &Boxes, member: &Member) -> bool {
        match &member.member_type {
            MemberType::Structure(name) => {
                self.is_recursive(boxes, member)
                    || self.size.get(name.as_str()).copied().unwrap_or(0) > boxes.large
            }
            _ => false,
        }
    }

    /// The size by value, rounded up: every member counts as an `Option`.
    fn size_of(&self, members: &[Member], boxes: &Boxes) -> usize {
        members.iter().map(|member| self.member_size(member, boxes)).sum()
    }

    fn member_size(&self, member: &Member, boxes: &Boxes) -> usize {
        match &member.member_type {
            _ if self.is_boxed(boxes, member) => 8,
            MemberType::Structure(name) => self.size.get(name.as_str()).copied().unwrap_or(0) + 8,
            MemberType::Scalar(Scalar::Bool) => 1,
            MemberType::Scalar(Scalar::Int64 | Scalar::Uint64 | Scalar::Float) => 16,
            MemberType::Scalar(Scalar::Binary) => 48,
            MemberType::Scalar(_) | MemberType::ScalarList(_) | MemberType::StructureList(_) => 24,
        }
    }
}

/// The structures that a structure holds by value.
fn held<'a>(spec: &'a Spec, name: &str) -> Vec<&'a str> {
    let members = spec.structures.get(name).map_or(&[][..], |structure| &structure.members);
    let held = members.iter().filter_map(|member| match &member.member_type {
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
/// that does not hold itself is one, too; [`Layout::is_recursive`] needs no difference, since
/// no member of such a structure leads back into the component.
fn components(spec: &Spec) -> Vec<Vec<&str>> {
    let mut walk = Tarjan::default();
    for root in spec.structures.keys() {
        if !walk.index.contains_key(root.as_str()) {
            walk.enter(spec, root);
            while let Some(frame) = walk.frames.last_mut() {
                let name = frame.name;
                match frame.held.pop() {
                    Some(next) => walk.follow(spec, name, next),
                    None => walk.leave(name),
                }
            }
        }
    }
    walk.found
}

impl<'a> Tarjan<'a> {
    fn enter(&mut self, spec: &'a Spec, name: &'a str) {
        let index = self.index.len();
        self.index.insert(name, index);
        self.low.insert(name, index);
        self.open.push(name);
        self.is_open.insert(name);
        self.frames.push(Frame { name, held: held(spec, name) });
    }

    fn follow(&mut self, spec: &'a Spec, from: &'a str, to: &'a str) {
        match self.index.get(to).copied() {
            None => self.enter(spec, to),
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

    fn boxed(spec: &Spec, name: &str) -> Vec<bool> {
        let layout = Layout::of(spec);
        let members = &spec.structures[name].members;
        let boxes = layout.boxes(Some(name), members);
        members.iter().map(|member| layout.is_boxed(&boxes, member)).collect()
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
        assert_eq!(boxed(&spec, "Tree"), [false, false]);
        assert_eq!(boxed(&spec, "Task"), [true, false]);
        assert_eq!(boxed(&spec, "A"), [true, false]);
        assert_eq!(boxed(&spec, "B"), [false, true]);
        assert_eq!(boxed(&spec, "C"), [true]);
    }

    #[test]
    fn no_type_is_larger_than_the_bound() {
        let strings = ["string"; 43];
        let many = ["Small"; 10];
        let spec = spec(&[
            ("Small", &["string"; 20]),
            ("Large", &strings),
            ("Many", &many),
            ("Outer", &["Large", "Small"]),
        ]);
        assert_eq!(boxed(&spec, "Outer"), [true, false]);
        assert!(boxed(&spec, "Many").iter().all(|boxed| *boxed));
        let layout = Layout::of(&spec);
        assert!(layout.size.values().all(|size| *size <= LARGEST), "{:?}", layout.size);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let names: Vec<String> = (0..50_000).map(|at| format!("S{at}")).collect();
        let mut spec = Spec::new("ess", "2020-11-11");
        for pair in names.windows(2) {
            let members = vec![Member::new("Next", pair[1].parse().unwrap())];
            spec.structures.insert(pair[0].clone(), Structure { members, ..Structure::default() });
        }
        assert_eq!(components(&spec).len(), 49_999);
    }
}
