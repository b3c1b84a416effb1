use std::path::Path;

use super::*;
use crate::diagnostics::{Color, Diagnostics, Renderer};

fn shown(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(|diagnostic| Renderer::new(Color::None).render(diagnostic)).collect()
}

fn checked(text: &str) -> String {
    let actions = ["CreateFlow", "DescribeFlow"].map(str::to_owned).into();
    let ess = [("2020-11-11".to_owned(), actions)].into();
    let known = [("ess".to_owned(), ess), ("cvm".to_owned(), BTreeMap::default())].into();
    let config = Config::read("tcgen.toml", text).unwrap();
    let file = ConfigFile { path: "tcgen.toml".into(), text: text.to_owned(), config };
    shown(&file.config.missing(&known))
}

#[test]
fn what_the_spec_has_can_be_chosen_by_name_and_glob() {
    assert_eq!(checked("[products.ess]\nactions = [\"*Flow\", \"CreateFlow\", \"*\"]\n"), "");
    assert_eq!(checked("[products.\"*\"]\n"), "");
}

#[test]
fn a_glob_stands_for_every_product_without_an_entry_of_its_own() {
    let text = "[products.\"*\"]\nactions = [\"A\"]\n[products.ess]\nversions = [\"2020-11-11\"]\n";
    let config = Config::read("tcgen.toml", text).unwrap();
    assert!(config.chooses("cvm", "2017-03-12") && config.chooses("ess", "2020-11-11"));
    assert!(!config.chooses("ess", "2017-03-12"));
    let config = config.expand(["cvm", "ess"].into_iter());
    assert_eq!(config.products.keys().map(Pattern::as_str).collect::<Vec<_>>(), ["cvm", "ess"]);
    let actions = config.products["cvm"].actions.as_ref().unwrap();
    assert_eq!(actions[0].as_str(), "A");
    assert_eq!(config.products["ess"].actions, None);
    let config = Config::read("tcgen.toml", "[products.\"zz*\"]\n").unwrap();
    let config = config.expand(["cvm", "ess"].into_iter());
    assert_eq!(config.products.len(), 1, "a glob that matches nothing stays");
}

#[test]
fn paths_are_relative_to_the_file() {
    let file = |path: &str| ConfigFile {
        path: path.into(),
        text: String::new(),
        config: Config::read(path, "").unwrap(),
    };
    assert_eq!(file("spec/tcgen.toml").resolve("pages"), Path::new("spec/pages"));
    assert_eq!(file("spec/tcgen.toml").resolve("../generated"), Path::new("generated"));
    assert_eq!(file("a/spec/tcgen.toml").resolve("../../x"), Path::new("x"));
    assert_eq!(file("tcgen.toml").resolve("../x"), Path::new("../x"));
    assert_eq!(file("tcgen.toml").resolve("pages"), Path::new("pages"));
}
