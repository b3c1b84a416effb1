//! The names of a product version: one pass over the whole spec, chosen or not.
//!
//! Invariant: a name that was given once stays: [`Given`] holds the names of what was there
//! before, and of what went, which nobody else takes in the same step.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{CODES, ItemName, Nameable};
use crate::rust::names::{self, MemberName, Want};
use crate::spec::{Member, Spec};
use crate::text::codes::COMMON_CODES;
use crate::text::devices::DEVICES;

/// Names that were given before.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// By path, what is there still.
    pub(super) names: BTreeMap<String, String>,
    /// By scope, the names of what is gone.
    gone: BTreeMap<String, Vec<String>>,
}

/// Modules of a product version that no action may take.
const MODULES: &[&str] = &["error_code", "mod", "structures"];

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

/// Every name that is in the module of a product version.
pub(super) struct Names<'a> {
    structures: BTreeMap<&'a str, String>,
    actions: BTreeMap<&'a str, ActionNames>,
    codes: BTreeMap<&'a str, String>,
    error_code: String,
    /// The things whose names a collision has bent.
    bent: Vec<ItemName>,
}

/// The names that an action brings, without `r#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ActionNames {
    pub(super) request: String,
    pub(super) response: String,
    pub(super) function: String,
    pub(super) module: String,
    pub(super) pages: String,
    pub(super) stream: String,
}

impl<'a> Names<'a> {
    /// Names for everything in the spec.
    pub(super) fn of(spec: &'a Spec, given: &Given) -> Self {
        let mut bent = Vec::new();
        let mut types = give(&types(spec), "", given, &mut bent).into_iter();
        let mut functions = give(&functions(spec), "_", given, &mut bent).into_iter();
        let codes = codes(spec, given, &mut bent);
        let files = spec.actions.keys().map(|action| Want::new(names::snake(action), true));
        let taken = [MODULES, DEVICES].concat();
        let mut files = names::assign(&files.collect::<Vec<_>>(), "_", &taken).into_iter();
        let structures = spec.structures.keys().map(String::as_str).zip(types.by_ref()).collect();
        let error_code = types.next().unwrap_or_default();
        let mut next_type = || types.next().unwrap_or_default();
        let mut next_function = || functions.next().unwrap_or_default();
        let of_action = |action: &'a String| {
            let names = ActionNames {
                request: next_type(),
                response: next_type(),
                function: next_function(),
                module: files.next().unwrap_or_default(),
                pages: next_function(),
                stream: next_function(),
            };
            (action.as_str(), names)
        };
        let actions = spec.actions.keys().map(of_action).collect();
        Self { structures, actions, codes, error_code, bent }
    }

    /// The struct of a structure.
    pub(super) fn structure(&self, name: &str) -> &str {
        self.structures.get(name).map_or("", String::as_str)
    }

    /// The names that an action brings.
    pub(super) fn action(&self, name: &str) -> &ActionNames {
        static NONE: ActionNames = ActionNames::none();
        self.actions.get(name).unwrap_or(&NONE)
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
    pub(super) fn bent(&self) -> &[ItemName] {
        &self.bent
    }

    /// Everything that has a name.
    pub(super) fn all(&self) -> Vec<ItemName> {
        let structures =
            self.structures.iter().map(|(name, rust)| (Nameable::Structure(name), rust));
        let actions = self.actions.iter().flat_map(|(action, names)| {
            [
                (Nameable::Request(action), &names.request),
                (Nameable::Response(action), &names.response),
                (Nameable::Function(action), &names.function),
                (Nameable::Pages(action), &names.pages),
                (Nameable::Stream(action), &names.stream),
            ]
        });
        let codes = self.codes.iter().map(|(code, variant)| (Nameable::Code(code), variant));
        let all = structures.chain([(Nameable::ErrorCode, &self.error_code)]).chain(actions);
        all.chain(codes).map(|(item, name)| item.named(name)).collect()
    }

    /// Whether everything that has a name in `old` is here and has the same.
    pub(super) fn keeps_names_of(&self, old: &Self) -> bool {
        fn all_in<'n, N: PartialEq>(
            old: &BTreeMap<&'n str, N>,
            new: &BTreeMap<&'n str, N>,
        ) -> bool {
            old.iter().all(|(thing, name)| new.get(thing) == Some(name))
        }
        self.error_code == old.error_code
            && all_in(&old.structures, &self.structures)
            && all_in(&old.actions, &self.actions)
            && all_in(&old.codes, &self.codes)
    }
}

impl ActionNames {
    const fn none() -> Self {
        Self {
            request: String::new(),
            response: String::new(),
            function: String::new(),
            module: String::new(),
            pages: String::new(),
            stream: String::new(),
        }
    }
}

fn types(spec: &Spec) -> Vec<Nameable<'_>> {
    let structures = spec.structures.keys().map(|name| Nameable::Structure(name));
    let of_actions = spec
        .actions
        .keys()
        .flat_map(|action| [Nameable::Request(action), Nameable::Response(action)]);
    structures.chain([Nameable::ErrorCode]).chain(of_actions).collect()
}

fn functions(spec: &Spec) -> Vec<Nameable<'_>> {
    let of_action =
        |action| [Nameable::Function(action), Nameable::Pages(action), Nameable::Stream(action)];
    spec.actions.keys().map(String::as_str).flat_map(of_action).collect()
}

/// The names of the items of one scope, in their order.
fn give(
    items: &[Nameable<'_>],
    separator: &str,
    given: &Given,
    bent: &mut Vec<ItemName>,
) -> Vec<String> {
    let want = |item: &Nameable<'_>| {
        Want::new(item.natural(), item.goes_first()).pinned(given.name(|| item.path()))
    };
    let wants: Vec<Want<'_>> = items.iter().map(want).collect();
    let scope = items.first().map(|item| item.scope()).unwrap_or_default();
    let names = names::assign(&wants, separator, &given.gone(scope));
    for ((item, want), name) in items.iter().zip(&wants).zip(&names) {
        if name != want.name() {
            bent.push(item.named(name));
        }
    }
    names
}

/// Variants for the codes of the product version: its own, those of its actions, the common ones.
fn codes<'a>(spec: &'a Spec, given: &Given, bent: &mut Vec<ItemName>) -> BTreeMap<&'a str, String> {
    let of_actions = spec.actions.values().flat_map(|action| action.errors.keys());
    let own = spec.errors.keys().chain(of_actions).map(String::as_str);
    let codes: BTreeSet<&str> = own.chain(COMMON_CODES.iter().copied()).collect();
    let wants = codes.iter().map(|code| (*code, given.name(|| Nameable::Code(code).path())));
    let names = names::variant_names(wants, &given.gone(CODES));
    let codes: BTreeMap<&str, String> = codes.into_iter().zip(names).collect();
    let items = codes.iter().map(|(code, name)| Nameable::Code(code).named(name));
    bent.extend(items.filter(ItemName::is_bent));
    codes
}

/// The names of the members of one type: `path` is the type's, `words` the members' own names.
pub(super) fn of_members(
    path: impl Fn() -> String,
    members: &[Member],
    words: &[String],
    given: &Given,
) -> Vec<MemberName> {
    let wants = members.iter().zip(words).map(|(member, words)| {
        let before = given.name(|| format!("{}/{}", path(), member.name));
        Want::new(words, !member.disabled).pinned(before)
    });
    let gone = if given.gone.is_empty() { Vec::new() } else { given.gone(&path()) };
    names::member_names(&wants.collect::<Vec<_>>(), &gone)
}

/// The members of a type as things with names.
pub(super) fn named_members<'a>(
    path: String,
    members: &'a [Member],
    words: &'a [String],
    given: &'a [MemberName],
) -> impl Iterator<Item = ItemName> + 'a {
    members.iter().zip(words).zip(given).map(move |((member, words), name)| ItemName {
        scope: path.clone(),
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
        assert_eq!(names.action("Match").function, "match");
    }

    #[test]
    fn no_file_has_the_name_of_a_device_or_of_what_is_there() {
        let spec = spec(&["Com1", "Nul", "Mod", "Comet"], &[]);
        let names = plain(&spec);
        let module = |action: &str| names.action(action).module.clone();
        assert_eq!(
            ["Com1", "Nul", "Mod", "Comet"].map(module),
            ["com1_2", "nul_2", "mod_2", "comet"]
        );
    }

    #[test]
    fn types_made_of_a_name_that_is_a_keyword_are_none() {
        let spec = spec(&["Self"], &["Self"]);
        let names = plain(&spec);
        let names = names.action("Self");
        assert_eq!((&*names.request, &*names.response), ("SelfRequest", "SelfResponse"));
        assert_eq!(names.function, "self");
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
        let given = Given::of(plain(&old).all(), there);
        let names = Names::of(&new, &given);
        assert_eq!(names.action("CreateX").request, "CreateXRequest");
        assert_eq!(names.structure("CreateXRequest"), "CreateXRequest2");
        // `AB` was the structure `A_B` a moment ago.
        assert_eq!(names.structure("AB"), "AB2");
        let bent: Vec<_> = names.bent().iter().map(|one| &*one.path).collect();
        assert_eq!(bent, ["structures/AB", "structures/CreateXRequest"]);
    }

    #[test]
    fn where_old_names_are_kept_anyway_pinning_them_changes_nothing() {
        let structures = ["A", "AB", "A_B", "XRequest", "X_Request", "AB2", "ErrorCode"];
        let actions = ["X", "XPages", "A", "Y"];
        let some = |names: &[&'static str], mask: usize| {
            let chosen = names.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
            chosen.map(|(_, name)| *name).collect::<Vec<_>>()
        };
        let mut kept = 0;
        for mask in 0..1_usize << (structures.len() + actions.len()) {
            let part =
                |mask| spec(&some(&actions, mask >> structures.len()), &some(&structures, mask));
            // The old spec is a part of the new one.
            let (old, new) = (part(mask & 0x5b5), part(mask));
            let (before, after) = (plain(&old), plain(&new));
            if after.keeps_names_of(&before) {
                kept += 1;
                let pinned = Names::of(&new, &Given::of(before.all(), |_| true));
                assert!(pinned.keeps_names_of(&after) && after.keeps_names_of(&pinned), "{mask:b}");
            }
        }
        assert!(kept > 400, "{kept}");
    }
}
