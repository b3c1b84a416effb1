//! The names of a product version: one pass over the whole spec, chosen or not.
//!
//! Invariant: a name that was given once stays: [`Given`] holds the names of what was there
//! before, and of what went, which nobody else takes in the same step.

use std::collections::{BTreeMap, BTreeSet};

use super::errors::COMMON_CODES;
use crate::rust::names::{self, MemberName, Want};
use crate::spec::{Member, Spec};

/// Names that were given before.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// By path, what is there still.
    pub(super) names: BTreeMap<String, String>,
    /// By scope, the names of what is gone.
    gone: BTreeMap<String, Vec<String>>,
}

/// The scopes that a module has; the members of a type are a scope of the type's path.
const TYPES: &str = "types";
const FUNCTIONS: &str = "functions";
const CODES: &str = "errors";

/// Modules of a product version that no action may take, and names of which some systems have no files.
const FILES: &[&str] = &["aux", "con", "error_code", "mod", "nul", "prn", "structures"];

impl Given {
    /// What tcgen.lock remembers.
    pub(super) fn locked(names: &BTreeMap<String, String>) -> Self {
        Self { names: names.clone(), gone: BTreeMap::new() }
    }

    fn name(&self, path: impl FnOnce() -> String) -> Option<&str> {
        // Most versions have none, and a path costs an allocation.
        if self.names.is_empty() { None } else { self.names.get(&path()).map(String::as_str) }
    }

    fn gone(&self, scope: &str) -> Vec<&str> {
        self.gone.get(scope).into_iter().flatten().map(String::as_str).collect()
    }

    /// Splits what had a name into what is there still and what is gone.
    pub(super) fn of(before: Vec<ItemName>, is_there: impl Fn(&str) -> bool) -> Self {
        let mut given = Self::default();
        for ItemName { scope, path, name, .. } in before {
            if is_there(&path) {
                given.names.insert(path, name);
            } else {
                given.gone.entry(scope).or_default().push(name);
            }
        }
        given
    }
}

/// A thing with its name.
#[derive(Clone, Debug)]
pub(super) struct ItemName {
    scope: String,
    /// The path through the spec file.
    pub(super) path: String,
    /// The name without `r#`.
    pub(super) name: String,
    /// The name that it would have alone.
    natural: String,
}

impl ItemName {
    /// Whether a collision has bent the name.
    pub(super) fn is_bent(&self) -> bool {
        self.name != self.natural
    }
}

/// Every name that is in the module of a product version.
pub(super) struct Names<'a> {
    structures: BTreeMap<&'a str, String>,
    actions: BTreeMap<&'a str, ActionNames>,
    codes: BTreeMap<&'a str, String>,
    error_code: String,
    /// The same as a list.
    all: Vec<ItemName>,
}

/// The names that an action brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ActionNames {
    pub(super) request: String,
    pub(super) response: String,
    pub(super) function: String,
    pub(super) module: String,
    pub(super) pages: String,
    pub(super) stream: String,
}

/// Something that wants a name: where it is, what it would be called, whether it goes first.
struct Wish {
    path: String,
    name: String,
    first: bool,
}

impl Wish {
    fn new(path: String, name: String, first: bool) -> Self {
        Self { path, name, first }
    }
}

impl<'a> Names<'a> {
    /// Names for everything in the spec. A structure is documented by its name and several
    /// actions share it, so it goes before the types that are made of an action's name.
    pub(super) fn of(spec: &'a Spec, given: &Given) -> Self {
        let mut all = Vec::new();
        let types = give(TYPES, "", type_wishes(spec), given, &mut all);
        let functions = give(FUNCTIONS, "_", function_wishes(spec), given, &mut all);
        let codes = codes(spec, given, &mut all);
        let mut types = types.into_iter();
        let mut functions = functions.into_iter();
        let next = |source: &mut dyn Iterator<Item = String>| source.next().unwrap_or_default();
        let structures =
            spec.structures.keys().map(|name| (name.as_str(), next(&mut types))).collect();
        let error_code = next(&mut types);
        let files = spec.actions.keys().map(|action| Want::new(names::snake(action), true));
        let files = names::assign(files.collect::<Vec<_>>(), "_", FILES);
        let mut files = files.into_iter();
        let mut actions = BTreeMap::new();
        for action in spec.actions.keys() {
            let function = next(&mut functions);
            let names = ActionNames {
                request: next(&mut types),
                response: next(&mut types),
                function: names::escape(&function),
                module: names::escape(&files.next().unwrap_or_default()),
                pages: next(&mut functions),
                stream: next(&mut functions),
            };
            actions.insert(action.as_str(), names);
        }
        Self { structures, actions, codes, error_code, all }
    }

    /// The struct of a structure.
    pub(super) fn structure(&self, name: &str) -> &str {
        self.structures.get(name).map_or("", String::as_str)
    }

    /// The names that an action brings.
    pub(super) fn action(&self, name: &str) -> ActionNames {
        self.actions.get(name).cloned().unwrap_or_default()
    }

    /// The enum of the error codes.
    pub(super) fn error_code(&self) -> &str {
        &self.error_code
    }

    /// The variant of an error code of the product version.
    pub(super) fn code(&self, code: &str) -> &str {
        self.codes.get(code).map_or("", String::as_str)
    }

    /// The things whose names a collision has bent.
    pub(super) fn into_bent(self) -> Vec<ItemName> {
        self.all.into_iter().filter(ItemName::is_bent).collect()
    }

    /// Everything that has a name.
    pub(super) fn all(&self) -> &[ItemName] {
        &self.all
    }
}

fn type_wishes(spec: &Spec) -> Vec<Wish> {
    let structures = spec
        .structures
        .keys()
        .map(|name| Wish::new(format!("structures/{name}"), names::pascal(name), true));
    let of_actions = spec.actions.keys().flat_map(|action| {
        [("Request", "request"), ("Response", "response")].map(|(suffix, key)| {
            let name = names::pascal(&format!("{action}{suffix}"));
            Wish::new(format!("actions/{action}/{key}"), name, false)
        })
    });
    let error_code = Wish::new(CODES.to_owned(), "ErrorCode".to_owned(), false);
    structures.chain([error_code]).chain(of_actions).collect()
}

fn function_wishes(spec: &Spec) -> Vec<Wish> {
    let of_action = |action: &String| {
        let name = names::snake(action);
        let (pages, stream) = (format!("{name}_pages"), format!("{name}_stream"));
        [
            Wish::new(format!("actions/{action}"), name, true),
            Wish::new(format!("actions/{action}/pages"), pages, false),
            Wish::new(format!("actions/{action}/stream"), stream, false),
        ]
    };
    spec.actions.keys().flat_map(of_action).collect()
}

fn give(
    scope: &str,
    separator: &str,
    wishes: Vec<Wish>,
    given: &Given,
    all: &mut Vec<ItemName>,
) -> Vec<String> {
    let wants = wishes
        .iter()
        .map(|wish| Want::new(&wish.name, wish.first).pinned(given.name(|| wish.path.clone())));
    let names = names::assign(wants.collect::<Vec<_>>(), separator, &given.gone(scope));
    let given = wishes.into_iter().zip(&names).map(|(wish, name)| ItemName {
        scope: scope.to_owned(),
        path: wish.path,
        name: name.clone(),
        natural: wish.name,
    });
    all.extend(given);
    names
}

/// Variants for the codes of the product version: its own, those of its actions, the common ones.
fn codes<'a>(spec: &'a Spec, given: &Given, all: &mut Vec<ItemName>) -> BTreeMap<&'a str, String> {
    let of_actions = spec.actions.values().flat_map(|action| action.errors.keys());
    let own = spec.errors.keys().chain(of_actions).map(String::as_str);
    let codes: BTreeSet<&str> = own.chain(COMMON_CODES.iter().copied()).collect();
    let path = |code: &str| format!("{CODES}/{code}");
    let wants = codes.iter().map(|code| (*code, given.name(|| path(code))));
    let names = names::variant_names(wants, &given.gone(CODES));
    let codes: BTreeMap<&str, String> = codes.into_iter().zip(names).collect();
    all.extend(codes.iter().map(|(code, name)| ItemName {
        scope: CODES.to_owned(),
        path: path(code),
        name: name.clone(),
        natural: names::variant(code),
    }));
    codes
}

/// The names of the members of one type: `path` is the type's, `words` the members' own names.
pub(super) fn of_members(
    path: &str,
    members: &[Member],
    words: &[String],
    given: &Given,
) -> Vec<MemberName> {
    let wants = members.iter().zip(words).map(|(member, words)| {
        let before = given.name(|| format!("{path}/{}", member.name));
        Want::new(words, !member.disabled).pinned(before)
    });
    names::member_names(wants.collect::<Vec<_>>(), &given.gone(path))
}

/// The members of a type as things with names.
pub(super) fn named_members<'a>(
    path: &'a str,
    members: &'a [Member],
    words: &'a [String],
    given: &'a [MemberName],
) -> impl Iterator<Item = ItemName> + 'a {
    members.iter().zip(words).zip(given).map(move |((member, words), name)| ItemName {
        scope: path.to_owned(),
        path: format!("{path}/{}", member.name),
        name: name.name.clone(),
        natural: words.clone(),
    })
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

    fn plain(spec: &Spec) -> Names<'_> {
        Names::of(spec, &Given::default())
    }

    #[test]
    fn a_new_action_takes_no_name_from_a_structure() {
        let before = spec(&["DescribeAcl"], &["AclResponse"]);
        let after = spec(&["Acl", "DescribeAcl"], &["AclResponse"]);
        assert_eq!(plain(&before).structure("AclResponse"), "AclResponse");
        assert_eq!(plain(&after).structure("AclResponse"), "AclResponse");
        assert_eq!(plain(&after).action("Acl").response, "AclResponse2");
        assert_eq!(plain(&after).action("Acl").request, "AclRequest");
    }

    #[test]
    fn functions_of_actions_go_before_those_for_pages() {
        let spec = spec(&["DescribeX", "DescribeXPages", "Match"], &[]);
        let names = plain(&spec);
        assert_eq!(names.action("DescribeX").pages, "describe_x_pages_2");
        assert_eq!(names.action("DescribeXPages").function, "describe_x_pages");
        assert_eq!(names.action("Match").function, "r#match");
    }

    #[test]
    fn types_made_of_a_name_that_is_a_keyword_are_none() {
        let spec = spec(&["Self"], &["Self"]);
        let names = plain(&spec).action("Self");
        assert_eq!((&*names.request, &*names.response), ("SelfRequest", "SelfResponse"));
        assert_eq!(names.function, "self_");
    }

    #[test]
    fn structures_that_become_one_name_are_told_apart() {
        let spec = spec(&[], &["A_B", "AB"]);
        let names = plain(&spec);
        assert_eq!((names.structure("AB"), names.structure("A_B")), ("AB", "AB2"));
    }

    #[test]
    fn what_was_there_first_keeps_its_name_and_a_name_that_goes_is_not_taken_over() {
        let (old, new) =
            (spec(&["CreateX"], &["A_B"]), spec(&["CreateX"], &["AB", "CreateXRequest"]));
        let there = |path: &str| !path.starts_with("structures/");
        let given = Given::of(plain(&old).all().to_vec(), there);
        let names = Names::of(&new, &given);
        assert_eq!(names.action("CreateX").request, "CreateXRequest");
        assert_eq!(names.structure("CreateXRequest"), "CreateXRequest2");
        // `AB` was the structure `A_B` a moment ago.
        assert_eq!(names.structure("AB"), "AB2");
        let bent: Vec<_> =
            names.all().iter().filter(|one| one.is_bent()).map(|one| &*one.path).collect();
        assert_eq!(bent, ["structures/AB", "structures/CreateXRequest"]);
    }
}
