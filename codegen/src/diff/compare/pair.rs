//! One product version on both sides, with what is asked of either more than once.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::usage::Direction;

use crate::diff::change::{Detail, Item, Place};
use crate::diff::reach::Graph;
use crate::diff::view::View;

/// One product version on both sides.
pub(in crate::diff) struct Pair<'v> {
    pub old: &'v View<'v>,
    pub new: &'v View<'v>,
    product: Arc<str>,
    version: Arc<str>,
    old_graph: OnceCell<Graph<'v>>,
    new_graph: OnceCell<Graph<'v>>,
}

impl<'v> Pair<'v> {
    pub(super) fn new(old: &'v View<'v>, new: &'v View<'v>) -> Self {
        Self {
            old,
            new,
            product: new.product().into(),
            version: new.version().into(),
            old_graph: OnceCell::new(),
            new_graph: OnceCell::new(),
        }
    }

    /// A place in this version.
    pub(super) fn place(&self, item: Item, detail: Detail) -> Place {
        Place { product: self.product.clone(), version: self.version.clone(), item, detail }
    }

    /// The graph of the old side. Most versions never need one: their changes are prose.
    pub(in crate::diff) fn old_graph(&self) -> &Graph<'v> {
        self.old_graph.get_or_init(|| Graph::of(self.old))
    }

    /// The graph of the new side.
    pub(in crate::diff) fn new_graph(&self) -> &Graph<'v> {
        self.new_graph.get_or_init(|| Graph::of(self.new))
    }

    /// The direction of a structure after the change, or before if nothing reaches it any more.
    pub(super) fn direction(&self, name: &str) -> Option<Direction> {
        self.new_graph().direction(name).or_else(|| self.old_graph().direction(name))
    }

    /// The direction of a structure's type that is in the crate before and after.
    pub(super) fn lasting_direction(&self, name: &str) -> Option<Direction> {
        self.old_graph().direction(name).and(self.new_graph().direction(name))
    }

    /// The actions that reach a structure, on the side that has it.
    pub(super) fn reached_by(&self, name: &str) -> Arc<[String]> {
        if self.new.structures.contains_key(name) {
            self.new_graph().reached_by(name)
        } else {
            self.old_graph().reached_by(name)
        }
    }
}
