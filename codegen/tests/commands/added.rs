//! What one added member changes: the spec, one file of Rust, the change log, the version, and
//! nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::lock::{Project, facts, files};

const BOIL: &str = "generated/src/kettle/v20210203/boil.rs";

const CHANGED: [&str; 8] = [
    "generated/.tcgen-manifest",
    "generated/CHANGELOG.md",
    "generated/Cargo.toml",
    BOIL,
    "spec/facts/kettle.json",
    "spec/kettle/2021-02-03.json",
    "spec/tcgen.changelog.md",
    "spec/tcgen.lock",
];

/// Regenerates from other facts: the paths of the files that changed, and how many lines came into
/// the action's file, documentation apart.
fn came(project: &Project, facts: &str) -> (Vec<String>, usize) {
    let (old, boil) = (all(project), lines(project));
    project.says(facts);
    assert_eq!(project.regenerate(&[]).status, 0);
    let new = all(project);
    assert!(old.keys().eq(new.keys()));
    let changed = new.iter().filter(|(path, text)| old.get(*path) != Some(*text));
    let mut rest = lines(project).into_iter();
    let kept = boil.iter().all(|line| rest.any(|now| now == *line));
    assert!(kept, "every line that was there is there still, in order");
    let paths = changed.map(|(path, _)| path.display().to_string()).collect();
    (paths, lines(project).len() - boil.len())
}

fn all(project: &Project) -> BTreeMap<PathBuf, String> {
    let root = project.0.path();
    let below = |path: PathBuf| path.strip_prefix(root).unwrap().to_owned();
    files(root).into_iter().map(|(path, text)| (below(path), text)).collect()
}

fn lines(project: &Project) -> Vec<String> {
    let text = project.read(BOIL);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("///"));
    lines.map(str::to_owned).collect()
}

#[test]
fn an_added_member_that_is_sent_is_nine_lines_of_one_file() {
    let project = Project::new(&["Phone!"]);
    let (changed, lines) = came(&project, &facts("2021-02-03", &["Phone!", "Lid"], &["Cup!"]));
    assert_eq!(changed, CHANGED);
    // The field, its first value, the setter with the line that sets it apart, the table.
    assert_eq!(lines, 9);
}

#[test]
fn an_added_member_that_is_read_is_two_lines_of_one_file() {
    let project = Project::new(&["Phone!"]);
    let answers = |members: &str| {
        let text = facts("2021-02-03", &["Phone!"], &["Cup!"]);
        text.replacen(r#""output": ["#, &format!(r#""output": [{members}, "#), 1)
    };
    let cold = r#"{"name": "Cold", "type": "bool"}"#;
    project.says(&answers(cold));
    assert_eq!(project.regenerate(&[]).status, 0);
    let more = answers(&format!(r#"{cold}, {{"name": "Heat", "type": "int64"}}"#));
    let (changed, lines) = came(&project, &more);
    assert_eq!(changed, CHANGED);
    assert_eq!(lines, 2);
}
