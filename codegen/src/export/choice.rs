//! Which products and actions are exported.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::config::{Chosen, Known, Pattern, missing};
use crate::spec::is_product;

/// What is exported: everything, or the named products and actions.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The actions of each product; without products, everything.
    products: BTreeMap<Pattern, Vec<Pattern>>,
}

impl Choice {
    /// What is on the command line: `ess`, or `ess:CreateFlow,Describe*`. Without a word,
    /// everything.
    ///
    /// # Errors
    /// A word that names no product, or a glob that cannot be read.
    pub fn parse(words: &[String]) -> Result<Self, Diagnostics> {
        let mut choice = Self::default();
        for word in words {
            let (product, actions) = word.split_once(':').unwrap_or((word, "*"));
            if !is_product(product) || actions.is_empty() {
                let message = format!("`{word}` does not name a product");
                return Err(Diagnostic::new(Code::InvalidSelection, message)
                    .help("write `ess`, or `ess:CreateFlow,Describe*`")
                    .into());
            }
            let chosen = choice.products.entry(Pattern::new(product)?).or_default();
            for action in actions.split(',').map(str::trim).filter(|action| !action.is_empty()) {
                chosen.push(Pattern::new(action)?);
            }
        }
        Ok(choice)
    }

    /// The products by name; `None` for all.
    pub fn products(&self) -> Option<Vec<String>> {
        let names = || self.products.keys().map(ToString::to_string).collect();
        (!self.products.is_empty()).then(names)
    }

    /// Which of the product's actions are chosen.
    pub(super) fn of(&self, product: &str, mut actions: BTreeSet<String>) -> BTreeSet<String> {
        if !self.products.is_empty() {
            let chosen = self.products.get(product).map_or(&[][..], Vec::as_slice);
            actions.retain(|action| chosen.iter().any(|pattern| pattern.matches(action)));
        }
        actions
    }

    /// Every chosen action that no version of its product has.
    pub(super) fn missing(&self, known: &Known) -> Diagnostics {
        let chosen = self.products.iter().map(|(product, actions)| Chosen {
            product,
            versions: None,
            actions,
        });
        missing(chosen, known)
    }
}
