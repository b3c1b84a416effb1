//! What `tcgen show` prints of the spec in `tests/cases/show/`. Bless with
//! `INSTA_UPDATE=always`, then read what changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use tencentcloud_codegen::diagnostics::Color;
use tencentcloud_codegen::language::Language;
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::review::show::{self, Screen};
use tencentcloud_codegen::spec::{self, Action, Member, Spec, Structure};

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

fn brief(file: &SpecFile, name: Option<&str>, width: usize) -> String {
    let items = show::find_item(&file.spec, name).unwrap();
    let screen = Screen { width, color: Color::None, language: Language::English };
    items.iter().map(|item| show::show_brief(file, item, screen)).collect()
}

#[test]
fn the_brief_form_says_what_has_to_be_known_first() {
    let library = library();
    check("brief_product", &brief(&library, None, 80));
    check("brief_action", &brief(&library, Some("CreateLoan"), 80));
    check("brief_structure", &brief(&library, Some("Book"), 80));
}

/// A spec that is larger than any: each list is long, and so is each name.
fn large() -> SpecFile {
    let mut spec = Spec::new("large", "2020-01-01");
    spec.title = Some("很长的标题".repeat(40));
    let member = |number: usize, name: &str| {
        let mut member = Member::new(format!("{name}Number{number}"), "string".parse().unwrap());
        // The required ones stand behind the others.
        member.required = number >= 90;
        member
    };
    let members: Vec<Member> =
        (0..150).map(|number| member(number, "SomeMemberWithName")).collect();
    for number in 0..1_200 {
        let mut action = Action { title: spec.title.clone(), ..Action::default() };
        action.input = vec![Member::new("All", "Everything".parse().unwrap())];
        // More groups than a screen has lines.
        let verb = format!("Verb{}", (b'a' + u8::try_from(number % 26).unwrap()) as char);
        let verb = if number % 3 == 0 { format!("{verb}{verb}") } else { verb };
        spec.actions.insert(format!("{verb}OfManyThings{number}"), action);
    }
    let all = Action { input: members.clone(), output: members.clone(), ..Action::default() };
    spec.actions.insert("UseAll".into(), all);
    spec.structures.insert("Everything".into(), Structure { members, ..Structure::default() });
    SpecFile::parse("large.json", spec::write(&spec)).unwrap()
}

#[test]
fn the_brief_form_fits_a_screen_however_large_a_product_is() {
    let large = large();
    for name in [None, Some("UseAll"), Some("Everything")] {
        for width in [80, 100, 140] {
            let text = brief(&large, name, width);
            assert!(text.lines().count() <= 38, "{name:?}: {}\n{text}", text.lines().count());
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= width, "{name:?}: {widest} of {width}\n{text}");
        }
    }
    let text = brief(&large, Some("UseAll"), 80);
    assert!(text.contains("Input: 150, 60 required\n  SomeMemberWithNameNumber90 "), "{text}");
    let text = brief(&large, None, 80);
    assert!(text.contains("1201 actions · 1 structure\n"), "{text}");
}

#[test]
fn an_action_without_codes_of_its_own_says_how_many_the_product_has() {
    let mut spec = library().spec;
    spec.errors = [("A", "x"), ("B", "y")].map(|(code, doc)| (code.into(), doc.into())).into();
    spec.actions.get_mut("CreateLoan").unwrap().errors.clear();
    let file = SpecFile::parse("spec.json", spec::write(&spec)).unwrap();
    let items = show::find_item(&file.spec, Some("CreateLoan")).unwrap();
    let screen = Screen { width: 80, color: Color::None, language: Language::English };
    let text: String = items.iter().map(|item| show::show(&file, item, screen)).collect();
    let said = "Error codes\n  none listed for this action; 2 of the product, as in the crate's ErrorCode\n";
    assert!(text.contains(said), "{text}");
}
