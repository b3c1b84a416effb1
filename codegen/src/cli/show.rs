//! `tcgen show`.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::spec_folder::default_spec_folder;
use super::{Outcome, report};
use crate::diagnostics::Diagnostics;
use crate::show::{self, Item, Query, Screen};
use crate::spec;
use crate::spec_files::{SpecFile, find_spec_files};

/// Show a product, an action or a structure as a person reads it
///
/// Names are found in any case; a name that is not found is answered with those that may have been
/// meant, by spelling, by a part of the name, or by a part of the title.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  tcgen show ess                          its actions, grouped
  tcgen show ess CreateFlow               one action: members, types, errors, Rust signature
  tcgen show ess UserInfo                 a structure, and who uses it
  tcgen show cvm/2017-03-12:RunInstances  of one version; the newest, if none is named
  tcgen show ess seal                     what holds `seal` in its name or title

Exit status: 0 done, 2 no such product, action or structure, or bad input.")]
pub(super) struct Arguments {
    /// The product, alone or as `product/version` or `product:item`
    #[arg(value_name = "PRODUCT")]
    product: String,
    /// The action or structure
    #[arg(value_name = "ACTION")]
    item: Option<String>,
    /// The spec folder [default: ./spec, or the folder of the nearest tcgen.toml]
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::AnyPath)]
    spec: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// A spec that holds nothing but what is asked for
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
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

fn text(arguments: &Arguments) -> Result<String, Diagnostics> {
    let query = Query::parse(&arguments.product, arguments.item.as_deref());
    let folder = arguments.spec.clone().unwrap_or_else(default_spec_folder);
    let (file, items) = find(&folder, &query)?;
    if arguments.format == Format::Json {
        return Ok(spec::write(&show::cut(&file.spec, &items)));
    }
    let screen = Screen { width: report::width(), color: report::result_color() };
    let texts: Vec<String> = items.iter().map(|item| show::show(&file, item, screen)).collect();
    Ok(texts.join("\n"))
}

/// The newest version that has what is asked for.
fn find(folder: &Path, query: &Query) -> Result<(SpecFile, Vec<Item>), Diagnostics> {
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
    if folder.is_file() {
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
