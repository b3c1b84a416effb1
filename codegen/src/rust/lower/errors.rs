//! The error codes of a product version: those of its list and those that its actions document.

use std::collections::BTreeMap;

use super::{Context, doc};
use crate::rust::api::{Doc, DocPart, Enum, Name, Variant};
use crate::spec::Action;

impl Context<'_, '_> {
    /// The enum of all codes that the product version documents, chosen or not: choosing one more
    /// action renames no code and adds none.
    pub(super) fn error_codes(&self) -> Enum {
        let spec = self.wanted.spec;
        let mut texts: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let of_actions = spec.actions.values().flat_map(|action| &action.errors);
        for (code, text) in spec.errors.iter().chain(of_actions) {
            let text = Some(text.as_str()).filter(|text| !text.trim().is_empty());
            let known = texts.entry(code).or_default();
            *known = known.or(text);
        }
        let variants = texts.into_iter().map(|(code, text)| {
            let mut parts: Vec<DocPart> = doc::foreign(self.wanted.docs, text).collect();
            if parts.is_empty() {
                parts.push(DocPart::Code { label: "", text: code.to_owned() });
            }
            Variant { name: self.code(code), doc: Doc { parts } }
        });
        Enum { name: self.plan.names.error_code().to_owned(), variants: variants.collect() }
    }

    /// The codes that an action documents.
    pub(super) fn documented_errors(&self, action: &Action) -> Vec<Name> {
        action.errors.keys().map(|code| self.code(code)).collect()
    }

    fn code(&self, code: &str) -> Name {
        Name { wire: code.to_owned(), rust: self.plan.names.code(code).to_owned() }
    }
}
