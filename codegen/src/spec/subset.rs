//! The part of a spec that some of its actions need.

use std::collections::BTreeSet;

use super::{Member, Spec};

/// The structures with these names and all that they reach; names of nothing are left out.
pub fn reached<'a>(spec: &'a Spec, names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = names.into_iter().collect();
    while let Some(name) = open.pop() {
        let Some(structure) = spec.structures.get(name) else { continue };
        if found.insert(name) {
            open.extend(named(&structure.members));
        }
    }
    found
}

impl Spec {
    /// Leaves nothing but the actions that are kept and the structures that they reach.
    pub fn keep(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.actions.retain(|name, _| is_kept(name));
        let members =
            self.actions.values().flat_map(|action| action.input.iter().chain(&action.output));
        let names: Vec<&str> =
            members.filter_map(|member| member.member_type.structure()).collect();
        let reached: BTreeSet<String> =
            reached(self, names).into_iter().map(str::to_owned).collect();
        self.structures.retain(|name, _| reached.contains(name));
    }
}

fn named(members: &[Member]) -> impl Iterator<Item = &str> {
    members.iter().filter_map(|member| member.member_type.structure())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Action, Structure};

    #[test]
    fn what_no_kept_action_reaches_goes() {
        let mut spec = Spec::new("ess", "2020-11-11");
        for (action, structure) in [("CreateA", "A"), ("CreateB", "B")] {
            let input = vec![Member::new("M", structure.parse().unwrap())];
            spec.actions.insert(action.into(), Action { input, ..Action::default() });
        }
        for (name, inner) in
            [("A", "list<Shared>"), ("B", "B"), ("Shared", "string"), ("Lone", "A")]
        {
            let members = vec![Member::new("M", inner.parse().unwrap())];
            spec.structures.insert(name.into(), Structure { members, ..Structure::default() });
        }
        spec.keep(|name| name == "CreateA");
        assert_eq!(spec.actions.keys().collect::<Vec<_>>(), ["CreateA"]);
        assert_eq!(spec.structures.keys().collect::<Vec<_>>(), ["A", "Shared"]);
    }
}
