//! `[crate] layout = "workspace"`: a crate per product, each with a version of its own.

use std::collections::BTreeMap;
use std::path::Path;

use super::lock::facts;
use super::run::{Run, tcgen};

const CONFIG: &str = "[crate]\nout = \"../generated\"\nlayout = \"workspace\"\n\n[sources]\n\
                      metadata = [\"facts\"]\n\n[products.\"*\"]\nactions = [\"Boil\"]\n";

struct Project(tempfile::TempDir);

impl Project {
    fn new(products: &[&str]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("spec/tcgen.toml", CONFIG);
        for product in products {
            project.says(product, &["Cup!"]);
        }
        let run = project.regenerate();
        assert_eq!(run.status, 0, "{}", run.stderr);
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What the service says of a product from now on.
    fn says(&self, product: &str, boil: &[&str]) {
        let facts = facts("2021-02-03", boil, &[]).replace("kettle", product);
        self.write(&format!("spec/facts/{product}.json"), &facts);
    }

    fn regenerate(&self) -> Run {
        tcgen(self.0.path(), &["regenerate"])
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    /// Every file below a folder.
    fn files(&self, folder: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        collect(&self.0.path().join(folder), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            found.insert(path.display().to_string(), text);
        }
    }
}

#[test]
fn a_change_of_one_product_is_a_change_of_its_crate_alone() {
    let project = Project::new(&["kettle", "teapot"]);
    let before: Vec<_> =
        ["core", "teapot"].map(|one| project.files(&format!("generated/{one}"))).into();
    project.says("kettle", &["Cup!", "Tea!"]);
    let run = project.regenerate();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let raises: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("version")).collect();
    assert_eq!(raises, ["version   tencentcloud-api-kettle 0.1.0 → 0.2.0"]);
    let after: Vec<_> =
        ["core", "teapot"].map(|one| project.files(&format!("generated/{one}"))).into();
    assert!(before == after);
    assert!(project.read("generated/kettle/Cargo.toml").contains("version = \"0.2.0\""));
    let log = project.read("generated/kettle/CHANGELOG.md");
    assert!(
        log.contains("\n## 0.2.0\n") && log.contains("kettle::v20210203::BoilRequest"),
        "{log}"
    );
    assert!(project.read("spec/tcgen.lock").contains("kettle = \"0.2.0\"\nteapot = \"0.1.0\"\n"));
    let readme = project.read("generated/README.md");
    assert!(readme.contains("| [`tencentcloud-api-teapot`](teapot) | 0.1.0 |"), "{readme}");
}

#[test]
fn lock_and_change_logs_give_the_same_files_again() {
    let project = Project::new(&["kettle", "teapot"]);
    project.says("kettle", &["Cup!", "Tea!"]);
    project.regenerate();
    let before = (project.files("spec"), project.files("generated"));
    std::fs::remove_dir_all(project.0.path().join("generated")).unwrap();
    for product in ["kettle", "teapot"] {
        let spec = format!("spec/{product}/2021-02-03.json");
        std::fs::remove_file(project.0.path().join(spec)).unwrap();
    }
    assert_eq!(project.regenerate().status, 0);
    assert!(before == (project.files("spec"), project.files("generated")));
    let run = tcgen(project.0.path(), &["generate", "--check"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn what_a_product_or_a_layout_leaves_behind_goes() {
    let project = Project::new(&["kettle", "teapot"]);
    std::fs::remove_file(project.0.path().join("spec/facts/teapot.json")).unwrap();
    assert_eq!(project.regenerate().status, 0);
    let left = |project: &Project, word: &str| {
        let all = project.files("spec").into_iter().chain(project.files("generated"));
        all.filter(|(path, _)| path.contains(word)).map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(left(&project, "teapot"), [""; 0]);
    project.write("spec/tcgen.toml", &CONFIG.replace("layout = \"workspace\"\n", ""));
    assert_eq!(project.regenerate().status, 0);
    assert_eq!(left(&project, "kettle/tcgen.changelog.md"), [""; 0]);
    assert_eq!(left(&project, "core/Cargo.toml"), [""; 0]);
    assert!(!project.read("spec/tcgen.lock").contains("[package]"));
    assert!(project.read("generated/Cargo.toml").contains("name = \"tencentcloud-api\""));
}

#[test]
fn a_product_is_never_the_crate_that_is_shared_nor_what_cargo_builds_in() {
    let project = Project::new(&["core", "target"]);
    let members = "members = [\n    \"core\",\n    \"core_\",\n    \"target_\",\n]";
    assert!(project.read("generated/Cargo.toml").contains(members));
    assert!(project.read("generated/core/Cargo.toml").contains("name = \"tencentcloud-api-core\""));
    assert!(
        project.read("generated/core_/Cargo.toml").contains("name = \"tencentcloud-api-core_\"")
    );
}

#[test]
fn a_version_for_all_is_refused() {
    let project = Project::new(&["kettle"]);
    project.write("spec/tcgen.toml", &CONFIG.replace("layout", "version = \"1.0.0\"\nlayout"));
    let run = project.regenerate();
    assert_eq!(run.status, 2);
    let expected = "error[E0601]: the crates of a workspace have no version in common\n  \
                    --> spec/tcgen.toml:3:11\n";
    assert!(run.stderr.starts_with(expected), "{}", run.stderr);
}
