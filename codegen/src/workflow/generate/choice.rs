//! What is chosen: products, their versions and actions, from tcgen.toml or the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::versions::Version;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::config::{Chosen, Known, Pattern, ProductConfig, missing};
use crate::spec::{Docs, Spec};

/// What is chosen; without products, everything there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen of each product, by name.
    pub products: BTreeMap<Pattern, ProductChoice>,
}

/// What is chosen of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductChoice {
    /// Version dates; all, if left out.
    pub versions: Option<Vec<Pattern>>,
    /// Names and globs of actions; all, if left out.
    pub actions: Option<Vec<Pattern>>,
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

impl ProductChoice {
    /// Whether a version is chosen.
    pub(super) fn has_version(&self, date: &str) -> bool {
        let is_date = |versions: &Vec<Pattern>| versions.iter().any(|one| one.as_str() == date);
        self.versions.as_ref().is_none_or(is_date)
    }

    /// Which of the actions are chosen.
    pub(super) fn matching(&self, actions: &BTreeSet<String>) -> BTreeSet<String> {
        let is_chosen = |action: &&String| {
            self.actions.as_ref().is_none_or(|all| all.iter().any(|one| one.matches(action)))
        };
        actions.iter().filter(is_chosen).cloned().collect()
    }
}

impl Choice {
    /// What tcgen.toml chooses, or what the command line chooses instead: whole products by
    /// name, and actions as `ess:CreateFlow,DescribeFlow`, where a name without a product
    /// belongs to the product before it. Docs and versions of a product stay as configured.
    pub fn new(
        config: &BTreeMap<Pattern, ProductConfig>,
        products: Option<&[String]>,
        actions: &[String],
    ) -> Result<Self, Diagnostics> {
        let configured = |product: &str| {
            config.get(product).map_or_else(ProductChoice::default, ProductChoice::from)
        };
        if products.is_none() && actions.is_empty() {
            let products = config.iter().map(|(name, of)| (name.clone(), of.into()));
            return Ok(Self { products: products.collect() });
        }
        let mut choice = Self::default();
        for product in products.unwrap_or_default() {
            let whole = ProductChoice { actions: None, ..configured(product) };
            choice.products.insert(Pattern::new(product)?, whole);
        }
        let mut wrong = Diagnostics::new();
        for (product, action) in split_actions(actions)? {
            let none = || ProductChoice { actions: Some(Vec::new()), ..configured(product) };
            let entry = choice.products.entry(Pattern::new(product)?).or_insert_with(none);
            match (Pattern::new(action), &mut entry.actions) {
                (Ok(action), Some(actions)) => actions.push(action),
                (Ok(_), None) => wrong.push(chosen_twice(product, action)),
                (Err(diagnostic), _) => wrong.push(diagnostic),
            }
        }
        if wrong.has_errors() { Err(wrong) } else { Ok(choice) }
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
        if self.products.is_empty()
            || !self.products.keys().all(|name| present.contains(name.as_str()))
        {
            return paths;
        }
        let is_chosen = |path: &PathBuf| {
            product(path).is_some_and(|name| self.products.contains_key(name.as_str()))
        };
        paths.into_iter().filter(is_chosen).collect()
    }

    /// Whether anything of a product version is chosen.
    pub fn chooses(&self, product: &str, version: &str) -> bool {
        self.of(product).is_some_and(|product| product.has_version(version))
    }

    /// Leaves of a spec what is chosen and what that reaches.
    pub fn keep(&self, spec: &mut Spec) {
        let actions = spec.actions.keys().cloned().collect();
        let chosen = self.of(&spec.product).map(|product| product.matching(&actions));
        let chosen = chosen.unwrap_or_default();
        spec.keep(|name| chosen.contains(name));
    }

    /// What is chosen of a product, if anything.
    pub(super) fn of(&self, product: &str) -> Option<ProductChoice> {
        if self.products.is_empty() {
            return Some(ProductChoice::default());
        }
        let of_glob = || self.products.iter().find(|(name, _)| name.matches(product));
        let own = self.products.get(product);
        own.or_else(|| of_glob().map(|(_, chosen)| chosen)).cloned()
    }

    /// Everything chosen that is in no spec.
    pub(super) fn missing(&self, versions: &[Version]) -> Diagnostics {
        let mut known = Known::new();
        for version in versions {
            let dates = known.entry(version.product.clone()).or_default();
            dates.insert(version.date.clone(), version.all_actions.clone());
        }
        let chosen = self.products.iter().map(|(product, chosen)| Chosen {
            product,
            versions: chosen.versions.as_deref(),
            actions: chosen.actions.as_deref().unwrap_or_default(),
        });
        missing(chosen, &known)
    }
}

fn chosen_twice(product: &str, action: &str) -> Diagnostic {
    let message =
        format!("`{action}` of `{product}` is chosen, and so is the whole of `{product}`");
    Diagnostic::new(Code::InvalidSelection, message)
        .help("leave the product out of --products, or the action out of --actions")
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
        let joined = |patterns: &[Pattern]| {
            patterns.iter().map(Pattern::as_str).collect::<Vec<_>>().join("+")
        };
        let chosen: Vec<_> = choice
            .products
            .iter()
            .map(|(name, of)| (name.as_str(), joined(of.actions.as_deref().unwrap())))
            .collect();
        assert_eq!(chosen, [("as", "D".into()), ("cvm", "C".into()), ("ess", "A+B*".into())]);
        assert!(Choice::new(&BTreeMap::new(), None, &texts(&["CreateFlow"])).is_err());
        assert!(Choice::new(&BTreeMap::new(), None, &texts(&["ess:"])).is_err());
    }

    #[test]
    fn the_command_line_chooses_instead_of_the_config() {
        let configured = ProductConfig { docs: Docs::None, ..ProductConfig::default() };
        let name = |name: &str| Pattern::new(name).unwrap();
        let config: BTreeMap<_, _> =
            [(name("ess"), configured), (name("cvm"), ProductConfig::default())].into();
        assert_eq!(Choice::new(&config, None, &[]).unwrap().products.len(), 2);
        let products = texts(&["ess"]);
        let choice = Choice::new(&config, Some(&products), &[]).unwrap();
        assert_eq!(choice.products.len(), 1);
        assert_eq!(choice.products["ess"].docs, Docs::None);
    }

    #[test]
    fn a_product_of_the_command_line_is_whole() {
        let name = |name: &str| Pattern::new(name).unwrap();
        let some = ProductConfig { actions: Some(vec![name("A")]), ..ProductConfig::default() };
        let config = [(name("ess"), some)].into();
        let products = texts(&["ess"]);
        let choice = Choice::new(&config, Some(&products), &[]).unwrap();
        assert_eq!(choice.products["ess"].actions, None);
        let twice = Choice::new(&config, Some(&products), &texts(&["ess:A"])).unwrap_err();
        let twice: Vec<_> = twice.into_iter().map(|one| one.message).collect();
        assert_eq!(twice, ["`A` of `ess` is chosen, and so is the whole of `ess`"]);
    }

    #[test]
    fn names_and_globs_choose_actions() {
        let actions = ["CreateFlow", "DescribeFlow", "DescribeFile"].map(str::to_owned).into();
        let chosen = |texts_of: &str| {
            let choice = Choice::new(&BTreeMap::new(), None, &texts(&[texts_of])).unwrap();
            Vec::from_iter(choice.products["ess"].matching(&actions))
        };
        assert_eq!(chosen("ess:Describe*"), ["DescribeFile", "DescribeFlow"]);
        assert_eq!(chosen("ess:CreateFlow,DescribeFl?w"), ["CreateFlow", "DescribeFlow"]);
        assert_eq!(chosen("ess:*").len(), 3);
        assert!(Choice::new(&BTreeMap::new(), None, &texts(&["ess:Describe["])).is_err());
    }
}
