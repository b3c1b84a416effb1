//! The questions of `tcgen init`: each answer is looked at before the next question, and kept when
//! they have to be asked again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use dialoguer::{Confirm, Input};

use super::language::language;
use super::report;
use crate::project::config::Pattern;
use crate::rust::names::is_package_name;
use crate::spec::is_product;
use crate::text::suggest::nearest;
use crate::workflow::init::{Product, Project, known_actions};

/// What the packages know, by product.
type KnownActions = BTreeMap<String, BTreeSet<String>>;

/// Asks what the project is to be, with what is known of it as the answers to change; gives
/// whether somebody answered to the end.
pub(super) fn ask(project: &mut Project, has_workflow: bool) -> bool {
    try_ask(project, has_workflow).is_ok()
}

fn try_ask(project: &mut Project, has_workflow: bool) -> dialoguer::Result<()> {
    let given = project.metadata.iter().map(|path| path.display().to_string());
    let metadata = answer(
        "Official metadata: wheels, separated by commas (empty: pages later)",
        &given.collect::<Vec<_>>().join(","),
        "",
        |text| packages(text).map(drop),
    )?;
    let (paths, known) = packages(&metadata).unwrap_or_default();
    project.metadata = paths;
    ask_for_products(project, &known)?;
    let name = project.name.clone().unwrap_or_default();
    let check = |text: &str| {
        let wrong = "use ASCII letters, digits, `-` and `_`, with a letter first; \
                     keywords and crates such as `std` are taken";
        if is_package_name(text) { Ok(()) } else { Err(wrong.to_owned()) }
    };
    let name = answer("Package name of the crate", &name, "tencentcloud-api", check)?;
    project.name = Some(name);
    if !has_workflow {
        project.workflow = Confirm::new()
            .with_prompt(
                language().say("A GitHub workflow that checks the crate and proposes updates?"),
            )
            .default(project.workflow)
            .interact()?;
    }
    Ok(())
}

fn ask_for_products(project: &mut Project, known: &KnownActions) -> dialoguer::Result<()> {
    let given = project.products.iter().map(|(name, product)| match &product.pages {
        Some(url) => format!("{name}={url}"),
        None => name.clone(),
    });
    let products = answer(
        "Products, by short name, as ess,cvm (empty: choose later)",
        &given.collect::<Vec<_>>().join(","),
        "",
        |text| known_products(text, known),
    )?;
    let before = std::mem::take(&mut project.products);
    project.add_products(products.split(','));
    let names: Vec<String> = project.products.keys().cloned().collect();
    let known =
        known_actions(&project.metadata, &|product| names.iter().any(|name| name == product))
            .unwrap_or_default();
    for (name, product) in &mut project.products {
        let given = before.get(name).map(|product: &Product| product.actions.join(","));
        let actions = answer(
            &format!("Actions of {name}, names or globs"),
            &given.unwrap_or_default(),
            "*",
            |text| known.get(name).map_or(Ok(()), |actions| known_names(text, actions)),
        )?;
        product.actions = list(&actions).map(str::to_owned).collect();
    }
    Ok(())
}

/// An answer on the terminal: what was given before can be edited, nothing stands for `otherwise`,
/// and a wrong answer comes back to be put right.
fn answer(
    question: &str,
    before: &str,
    otherwise: &str,
    check: impl Fn(&str) -> Result<(), String>,
) -> dialoguer::Result<String> {
    let mut before = before.to_owned();
    loop {
        let input = Input::new().with_prompt(language().say(question)).allow_empty(true);
        let input = if before.is_empty() && !otherwise.is_empty() {
            input.default(otherwise.to_owned())
        } else {
            input.with_initial_text(&before)
        };
        let text: String = input.interact_text()?;
        let text = text.trim();
        match check(text) {
            Ok(()) => return Ok(text.to_owned()),
            Err(wrong) => report::error(&format!("error: {wrong}")),
        }
        text.clone_into(&mut before);
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// The packages at paths, and the products that they know.
fn packages(text: &str) -> Result<(Vec<PathBuf>, KnownActions), String> {
    let paths: Vec<PathBuf> = list(text).map(at_home).collect();
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        let path = missing.display();
        return Err(format!("{path} is not there; get it with `pip download --no-deps tccli`"));
    }
    if paths.is_empty() {
        return Ok(Default::default());
    }
    let known = known_actions(&paths, &|_| false).map_err(|found| {
        found.iter().next().map_or_else(String::new, |first| first.message.clone())
    })?;
    Ok((paths, known))
}

/// A path as a shell reads it: `~/tccli.whl` is in the home folder.
fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

fn known_products(text: &str, known: &KnownActions) -> Result<(), String> {
    for product in list(text).map(|item| item.split('=').next().unwrap_or(item)) {
        if !is_product(product) {
            return Err(format!(
                "`{product}` is not a short name, as `ess` of ess.tencentcloudapi.com"
            ));
        }
        if !known.is_empty() && !known.contains_key(product) {
            let near = nearest(product, known.keys().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!("the metadata does not know `{product}`{hint}"));
        }
    }
    if !known.is_empty() && list(text).next().is_none() {
        return Err("name at least one product that the metadata knows".to_owned());
    }
    Ok(())
}

fn known_names(text: &str, actions: &BTreeSet<String>) -> Result<(), String> {
    for pattern in list(text).filter(|pattern| *pattern != "*") {
        let wanted = Pattern::new(pattern).map_err(|fault| fault.message)?;
        if !actions.iter().any(|action| wanted.matches(action)) {
            let near = nearest(pattern, actions.iter().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(format!("there is no action `{pattern}`{hint}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_not_there_and_a_name_that_is_not_known_are_said_at_once() {
        assert!(packages("~/nothing/tccli.whl").unwrap_err().contains("pip download"));
        let home = std::env::home_dir().unwrap();
        assert_eq!(at_home("~/a.whl"), home.join("a.whl"));
        assert_eq!(at_home("a~/b"), PathBuf::from("a~/b"));
        let names = ["CreateFlow", "DescribeFlow"].map(str::to_owned);
        let known = KnownActions::from([("ess".to_owned(), BTreeSet::from(names.clone()))]);
        assert_eq!(known_products("ess, ess=https://host/a", &known), Ok(()));
        let wrong = known_products("ess,esss", &known).unwrap_err();
        assert!(wrong.ends_with("did you mean `ess`?"), "{wrong}");
        assert!(known_products("?", &KnownActions::new()).is_err());
        assert_eq!(known_names("*,Create*,DescribeFlow", &known["ess"]), Ok(()));
        let wrong = known_names("CreateFlwo", &known["ess"]).unwrap_err();
        assert!(wrong.ends_with("did you mean `CreateFlow`?"), "{wrong}");
    }
}
