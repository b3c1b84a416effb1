//! The part of a spec that an item needs, as a spec of its own.

use crate::spec::{self, Member, Spec};

use super::Subject;

/// A spec that holds nothing but the items and the structures that they reach.
pub fn cut(spec: &Spec, items: &[Subject]) -> Spec {
    let mut part = Spec::new(&spec.product, &spec.version);
    part.title.clone_from(&spec.title);
    part.endpoint.clone_from(&spec.endpoint);
    part.errors.clone_from(&spec.errors);
    for item in items {
        match item {
            Subject::Product => return spec.clone(),
            Subject::Action(name) => {
                if let Some(action) = spec.actions.get(name) {
                    add_reached(spec, action.input.iter().chain(&action.output), &mut part);
                    part.actions.insert(name.clone(), action.clone());
                }
            }
            Subject::Structure(name) => {
                add_structures(spec, [name.as_str()].into_iter(), &mut part);
            }
        }
    }
    part
}

fn add_reached<'a>(spec: &'a Spec, members: impl Iterator<Item = &'a Member>, part: &mut Spec) {
    add_structures(spec, members.filter_map(|member| member.member_type.structure()), part);
}

/// Adds structures and all that they reach.
fn add_structures<'a>(spec: &'a Spec, names: impl Iterator<Item = &'a str>, part: &mut Spec) {
    for name in spec::reached(spec, names) {
        if let Some(structure) = spec.structures.get(name) {
            part.structures.insert(name.to_owned(), structure.clone());
        }
    }
}
