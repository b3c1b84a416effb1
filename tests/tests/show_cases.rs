//! What `tcgen show` prints of the spec in `tests/cases/show/`. Bless with
//! `INSTA_UPDATE=always`, then read what changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use tencentcloud_codegen::diagnostics::Color;
use tencentcloud_codegen::language::Language;
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::review::show::{self, Screen};
use tencentcloud_codegen::spec;

fn library() -> SpecFile {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/show/spec.json");
    SpecFile::parse("spec.json", std::fs::read_to_string(path).unwrap()).unwrap()
}

fn shown(name: Option<&str>, width: usize, color: Color) -> String {
    let file = library();
    let items = show::find_item(&file.spec, name).unwrap();
    items
        .iter()
        .map(|item| show::show(&file, item, Screen { width, color, language: Language::English }))
        .collect()
}

fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/show"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_product_lists_its_actions_by_verb() {
    check("product", &shown(None, 80, Color::None));
}

#[test]
fn an_action_shows_each_structure_once_and_ends_cycles() {
    check("action", &shown(Some("createloan"), 80, Color::None));
}

#[test]
fn an_action_that_names_nothing_says_why_no_crate_can_be_made() {
    check("action_of_nothing", &shown(Some("Ping"), 80, Color::None));
}

#[test]
fn on_a_narrow_screen_documentation_stands_below_its_member() {
    check("action_narrow", &shown(Some("CreateLoan"), 40, Color::None));
}

#[test]
fn a_structure_says_who_uses_it() {
    check("structure", &shown(Some("Book"), 80, Color::None));
}

#[test]
fn without_colour_no_control_character_is_printed() {
    for width in [10, 40, 200] {
        let text = shown(Some("CreateLoan"), width, Color::None);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let plain = shown(Some("CreateLoan"), 80, Color::None);
    let mut colored = shown(Some("CreateLoan"), 80, Color::Ansi);
    for code in ["0", "1", "2", "33", "36"] {
        colored = colored.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(colored, plain);
}

#[test]
fn the_cut_holds_what_an_action_reaches_and_nothing_else() {
    let spec = library().spec;
    let items = show::find_item(&spec, Some("CreateReader")).unwrap();
    assert!(show::cut(&spec, &items).structures.is_empty());
    let items = show::find_item(&spec, Some("CreateLoan")).unwrap();
    let part = show::cut(&spec, &items);
    assert_eq!(part.actions.len(), 1);
    assert_eq!(part.structures.len(), 3);
    assert_eq!(spec::read(&spec::write(&part)).unwrap(), part);
}
