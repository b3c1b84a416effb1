//! The names of a product version: one pass over the whole spec, chosen or not.

use std::collections::BTreeMap;

use crate::names::{self, Want};
use crate::spec::Spec;

/// Every name that stands in the module of a product version.
pub(super) struct Names<'a> {
    structures: BTreeMap<&'a str, String>,
    actions: BTreeMap<&'a str, ActionNames>,
}

/// The names that an action brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ActionNames {
    pub(super) request: String,
    pub(super) response: String,
    pub(super) errors: String,
    pub(super) function: String,
    pub(super) constant: String,
    pub(super) pages: String,
    pub(super) stream: String,
}

impl<'a> Names<'a> {
    /// Names for everything in the spec. A structure is documented by its name and several
    /// actions share it, so it goes before the types that are made of an action's name.
    pub(super) fn of(spec: &'a Spec) -> Self {
        let structures = spec.structures.keys().map(|name| Want::new(names::pascal(name), true));
        let made = ["Request", "Response", "ErrorCode"];
        let of_actions =
            spec.actions.keys().flat_map(|action| made.map(|suffix| (action, suffix))).map(
                |(action, suffix)| Want::new(names::pascal(&format!("{action}{suffix}")), false),
            );
        let mut types = names::assign(structures.chain(of_actions), "", &[]).into_iter();
        let structures = spec.structures.keys().map(String::as_str).zip(types.by_ref()).collect();

        let functions = spec.actions.keys().map(|action| names::snake(action));
        let wants: Vec<Want> = functions
            .flat_map(|name| {
                let (pages, stream) = (format!("{name}_pages"), format!("{name}_stream"));
                [Want::new(name, true), Want::new(pages, false), Want::new(stream, false)]
            })
            .collect();
        let mut functions = names::assign(wants, "_", &[]).into_iter();
        let next = |source: &mut dyn Iterator<Item = String>| source.next().unwrap_or_default();
        let mut actions = BTreeMap::new();
        for action in spec.actions.keys() {
            let function = next(&mut functions);
            let names = ActionNames {
                request: next(&mut types),
                response: next(&mut types),
                errors: next(&mut types),
                constant: function.to_ascii_uppercase(),
                function: names::escape(&function),
                pages: next(&mut functions),
                stream: next(&mut functions),
            };
            actions.insert(action.as_str(), names);
        }
        Self { structures, actions }
    }

    /// The struct of a structure.
    pub(super) fn structure(&self, name: &str) -> &str {
        self.structures.get(name).map_or("", String::as_str)
    }

    /// The names that an action brings.
    pub(super) fn action(&self, name: &str) -> ActionNames {
        self.actions.get(name).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Action, Structure};

    fn spec(actions: &[&str], structures: &[&str]) -> Spec {
        let mut spec = Spec::new("ess", "2020-11-11");
        for name in actions {
            spec.actions.insert((*name).into(), Action::default());
        }
        for name in structures {
            spec.structures.insert((*name).into(), Structure::default());
        }
        spec
    }

    #[test]
    fn a_new_action_takes_no_name_from_a_structure() {
        let before = spec(&["DescribeAcl"], &["AclResponse"]);
        let after = spec(&["Acl", "DescribeAcl"], &["AclResponse"]);
        assert_eq!(Names::of(&before).structure("AclResponse"), "AclResponse");
        assert_eq!(Names::of(&after).structure("AclResponse"), "AclResponse");
        assert_eq!(Names::of(&after).action("Acl").response, "AclResponse2");
        assert_eq!(Names::of(&after).action("Acl").request, "AclRequest");
    }

    #[test]
    fn functions_of_actions_go_before_those_for_pages() {
        let spec = spec(&["DescribeX", "DescribeXPages", "Match"], &[]);
        let names = Names::of(&spec);
        assert_eq!(names.action("DescribeX").pages, "describe_x_pages_2");
        assert_eq!(names.action("DescribeXPages").function, "describe_x_pages");
        assert_eq!(names.action("Match").function, "r#match");
        assert_eq!(names.action("Match").constant, "MATCH");
    }

    #[test]
    fn types_made_of_a_name_that_is_a_keyword_are_none() {
        let names = Names::of(&spec(&["Self"], &["Self"])).action("Self");
        assert_eq!((&*names.request, &*names.errors), ("SelfRequest", "SelfErrorCode"));
        assert_eq!(names.function, "self_");
    }

    #[test]
    fn structures_that_become_one_name_are_told_apart() {
        let spec = spec(&[], &["A_B", "AB"]);
        let names = Names::of(&spec);
        assert_eq!((names.structure("AB"), names.structure("A_B")), ("AB", "AB2"));
    }
}
