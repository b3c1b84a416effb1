//! A spec as the diff sees it: the same facts, borrowed.
//!
//! In: the text of a spec file, or a [`Spec`]. Out: a [`View`]. Two releases of all products
//! are some 200 MB of JSON, nearly all of it strings that did not change; so strings borrow
//! from the text, examples stay JSON text, and what an item was read from is skipped.
//!
//! Invariant: `View::read(&spec::write(&spec))` and `View::of(&spec)` compare alike.

mod example;
mod text;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::spec::{
    self, Action, FORMAT, Member, MemberType, Presence, RegionRule, Signature, Spec, SpecError,
    Status, Structure, is_name, is_product, is_version,
};

pub(super) use example::ExampleView;
pub(super) use text::Text;

/// One product version, borrowed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View<'a> {
    format: u32,
    #[serde(borrow)]
    pub(super) product: Text<'a>,
    pub(super) version: Text<'a>,
    #[serde(default)]
    pub(super) title: Option<Text<'a>>,
    #[serde(default)]
    pub(super) endpoint: Option<Text<'a>>,
    #[serde(default)]
    pub(super) errors: BTreeMap<Text<'a>, Text<'a>>,
    #[serde(default)]
    pub(super) solutions: BTreeMap<Text<'a>, Text<'a>>,
    #[serde(default, rename = "sources")]
    _sources: Vec<IgnoredAny>,
    #[serde(default)]
    pub(super) actions: BTreeMap<Text<'a>, ActionView<'a>>,
    #[serde(default)]
    pub(super) structures: BTreeMap<Text<'a>, StructureView<'a>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionView<'a> {
    #[serde(default, borrow)]
    pub title: Option<Text<'a>>,
    #[serde(default)]
    pub doc: Option<Text<'a>>,
    #[serde(default)]
    pub status: Option<Status>,
    #[serde(default)]
    pub endpoint: Option<Text<'a>>,
    #[serde(default)]
    pub region: Option<RegionRule>,
    #[serde(default)]
    pub requests_per_second: Option<u32>,
    #[serde(default)]
    pub signature: Option<Signature>,
    #[serde(default)]
    pub streaming: bool,
    #[serde(default)]
    pub input: Vec<MemberView<'a>>,
    #[serde(default)]
    pub output: Vec<MemberView<'a>>,
    #[serde(default)]
    pub errors: BTreeMap<Text<'a>, Text<'a>>,
    #[serde(default)]
    pub examples: Vec<ExampleView<'a>>,
    #[serde(default, rename = "sources")]
    _sources: Vec<IgnoredAny>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StructureView<'a> {
    #[serde(default, borrow)]
    pub doc: Option<Text<'a>>,
    #[serde(default)]
    pub members: Vec<MemberView<'a>>,
    #[serde(default, rename = "sources")]
    _sources: Vec<IgnoredAny>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberView<'a> {
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(rename = "type")]
    pub member_type: MemberType,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub presence: Option<Presence>,
    #[serde(default)]
    pub disabled: bool,
    #[serde(default)]
    pub doc: Option<Text<'a>>,
    #[serde(default)]
    pub example: Option<Text<'a>>,
    #[serde(default)]
    pub default: Option<Text<'a>>,
    #[serde(default)]
    pub values: Vec<ValueView<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueView<'a> {
    #[serde(borrow)]
    pub value: Text<'a>,
    #[serde(default)]
    pub doc: Option<Text<'a>>,
}

impl<'a> View<'a> {
    /// Reads the text of a spec file, under the rules of [`spec::read`].
    pub fn read(text: &'a str) -> Result<Self, SpecError> {
        match serde_json::from_str::<Self>(text) {
            Ok(view) if view.format == FORMAT && view.has_names() => Ok(view),
            // The full reader says best what is wrong: the number of the format, or a name.
            Ok(_) => Err(fault(text, String::new())),
            Err(error) => Err(fault(text, error.to_string())),
        }
    }

    /// A spec that is already in memory.
    pub fn of(spec: &'a Spec) -> Self {
        Self {
            format: spec.format,
            product: (&spec.product).into(),
            version: (&spec.version).into(),
            title: text(spec.title.as_ref()),
            endpoint: text(spec.endpoint.as_ref()),
            errors: texts(&spec.errors),
            solutions: texts(&spec.solutions),
            _sources: Vec::new(),
            actions: spec.actions.iter().map(|(name, a)| (name.into(), action(a))).collect(),
            structures: spec.structures.iter().map(|(n, s)| (n.into(), structure(s))).collect(),
        }
    }

    /// The types alone, as a spec: what other layers need to tell what hangs on them.
    pub(super) fn types(&self) -> Spec {
        let members = |members: &[MemberView]| {
            let types = members.iter().map(|one| Member::new(&*one.name, one.member_type.clone()));
            types.collect()
        };
        let mut spec = Spec::new(self.product(), self.version());
        for (name, action) in &self.actions {
            let (input, output) = (members(&action.input), members(&action.output));
            spec.actions.insert(name.to_string(), Action { input, output, ..Action::default() });
        }
        for (name, structure) in &self.structures {
            let members = members(&structure.members);
            spec.structures.insert(name.to_string(), Structure { members, ..Structure::default() });
        }
        spec
    }

    /// Whether all names are such as a spec may hold.
    fn has_names(&self) -> bool {
        let members = |members: &[MemberView]| members.iter().all(|one| is_name(&one.name));
        is_product(&self.product)
            && is_version(&self.version)
            && self.actions.iter().all(|(name, action)| {
                is_name(name) && members(&action.input) && members(&action.output)
            })
            && self.structures.iter().all(|(name, one)| is_name(name) && members(&one.members))
    }

    /// The product's short name: `ess`.
    pub fn product(&self) -> &str {
        &self.product
    }

    /// The version date: `2020-11-11`.
    pub fn version(&self) -> &str {
        &self.version
    }
}

fn fault(text: &str, message: String) -> SpecError {
    spec::read(text).err().unwrap_or(SpecError { message, line: 0, column: 0 })
}

fn text(text: Option<&String>) -> Option<Text<'_>> {
    text.map(Into::into)
}

fn texts(texts: &BTreeMap<String, String>) -> BTreeMap<Text<'_>, Text<'_>> {
    texts.iter().map(|(key, value)| (key.into(), value.into())).collect()
}

fn action(action: &Action) -> ActionView<'_> {
    ActionView {
        title: text(action.title.as_ref()),
        doc: text(action.doc.as_ref()),
        status: action.status,
        endpoint: text(action.endpoint.as_ref()),
        region: action.region,
        requests_per_second: action.requests_per_second,
        signature: action.signature,
        streaming: action.streaming,
        input: members(&action.input),
        output: members(&action.output),
        errors: texts(&action.errors),
        examples: action.examples.iter().map(ExampleView::of).collect(),
        _sources: Vec::new(),
    }
}

fn structure(structure: &Structure) -> StructureView<'_> {
    StructureView {
        doc: text(structure.doc.as_ref()),
        members: members(&structure.members),
        _sources: Vec::new(),
    }
}

fn members(members: &[Member]) -> Vec<MemberView<'_>> {
    members
        .iter()
        .map(|member| MemberView {
            name: (&member.name).into(),
            member_type: member.member_type.clone(),
            required: member.required,
            presence: member.presence,
            disabled: member.disabled,
            doc: text(member.doc.as_ref()),
            example: text(member.example.as_ref()),
            default: text(member.default.as_ref()),
            values: member
                .values
                .iter()
                .map(|value| ValueView {
                    value: (&value.value).into(),
                    doc: text(value.doc.as_ref()),
                })
                .collect(),
        })
        .collect()
}
