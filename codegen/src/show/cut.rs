//! The part of a spec that an item needs, as a spec of its own.

use crate::spec::{Member, Spec};

use super::Item;

/// A spec that holds nothing but the items and the structures that they reach.
pub fn cut(spec: &Spec, items: &[Item]) -> Spec {
    let mut part = Spec::new(&spec.product, &spec.version);
    part.title.clone_from(&spec.title);
    part.endpoint.clone_from(&spec.endpoint);
    part.errors.clone_from(&spec.errors);
    for item in items {
        match item {
            Item::Product => return spec.clone(),
            Item::Action(name) => {
                if let Some(action) = spec.actions.get(name) {
                    add_reached(spec, action.input.iter().chain(&action.output), &mut part);
                    part.actions.insert(name.clone(), action.clone());
                }
            }
            Item::Structure(name) => add_structure(spec, name, &mut part),
        }
    }
    part
}

fn add_reached<'a>(spec: &Spec, members: impl Iterator<Item = &'a Member>, part: &mut Spec) {
    for name in members.filter_map(|member| member.member_type.structure()) {
        add_structure(spec, name, part);
    }
}

/// Adds a structure and all that it reaches.
fn add_structure(spec: &Spec, name: &str, part: &mut Spec) {
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let Some(structure) = spec.structures.get(name) else { continue };
        if part.structures.insert(name.to_owned(), structure.clone()).is_none() {
            open.extend(structure.members.iter().filter_map(|m| m.member_type.structure()));
        }
    }
}
