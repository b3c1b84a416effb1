//! One product version, old and new, with what is asked of either more than once.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::rust::api::Module;
use crate::rust::lock::Decisions;
use crate::rust::lower::{self, Apis};
use crate::spec::Spec;
use crate::spec::direction::Direction;

use super::change::{ChangePlace, Detail, Item};
use super::references::References;

/// One product version, old and new.
pub(super) struct Pair<'v> {
    pub old: Operand<'v>,
    pub new: Operand<'v>,
    product: Arc<str>,
    version: Arc<str>,
    apis: OnceCell<Apis>,
}

/// One of the two. What is left out is made when it is asked for: most versions change in prose
/// alone.
pub(super) struct Operand<'v> {
    pub spec: &'v Spec,
    decisions: Option<Decisions>,
    graph: OnceCell<References<'v>>,
}

impl<'v> Operand<'v> {
    fn new((spec, decisions): (&'v Spec, Option<Decisions>)) -> Self {
        Self { spec, decisions, graph: OnceCell::new() }
    }

    /// Who reaches what.
    pub(super) fn graph(&self) -> &References<'v> {
        self.graph.get_or_init(|| References::of(self.spec))
    }
}

impl<'v> Pair<'v> {
    /// Without decisions the old crate follows the plain rules, and the new one is what the next
    /// regeneration makes of the old.
    pub(super) fn new(
        old: (&'v Spec, Option<Decisions>),
        new: (&'v Spec, Option<Decisions>),
    ) -> Self {
        let (product, version) = (new.0.product.as_str().into(), new.0.version.as_str().into());
        let (old, new) = (Operand::new(old), Operand::new(new));
        Self { old, new, product, version, apis: OnceCell::new() }
    }

    fn apis(&self) -> &Apis {
        self.apis.get_or_init(|| {
            let plain = Decisions::default();
            let old = self.old.decisions.as_ref().unwrap_or(&plain);
            lower::apis((self.old.spec, old), (self.new.spec, self.new.decisions.as_ref()))
        })
    }

    /// What decides about the new crate.
    pub(super) fn new_decisions(&self) -> &Decisions {
        &self.apis().decisions
    }

    /// Whether the two crates may differ though the specs do not.
    pub(super) fn has_other_decisions(&self) -> bool {
        let old = self.old.decisions.clone().unwrap_or_default();
        self.new.decisions.as_ref().is_some_and(|new| *new != old)
    }

    /// The Rust that the old spec became.
    pub(super) fn old_api(&self) -> &Module {
        &self.apis().old
    }

    /// The Rust that the new spec becomes.
    pub(super) fn new_api(&self) -> &Module {
        &self.apis().new
    }

    /// A place in this version.
    pub(super) fn place(&self, item: Item, detail: Detail) -> ChangePlace {
        ChangePlace { product: self.product.clone(), version: self.version.clone(), item, detail }
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
