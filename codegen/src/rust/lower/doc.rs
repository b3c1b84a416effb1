//! What rustdoc says of each item: the documentation's own words, where they are wanted, then
//! facts in ours, then a link.

use super::Selection;
use crate::rust::api::{Doc, DocPart};
use crate::spec::Docs;
use crate::spec::direction::Direction;
use crate::spec::{Action, Member, Presence, Source, Spec, Structure, explorer, page_of};

pub(super) fn module(wanted: &Selection<'_>) -> Doc {
    let spec = wanted.spec;
    let mut parts: Vec<DocPart> = spec.title.clone().map(DocPart::Foreign).into_iter().collect();
    parts.push(DocPart::Own(format!("Version {} of `{}`.", spec.version, spec.product)));
    Doc { parts }
}

pub(super) fn action(wanted: &Selection<'_>, name: &str, action: &Action) -> Doc {
    let mut parts: Vec<DocPart> = foreign(wanted.docs, action.title.as_deref()).collect();
    if action.doc != action.title {
        parts.extend(foreign(wanted.docs, action.doc.as_deref()));
    }
    let rate = action.requests_per_second.map_or(String::new(), |number| {
        format!(" At most {number} calls a second, unless the limit has been raised.")
    });
    let host = action
        .endpoint
        .as_ref()
        .map_or(String::new(), |host| format!(" It has a host of its own: `{host}`."));
    parts.push(DocPart::Own(format!("Calls the action `{name}`.{host}{rate}")));
    parts.extend(link(wanted.spec, Some(name), &action.sources));
    Doc { parts }
}

pub(super) fn input(wanted: &Selection<'_>, name: &str, action: &Action) -> Doc {
    let own = DocPart::Own(format!("The input of the action `{name}`."));
    Doc { parts: [own].into_iter().chain(link(wanted.spec, Some(name), &action.sources)).collect() }
}

pub(super) fn output(wanted: &Selection<'_>, name: &str, action: &Action) -> Doc {
    let own = DocPart::Own(format!("The output of the action `{name}`."));
    Doc { parts: [own].into_iter().chain(link(wanted.spec, Some(name), &action.sources)).collect() }
}

pub(super) fn structure(wanted: &Selection<'_>, name: &str, structure: &Structure) -> Doc {
    let mut parts: Vec<DocPart> = foreign(wanted.docs, structure.doc.as_deref()).collect();
    parts.push(DocPart::Own(format!("The structure `{name}`.")));
    parts.extend(link(wanted.spec, None, &structure.sources));
    Doc { parts }
}

/// `shape` is the direction by which the member's type is made: that in which its values travel, unless
/// tcgen.lock holds another.
pub(super) fn member(docs: Docs, member: &Member, shape: Direction) -> Doc {
    let mut parts: Vec<DocPart> = foreign(docs, member.doc.as_deref()).collect();
    parts.push(DocPart::Own(facts(member, shape)));
    if docs == Docs::Full {
        let code = |label, text: &Option<String>| {
            text.clone()
                .filter(|text| !text.trim().is_empty())
                .map(|text| DocPart::Code { label, text })
        };
        parts.extend(code("Default: ", &member.default));
        parts.extend(code("Example: ", &member.example));
        if !member.values.is_empty() {
            let values = member.values.iter();
            let values = values.map(|value| (value.value.clone(), value.doc.clone()));
            parts.push(DocPart::Values(values.collect()));
        }
    }
    Doc { parts }
}

/// The member's wire name and what is known of it, in one line.
fn facts(member: &Member, shape: Direction) -> String {
    let mut text = String::with_capacity(member.name.len() + "``, always returned.".len());
    text.extend(["`", &member.name, "`"]);
    if member.required && shape.is_sent() {
        text.push_str(", required");
    }
    match member.presence {
        Some(Presence::Always) if shape.is_read() => text.push_str(", always returned"),
        Some(Presence::Nullable) if shape.is_read() => text.push_str(", may be null"),
        _ => {}
    }
    text.push('.');
    text
}

/// The words of the documentation, where they are wanted and say anything.
pub(super) fn foreign(docs: Docs, text: Option<&str>) -> impl Iterator<Item = DocPart> {
    let wanted = docs == Docs::Full;
    let text = text.filter(|text| wanted && !text.trim().is_empty());
    text.map(|text| DocPart::Foreign(text.to_owned())).into_iter()
}

/// The page an item was read from, else the product's API explorer.
pub(super) fn link(spec: &Spec, action: Option<&str>, sources: &[Source]) -> Option<DocPart> {
    let page = page_of(sources).map(str::to_owned);
    let explorer = action.map(|action| explorer(&spec.product, &spec.version, action));
    match (page, explorer) {
        (Some(url), _) => Some(DocPart::Link { text: "Documentation", url }),
        (None, Some(url)) => Some(DocPart::Link { text: "API Explorer", url }),
        (None, None) => None,
    }
}
