//! One product version, old and new, with what is asked of either more than once.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::lock::Decisions;
use crate::lower;
use crate::rust::Module;
use crate::spec::Spec;
use crate::usage::Direction;

use super::change::{Detail, Item, Place};
use super::reach::Graph;

/// One product version, old and new.
pub(super) struct Pair<'v> {
    pub old: Operand<'v>,
    pub new: Operand<'v>,
    product: Arc<str>,
    version: Arc<str>,
}

/// One of the two.
pub(super) struct Operand<'v> {
    pub spec: &'v Spec,
    decisions: OnceCell<Decisions>,
    graph: OnceCell<Graph<'v>>,
    api: OnceCell<Module>,
}

impl<'v> Operand<'v> {
    fn new(spec: &'v Spec, decisions: Option<&Decisions>) -> Self {
        let decisions = decisions.cloned().map_or_else(OnceCell::new, OnceCell::from);
        Self { spec, decisions, graph: OnceCell::new(), api: OnceCell::new() }
    }

    /// Who reaches what. Most versions never need it: their changes are prose.
    pub(super) fn graph(&self) -> &Graph<'v> {
        self.graph.get_or_init(|| Graph::of(self.spec))
    }
}

impl<'v> Pair<'v> {
    /// Without decisions the old crate follows the plain rules, and the new one is what the next
    /// regeneration makes of the old.
    pub(super) fn new(
        (old, old_decisions): (&'v Spec, Option<&Decisions>),
        (new, new_decisions): (&'v Spec, Option<&Decisions>),
    ) -> Self {
        let plain = Decisions::default();
        Self {
            old: Operand::new(old, Some(old_decisions.unwrap_or(&plain))),
            new: Operand::new(new, new_decisions),
            product: new.product.as_str().into(),
            version: new.version.as_str().into(),
        }
    }

    fn old_decisions(&self) -> &Decisions {
        self.old.decisions.get_or_init(Decisions::default)
    }

    /// What decides about the new crate.
    pub(super) fn new_decisions(&self) -> &Decisions {
        self.new
            .decisions
            .get_or_init(|| lower::remember(self.old.spec, self.old_decisions(), self.new.spec))
    }

    /// Whether the two crates may differ though the specs do not.
    pub(super) fn has_other_decisions(&self) -> bool {
        self.new.decisions.get().is_some_and(|new| new != self.old_decisions())
    }

    /// The Rust that the old spec became.
    pub(super) fn old_api(&self) -> &Module {
        self.old.api.get_or_init(|| lower::api(self.old.spec, self.old_decisions()))
    }

    /// The Rust that the new spec becomes.
    pub(super) fn new_api(&self) -> &Module {
        self.new.api.get_or_init(|| lower::api(self.new.spec, self.new_decisions()))
    }

    /// A place in this version.
    pub(super) fn place(&self, item: Item, detail: Detail) -> Place {
        Place { product: self.product.clone(), version: self.version.clone(), item, detail }
    }

    /// The direction of a structure after the change, or before if nothing reaches it any more.
    pub(super) fn direction(&self, name: &str) -> Option<Direction> {
        self.new.graph().direction(name).or_else(|| self.old.graph().direction(name))
    }

    /// The actions that reach a structure, in the spec that has it.
    pub(super) fn reached_by(&self, name: &str) -> Arc<[String]> {
        let has = if self.new.spec.structures.contains_key(name) { &self.new } else { &self.old };
        has.graph().reached_by(name)
    }
}
