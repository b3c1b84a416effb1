//! What is chosen: products, their versions and actions, from tcgen.toml or the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::versions::Version;
use crate::config::{Docs, ProductConfig};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::lower::{Pattern, matching, nearest, unmatched};
use crate::spec::Spec;

/// What is chosen; without products, everything there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen of each product, by name.
    pub products: BTreeMap<String, ProductChoice>,
}

/// What is chosen of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductChoice {
    /// Version dates; all, if left out.
    pub versions: Option<Vec<String>>,
    /// Names and globs of actions.
    pub actions: Vec<String>,
    /// How much documentation goes into the crate.
    pub docs: Docs,
}

impl Default for ProductChoice {
    fn default() -> Self {
        Self::from(&ProductConfig::default())
    }
}

impl From<&ProductConfig> for ProductChoice {
    fn from(config: &ProductConfig) -> Self {
        Self {
            versions: config.versions.clone(),
            actions: config.actions.clone(),
            docs: config.docs,
        }
    }
}

/// The patterns of each product, ready to match.
pub(super) type Matchers = BTreeMap<String, Vec<Pattern>>;

impl Choice {
    /// What tcgen.toml chooses, or what the command line chooses instead: whole products by
    /// name, and actions as `ess:CreateFlow,DescribeFlow`, where a name without a product
    /// belongs to the product before it. Docs and versions of a product stay as configured.
    pub fn new(
        config: &BTreeMap<String, ProductConfig>,
        products: Option<&[String]>,
        actions: &[String],
    ) -> Result<Self, Diagnostics> {
        let configured = |product: &str| {
            config.get(product).map_or_else(ProductChoice::default, ProductChoice::from)
        };
        if products.is_none() && actions.is_empty() {
            let products = config.keys().map(|name| (name.clone(), configured(name)));
            return Ok(Self { products: products.collect() });
        }
        let mut choice = Self::default();
        for product in products.unwrap_or_default() {
            choice.products.insert(product.clone(), configured(product));
        }
        for (product, action) in split_actions(actions)? {
            let entry = choice
                .products
                .entry(product.to_owned())
                .or_insert_with(|| ProductChoice { actions: Vec::new(), ..configured(product) });
            entry.actions.push(action.to_owned());
        }
        Ok(choice)
    }

    /// The spec files that may be of a chosen product: the folder of a file says of which it is,
    /// so a crate of one product does not cost reading all the others. All of them, where a
    /// chosen product has no folder, so that the error can say what there is.
    pub fn narrow(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let product = |path: &PathBuf| {
            path.parent()
                .and_then(Path::file_name)
                .and_then(|name| name.to_str())
                .map(str::to_owned)
        };
        let present: BTreeSet<String> = paths.iter().filter_map(product).collect();
        if self.products.is_empty() || !self.products.keys().all(|name| present.contains(name)) {
            return paths;
        }
        let is_chosen =
            |path: &PathBuf| product(path).is_some_and(|name| self.products.contains_key(&name));
        paths.into_iter().filter(is_chosen).collect()
    }

    /// Leaves of a spec what is chosen and what that reaches.
    pub fn keep(&self, spec: &mut Spec) {
        let product = self.of(&spec.product);
        let patterns: Vec<Pattern> = product
            .iter()
            .flat_map(|product| &product.actions)
            .filter_map(|text| Pattern::new(text).ok())
            .collect();
        let chosen = matching(&patterns, &spec.actions.keys().cloned().collect());
        spec.keep(|name| chosen.contains(name));
    }

    /// What is chosen of a product, if anything.
    pub(super) fn of(&self, product: &str) -> Option<ProductChoice> {
        if self.products.is_empty() {
            return Some(ProductChoice::default());
        }
        self.products.get(product).cloned()
    }

    /// The patterns, or every one that cannot be read.
    pub(super) fn matchers(&self) -> Result<Matchers, Diagnostics> {
        let mut matchers = Matchers::new();
        let mut found = Diagnostics::new();
        for (product, choice) in &self.products {
            for pattern in &choice.actions {
                match Pattern::new(pattern) {
                    Ok(pattern) => matchers.entry(product.clone()).or_default().push(pattern),
                    Err(diagnostic) => found.push(diagnostic),
                }
            }
        }
        if found.has_errors() { Err(found) } else { Ok(matchers) }
    }

    /// Everything chosen that is in no spec.
    pub(super) fn unmet(&self, matchers: &Matchers, versions: &[Version]) -> Diagnostics {
        let mut found = Diagnostics::new();
        for (product, choice) in &self.products {
            let of_product: Vec<&Version> =
                versions.iter().filter(|version| version.product == *product).collect();
            if of_product.is_empty() {
                found.push(unknown_product(product, versions));
                continue;
            }
            for date in choice.versions.iter().flatten() {
                if !of_product.iter().any(|version| version.date == *date) {
                    found.push(unknown_version(product, date, &of_product));
                }
            }
            let actions: BTreeSet<String> =
                of_product.iter().flat_map(|version| version.all_actions.iter().cloned()).collect();
            let patterns = matchers.get(product).map_or(&[][..], Vec::as_slice);
            found.append(unmatched(product, patterns, &actions));
        }
        found
    }
}

fn split_actions(texts: &[String]) -> Result<Vec<(&str, &str)>, Diagnostics> {
    let mut chosen = Vec::new();
    for text in texts {
        let mut product = None;
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let action = match part.split_once(':') {
                Some((name, action)) => {
                    product = Some(name);
                    action
                }
                None => part,
            };
            let Some(product) = product.filter(|_| !action.is_empty()) else {
                let message = format!("`{part}` does not say of which product");
                let diagnostic = Diagnostic::new(Code::InvalidSelection, message);
                return Err(diagnostic.help("write `ess:CreateFlow`, or `ess:*`").into());
            };
            chosen.push((product, action));
        }
    }
    Ok(chosen)
}

fn unknown_product(product: &str, versions: &[Version]) -> Diagnostic {
    let message = format!("product `{product}` is in no spec");
    let diagnostic = Diagnostic::new(Code::UnmatchedProduct, message);
    match nearest(product, versions.iter().map(|version| version.product.as_str())) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("parse its pages, or import its metadata"),
    }
}

fn unknown_version(product: &str, date: &str, versions: &[&Version]) -> Diagnostic {
    let message = format!("product `{product}` has no version `{date}` in any spec");
    let known: Vec<&str> = versions.iter().map(|version| version.date.as_str()).collect();
    Diagnostic::new(Code::UnmatchedProduct, message).help(format!("there is {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn actions_belong_to_the_product_before_them() {
        let choice =
            Choice::new(&BTreeMap::new(), None, &texts(&["ess:A,B*", "cvm:C,as:D"])).unwrap();
        let chosen: Vec<_> = choice
            .products
            .iter()
            .map(|(name, of)| (name.as_str(), of.actions.join("+")))
            .collect();
        assert_eq!(chosen, [("as", "D".into()), ("cvm", "C".into()), ("ess", "A+B*".into())]);
        assert!(Choice::new(&BTreeMap::new(), None, &texts(&["CreateFlow"])).is_err());
        assert!(Choice::new(&BTreeMap::new(), None, &texts(&["ess:"])).is_err());
    }

    #[test]
    fn the_command_line_chooses_instead_of_the_config() {
        let configured = ProductConfig { docs: Docs::None, ..ProductConfig::default() };
        let config: BTreeMap<_, _> =
            [("ess".to_owned(), configured), ("cvm".to_owned(), ProductConfig::default())].into();
        assert_eq!(Choice::new(&config, None, &[]).unwrap().products.len(), 2);
        let products = texts(&["ess"]);
        let choice = Choice::new(&config, Some(&products), &[]).unwrap();
        assert_eq!(choice.products.len(), 1);
        assert_eq!(choice.products["ess"].docs, Docs::None);
    }
}
