//! What the config chooses against what the spec has.

use std::collections::{BTreeMap, BTreeSet};

use globset::Glob;
use serde::Deserialize;
use toml::Spanned;

use super::{ConfigFile, not_toml, place};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::spec::{is_product, is_version};

/// What there is to choose from: the actions of each version of each product.
pub type Known = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The names in the file, each with its place.
#[derive(Deserialize)]
struct Names {
    #[serde(default)]
    products: BTreeMap<Spanned<String>, ProductNames>,
}

#[derive(Deserialize)]
struct ProductNames {
    versions: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    actions: Vec<Spanned<String>>,
}

/// Every product, version and action that the file chooses and that does not exist.
pub fn check(file: &ConfigFile, known: &Known) -> Diagnostics {
    let path = file.path.display().to_string();
    let at = |name: &Spanned<String>| {
        let (line, column) = place(&file.text, name.span().start);
        Location::new(path.as_str(), line, column)
    };
    let names: Names = match toml::from_str(&file.text) {
        Ok(names) => names,
        Err(error) => return not_toml(Code::InvalidConfig, &path, &file.text, &error).into(),
    };
    let mut diagnostics = Diagnostics::new();
    for (name, chosen) in &names.products {
        let product = name.get_ref();
        let versions: Vec<_> = known
            .iter()
            .filter(|(known, _)| matches(product, known))
            .flat_map(|(_, versions)| versions)
            .collect();
        if versions.is_empty() {
            diagnostics.push(unknown_product(product, known).at(at(name)));
            continue;
        }
        let dates: BTreeSet<&str> = versions.iter().map(|(date, _)| date.as_str()).collect();
        for version in chosen.versions.iter().flatten() {
            if !dates.contains(version.get_ref().as_str()) {
                diagnostics
                    .push(unknown_version(product, version.get_ref(), &dates).at(at(version)));
            }
        }
        let wanted = |date: &str| {
            chosen.versions.as_ref().is_none_or(|all| all.iter().any(|one| one.get_ref() == date))
        };
        let actions: BTreeSet<&str> = versions
            .iter()
            .filter(|(date, _)| wanted(date))
            .flat_map(|(_, actions)| actions.iter().map(String::as_str))
            .collect();
        for pattern in &chosen.actions {
            let text = pattern.get_ref();
            // A product version without actions is no fault of `*`.
            if text != "*" && !actions.iter().any(|action| matches(text, action)) {
                diagnostics.push(unknown_action(product, text, &actions).at(at(pattern)));
            }
        }
    }
    diagnostics
}

fn unknown_product(product: &str, known: &Known) -> Diagnostic {
    if !is_product(product) && !is_glob(product) {
        let message = format!("`{product}` is no short name of a product");
        return Diagnostic::new(Code::UnknownChoice, message)
            .help("a product is named as in its domain: `ess` of `ess.tencentcloudapi.com`");
    }
    let message = format!("no source describes the product `{product}`");
    let diagnostic = Diagnostic::new(Code::UnknownChoice, message);
    match nearest(product, known.keys().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("add its pages or its metadata under `[sources]`"),
    }
}

fn unknown_version(product: &str, version: &str, dates: &BTreeSet<&str>) -> Diagnostic {
    let all = dates.iter().map(|date| format!("`{date}`")).collect::<Vec<_>>().join(", ");
    let message = if is_version(version) {
        format!("no source describes version {version} of `{product}`")
    } else {
        format!("`{version}` is no version date")
    };
    Diagnostic::new(Code::UnknownChoice, message).help(format!("there is {all}"))
}

fn unknown_action(product: &str, pattern: &str, actions: &BTreeSet<&str>) -> Diagnostic {
    let message = if is_glob(pattern) {
        format!("`{pattern}` matches no action of `{product}`")
    } else {
        format!("`{product}` has no action `{pattern}`")
    };
    let diagnostic = Diagnostic::new(Code::UnknownChoice, message);
    match nearest(pattern, actions.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// Whether a text is a glob and not a name.
pub(super) fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// Whether a name or glob matches a name.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    if is_glob(pattern) {
        Glob::new(pattern).is_ok_and(|glob| glob.compile_matcher().is_match(name))
    } else {
        pattern == name
    }
}

/// The known word that a mistyped one was perhaps meant to be.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_ascii_lowercase();
    known
        .map(|known| (strsim::jaro_winkler(&lower, &known.to_ascii_lowercase()), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(a, first), (b, second)| a.total_cmp(b).then_with(|| second.cmp(first)))
        .map(|(_, known)| known)
}
