//! One structure: its members, and who uses it.

use std::fmt::Write as _;

use crate::project::spec_files::SpecFile;
use crate::spec::{Action, Member, Spec};

use super::action::{sources, title};
use super::members::{self, Way};
use super::rust;
use super::screen::Screen;

pub(super) fn show(file: &SpecFile, name: &str, screen: Screen) -> String {
    let spec = &file.spec;
    let Some(structure) = spec.structures.get(name) else { return String::new() };
    let mut text = title(name, None, screen);
    let _ = writeln!(text, "structure of {} {}", spec.product, spec.version);
    if let Some(doc) = &structure.doc {
        text.push('\n');
        text.push_str(&screen.prose(doc, 2));
    }
    text.push_str(&screen.heading("Members"));
    match structure.members.as_slice() {
        [] => text.push_str("  nothing\n"),
        list => text.push_str(&members::show(spec, list, Way::Both(name), screen)),
    }
    text.push_str(&rust::structure(file, name, rust::Form::Whole, screen));
    for (heading, users) in users(spec, name) {
        if !users.is_empty() {
            text.push_str(&screen.heading(heading));
            text.push_str(&screen.prose(&users.join(", "), 2));
        }
    }
    text.push_str(&sources(&structure.sources, screen));
    text
}

/// What uses the structure, each kind of use with its heading.
pub(super) fn users<'a>(spec: &'a Spec, name: &str) -> [(&'static str, Vec<&'a str>); 3] {
    [
        ("Input of", actions(spec, name, |action| &action.input)),
        ("Output of", actions(spec, name, |action| &action.output)),
        ("Member of", structures(spec, name)),
    ]
}

fn names(members: &[Member], name: &str) -> bool {
    members.iter().any(|member| member.member_type.structure() == Some(name))
}

fn actions<'a>(spec: &'a Spec, name: &str, list: impl Fn(&Action) -> &Vec<Member>) -> Vec<&'a str> {
    let users = spec.actions.iter().filter(|(_, action)| names(list(action), name));
    users.map(|(user, _)| user.as_str()).collect()
}

fn structures<'a>(spec: &'a Spec, name: &str) -> Vec<&'a str> {
    let users = spec.structures.iter().filter(|(_, structure)| names(&structure.members, name));
    users.map(|(user, _)| user.as_str()).collect()
}
