//! The shape of every type of a product version: names, order of arguments, boxes, direction,
//! before documentation is added. The memory of tcgen.lock is made of two of these.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::item::ItemName;
use super::layout::Layout;
use super::naming::{self, Given, Names};
use crate::rust::lock::{Decisions, Hold};
use crate::rust::names::{self, MemberName};
use crate::spec::direction::{self, Direction, Directions};
use crate::spec::{Member, MemberType, Spec};

/// What has members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner<'a> {
    Input(&'a str),
    Output(&'a str),
    Structure(&'a str),
}

impl<'a> Owner<'a> {
    /// The path of its members through the spec file.
    pub(super) fn path(self) -> String {
        match self {
            Self::Input(name) => format!("actions/{name}/input"),
            Self::Output(name) => format!("actions/{name}/output"),
            Self::Structure(name) => format!("structures/{name}"),
        }
    }

    fn structure(self) -> Option<&'a str> {
        match self {
            Self::Structure(name) => Some(name),
            Self::Input(_) | Self::Output(_) => None,
        }
    }
}

/// A product version as far as its shape goes.
pub(super) struct Plan<'a> {
    pub(super) spec: &'a Spec,
    pub(super) names: Names<'a>,
    /// Which way structures travel, by the actions of the whole spec.
    pub(super) directions: Directions<'a>,
    layout: Layout<'a>,
    decisions: &'a Decisions,
    given: Given,
    types: OnceCell<Types<'a>>,
}

/// The shapes of types by what they belong to.
pub(super) type Types<'a> = BTreeMap<Owner<'a>, TypePlan<'a>>;

/// The shape of one type.
pub(super) struct TypePlan<'a> {
    owner: Owner<'a>,
    pub(super) members: &'a [Member],
    /// The words of the members' names.
    pub(super) words: Vec<String>,
    pub(super) names: Vec<MemberName>,
    /// The direction that decides on the types of fields.
    pub(super) shape: Direction,
    /// Whether values are sent.
    pub(super) sent: bool,
    /// Whether each member has a box because its type would hold itself.
    pub(super) boxed: Vec<bool>,
    /// The members that `new` asks for, in the order of its arguments.
    pub(super) arguments: Vec<usize>,
}

impl TypePlan<'_> {
    /// The path of its members through the spec file.
    pub(super) fn path(&self) -> String {
        self.owner.path()
    }

    /// The path of one of its members.
    pub(super) fn path_of(&self, member: &Member) -> String {
        format!("{}/{}", self.path(), member.name)
    }

    /// Its members as things with names.
    pub(super) fn named_members(&self) -> impl Iterator<Item = ItemName> {
        naming::named_members(self.path(), self.members, &self.words, &self.names)
    }

    /// Whether a member has a box: where its type would hold itself, and where it is on the heap.
    pub(super) fn is_boxed(&self, at: usize) -> bool {
        let is_recursive = self.boxed.get(at).copied().unwrap_or_default();
        let is_argument = self.arguments.contains(&at);
        let member = self.members.get(at);
        is_recursive || member.is_some_and(|member| is_on_heap(self.shape, member, is_argument))
    }
}

impl<'a> Plan<'a> {
    pub(super) fn of(spec: &'a Spec, decisions: &'a Decisions) -> Self {
        Self::with(spec, decisions, Given::locked(&decisions.names))
    }

    /// With names that were given before, instead of those of the decisions.
    pub(super) fn with(spec: &'a Spec, decisions: &'a Decisions, given: Given) -> Self {
        Self {
            spec,
            names: Names::of(spec, &given),
            directions: direction::directions(spec, spec.actions.values()),
            layout: Layout::of(spec, &decisions.boxes),
            decisions,
            given,
            types: OnceCell::new(),
        }
    }

    pub(super) fn decisions(&self) -> &'a Decisions {
        self.decisions
    }

    /// The shape of a type; none for a structure that no action reaches.
    pub(super) fn type_of(&self, owner: Owner<'a>) -> Option<TypePlan<'a>> {
        let (members, actual) = match owner {
            Owner::Input(name) => (&self.spec.actions.get(name)?.input, Direction::Sent),
            Owner::Output(name) => (&self.spec.actions.get(name)?.output, Direction::Read),
            Owner::Structure(name) => {
                (&self.spec.structures.get(name)?.members, *self.directions.get(name)?)
            }
        };
        let decided = owner.structure().and_then(|name| self.decisions.directions.get(name));
        let words: Vec<String> = members.iter().map(|member| names::snake(&member.name)).collect();
        let mut plan = TypePlan {
            owner,
            names: naming::of_members(|| owner.path(), members, &words, &self.given),
            members,
            words,
            shape: decided.copied().unwrap_or(actual),
            sent: actual.is_sent() || decided.is_some_and(|shape| shape.is_sent()),
            boxed: members
                .iter()
                .map(|member| self.layout.is_boxed(owner.structure(), member))
                .collect(),
            arguments: Vec::new(),
        };
        plan.arguments = self.arguments(owner, &plan);
        Some(plan)
    }

    /// All types: inputs and outputs of actions, and the structures that they reach.
    pub(super) fn types(&self) -> &Types<'a> {
        self.types.get_or_init(|| {
            let actions = self.spec.actions.keys();
            let of_actions = actions.flat_map(|name| [Owner::Input(name), Owner::Output(name)]);
            let structures = self.directions.keys().map(|name| Owner::Structure(name));
            of_actions
                .chain(structures)
                .filter_map(|owner| Some((owner, self.type_of(owner)?)))
                .collect()
        })
    }

    fn arguments(&self, owner: Owner<'_>, plan: &TypePlan<'_>) -> Vec<usize> {
        if !plan.sent {
            return Vec::new();
        }
        let is_asked = |member: &Member| match self.hold(plan, member) {
            Some(Hold::Argument) => true,
            Some(Hold::Setter) => false,
            // A type that requires itself could never be made.
            None => is_demanded(member) && !self.layout.is_recursive(owner.structure(), member),
        };
        let asked = plan.members.iter().enumerate().filter(|(_, member)| is_asked(member));
        let mut arguments: Vec<usize> = asked.map(|(at, _)| at).collect();
        if let Some(order) = self.order(plan) {
            let first: BTreeMap<&str, usize> =
                order.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
            let rank = |at: &usize| {
                let member = plan.members.get(*at);
                member.and_then(|member| first.get(member.name.as_str())).copied()
            };
            // Stable: what the lock does not name comes behind it, in documented order.
            arguments.sort_by_key(|at| rank(at).unwrap_or(usize::MAX));
        }
        arguments
    }

    fn order(&self, plan: &TypePlan<'_>) -> Option<&Vec<String>> {
        // Most versions have no decisions, and a path costs an allocation.
        let decided = &self.decisions.arguments;
        if decided.is_empty() { None } else { decided.get(&plan.path()) }
    }

    fn hold(&self, plan: &TypePlan<'_>, member: &Member) -> Option<Hold> {
        let decided = &self.decisions.members;
        if decided.is_empty() { None } else { decided.get(&plan.path_of(member)).copied() }
    }
}

/// Whether a member is a structure that may be missing in what is read. A type that is read has no
/// more bytes then than its own members take, whatever they hold, so that it fits a small stack.
pub(super) fn is_on_heap(shape: Direction, member: &Member, is_argument: bool) -> bool {
    let is_structure = matches!(member.member_type, MemberType::Structure(_));
    is_structure && !is_argument && shape != Direction::Sent
}

/// Whether the service refuses a value without it.
pub(super) fn is_demanded(member: &Member) -> bool {
    member.required && !member.disabled
}
