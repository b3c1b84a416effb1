//! `tcgen show`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::language::language;
use super::spec_folder::default_spec_folder;
use super::{Outcome, report};
use crate::diagnostics::Diagnostics;
use crate::project::spec_files::{SpecFile, find_spec_files};
use crate::review::show::{self, Query, Screen, Subject};
use crate::spec;
use crate::text::shell::{quoted, quoted_path};

/// Show a product, an action or a structure as a person reads it
///
/// Names are found in any case. A text that is part of names or titles lists what holds it; a name
/// that is misspelt is answered with those that may have been meant.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen show ess                          its actions, grouped
  tcgen show ess CreateFlow               one action: members, types, errors, Rust signature
  tcgen show ess UserInfo                 a structure, and who uses it
  tcgen show cvm/2017-03-12:RunInstances  of one version; the newest, if none is named
  tcgen show ess --brief                  how many actions there are, the first of each group
  tcgen show ess CreateFlow --brief       what goes in and comes out, on one screen
  tcgen show ess seal                     what holds `seal` in its name or title
  tcgen show --search 签署                 the same, in every product

Exit status: 0 done, 2 no such product, action or structure, or bad input.")]
pub(super) struct ShowArguments {
    /// The product, alone or as `product/version` or `product:item`
    #[arg(value_name = "PRODUCT", required_unless_present_any = ["search", "names"])]
    product: Option<String>,
    /// The action or structure, or a part of names and titles
    #[arg(value_name = "ACTION")]
    item: Option<String>,
    /// List what holds a text in its name or title, in the product or in all
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["item", "names", "format"])]
    search: Option<String>,
    /// Show what fits one screen: required members first, the rest by number and name
    #[arg(long, conflicts_with_all = ["search", "names", "format"])]
    brief: bool,
    /// List the products, or what the product has, by name alone: all, or actions
    #[arg(long, value_name = "KIND", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "all", hide_possible_values = true)]
    #[arg(conflicts_with_all = ["item", "format"])]
    names: Option<Names>,
    /// The spec folder [default: ./spec, or the folder of the nearest tcgen.toml]
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::AnyPath)]
    spec: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ShowFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Names {
    /// Actions and structures
    All,
    /// Actions alone
    Actions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// For people
    Text,
    /// A spec that holds nothing but what is asked for
    Json,
}

pub(super) fn run(arguments: &ShowArguments) -> Outcome {
    match text(arguments) {
        Ok(text) => {
            report::result(&text);
            Outcome::Done
        }
        Err(diagnostics) => {
            report::diagnostics(&diagnostics);
            Outcome::Failed
        }
    }
}

fn text(arguments: &ShowArguments) -> Result<String, Diagnostics> {
    let folder = arguments.spec.clone().unwrap_or_else(default_spec_folder);
    let product = arguments.product.as_deref();
    if let Some(text) = &arguments.search {
        return search(&folder, product, text);
    }
    if let Some(kind) = arguments.names {
        return names(&folder, product, kind);
    }
    let query = Query::parse(product.unwrap_or_default(), arguments.item.as_deref());
    let (file, items) = match find(&folder, &query) {
        Ok(found) => found,
        Err(found) => return parts(&folder, &query, found),
    };
    if arguments.format == ShowFormat::Json {
        return Ok(spec::write(&show::cut(&file.spec, &items)));
    }
    let screen = screen();
    if arguments.brief {
        let texts = items.iter().map(|item| show::show_brief(&file, item, screen));
        return Ok(texts.collect::<Vec<_>>().join("\n") + &whole(arguments));
    }
    let texts: Vec<String> = items.iter().map(|item| show::show(&file, item, screen)).collect();
    Ok(texts.join("\n"))
}

/// How to see what the brief form leaves out.
fn whole(arguments: &ShowArguments) -> String {
    let mut command = "tcgen show".to_owned();
    for word in [&arguments.product, &arguments.item].into_iter().flatten() {
        command = format!("{command} {}", quoted(word));
    }
    if let Some(folder) = &arguments.spec {
        command = format!("{command} --spec {}", quoted_path(&folder.display().to_string()));
    }
    format!("\n{}\n", language().say(&format!("all of it: `{command}`")))
}

fn screen() -> Screen {
    Screen { width: report::width(), color: report::result_color(), language: language() }
}

/// What holds the item that was not found in its name or title; the finding, if nothing does.
fn parts(folder: &Path, query: &Query, found: Diagnostics) -> Result<String, Diagnostics> {
    let Some(item) = &query.item else { return Err(found) };
    let mut text = String::new();
    for path in candidates(folder, query)? {
        let file = SpecFile::read(&path)?;
        let hits = show::search(&file.spec, item);
        if !hits.is_empty() {
            text.push_str(&show::hits(&file.spec, &hits, screen()));
        }
    }
    if text.is_empty() { Err(found) } else { Ok(text) }
}

/// What holds a text in its name or title, in one product or in all. Nothing found is an answer.
fn search(folder: &Path, product: Option<&str>, wanted: &str) -> Result<String, Diagnostics> {
    let mut text = String::new();
    for path in paths(folder, product)? {
        let file = SpecFile::read(&path)?;
        let hits = show::search(&file.spec, wanted);
        if !hits.is_empty() {
            text.push_str(&show::hits(&file.spec, &hits, screen()));
        }
    }
    if text.is_empty() {
        report::note(&format!("nothing holds `{wanted}` in its name or title"));
    }
    Ok(text)
}

/// The names of all products, or of what one has, a line each.
fn names(folder: &Path, product: Option<&str>, kind: Names) -> Result<String, Diagnostics> {
    let mut names = std::collections::BTreeSet::new();
    for path in paths(folder, product)? {
        if product.is_none() {
            names.extend(product_of(&path).map(str::to_owned));
        } else {
            let spec = SpecFile::read(&path)?.spec;
            names.extend(spec.actions.into_keys());
            if kind == Names::All {
                names.extend(spec.structures.into_keys());
            }
        }
    }
    Ok(names.into_iter().map(|name| name + "\n").collect())
}

/// The spec files of a product, or all.
fn paths(folder: &Path, product: Option<&str>) -> Result<Vec<PathBuf>, Diagnostics> {
    match product {
        Some(product) => candidates(folder, &Query::parse(product, None)),
        None => find_spec_files(&[folder.to_owned()]),
    }
}

/// The newest version that has what is asked for.
fn find(folder: &Path, query: &Query) -> Result<(SpecFile, Vec<Subject>), Diagnostics> {
    let mut fault = None;
    for path in candidates(folder, query)? {
        let file = SpecFile::read(&path)?;
        match show::find_item(&file.spec, query.item.as_deref()) {
            Ok(items) => return Ok((file, items)),
            Err(diagnostic) => fault = fault.or(Some(diagnostic)),
        }
    }
    Err(fault.map(Diagnostics::from).unwrap_or_default())
}

/// The spec files of the product, the newest first; folders and names say which they are, so
/// that no other file is read.
fn candidates(folder: &Path, query: &Query) -> Result<Vec<PathBuf>, Diagnostics> {
    let paths = find_spec_files(&[folder.to_owned()])?;
    if !folder.is_dir() {
        let product = SpecFile::read(folder)?.spec.product;
        show::match_product(&query.product, &[product.as_str()])?;
        return Ok(paths);
    }
    let mut products: Vec<&str> = paths.iter().filter_map(|path| product_of(path)).collect();
    products.dedup();
    let product = show::match_product(&query.product, &products)?;
    let of_product = || paths.iter().filter(|path| product_of(path) == Some(product));
    let versions: Vec<&str> = of_product().filter_map(|path| version_of(path)).collect();
    let versions = show::match_versions(product, query.version.as_deref(), &versions)?;
    let path_of = |version| of_product().find(|path| version_of(path) == Some(version)).cloned();
    Ok(versions.into_iter().filter_map(path_of).collect())
}

/// The folder of a spec file is its product.
fn product_of(path: &Path) -> Option<&str> {
    path.parent()?.file_name()?.to_str()
}

/// The name of a spec file is its version.
fn version_of(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}
