use super::*;
use crate::diagnostics::Severity;

fn project() -> Project {
    let actions = vec!["Boil*".into(), "Pour".into()];
    let pages = Some("https://host/document/api/7/0".into());
    let kettle = Product { actions, pages };
    Project {
        name: Some("kettles".into()),
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
    assert_eq!(started.written.len(), 5, "{:?}", started.written);
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
    let mine = format!("# mine\n{}", std::fs::read_to_string(&config).unwrap());
    std::fs::write(&config, &mine).unwrap();
    let started = start(folder.path(), &project()).unwrap();
    assert!(started.written.is_empty(), "{:?}", started.written);
    assert_eq!(started.present.len(), 5);
    assert_eq!(std::fs::read_to_string(&config).unwrap(), mine);
}

#[test]
fn a_config_in_the_folder_itself_is_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("tcgen.toml");
    std::fs::write(config, "[crate]\nname = \"kettles\"\n").unwrap();
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
            name: Some(name.into()),
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
    // What is outside comes into the project, so that a clone of it is whole.
    let text = std::fs::read_to_string(&started.config).unwrap();
    assert!(text.contains("metadata = [\"metadata\"]"), "{text}");
    std::fs::remove_file(&project.metadata[0]).unwrap();
    let again =
        regenerate(&ConfigFile::read(&started.config).unwrap(), Options::default(), &|_, _| {})
            .unwrap();
    let changes = again.compare().unwrap();
    assert!(changes.is_empty(), "{changes:?}");
}

#[test]
fn metadata_beside_the_config_is_listed_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let metadata = folder.path().join("spec/vendor/api.json");
    std::fs::create_dir_all(folder.path().join("spec/vendor")).unwrap();
    std::fs::write(&metadata, METADATA).unwrap();
    let mut project = Project { metadata: vec![metadata], ..project() };
    project.products.insert("kettle".into(), Product::default());
    let started = start(folder.path(), &project).unwrap();
    let text = std::fs::read_to_string(&started.config).unwrap();
    assert!(text.contains("metadata = [\"vendor/api.json\"]"), "{text}");
    assert!(!folder.path().join("spec/metadata").exists());
}

#[test]
fn a_second_init_adds_the_products_that_are_new() {
    let folder = tempfile::tempdir().unwrap();
    let metadata = |name: &str| {
        let path = folder.path().join(format!("{name}.json"));
        std::fs::write(&path, METADATA.replace("kettle", name)).unwrap();
        vec![path]
    };
    let new = folder.path().join("new");
    let of = |name: &str| Project {
        metadata: metadata(name),
        products: [(name.to_owned(), Product::default())].into(),
        ..Project::default()
    };
    start(&new, &of("kettle")).unwrap();
    let started = start(&new, &of("teapot")).unwrap();
    assert_eq!(started.added, ["teapot"]);
    let file = ConfigFile::read(&started.config).unwrap();
    assert_eq!(
        file.config.products.keys().map(ToString::to_string).collect::<Vec<_>>(),
        ["kettle", "teapot"]
    );
    assert_eq!(file.config.sources.metadata, ["metadata"]);
    let changes = regenerate(&file, Options::default(), &|_, _| {}).unwrap().compare().unwrap();
    assert!(changes.is_empty(), "{changes:?}");
    assert!(new.join("generated/src/kettle/mod.rs").is_file());
    assert!(new.join("generated/src/teapot/mod.rs").is_file());
}

#[test]
fn what_a_second_init_cannot_change_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path(), &project()).unwrap();
    let config = folder.path().join(CONFIG);
    let before = std::fs::read_to_string(&config).unwrap();
    let other_name = Project { name: Some("other".into()), ..project() };
    let mut other_actions = project();
    other_actions.products.get_mut("kettle").unwrap().actions = vec!["Sing".into()];
    for project in [other_name, other_actions] {
        let found = start(folder.path(), &project).unwrap_err();
        assert_eq!(found.iter().next().unwrap().code, Code::ProjectExists);
    }
    assert_eq!(std::fs::read_to_string(&config).unwrap(), before);
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
