//! What is chosen against what there is: the only place that decides whether a choice exists.

use std::collections::{BTreeMap, BTreeSet};

use super::Pattern;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{is_product, is_version};
use crate::text::shell::quoted;
use crate::text::suggest::{did_you_mean, nearest};

/// What there is to choose from: the actions of each version of each product.
pub type Known = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// What is chosen of a product.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen<'a> {
    /// Its name, or a glob of names.
    pub(crate) product: &'a Pattern,
    /// Version dates; all, if left out.
    pub(crate) versions: Option<&'a [Pattern]>,
    /// Its actions.
    pub(crate) actions: &'a [Pattern],
}

impl Chosen<'_> {
    fn has_version(&self, date: &str) -> bool {
        self.versions.is_none_or(|versions| versions.iter().any(|one| one.as_str() == date))
    }
}

/// Every product, version and action that is chosen and does not exist.
pub(crate) fn missing<'a>(
    choice: impl IntoIterator<Item = Chosen<'a>>,
    known: &Known,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for chosen in choice {
        missing_of_product(&chosen, known, &mut diagnostics);
    }
    diagnostics
}

fn missing_of_product(chosen: &Chosen<'_>, known: &Known, diagnostics: &mut Diagnostics) {
    let product = chosen.product;
    let versions: Vec<_> = known
        .iter()
        .filter(|(known, _)| product.matches(known))
        .flat_map(|(_, versions)| versions)
        .collect();
    if versions.is_empty() {
        diagnostics.push(unknown_product(product, known));
        return;
    }
    let dates: BTreeSet<&str> = versions.iter().map(|(date, _)| date.as_str()).collect();
    for version in chosen.versions.into_iter().flatten() {
        if !dates.contains(version.as_str()) {
            diagnostics.push(unknown_version(product, version, &dates));
        }
    }
    let chosen_versions: Vec<_> =
        versions.iter().filter(|(date, _)| chosen.has_version(date)).collect();
    if chosen_versions.is_empty() {
        // The unknown version is reported above; missing actions would only repeat it.
        return;
    }
    let actions: BTreeSet<&str> = chosen_versions
        .iter()
        .flat_map(|(_, actions)| actions.iter().map(String::as_str))
        .collect();
    for pattern in chosen.actions {
        // A product version without actions is no fault of `*`.
        if pattern.as_str() != "*" && !actions.iter().any(|action| pattern.matches(action)) {
            diagnostics.push(unknown_action(product, pattern, &actions));
        }
    }
}

fn unknown_product(product: &Pattern, known: &Known) -> Diagnostic {
    if !is_product(product.as_str()) && !product.is_glob() {
        let message = format!("`{product}` is not the short name of a product");
        return product
            .finding(Code::UnknownChoice, message)
            .help("a product is named as in its domain: `ess` of `ess.tencentcloudapi.com`");
    }
    let help = match nearest(product.as_str(), known.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add its pages or its metadata under `[sources]`, or import them".to_owned(),
    };
    product
        .finding(Code::UnknownChoice, format!("nothing describes the product `{product}`"))
        .help(help)
}

fn unknown_version(product: &Pattern, version: &Pattern, dates: &BTreeSet<&str>) -> Diagnostic {
    let all = dates.iter().map(|date| format!("`{date}`")).collect::<Vec<_>>().join(", ");
    let message = if is_version(version.as_str()) {
        format!("nothing describes version {version} of `{product}`")
    } else {
        format!("`{version}` is not a version date")
    };
    version.finding(Code::UnknownChoice, message).help(format!("there is {all}"))
}

fn unknown_action(product: &Pattern, pattern: &Pattern, actions: &BTreeSet<&str>) -> Diagnostic {
    let message = if pattern.is_glob() {
        format!("`{pattern}` matches no action of `{product}`")
    } else {
        format!("`{product}` has no action `{pattern}`")
    };
    let help = did_you_mean(pattern.as_str(), actions.iter().copied());
    let help =
        help.unwrap_or_else(|| format!("`tcgen show {}` lists them", quoted(product.as_str())));
    pattern.finding(Code::UnknownChoice, message).help(help)
}
