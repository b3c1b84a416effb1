//! From what the user typed to an item of a spec.

use crate::diagnostics::{Code, Diagnostic};
use crate::spec::Spec;
use crate::text::shell::quoted;

use super::suggest::{help, suggest};

/// What the user asks for: `ess`, `ess/2020-11-11`, `ess CreateX`, `ess:CreateX`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The product, in any case.
    pub product: String,
    /// The version date; the newest, if left out.
    pub version: Option<String>,
    /// The action or structure, in any case.
    pub item: Option<String>,
}

impl Query {
    /// Reads the arguments of `tcgen show`.
    pub fn parse(product: &str, item: Option<&str>) -> Self {
        let (product, joined) = match product.split_once(':') {
            Some((product, item)) => (product, Some(item)),
            None => (product, None),
        };
        let (product, version) = match product.split_once('/') {
            Some((product, version)) => (product, Some(version.to_owned())),
            None => (product, None),
        };
        let item = item.or(joined).filter(|item| !item.is_empty());
        Self { product: product.to_owned(), version, item: item.map(str::to_owned) }
    }
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The product version as a whole.
    Product,
    /// One action, by name.
    Action(String),
    /// One structure, by name.
    Structure(String),
}

/// The product that is meant, of those that there are.
pub fn match_product<'a>(wanted: &str, products: &[&'a str]) -> Result<&'a str, Diagnostic> {
    let found = products.iter().find(|product| product.eq_ignore_ascii_case(wanted));
    found.copied().ok_or_else(|| {
        let named = products.iter().map(|product| (*product, None));
        let diagnostic =
            Diagnostic::new(Code::NoSuchProduct, format!("no spec has a product `{wanted}`"));
        match help(&suggest(wanted, named)) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help(some_of(products)),
        }
    })
}

/// The versions that may be meant, of those that there are: the named one, or all, the newest
/// first.
pub fn match_versions<'a>(
    product: &str,
    wanted: Option<&str>,
    versions: &[&'a str],
) -> Result<Vec<&'a str>, Diagnostic> {
    let is_meant = |version: &&str| wanted.is_none_or(|wanted| *version == wanted);
    let mut found: Vec<&str> = versions.iter().copied().filter(is_meant).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    if found.is_empty() {
        let message = format!("`{product}` has no version `{}`", wanted.unwrap_or_default());
        return Err(Diagnostic::new(Code::NoSuchProduct, message).help(some_of(versions)));
    }
    Ok(found)
}

/// The actions and structures of this name; both, where they share it.
pub fn find_item(spec: &Spec, wanted: Option<&str>) -> Result<Vec<Subject>, Diagnostic> {
    let Some(wanted) = wanted else { return Ok(vec![Subject::Product]) };
    let is_exact = spec.actions.contains_key(wanted) || spec.structures.contains_key(wanted);
    let is_meant = |name: &&String| {
        if is_exact { *name == wanted } else { name.eq_ignore_ascii_case(wanted) }
    };
    let actions = spec.actions.keys().filter(is_meant).cloned().map(Subject::Action);
    let structures = spec.structures.keys().filter(is_meant).cloned().map(Subject::Structure);
    let items: Vec<Subject> = actions.chain(structures).collect();
    if items.is_empty() { Err(unknown_item(spec, wanted)) } else { Ok(items) }
}

fn unknown_item(spec: &Spec, wanted: &str) -> Diagnostic {
    let actions =
        spec.actions.iter().map(|(name, action)| (name.as_str(), action.title.as_deref()));
    let structures = spec.structures.keys().map(|name| (name.as_str(), None));
    let message =
        format!("{} {} has no action or structure `{wanted}`", spec.product, spec.version);
    let diagnostic = Diagnostic::new(Code::NoSuchItem, message);
    match help(&suggest(wanted, actions.chain(structures))) {
        Some(help) => diagnostic.help(help),
        None => {
            diagnostic.help(format!("`tcgen show {}` lists what there is", quoted(&spec.product)))
        }
    }
}

fn some_of(names: &[&str]) -> String {
    const SOME: usize = 12;
    let list: Vec<&str> = names.iter().take(SOME).copied().collect();
    match names.len().checked_sub(SOME) {
        Some(more) if more > 0 => format!("there are {} and {more} more", list.join(", ")),
        _ => format!("there is {}", list.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> Spec {
        let mut spec = Spec::new("demo", "2020-01-01");
        for name in ["GetBook", "Shelf"] {
            spec.actions.insert(name.into(), crate::spec::Action::default());
        }
        spec.structures.insert("Shelf".into(), crate::spec::Structure::default());
        spec
    }

    #[test]
    fn every_way_of_asking_is_understood() {
        let query = Query::parse("ess/2020-11-11:CreateX", None);
        assert_eq!(query.product, "ess");
        assert_eq!(query.version.as_deref(), Some("2020-11-11"));
        assert_eq!(query.item.as_deref(), Some("CreateX"));
        assert_eq!(Query::parse("ess", Some("CreateX")), Query { version: None, ..query });
    }

    #[test]
    fn names_are_found_in_any_case_and_in_both_kinds() {
        assert_eq!(
            find_item(&spec(), Some("getbook")).unwrap(),
            [Subject::Action("GetBook".into())]
        );
        assert_eq!(find_item(&spec(), Some("Shelf")).unwrap().len(), 2);
        assert_eq!(match_product("ESS", &["cvm", "ess"]).unwrap(), "ess");
    }

    #[test]
    fn a_name_that_is_not_there_is_answered_with_one_that_is() {
        let error = find_item(&spec(), Some("GetBok")).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("did you mean `GetBook`?"));
        let error = match_product("es", &["cvm", "ess"]).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("did you mean `ess`?"));
        let error = match_product("zzz", &["cvm", "ess"]).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("there is cvm, ess"));
    }

    #[test]
    fn the_newest_version_comes_first_unless_one_is_named() {
        let versions = ["2017-03-12", "2020-11-11"];
        let found = |wanted| match_versions("x", wanted, &versions);
        assert_eq!(found(None).unwrap(), ["2020-11-11", "2017-03-12"]);
        assert_eq!(found(Some("2017-03-12")).unwrap(), ["2017-03-12"]);
        assert!(found(Some("1999-01-01")).is_err());
    }
}
