//! The text of the files of a new project.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::project::{Product, Project};
use super::sources::Placed;
use crate::source::package::wheels_in;
use crate::text::shell;

/// Checks the crate on a pull request, and opens one when the documentation changed.
const WORKFLOW: &str = include_str!("../../../templates/regenerate.yml");
/// Checks before each commit that the crate is up to date.
const HOOK: &str = include_str!("../../../templates/pre-commit-hook.sh");
/// What git is told about the folder of the config.
const ATTRIBUTES: &str = include_str!("../../../templates/gitattributes");
/// An index without pages: it keeps the folder in version control.
const INDEX: &str = "{\n  \"format\": 1,\n  \"pages\": {}\n}\n";

/// What the crate is called unless the project says otherwise.
const NAME: &str = "tencentcloud-api";

/// Git looks for hooks where no commit reaches, so this one has to be copied there.
pub(super) const HOOK_NAME: &str = "pre-commit-hook.sh";

/// Where the files of a project go, below the root of its repository.
pub(super) struct Place {
    /// The config.
    pub(super) config: String,
    /// The folder of the config.
    spec: String,
    /// The folder around that, as paths begin: empty, or with a `/` at the end.
    project: String,
}

impl Place {
    pub(super) fn new(config: &str) -> Self {
        let spec = config.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let project = spec.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self {
            config: config.to_owned(),
            spec: spec.to_owned(),
            project: if project.is_empty() { String::new() } else { format!("{project}/") },
        }
    }

    /// The path of a file in the folder of the config.
    pub(super) fn beside(&self, name: &str) -> String {
        if self.spec == "." { name.to_owned() } else { format!("{}/{name}", self.spec) }
    }
}

/// The files of a project by path below the root of its repository.
pub(super) fn project_files(
    project: &Project,
    config: String,
    place: &Place,
) -> Vec<(String, String)> {
    let mut files = vec![
        (place.config.clone(), config),
        (place.beside("pages/index.json"), INDEX.to_owned()),
        (place.beside(".gitattributes"), ATTRIBUTES.to_owned()),
    ];
    if project.workflow {
        // A text of JSON is one of YAML.
        let yaml = |path: &str| serde_json::Value::from(path).to_string();
        let text = WORKFLOW
            .replace("@CONFIG@", &yaml(&place.config))
            .replace("@SPEC@", &yaml(&place.spec))
            .replace("@INSTALL@", &project.tcgen.arguments())
            .replace("@PACKAGES@", packages(project));
        files.push((".github/workflows/regenerate.yml".to_owned(), text));
    }
    if project.pre_commit {
        let text = HOOK
            .replace("'spec/tcgen.toml'", &shell::quoted(&place.config))
            .replace("'generated'", &shell::quoted(&format!("{}generated", place.project)));
        files.push((place.beside(HOOK_NAME), text));
    }
    files
}

/// The packages that hold the newest metadata and error lists, in the language of those given.
fn packages(project: &Project) -> &'static str {
    let is_english = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().contains("intl"))
    };
    let wheels = project.metadata.iter().flat_map(|path| wheels_in(path));
    if project.metadata.iter().cloned().chain(wheels).any(|path| is_english(&path)) {
        "tccli-intl-en tencentcloud-sdk-python-intl-en"
    } else {
        "tccli tencentcloud-sdk-python"
    }
}

/// The text of tcgen.toml, each key with what it is for.
pub(super) fn config_text(project: &Project, placed: &Placed) -> String {
    let list = |paths: Vec<String>| {
        let paths: Vec<_> = paths.iter().map(|path| quoted(path)).collect();
        paths.join(", ")
    };
    let name = project.name.as_deref().unwrap_or(NAME);
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
# Facts of the official metadata and error lists, as `tcgen import … --facts` writes them; or the
# wheels (`pip download --no-deps tccli tencentcloud-sdk-python`), folders or files themselves.
metadata = [{metadata}]
# The official error lists: wheels (`pip download --no-deps tencentcloud-sdk-python`), or folders.
errors = [{errors}]
# Known faults of the documentation, put right.
# corrections = [\"corrections.toml\"]
",
        name = quoted(name),
        metadata = list(placed.metadata()),
        errors = list(placed.errors.clone()),
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

pub(super) fn product_text(name: &str, product: &Product) -> String {
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
