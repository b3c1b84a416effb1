//! Starts a project: a commented tcgen.toml, a folder for pages, the files of CI, and where
//! metadata is at hand, the first spec and crate.
//!
//! In: a folder and what the project is to be. Out: what was written, and what was already there.
//!
//! Invariant: a file that is there is never touched, so that running it twice is harmless. A
//! product or action that no source describes leaves the folder as it was.

mod files;
mod project;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{Config, ConfigFile};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::interpret::find_packages;
use crate::output::{self, Changes, Files};
use crate::regenerate::{Options, Regenerated, regenerate};
use crate::suggest::did_you_mean;

pub use project::{Product, Project};

/// Where a new project keeps its config, below its folder.
const CONFIG: &str = "spec/tcgen.toml";

/// What was done.
#[derive(Debug, Default)]
pub struct Started {
    /// The config, new or as it was there.
    pub config: PathBuf,
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Files that were there and stay as they are.
    pub present: Vec<PathBuf>,
    /// The files of the first spec and crate, where metadata was given.
    pub generated: Option<(Changes, Changes)>,
    /// The findings on the way; no error among them.
    pub diagnostics: Diagnostics,
}

/// Starts a project in a folder. `progress` is told product versions done and in all.
///
/// Errors leave the folder as it was.
pub fn init(
    folder: &Path,
    project: &Project,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Started, Diagnostics> {
    project.check()?;
    let mut started = Started { config: folder.join(CONFIG), ..Started::default() };
    // A config that is there already says what the project is.
    if let Some(config) = present_config(folder) {
        started.config = config;
    }
    let is_new = !started.config.exists();
    let text = files::config_text(project, &started.config);
    let generated = if is_new && !project.metadata.is_empty() {
        Some(first_crate(project, &started.config, &text, progress)?)
    } else {
        None
    };
    let mut missing = Files::new();
    for (path, text) in files::project_files(project, text) {
        let target = if path == CONFIG { started.config.clone() } else { folder.join(&path) };
        if target.exists() {
            started.present.push(target);
        } else {
            started.written.push(target);
            missing.insert(path, text);
        }
    }
    output::write(folder, &missing)?;
    if let Some(generated) = generated {
        let written = generated.write()?;
        started.generated = Some((written.spec, written.krate));
        started.diagnostics = generated.diagnostics;
    }
    Ok(started)
}

fn present_config(folder: &Path) -> Option<PathBuf> {
    [CONFIG, "tcgen.toml"].map(|name| folder.join(name)).into_iter().find(|path| path.exists())
}

/// The spec and crate of a config that is not written yet. Its pages folder is not there either.
fn first_crate(
    project: &Project,
    path: &Path,
    text: &str,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Regenerated, Diagnostics> {
    let mut config = Config::read(&path.display().to_string(), text)?;
    config.sources.pages.clear();
    let file = ConfigFile { path: path.to_owned(), text: text.to_owned(), config };
    regenerate(&file, Options::default(), progress)
        .map_err(|found| unknown_products(project).unwrap_or(found))
}

/// The products that the metadata does not know, each with the one that was perhaps meant. The
/// metadata is searched only when something is wrong: it holds 300 product versions.
fn unknown_products(project: &Project) -> Option<Diagnostics> {
    let metadata = find_packages(&project.metadata, &|_, _| false).ok()?;
    let known: BTreeSet<&str> = metadata.products().collect();
    let mut unknown = Diagnostics::new();
    for product in project.products.keys().filter(|product| !known.contains(product.as_str())) {
        let message = format!("the metadata does not know the product `{product}`");
        let diagnostic = Diagnostic::new(Code::UnknownChoice, message);
        let help = did_you_mean(product, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("it knows {} products", known.len()));
        unknown.push(diagnostic.help(help));
    }
    (!unknown.is_empty()).then_some(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;

    fn project() -> Project {
        let actions = vec!["Boil*".into(), "Pour".into()];
        let pages = Some("https://host/document/api/7/0".into());
        let kettle = Product { actions, pages };
        Project {
            name: "kettles".into(),
            products: [("kettle".to_owned(), kettle)].into(),
            workflow: true,
            pre_commit: true,
            ..Project::default()
        }
    }

    fn start(folder: &Path, project: &Project) -> Result<Started, Diagnostics> {
        init(folder, project, &|_, _| {})
    }

    #[test]
    fn a_new_project_has_a_config_that_says_what_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let started = start(folder.path(), &project()).unwrap();
        assert_eq!(started.written.len(), 4, "{:?}", started.written);
        let file = ConfigFile::read(&started.config).unwrap();
        assert_eq!(file.config.krate.name, "kettles");
        let kettle = &file.config.products["kettle"];
        let actions = kettle.actions.iter().flatten().map(ToString::to_string);
        assert_eq!(actions.collect::<Vec<_>>(), ["Boil*", "Pour"]);
        assert_eq!(kettle.pages.as_deref(), Some("https://host/document/api/7/0"));
        insta::assert_snapshot!(file.text);
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        start(folder.path(), &project()).unwrap();
        let config = folder.path().join(CONFIG);
        std::fs::write(&config, "# mine\n").unwrap();
        let started = start(folder.path(), &project()).unwrap();
        assert!(started.written.is_empty(), "{:?}", started.written);
        assert_eq!(started.present.len(), 4);
        assert_eq!(std::fs::read_to_string(&config).unwrap(), "# mine\n");
    }

    #[test]
    fn a_config_in_the_folder_itself_is_one_too() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tcgen.toml"), "").unwrap();
        let started = start(folder.path(), &project()).unwrap();
        assert_eq!(started.config, folder.path().join("tcgen.toml"));
        assert!(!folder.path().join(CONFIG).exists());
    }

    #[test]
    fn a_project_without_products_shows_how_to_choose_one() {
        let folder = tempfile::tempdir().unwrap();
        let started = start(folder.path(), &Project::default()).unwrap();
        let file = ConfigFile::read(&started.config).unwrap();
        assert!(file.config.products.is_empty());
        assert!(file.text.contains("# [products.ess]"), "{}", file.text);
    }

    #[test]
    fn what_is_no_name_is_refused_and_nothing_written() {
        for (name, product, metadata) in [
            ("no name", "ess", None),
            ("ok", "no product", None),
            ("ok", "ess", Some("/nowhere/at/all")),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let project = Project {
                name: name.into(),
                products: [(product.to_owned(), Product::default())].into(),
                metadata: metadata.map(PathBuf::from).into_iter().collect(),
                ..Project::default()
            };
            let found = start(folder.path(), &project).unwrap_err();
            assert!(found.has_errors());
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{name} {product}");
        }
    }

    /// The smallest metadata: one product, one action.
    const METADATA: &str = r#"{"metadata": {"apiVersion": "2021-02-03", "serviceShortName": "kettle",
        "serviceNameCN": "Kettles"}, "version": "1.0", "actions": {"Boil": {"name": "Boil", "document": "", "status": "online",
        "input": "BoilRequest", "output": "BoilResponse"}}, "objects": {"BoilRequest": {"members": [],
        "type": "object"}, "BoilResponse": {"members": [{"name": "RequestId", "type": "string",
        "member": "string", "required": true, "document": ""}], "type": "object"}}}"#;

    #[test]
    fn metadata_gives_the_first_spec_and_crate() {
        let folder = tempfile::tempdir().unwrap();
        let metadata = folder.path().join("api.json");
        std::fs::write(&metadata, METADATA).unwrap();
        let kettle = Product { actions: vec!["Boil".into()], pages: None };
        let mut project = Project { metadata: vec![metadata], ..project() };
        project.products.insert("kettle".into(), kettle);
        let started = start(&folder.path().join("new"), &project).unwrap();
        let (spec, krate) = started.generated.unwrap();
        // The spec, the lock and the change log.
        assert_eq!(spec.added.len(), 3);
        assert!(krate.added.len() > 5);
        assert!(folder.path().join("new/generated/Cargo.toml").is_file());
        let text = std::fs::read_to_string(&started.config).unwrap();
        assert!(text.contains("metadata = [\"../../api.json\"]"), "{text}");
    }

    #[test]
    fn a_product_that_is_not_there_is_said_with_the_one_that_is() {
        let folder = tempfile::tempdir().unwrap();
        let metadata = folder.path().join("api.json");
        std::fs::write(&metadata, METADATA).unwrap();
        let products = [("kettel".to_owned(), Product::default())].into();
        let project = Project { metadata: vec![metadata], products, ..Project::default() };
        let found = start(&folder.path().join("new"), &project).unwrap_err();
        let first = found.iter().next().unwrap();
        assert_eq!(first.help.as_deref(), Some("did you mean `kettle`?"));
        assert!(!folder.path().join("new").exists());
    }

    #[test]
    fn an_action_that_is_not_there_is_said_with_the_one_that_is() {
        let folder = tempfile::tempdir().unwrap();
        let metadata = folder.path().join("api.json");
        std::fs::write(&metadata, METADATA).unwrap();
        let kettle = Product { actions: vec!["Boyl".into()], pages: None };
        let mut project = Project { metadata: vec![metadata], ..project() };
        project.products.insert("kettle".into(), kettle);
        let found = start(&folder.path().join("new"), &project).unwrap_err();
        let first = found.iter().find(|one| one.severity == Severity::Error).unwrap();
        assert_eq!(first.code, Code::UnknownChoice);
        assert_eq!(first.help.as_deref(), Some("did you mean `Boil`?"));
        assert!(!folder.path().join("new").exists());
    }
}
