//! What fits one screen, however large a product or an action is: what has to be known, the
//! number of everything else, and names of it as far as there is room.

use std::fmt::Write as _;

use crate::project::spec_files::SpecFile;
use crate::spec::{Action, Member, Spec};

use super::action::facts;
use super::product::{groups, mark};
use super::rust;
use super::screen::{Ink, Screen, clean, columns, wrap};
use super::structure::users;
use super::table::{self, TableRow};

/// Members that have a row of their own; those that are required go first.
const INPUTS: usize = 10;
const OUTPUTS: usize = 6;
const MEMBERS: usize = 12;
/// Lines of names that have no row.
const NAME_LINES: usize = 2;
/// Actions of a product that have a row each; of more, each group has one.
const ACTIONS: usize = 20;
const GROUPS: usize = 20;
/// How far parts are indented.
const INDENT: usize = 2;

/// The actions with their titles; of many, their groups and the first names of each.
pub(super) fn product(spec: &Spec, screen: Screen) -> String {
    let name = format!("{} {}", spec.product, spec.version);
    let mut text = title(&name, spec.title.as_ref(), screen);
    let (actions, structures) = (spec.actions.len(), spec.structures.len());
    let mut parts: Vec<String> = spec.endpoint.iter().map(|host| clean(host)).collect();
    parts.push(screen.count(actions, "action"));
    parts.push(screen.count(structures, "structure"));
    text.push_str(&screen.prose(&parts.join(" · "), 0));
    text.push('\n');
    if actions <= ACTIONS {
        let width = spec.actions.keys().map(|name| columns(name)).max().unwrap_or(0);
        let room = screen.width.saturating_sub(width + 20);
        let row = |(name, action): (&String, &Action)| {
            TableRow::default()
                .cell(clean(name), Ink::Bold)
                .cell(mark(action), Ink::Yellow)
                .cell(one_line(action.title.as_deref().unwrap_or_default(), room), Ink::Plain)
        };
        let rows: Vec<TableRow> = spec.actions.iter().map(row).collect();
        text.push_str(&table::render(&rows, INDENT, screen));
        return text;
    }
    text.push_str(&of_groups(spec, screen));
    text
}

/// A line per group, the largest first.
fn of_groups(spec: &Spec, screen: Screen) -> String {
    let mut groups = groups(spec, screen);
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    let shown = groups.get(..GROUPS).unwrap_or(&groups);
    let verbs = shown.iter().map(|(verb, _)| columns(verb)).max().unwrap_or(0);
    let most = shown.iter().map(|(_, group)| group.len()).max().unwrap_or(0);
    let counts = most.to_string().len();
    let used = INDENT + verbs + counts + 4;
    let rows: Vec<TableRow> = shown
        .iter()
        .map(|(verb, group)| {
            let names: Vec<&str> = group.iter().map(|(name, _)| name.as_str()).collect();
            TableRow::default()
                .cell(clean(verb), Ink::Bold)
                .cell(format!("{:>counts$}", group.len()), Ink::Dim)
                .cell(some_of(&names, 1, screen.narrower(used)).join(""), Ink::Plain)
        })
        .collect();
    let mut text = table::render(&rows, INDENT, screen);
    let hidden = groups.iter().skip(GROUPS).map(|(_, group)| group.len());
    let (left, actions) = (hidden.len(), hidden.sum::<usize>());
    if left > 0 {
        let more = format!("and {left} more groups with {actions} actions");
        let _ = writeln!(text, "{}{}", " ".repeat(INDENT), screen.language.say(&more));
    }
    text
}

/// What goes in and comes out, how many error codes there are, and how it is called.
pub(super) fn action(file: &SpecFile, name: &str, screen: Screen) -> String {
    let spec = &file.spec;
    let Some(action) = spec.actions.get(name) else { return String::new() };
    let mut text = title(name, action.title.as_ref(), screen);
    text.push_str(&screen.prose(&facts(spec, action), 0));
    text.push_str(&members("Input", &action.input, INPUTS, screen));
    text.push_str(&members("Output", &action.output, OUTPUTS, screen));
    if !action.errors.is_empty() {
        text.push_str(&screen.heading(&format!("Error codes: {}", action.errors.len())));
    }
    text.push_str(&rust::action(file, name, rust::Form::Brief, screen));
    text
}

/// Its members, how it is made, and some of those that use it.
pub(super) fn structure(file: &SpecFile, name: &str, screen: Screen) -> String {
    let spec = &file.spec;
    let Some(structure) = spec.structures.get(name) else { return String::new() };
    let mut text = title(name, None, screen);
    let _ = writeln!(text, "structure of {} {}", spec.product, spec.version);
    text.push_str(&members("Members", &structure.members, MEMBERS, screen));
    text.push_str(&rust::structure(file, name, rust::Form::Brief, screen));
    for (heading, users) in users(spec, name) {
        if !users.is_empty() {
            text.push_str(&screen.heading(heading));
            text.push_str(&indented(&some_of(&users, NAME_LINES, screen.narrower(INDENT))));
        }
    }
    text
}

/// The heading with the numbers, the first members as rows, and names of the others.
fn members(heading: &str, members: &[Member], rows: usize, screen: Screen) -> String {
    let (mut sorted, optional): (Vec<_>, Vec<_>) =
        members.iter().partition(|member| member.required);
    let (all, required) = (members.len(), sorted.len());
    sorted.extend(optional);
    let heading = match required {
        0 => format!("{heading}: {all}"),
        _ => format!("{heading}: {all}, {required} required"),
    };
    let mut text = screen.heading(&heading);
    let row = |member: &&Member| {
        let required = if member.required { "required" } else { "" };
        TableRow::default()
            .cell(clean(&member.name), Ink::Plain)
            .cell(clean(&member.member_type.to_string()), Ink::Cyan)
            .cell(screen.language.say(required), Ink::Yellow)
    };
    let (shown, others) = sorted.split_at(rows.min(all));
    let shown: Vec<TableRow> = shown.iter().map(row).collect();
    text.push_str(&table::render(&shown, INDENT, screen));
    let names: Vec<&str> = others.iter().map(|member| member.name.as_str()).collect();
    text.push_str(&indented(&some_of(&names, NAME_LINES, screen.narrower(INDENT))));
    text
}

/// The names, as many as so many lines hold, and how many more there are.
fn some_of(names: &[&str], lines: usize, screen: Screen) -> Vec<String> {
    let text = |shown: usize| {
        let list = names.get(..shown).unwrap_or(names).join(", ");
        match names.len().saturating_sub(shown) {
            0 => list,
            more => screen.language.say(&format!("{list}, and {more} more")).into_owned(),
        }
    };
    let wrapped = |shown: usize| wrap(&text(shown), screen.width);
    // A name and the comma behind it take three columns at least.
    if names.len() <= lines * screen.width / 3 {
        let whole = wrapped(names.len());
        if whole.len() <= lines {
            return whole;
        }
    }
    let fitting = (1..names.len()).map(wrapped).take_while(|text| text.len() <= lines).last();
    fitting.unwrap_or_else(|| vec![screen.count(names.len(), "name")])
}

fn indented(lines: &[String]) -> String {
    let pad = " ".repeat(INDENT);
    lines.iter().fold(String::new(), |text, line| text + &pad + line + "\n")
}

/// Name and title on one line, cut where the screen ends.
fn title(name: &str, title: Option<&String>, screen: Screen) -> String {
    let room = screen.width.saturating_sub(columns(name) + 2);
    let title = title.map(|title| one_line(title, room)).unwrap_or_default();
    let line = format!("{}  {title}", screen.paint(&clean(name), Ink::Bold));
    format!("{}\n", line.trim_end())
}

/// The text on one line of so many columns, with `…` where it is cut.
pub(super) fn one_line(text: &str, width: usize) -> String {
    let text = clean(text).replace('\n', " ");
    if columns(&text) <= width {
        return text;
    }
    let mut cut = String::new();
    for c in text.chars() {
        if columns(&cut) + columns(c.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}
