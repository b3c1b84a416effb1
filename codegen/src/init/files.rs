//! The text of the files of a new project.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::CONFIG;
use super::project::{Product, Project};
use crate::output::relative;

/// Checks the crate on a pull request, and opens one when the documentation changed.
const WORKFLOW: &str = include_str!("../../templates/regenerate.yml");
/// Checks before each commit that the crate is up to date.
const HOOK: &str = include_str!("../../templates/pre-commit-hook.sh");
/// An index without pages: it keeps the folder in version control.
const INDEX: &str = "{\n  \"format\": 1,\n  \"pages\": {}\n}\n";

/// Git looks for hooks where no commit reaches, so this one has to be copied there.
pub(super) const HOOK_PATH: &str = "spec/pre-commit-hook.sh";

/// The files of a project by path below its folder.
pub(super) fn project_files(project: &Project, config: String) -> Vec<(String, String)> {
    let mut files =
        vec![(CONFIG.to_owned(), config), ("spec/pages/index.json".to_owned(), INDEX.to_owned())];
    if project.workflow {
        files.push((".github/workflows/regenerate.yml".to_owned(), WORKFLOW.to_owned()));
    }
    if project.pre_commit {
        files.push((HOOK_PATH.to_owned(), HOOK.to_owned()));
    }
    files
}

/// The text of tcgen.toml, each key with what it is for.
pub(super) fn config_text(project: &Project, path: &Path) -> String {
    let folder = path.parent().unwrap_or(Path::new(""));
    let list = |paths: &[PathBuf]| {
        let paths: Vec<_> = paths.iter().map(|path| quoted(&relative(path, folder))).collect();
        paths.join(", ")
    };
    let mut text = format!(
        "\
# What is generated, and from what. Paths are relative to this file.
#   tcgen regenerate            makes the spec and the crate from the sources below
#   tcgen regenerate --fetch    the same, with the pages fetched again first
#   tcgen regenerate --check    for CI: fails if a file is not up to date

[crate]
name = {name}
out = \"../generated\"

[sources]
# Pages of the documentation, saved by `tcgen fetch` or by hand.
pages = [\"pages\"]
# The official metadata: wheels (`pip download --no-deps tccli`), folders or files.
metadata = [{metadata}]
# The official error lists: wheels (`pip download --no-deps tencentcloud-sdk-python`), or folders.
errors = [{errors}]
# Known faults of the documentation, put right.
# corrections = [\"corrections.toml\"]
",
        name = quoted(&project.name),
        metadata = list(&project.metadata),
        errors = list(&project.errors),
    );
    for (name, product) in &project.products {
        let _ = write!(text, "\n{}", product_text(name, product));
    }
    if project.products.is_empty() {
        let example = product_text("ess", &Product::default());
        text.push_str(
            "\n# One table a product, named as in its domain (ess.tencentcloudapi.com):\n",
        );
        for line in example.lines() {
            let _ = writeln!(text, "# {line}");
        }
    }
    text
}

fn product_text(name: &str, product: &Product) -> String {
    let all = ["*".to_owned()];
    let actions = if product.actions.is_empty() { &all } else { product.actions.as_slice() };
    let actions: Vec<_> = actions.iter().map(|action| quoted(action)).collect();
    let pages = match &product.pages {
        Some(url) => format!("pages = {}", quoted(url)),
        None => "# pages = \"https://cloud.tencent.com/document/api/…\"".to_owned(),
    };
    format!(
        "\
[products.{name}]
# Names and globs of actions.
actions = [{actions}]
# Version dates; all, if left out.
# versions = [\"2020-11-11\"]
# How much documentation goes into the crate: \"full\", or \"none\" for names and types only.
docs = \"full\"
# The product's API overview (API 概览, API Category), for `tcgen fetch {name}`.
{pages}
",
        actions = actions.join(", "),
    )
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
