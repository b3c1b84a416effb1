//! What of the Rust API hangs on more than one member: which members stand in a `Box`, and which
//! actions have a function for pages. The diff asks, to say what a change elsewhere does to code.

use std::collections::BTreeSet;

use super::layout::Layout;
use super::pagination::pagination;
use crate::spec::{Member, Spec};

/// What hangs on the whole of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// Members that stand in a `Box`: whose they are, and their name.
    pub boxed: BTreeSet<(Owner, String)>,
    /// Actions that have a function for pages.
    pub paged: BTreeSet<String>,
}

/// Whose members they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The input of an action.
    Input(String),
    /// The output of an action.
    Output(String),
    /// A structure.
    Structure(String),
}

/// Works out what hangs on the whole of a spec.
pub fn surface(spec: &Spec) -> Surface {
    let layout = Layout::of(spec);
    let mut surface = Surface::default();
    let mut add = |owner: Owner, members: &[Member]| {
        let name = match &owner {
            Owner::Structure(name) => Some(name.as_str()),
            Owner::Input(_) | Owner::Output(_) => None,
        };
        let boxes = layout.boxes(name, members);
        for member in members.iter().filter(|member| layout.is_boxed(&boxes, member)) {
            surface.boxed.insert((owner.clone(), member.name.clone()));
        }
    };
    for (name, action) in &spec.actions {
        add(Owner::Input(name.clone()), &action.input);
        add(Owner::Output(name.clone()), &action.output);
    }
    for (name, structure) in &spec.structures {
        add(Owner::Structure(name.clone()), &structure.members);
    }
    let paged = spec.actions.iter().filter(|(_, action)| pagination(action, spec).is_some());
    surface.paged = paged.map(|(name, _)| name.clone()).collect();
    surface
}
