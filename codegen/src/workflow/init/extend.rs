//! A second `init`: products that are added to a project.

use std::path::Path;

use super::files::product_text;
use super::project::{Product, Project};
use super::sources::FACTS;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::project::config::{ConfigFile, ProductConfig};
use crate::text::shell::{quoted, quoted_path};

/// The config with the products that it does not choose yet at its end; nothing if it chooses all
/// of them. What else is asked for and cannot be added is an error.
pub(super) fn extended(
    file: &ConfigFile,
    project: &Project,
) -> Result<Option<(String, Vec<String>)>, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let path = file.path.display().to_string();
    let contrary = |message: String, help: String| {
        Diagnostic::new(Code::ProjectExists, message).at(Location::file(path.clone())).help(help)
    };
    if let Some(name) = project.name.as_ref().filter(|name| **name != file.config.krate.name) {
        let message =
            format!("the crate is called `{}` here, not `{name}`", file.config.krate.name);
        wrong.push(contrary(message, "change `name` under `[crate]`".to_owned()));
    }
    let mut text = file.text.clone();
    let mut added = Vec::new();
    for (name, product) in &project.products {
        if let Some(present) = file.config.products.get(name.as_str()) {
            if !product.actions.is_empty() && product.actions != names(present) {
                let message = format!("`{name}` is chosen here already, with other actions");
                let help = format!("change `actions` under `[products.{name}]`");
                wrong.push(contrary(message, help));
            }
        } else {
            add(&mut text, name, product);
            added.push(name.clone());
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok((!added.is_empty()).then_some((text, added)))
}

/// A warning that packages are given for products that are chosen here already: what those are made
/// from stays as it is, and there are commands to change it.
pub(super) fn not_taken_in(file: &ConfigFile, project: &Project) -> Option<Diagnostic> {
    let is_present = |name: &&String| file.config.products.contains_key(name.as_str());
    let present: Vec<&str> =
        project.products.keys().filter(is_present).map(String::as_str).collect();
    if present.is_empty() || !project.has_packages() {
        return None;
    }
    let names = present.join(",");
    let word = |path: &Path| quoted_path(&path.display().to_string());
    let packages: Vec<String> =
        project.metadata.iter().chain(&project.errors).map(|path| word(path)).collect();
    let (facts, config) = (word(&file.path.with_file_name(FACTS)), word(&file.path));
    let message = format!("`{names}` is chosen here already: the packages are not taken in for it");
    let mut warning = Diagnostic::new(Code::ProjectExists, message)
        .at(Location::file(file.path.display().to_string()))
        .help(format!(
            "to take in what they say now: `tcgen import {} --products {} --docs full --facts {facts}`, \
             then `tcgen regenerate --config {config}`",
            packages.join(" "),
            quoted(&names)
        ));
    warning.severity = Severity::Warning;
    Some(warning)
}

/// The names and globs of a product's actions; `*`, if it has none.
fn names(present: &ProductConfig) -> Vec<String> {
    match &present.actions {
        Some(actions) => actions.iter().map(ToString::to_string).collect(),
        None => vec!["*".to_owned()],
    }
}

fn add(text: &mut String, name: &str, product: &Product) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&product_text(name, product));
}

/// The text of a config with one more path in a list of `[sources]`, where that list is empty.
pub(super) fn with_source(
    text: &str,
    path: &Path,
    key: &str,
    source: &str,
) -> Result<String, Diagnostic> {
    let entry = toml::Value::String(source.to_owned());
    let empty = format!("{key} = []");
    if text.lines().filter(|line| line.trim() == empty).count() == 1 {
        return Ok(text.replacen(&empty, &format!("{key} = [{entry}]"), 1));
    }
    Err(Diagnostic::new(Code::ProjectExists, format!("`{source}` is not listed under `[sources]`"))
        .at(Location::file(path.display().to_string()))
        .help(format!("add {entry} to `{key}` there, then run this again")))
}
