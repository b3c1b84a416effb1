//! What `tcgen regenerate` holds beyond names and arguments, and that its bytes hang on nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::lock::{CONFIG, Project, facts, files};

/// A structure that was sent first and comes in an answer too: its fields stay, so what they have no
/// room to lack must be there.
#[test]
fn an_answer_has_to_hold_what_a_held_field_cannot_lack() {
    let project = Project::new(&["Phone!"]);
    let with_cup = |answer: &str| {
        let text = facts("2021-02-03", &["Phone!"], &["Cup!"]);
        let text = text.replacen(
            r#""name": "Phone", "type": "string""#,
            r#""name": "Cup", "type": "Cup""#,
            1,
        );
        let text = text.replacen(r#""output": ["#, &format!(r#""output": [{answer}"#), 1);
        let cup = r#"{"members": [{"name": "Size", "type": "int64", "required": true},
            {"name": "Tags", "type": "list<string>", "required": true},
            {"name": "Color", "type": "string"}]}"#;
        text.replace(r#""structures": {}"#, &format!(r#""structures": {{"Cup": {cup}}}"#))
    };
    project.says(&with_cup(""));
    assert_eq!(project.regenerate(&[]).status, 0);
    let required = |project: &Project| -> Vec<String> {
        let texts = files(&project.path("generated/src/kettle"));
        let text: String = texts.into_values().collect();
        let found = text.split("    required {").skip(1).filter_map(|rest| rest.split_once('}'));
        found.map(|(names, _)| names.split_whitespace().collect()).collect()
    };
    assert_eq!(required(&project), Vec::<String>::new());
    project.says(&with_cup(r#"{"name": "Cup", "type": "Cup"}, "#));
    let run = project.regenerate(&[]);
    assert!(run.stdout.contains("1 held"), "{}{}", run.stdout, run.stderr);
    // A list that is missing is empty, as in every answer; the number has no room for that.
    assert_eq!(required(&project), [r#""Size","#]);
    assert_eq!(project.regenerate(&["--unlock"]).status, 0);
    assert_eq!(required(&project), Vec::<String>::new());
}

/// A structure that was read first and is only sent by now: its lists stay without an `Option`, and
/// what `new` does not ask for begins empty.
#[test]
fn a_structure_held_as_it_was_read_can_be_made() {
    let project = Project::new(&["Phone!"]);
    let text = facts("2021-02-03", &["Phone!"], &["Cup!"]);
    let cup = r#"{"members": [{"name": "Size", "type": "int64", "required": true},
        {"name": "Tags", "type": "list<string>"}]}"#;
    let text = text.replace(r#""structures": {}"#, &format!(r#""structures": {{"Cup": {cup}}}"#));
    let member = r#"{"name": "Cup", "type": "Cup"}, "#;
    project.says(&text.replacen(r#""output": ["#, &format!(r#""output": [{member}"#), 1));
    assert_eq!(project.regenerate(&[]).status, 0);
    project.says(&text.replacen(r#""input": ["#, &format!(r#""input": [{member}"#), 1));
    let run = project.regenerate(&[]);
    assert!(run.stdout.contains("held"), "{}{}", run.stdout, run.stderr);
    let made: String = files(&project.path("generated/src/kettle")).into_values().collect();
    assert!(made.contains("pub tags: Vec<String>,"), "{made}");
    assert!(made.contains("size: Some(size),\n            ..Self::default()"), "{made}");
}

/// The path of a product means its newest version, and so does the call on the front page.
#[test]
fn the_front_page_calls_what_the_path_of_the_product_has() {
    let project = Project::new(&["Phone!"]);
    let old = facts("2019-01-01", &["Phone!"], &[]).replace("\"Pour\"", "\"Grind\"");
    let example =
        r#""Boil": {"examples": [{"request": {"Phone": "1"}, "response": {"RequestId": "r"}}], "#;
    project.write("spec/facts/old.json", &old.replace("\"Boil\": {", example));
    project.says(&facts("2021-02-03", &["Phone!"], &[]).replace("\"Boil\"", "\"Brew\""));
    project.write("spec/tcgen.toml", &CONFIG.replace("\"Boil\"", "\"*\""));
    let run = project.regenerate(&["--unlock"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(project.path("generated/README.md")).unwrap();
    assert!(page.contains("kettle::brew(&client, &request)"), "{page}");
}

#[test]
fn whatever_the_order_of_sources_and_on_every_run_the_bytes_are_the_same() {
    let made = |sources: &str| {
        let project = Project::new(&["Phone!", "Email!"]);
        let config = CONFIG.replace("[\"facts\"]", sources);
        project.write("spec/tcgen.toml", &format!("{config}[products.cup]\n"));
        std::fs::create_dir(project.path("spec/more")).unwrap();
        let cup = facts("2019-01-01", &["Size!", "Id", "ID"], &[]).replace("kettle", "cup");
        project.write("spec/more/cup.json", &cup);
        // One product of two sources, each of which says a part.
        let kettle = facts("2021-02-03", &["Email!", "Phone", "Name!"], &["Cup!"]);
        project.says(&kettle);
        project.write("spec/more/kettle.json", &kettle.replace("\"Boil\": ", "\"Brew\": "));
        let run = project.regenerate(&[]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let first = relative(&project);
        for again in [&["--check"][..], &[]] {
            assert_eq!(project.regenerate(again).status, 0);
            assert!(relative(&project) == first);
        }
        first
    };
    let (one, other) = (made("[\"facts\", \"more\"]"), made("[\"more\", \"facts\"]"));
    let paths: Vec<&PathBuf> =
        one.keys().filter(|path| one.get(*path) != other.get(*path)).collect();
    // What was written down is the order itself.
    assert_eq!(paths, [Path::new("spec/tcgen.toml")]);
    assert_eq!(one.len(), other.len());
}

/// The files of a project by their path in it.
fn relative(project: &Project) -> BTreeMap<PathBuf, String> {
    let root = project.0.path();
    let all = files(root).into_iter();
    all.map(|(path, text)| (path.strip_prefix(root).unwrap().to_owned(), text)).collect()
}
