//! What the mock knows: product versions without their prose, and what each action answers.

mod body;
mod conform;
mod example;
mod paging;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use paging::Paging;

use super::refusal::Refusal;
use super::texts::{MAX_BODY, MAX_OWN_BODY};
use crate::diagnostics::Diagnostics;
use crate::project::specs::{Origin, read_each};
use crate::spec::{Action, Member, Spec};

pub(super) use body::{Body, IdForm};
pub(super) use example::{Example, Outcome};

/// Every product version that the mock answers for.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    versions: Vec<Version>,
    products: BTreeSet<String>,
    /// The versions that have an action, by its name.
    by_action: HashMap<String, Vec<usize>>,
}

/// One product version.
#[derive(Debug)]
pub(super) struct Version {
    /// Members and types; prose, sources and examples are taken out.
    pub(super) spec: Spec,
    facts: BTreeMap<String, Facts>,
}

/// What an action answers with.
#[derive(Debug)]
struct Facts {
    examples: Vec<Example>,
    paging: Option<Paging>,
}

/// An action of a product version.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundAction<'a> {
    pub(super) version: &'a Version,
    pub(super) name: &'a str,
    pub(super) action: &'a Action,
    pub(super) examples: &'a [Example],
    pub(super) paging: Option<&'a Paging>,
}

/// What a request says of where it is to go.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Route<'a> {
    pub(super) action: &'a str,
    /// Left out only where nothing is checked; the newest version then.
    pub(super) version: Option<&'a str>,
    /// The first label of the host, unless the host is an address of this machine.
    pub(super) host: Option<&'a str>,
    /// Whether the host is one of the service, so that its first label has to be a product.
    pub(super) is_of_service: bool,
    /// The service of the signature.
    pub(super) service: Option<&'a str>,
    /// The names of the parameters: they tell apart what else is alike.
    pub(super) parameters: &'a [String],
}

impl Catalogue {
    /// Reads what there is; all of it, or the named products.
    pub(super) fn load(
        origin: &Origin,
        products: Option<&[String]>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, Diagnostics> {
        Ok(Self::new(read_each(origin, products, progress, Version::new)?))
    }

    /// Of product versions in the order of their dates.
    pub(super) fn new(versions: Vec<Version>) -> Self {
        let mut catalogue = Self::default();
        for (index, version) in versions.iter().enumerate() {
            catalogue.products.insert(version.spec.product.clone());
            for action in version.spec.actions.keys() {
                catalogue.by_action.entry(action.clone()).or_default().push(index);
            }
        }
        catalogue.versions = versions;
        catalogue
    }

    /// How many products, versions and actions there are.
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        let actions = self.versions.iter().map(|version| version.spec.actions.len()).sum();
        (self.products.len(), self.versions.len(), actions)
    }

    /// The short names of the products.
    pub(super) fn products(&self) -> impl Iterator<Item = &str> {
        self.products.iter().map(String::as_str)
    }

    /// Every action with the product that it is of.
    pub(super) fn actions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.versions.iter().flat_map(|version| {
            let actions = version.spec.actions.keys();
            actions.map(|action| (version.spec.product.as_str(), action.as_str()))
        })
    }

    /// The action that a request means.
    pub(super) fn find(&self, route: &Route<'_>) -> Result<FoundAction<'_>, Refusal> {
        let known = |name: &&str| self.products.contains(*name);
        if let Some(host) = route.host.filter(|host| route.is_of_service && !known(host)) {
            return Err(Refusal::NoSuchProduct(host.to_owned()));
        }
        let product = route.host.filter(known).or(route.service.filter(known));
        match product {
            Some(product) => self.find_in(product, route),
            None => self.find_anywhere(route),
        }
    }

    fn find_in(&self, product: &str, route: &Route<'_>) -> Result<FoundAction<'_>, Refusal> {
        let of_product = || self.versions.iter().filter(|version| version.spec.product == product);
        let dated =
            |version: &&Version| route.version.is_none_or(|date| version.spec.version == date);
        if !of_product().any(|version| dated(&version)) {
            return Err(no_version(product, route));
        }
        of_product()
            .filter(dated)
            .filter_map(|version| version.find(route.action))
            .next_back()
            .ok_or_else(|| no_action(product, route))
    }

    /// Of actions that several products have under one name and version, the one whose input has
    /// most of the parameters; then the first.
    fn find_anywhere(&self, route: &Route<'_>) -> Result<FoundAction<'_>, Refusal> {
        let named = route.host.or(route.service).unwrap_or_default();
        let dated =
            |version: &&Version| route.version.is_none_or(|date| version.spec.version == date);
        if !self.versions.iter().any(|version| dated(&version)) {
            return Err(match route.host {
                Some(host) => Refusal::NoSuchProduct(host.to_owned()),
                None => no_version(named, route),
            });
        }
        let indexes = self.by_action.get(route.action).map_or(&[][..], Vec::as_slice);
        let with_action = indexes.iter().filter_map(|index| self.versions.get(*index));
        let mut best: Option<(usize, FoundAction<'_>)> = None;
        for found in with_action.filter(dated).filter_map(|version| version.find(route.action)) {
            let strays = route.parameters.iter().filter(|name| !found.has_input(name)).count();
            let lacks = found
                .action
                .input
                .iter()
                .filter(|member| member.required && !route.parameters.contains(&member.name));
            let faults = strays + lacks.count();
            if best.as_ref().is_none_or(|(fewest, _)| faults < *fewest) {
                best = Some((faults, found));
            }
        }
        best.map(|(_, found)| found).ok_or_else(|| no_action(named, route))
    }
}

fn no_version(product: &str, route: &Route<'_>) -> Refusal {
    let version = route.version.unwrap_or_default().to_owned();
    Refusal::NoSuchVersion { version, product: product.to_owned() }
}

fn no_action(product: &str, route: &Route<'_>) -> Refusal {
    Refusal::InvalidAction {
        action: route.action.to_owned(),
        product: product.to_owned(),
        version: route.version.unwrap_or_default().to_owned(),
    }
}

impl Version {
    /// Takes what the mock needs of a spec and lets go of the rest.
    pub(super) fn new(mut spec: Spec) -> Self {
        let mut facts = BTreeMap::new();
        for (name, action) in &spec.actions {
            let examples = action.examples.iter();
            let examples = examples.filter_map(|example| Example::new(example, action, &spec));
            let examples = examples.collect();
            let paging = Paging::of(action, &spec);
            facts.insert(name.clone(), Facts { examples, paging });
        }
        spec.sources = Vec::new();
        for action in spec.actions.values_mut() {
            (action.title, action.doc) = (None, None);
            (action.examples, action.sources) = (Vec::new(), Vec::new());
            action.input.iter_mut().chain(&mut action.output).for_each(strip);
        }
        for structure in spec.structures.values_mut() {
            (structure.doc, structure.sources) = (None, Vec::new());
            structure.members.iter_mut().for_each(strip);
        }
        Self { spec, facts }
    }

    fn find(&self, action: &str) -> Option<FoundAction<'_>> {
        let (name, action) = self.spec.actions.get_key_value(action)?;
        let facts = self.facts.get(name)?;
        let (examples, paging) = (facts.examples.as_slice(), facts.paging.as_ref());
        Some(FoundAction { version: self, name, action, examples, paging })
    }
}

/// Whether the host is under a domain of the service's common gateway.
pub(super) fn is_of_gateway(host: &str) -> bool {
    [".tencentcloudapi.com", ".tencentcloudapi.cn", ".tencentcloudapi.com.cn"]
        .iter()
        .any(|domain| host.ends_with(domain))
}

/// Takes the prose out of a member.
fn strip(member: &mut Member) {
    member.doc = None;
    member.values.truncate(1);
    member.values.shrink_to_fit();
    member.values.iter_mut().for_each(|value| value.doc = None);
}

impl FoundAction<'_> {
    pub(super) fn spec(&self) -> &Spec {
        &self.version.spec
    }

    /// How large a body its host takes: the limit is that of the common gateway.
    pub(super) fn max_body(&self) -> usize {
        let host = self.action.endpoint.as_ref().or(self.spec().endpoint.as_ref());
        match host {
            Some(host) if !is_of_gateway(host) => MAX_OWN_BODY,
            _ => MAX_BODY,
        }
    }

    fn has_input(&self, name: &str) -> bool {
        self.action.input.iter().any(|member| member.name == name)
    }
}
