//! Who reaches what: the directions of all structures of one side, and backwards the actions
//! that reach one of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::spec::direction::{self, Direction, Directions};
use crate::spec::{Member, Spec};

/// So many users of a structure are followed, and no more, to keep a hostile spec linear. The
/// largest real product version has fewer actions and structures together.
const MOST_USERS: usize = 4096;

/// The references of one side.
pub(super) struct References<'v> {
    directions: Directions<'v>,
    users: BTreeMap<&'v str, Users<'v>>,
    answers: RefCell<BTreeMap<String, Arc<[String]>>>,
}

/// Who names a structure in a member.
#[derive(Default)]
struct Users<'v> {
    actions: Vec<&'v str>,
    structures: Vec<&'v str>,
}

impl<'v> References<'v> {
    pub(super) fn of(spec: &'v Spec) -> Self {
        let mut users = BTreeMap::<&str, Users>::new();
        for (name, action) in &spec.actions {
            for target in named(&action.input).chain(named(&action.output)) {
                users.entry(target).or_default().actions.push(name);
            }
        }
        for (name, structure) in &spec.structures {
            for target in named(&structure.members) {
                users.entry(target).or_default().structures.push(name);
            }
        }
        let directions = direction::directions(spec, spec.actions.values());
        Self { directions, users, answers: RefCell::default() }
    }

    /// The direction of a structure; `None` when no action reaches it.
    pub(super) fn direction(&self, structure: &str) -> Option<Direction> {
        self.directions.get(structure).copied()
    }

    /// The actions that reach a structure, sorted.
    pub(super) fn reached_by(&self, structure: &str) -> Arc<[String]> {
        if let Some(answer) = self.answers.borrow().get(structure) {
            return answer.clone();
        }
        let mut actions = BTreeSet::new();
        let (mut seen, mut open) = (BTreeSet::new(), vec![structure]);
        while let Some(name) = open.pop().filter(|_| seen.len() + actions.len() < MOST_USERS) {
            let Some(users) = self.users.get(name) else { continue };
            let some_actions = users.actions.iter().take(MOST_USERS);
            actions.extend(some_actions.map(|action| (*action).to_owned()));
            let some_structures = users.structures.iter().take(MOST_USERS);
            open.extend(some_structures.filter(|user| seen.insert(**user)));
        }
        let answer: Arc<[String]> = actions.into_iter().collect();
        self.answers.borrow_mut().insert(structure.to_owned(), answer.clone());
        answer
    }
}

/// The structures that members name.
pub(super) fn named(members: &[Member]) -> impl Iterator<Item = &str> {
    members.iter().filter_map(|member| member.member_type.structure())
}
