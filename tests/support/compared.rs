//! What the diff says of one step of a product version, beside what the generated text shows.

use std::collections::BTreeSet;

use tencentcloud_codegen::review::diff::{self, Change, Class, Operand};
use tencentcloud_codegen::rust::lock::{Decisions, Lock, LockedCrate};
use tencentcloud_codegen::rust::lower;
use tencentcloud_codegen::spec::Spec;

use crate::surface::{Surface, surface};

/// What the diff says and what the generated text shows.
#[derive(Debug)]
pub struct Compared {
    /// The changes of class source.
    pub said: Vec<String>,
    /// The items that are gone or have another signature.
    pub broken: BTreeSet<String>,
    /// The items that mean something else.
    pub turned: BTreeSet<String>,
    /// What the next step begins with.
    pub decisions: Decisions,
    /// The public items after the step.
    pub is: Surface,
}

impl Compared {
    /// Whether the diff says source where something breaks and nowhere else, and nothing turned.
    pub fn is_right(&self) -> bool {
        self.said.is_empty() == self.broken.is_empty() && self.turned.is_empty()
    }
}

/// A lock of one product version.
pub fn locked(spec: &Spec, decisions: &Decisions) -> Lock {
    let mut lock = Lock::new(LockedCrate::default());
    lock.remember(&spec.product, &spec.version, decisions.clone());
    lock
}

/// `None` where no crate can be made of one of the two.
pub fn compare(old: &Spec, before: &Decisions, new: &Spec) -> Option<Compared> {
    step(old, before, &surface(old, before)?, new)
}

/// From an old spec, of which the decisions and the public items are known, to a new one.
pub fn step(old: &Spec, before: &Decisions, was: &Surface, new: &Spec) -> Option<Compared> {
    let decisions = lower::remember(old, before, new);
    let is = surface(new, &decisions)?;
    let (old_lock, new_lock) = (locked(old, before), locked(new, &decisions));
    let diff = diff::compare_operands(
        Operand { specs: std::slice::from_ref(old), lock: Some(&old_lock) },
        Operand { specs: std::slice::from_ref(new), lock: Some(&new_lock) },
    );
    let is_source = |change: &&Change| change.classes.contains(Class::Source);
    let said = diff.changes.iter().filter(is_source);
    Some(Compared {
        said: said.map(|change| format!("{} {}", change.kind, change.place.path())).collect(),
        broken: was.broken(&is),
        turned: was.turned(&is),
        decisions,
        is,
    })
}
