//! From the spec of one product version to the Rust IR: what is chosen, what it reaches, under
//! which names and types, and where a `Box` is needed.
//!
//! In: a [`Spec`], the actions chosen of it. Out: a [`api::Module`], or every reason why there
//! is none.
//!
//! Invariant: the name and the shape of a type follow from the whole spec, never from what is
//! chosen of it, so that choosing one more action changes nothing that was there. Work is
//! near linear in the size of the spec; cycles and references to nothing end.

mod doc;
mod errors;
mod fields;
mod function;
mod item;
mod layout;
mod memory;
mod naming;
mod pagination;
mod place;
mod plan;
mod secret;

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, JsonFindings};
use crate::rust::api;
use crate::rust::lock::Decisions;
use crate::rust::names;
use crate::spec::Docs;
use crate::spec::direction::{self, Directions};
use crate::spec::{self, Action, Member, Spec};
use crate::text::suggest::did_you_mean;

pub use memory::{remember, stale};
#[cfg(feature = "mock")]
pub(crate) use pagination::pagination as find_pages;
pub use pagination::{PageWalk, pagination, unclear_lists};
pub use place::SpecText;

/// A spec and what is wanted of it.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// The product version.
    pub spec: &'a Spec,
    /// The file it was read from, for the places of diagnostics.
    pub text: &'a SpecText<'a>,
    /// The actions, by name; those that the spec does not have are left out.
    pub actions: &'a BTreeSet<String>,
    /// How much documentation goes into the crate.
    pub docs: Docs,
    /// What tcgen.lock has decided about it.
    pub decisions: &'a Decisions,
}

/// Lowers the chosen actions of a product version and all that they reach.
pub fn lower(wanted: &Selection<'_>) -> Result<api::Module, Diagnostics> {
    let spec = wanted.spec;
    let chosen: Vec<(&str, &Action)> = spec
        .actions
        .iter()
        .filter(|(name, _)| wanted.actions.contains(*name))
        .map(|(name, action)| (name.as_str(), action))
        .collect();
    let reached = direction::directions(spec, chosen.iter().map(|(_, action)| *action));
    check(wanted, &chosen, &reached)?;
    let plan = plan::Plan::of(spec, wanted.decisions);
    let context = Context { wanted, plan, reached, is_documented: true };
    Ok(context.module(&chosen))
}

/// The Rust API of all actions of a spec, without documentation, for comparing it with another.
/// What is wrong with the spec is for [`lower`] to say; a structure that is nowhere defined has
/// no name here.
pub fn api(spec: &Spec, decisions: &Decisions) -> api::Module {
    api_of(plan::Plan::of(spec, decisions))
}

/// Two Rust APIs, and what decides about the second.
#[derive(Clone, Debug)]
pub struct Apis {
    /// The one that was.
    pub old: api::Module,
    /// The one that comes.
    pub new: api::Module,
    /// What decides about the one that comes.
    pub decisions: Decisions,
}

/// The APIs of two specs, one after the other. Without decisions the new one is what the next
/// regeneration makes of the old.
pub fn apis(
    (old, old_decisions): (&Spec, &Decisions),
    (new, new_decisions): (&Spec, Option<&Decisions>),
) -> Apis {
    let old_plan = plan::Plan::of(old, old_decisions);
    let plain = Decisions::default();
    let (new, decisions) = if let Some(decisions) = new_decisions {
        (api(new, decisions), decisions.clone())
    } else {
        let new_plan = plan::Plan::of(new, &plain);
        let decisions = memory::remembered(&old_plan, &new_plan);
        // Mostly there is nothing to remember, and the plain rules made the shapes already.
        let api = if decisions.is_empty() { api_of(new_plan) } else { api(new, &decisions) };
        (api, decisions)
    };
    Apis { old: api_of(old_plan), new, decisions }
}

fn api_of(plan: plan::Plan<'_>) -> api::Module {
    let spec = plan.spec;
    let actions = spec.actions.keys().cloned().collect();
    let text = SpecText::new("", "");
    let decisions = plan.decisions();
    let wanted = Selection { spec, text: &text, actions: &actions, docs: Docs::None, decisions };
    let chosen: Vec<(&str, &Action)> =
        spec.actions.iter().map(|(name, action)| (name.as_str(), action)).collect();
    let reached = plan.directions.clone();
    Context { wanted: &wanted, plan, reached, is_documented: false }.module(&chosen)
}

/// What every part of lowering looks things up in.
struct Context<'w, 'a> {
    wanted: &'w Selection<'w>,
    /// Names and shapes, from the whole spec.
    plan: plan::Plan<'a>,
    /// Directions as far as the chosen actions reach: they decide on what there is.
    reached: Directions<'a>,
    /// Whether items have documentation; a comparison needs none.
    is_documented: bool,
}

impl<'a> Context<'_, 'a> {
    fn doc(&self, doc: impl FnOnce() -> api::Doc) -> api::Doc {
        if self.is_documented { doc() } else { api::Doc::default() }
    }

    fn module(&self, chosen: &[(&'a str, &'a Action)]) -> api::Module {
        let spec = self.wanted.spec;
        let version = names::version_module(&spec.version);
        let product = names::product_module(&spec.product);
        let responses: Vec<api::Struct> =
            chosen.iter().map(|(name, action)| self.response(name, action)).collect();
        let structures = self.structures();
        let functions = chosen.iter().zip(&responses);
        let functions =
            functions.map(|(action, response)| self.function(*action, response, &structures));
        api::Module {
            service: spec.product.clone(),
            version: spec.version.clone(),
            folder: format!("{}/{version}", names::product_folder(&spec.product)),
            path: format!("{product}::{version}"),
            doc: self.doc(|| doc::module(self.wanted)),
            source: spec.path(),
            errors: self.error_codes(),
            functions: functions.collect(),
            requests: chosen.iter().map(|(name, action)| self.request(name, action)).collect(),
            responses,
            structures,
        }
    }
}

/// Refuses names that are none and structures that are nowhere.
fn check(
    wanted: &Selection<'_>,
    chosen: &[(&str, &Action)],
    reached: &Directions<'_>,
) -> Result<(), Diagnostics> {
    let spec = wanted.spec;
    let text = wanted.text;
    let mut found = Diagnostics::new();
    if !spec::is_product(&spec.product) || !spec::is_version(&spec.version) {
        let message = format!("`{}` `{}` is not a product and version", spec.product, spec.version);
        found.push(Diagnostic::new(Code::InvalidName, message).at(text.whole()));
    }
    for host in endpoints(spec, chosen).filter(|host| !is_host(host)) {
        let message = format!("`{host}` is not a host name");
        found.push(Diagnostic::new(Code::InvalidName, message).at(text.whole()));
    }
    let mut items = JsonFindings::default();
    for (name, action) in chosen {
        check_owner(place::SpecItem::Action(name), &mut items);
        check_members(wanted, place::SpecItem::Input(name), &action.input, &mut items);
        check_members(wanted, place::SpecItem::Output(name), &action.output, &mut items);
    }
    for name in reached.keys() {
        if let Some(structure) = spec.structures.get(*name) {
            let owner = place::SpecItem::Structure(name);
            check_owner(owner, &mut items);
            check_members(wanted, owner, &structure.members, &mut items);
        }
    }
    found.append(text.locate(items));
    if found.has_errors() { Err(found) } else { Ok(()) }
}

fn endpoints<'a>(
    spec: &'a Spec,
    chosen: &'a [(&str, &Action)],
) -> impl Iterator<Item = &'a String> {
    spec.endpoint.iter().chain(chosen.iter().filter_map(|(_, action)| action.endpoint.as_ref()))
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
}

fn check_owner(owner: place::SpecItem<'_>, found: &mut JsonFindings) {
    if !spec::is_name(owner.name()) {
        owner.finding(invalid_name(owner.name()), found);
    }
}

fn check_members(
    wanted: &Selection<'_>,
    owner: place::SpecItem<'_>,
    members: &[Member],
    found: &mut JsonFindings,
) {
    let mut seen = BTreeSet::new();
    for (index, member) in members.iter().enumerate() {
        let mut push = |diagnostic| owner.member_finding(index, diagnostic, found);
        if !spec::is_name(&member.name) {
            push(invalid_name(&member.name));
        }
        if !seen.insert(&member.name) {
            let message = format!("`{}` has two members `{}`", owner.name(), member.name);
            push(Diagnostic::new(Code::RepeatedMember, message));
        }
        let undefined = member
            .member_type
            .structure()
            .filter(|name| !wanted.spec.structures.contains_key(*name));
        if let Some(name) = undefined {
            push(undefined_structure(wanted.spec, name, owner, member));
        }
    }
}

fn invalid_name(name: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidName, format!("`{name}` cannot be the name of anything"))
        .help("a name is an ASCII letter, then letters, digits and underscores")
}

fn undefined_structure(
    spec: &Spec,
    name: &str,
    owner: place::SpecItem<'_>,
    member: &Member,
) -> Diagnostic {
    let message = format!(
        "structure `{name}` is nowhere defined, but `{}.{}` has it",
        owner.name(),
        member.name
    );
    let help = did_you_mean(name, spec.structures.keys().map(String::as_str));
    let help = help.unwrap_or_else(|| {
        "parse the product's page of data structures, or import its metadata".to_owned()
    });
    Diagnostic::new(Code::MissingStructure, message)
        .found(member.member_type.to_string())
        .help(help)
}
