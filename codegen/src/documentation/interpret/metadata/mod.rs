//! The official metadata of one product version to spec items.
//!
//! In: [`Api`] and [`Examples`] as found. Out: a [`Spec`] whose items each name this file as
//! their only source, and findings with their place in the file.
//!
//! Invariant: an item is understood whole or dropped with a diagnostic. Whether an object is an
//! input, an output or a structure follows from the actions that name it, never from its name
//! or its `usage`, which is wrong on 2,770 of 15,636 structures.

mod action;
mod member;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostics};
use crate::documentation::markdown::{Markup, clean, is_invisible, plain};
use crate::documentation::metadata::{Api, Examples};
use crate::spec::direction::Direction;
use crate::spec::{Docs, Source, Spec, Structure, is_name, is_product, is_version};

use report::{JsonStep, MetadataReport};

/// A file of metadata: its place for messages, and its text.
#[derive(Clone, Copy, Debug)]
pub struct MetadataFile<'a> {
    /// The path, or `wheel.whl!/path/inside`.
    pub label: &'a str,
    /// The text.
    pub text: &'a str,
}

/// What the metadata of one product version says.
///
/// The product is the short name that signs, `as` where the folder is `autoscaling`. An
/// unknown key is one warning for each key; what cannot be understood is an error.
pub fn interpret_metadata(
    api: &Api<'_>,
    file: MetadataFile<'_>,
    source: &Source,
    docs: Docs,
) -> (Spec, Diagnostics) {
    let mut report = MetadataReport::new(file);
    let mut spec = product_version(api, docs, &mut report);
    report.unknown(&[], "the file", &api.unknown);
    let Some((actions, objects)) = api.actions.as_ref().zip(api.objects.as_ref()) else {
        report.error(Code::InvalidMetadata, "has no `actions` and `objects`", &[]);
        return (spec, report.finish());
    };
    let mut used = BTreeSet::new();
    for (name, action) in actions.iter() {
        used.extend(action.input.iter().chain(&action.output).map(|name| &**name));
        let context = (spec.product.as_str(), docs);
        let item = action::interpret_action(name, action, objects, context, &mut report);
        if let Some(mut item) = item {
            item.sources = vec![source.clone()];
            spec.actions.insert(name.to_string(), item);
        }
    }
    // An input that a member names as well is a structure too.
    let named: BTreeSet<&str> = objects
        .iter()
        .flat_map(|(_, object)| object.members.iter().flatten())
        .filter_map(|member| member.member.as_deref())
        .collect();
    for (name, object) in objects.iter() {
        let path = [JsonStep::Key("objects"), JsonStep::Key(name)];
        report.unknown(&path, "an object", &object.unknown);
        if used.contains(&**name) && !named.contains(&**name) {
            continue;
        }
        if !is_name(name) {
            report.error(
                Code::InvalidMetadataName,
                format!("`{}` is not a name of a structure", &**name),
                &path,
            );
            continue;
        }
        let structure = Structure {
            doc: docs.doc(object.document.as_deref()),
            members: member::interpret_members(name, object, docs, Direction::Both, &mut report),
            sources: vec![source.clone()],
        };
        spec.structures.insert(name.to_string(), structure);
    }
    (spec, report.finish())
}

/// Adds the examples of `examples.json` to the actions.
pub fn interpret_examples(
    examples: &Examples<'_>,
    file: MetadataFile<'_>,
    spec: &mut Spec,
) -> Diagnostics {
    let mut report = MetadataReport::new(file);
    report.unknown(&[], "the file", &examples.unknown);
    for (name, list) in
        examples.actions.iter().flat_map(crate::documentation::metadata::Named::iter)
    {
        let path = [JsonStep::Key("actions"), JsonStep::Key(name)];
        for (index, example) in list.iter().enumerate() {
            let [actions, action] = path;
            let path = [actions, action, JsonStep::Index(index)];
            report.unknown(&path, "an example", &example.unknown);
        }
        let Some(action) = spec.actions.get(&**name) else {
            let message = format!("examples of `{}`, which is not an action", &**name);
            report.warning(Code::StrayExamples, message, &path);
            continue;
        };
        let examples =
            list.iter().map(|item| action::interpret_example(item, action, spec)).collect();
        if let Some(action) = spec.actions.get_mut(&**name) {
            action.examples = examples;
        }
    }
    report.finish()
}

fn product_version(api: &Api<'_>, docs: Docs, report: &mut MetadataReport<'_>) -> Spec {
    let about = api.metadata.as_ref();
    if let Some(about) = about {
        report.unknown(&[JsonStep::Key("metadata")], "`metadata`", &about.unknown);
    }
    let product = about.and_then(|about| about.short_name.as_deref()).unwrap_or_default();
    let version = about.and_then(|about| about.api_version.as_deref()).unwrap_or_default();
    if !is_product(product) {
        let message = format!("`{product}` is not a short name of a product");
        report.error(
            Code::InvalidMetadataName,
            message,
            &[JsonStep::Key("metadata"), JsonStep::Key("serviceShortName")],
        );
    }
    if !is_version(version) {
        let message = format!("`{version}` is not a version date");
        let path = [JsonStep::Key("metadata"), JsonStep::Key("apiVersion")];
        report.error(Code::InvalidMetadataName, message, &path);
    }
    let mut spec = Spec::new(product, version);
    spec.title = docs.line(about.and_then(|about| about.title.as_deref()));
    // Not in the file: every official SDK makes the host of the short name.
    spec.endpoint = Some(format!("{product}.tencentcloudapi.com"));
    spec
}

impl Docs {
    /// A text of the metadata as Markdown, where prose is wanted and there is any.
    pub(in crate::documentation::interpret) fn doc(self, text: Option<&str>) -> Option<String> {
        self.of(text, |text| clean(text, Markup::Official))
    }

    /// A text of the metadata as one line.
    fn line(self, text: Option<&str>) -> Option<String> {
        self.of(text, |text| plain(text, Markup::Official))
    }

    /// A value of the metadata, as found but for characters that nobody sees.
    fn value(self, text: Option<&str>) -> Option<String> {
        self.of(text, |text| text.trim().replace(is_invisible, ""))
    }

    fn of(self, text: Option<&str>, read: impl Fn(&str) -> String) -> Option<String> {
        match self {
            Self::Full => text.map(read).filter(|text| !text.is_empty()),
            Self::None => None,
        }
    }
}
