//! A diff for a terminal: what breaks line by line, the rest counted, unless all is asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostics::Color;
use crate::language::Language;
use crate::review::diff::change::{Change, Class, Effect};
use crate::review::diff::kind::Kind;
use crate::review::diff::model::{Diff, Group, Verdict};

use super::words;

/// How the text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Whether it is coloured.
    pub color: Color,
    /// Whether every change is shown; otherwise what breaks, and the rest is counted.
    pub verbose: bool,
    /// The language of the words.
    pub language: Language,
}

const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const DIM: &str = "2";
const BOLD: &str = "1";

/// Names longer than this do not push the column of all others.
const WIDEST_NAME: usize = 36;

/// Old and new text of a change are cut here, in characters.
const LONGEST_TEXT: usize = 400;

/// The diff for a terminal.
pub fn text(diff: &Diff, style: TextStyle) -> String {
    let mut out = String::new();
    if let Some(sides) = &diff.sides {
        let line = words::sides(sides, style.language);
        let _ = writeln!(out, "{}\n", paint(style, DIM, &line));
    }
    let groups = diff.groups();
    let mut versions = BTreeMap::<(&str, &str), Vec<&Group>>::new();
    for group in &groups {
        let place = &group.root.place;
        versions.entry((&place.product, &place.version)).or_default().push(group);
    }
    for ((product, version), groups) in &versions {
        let title = diff.title(product, version).map(words::one_line).unwrap_or_default();
        let head = paint(style, BOLD, &format!("{product} {version}"));
        let gap = if title.is_empty() { "" } else { "  " };
        let _ = writeln!(out, "{head}{gap}{}", paint(style, DIM, &title));
        let (shown, counted): (Vec<&Group>, Vec<&Group>) =
            groups.iter().copied().partition(|group| style.verbose || is_grave(group));
        let width = shown.iter().map(|group| name(group.root).len()).max().unwrap_or(0);
        for group in shown {
            write_group(&mut out, style, group, width.min(WIDEST_NAME));
        }
        write_counts(&mut out, style, &counted);
        out.push('\n');
    }
    if diff.changes.is_empty() {
        let _ = writeln!(out, "{}\n", style.language.say("nothing changed"));
    }
    write_ignored(&mut out, style, diff);
    write_verdict(&mut out, style, diff.verdict());
    out
}

/// Whether somebody has to act or to know: a relaxation breaks no call, but stops code compiling.
fn is_grave(group: &Group) -> bool {
    matches!(group.effect(), Effect::Breaking | Effect::Relaxed | Effect::Held)
}

fn name(change: &Change) -> &str {
    change.place.item.name().unwrap_or(&change.place.product)
}

fn write_group(out: &mut String, style: TextStyle, group: &Group, width: usize) {
    write_change(out, style, group.root, width);
    let (grave, rest): (Vec<&Change>, Vec<&Change>) =
        group.explained.iter().copied().partition(|change| {
            // What is worse than its cause must not hide behind it.
            change.is_breaking() && !group.root.is_breaking()
        });
    for change in grave {
        write_change(out, style, change, width);
    }
    if !rest.is_empty() {
        let most = if style.verbose { usize::MAX } else { 6 };
        let explained: Vec<String> =
            rest.into_iter().map(|change| explained_phrase(change, style.language)).collect();
        let some = words::some_of(explained.iter().map(String::as_str), most, style.language);
        write_aside(out, style, DIM, &style.language.say(&format!("explains {some}")));
    }
}

fn write_change(out: &mut String, style: TextStyle, change: &Change, width: usize) {
    let (mark, color) = mark(change);
    let class = padded(&words::classes(change, style.language), CLASS_WIDTH);
    let _ = write!(out, "  {} {}", paint(style, color, mark), paint(style, color, &class));
    let _ = write!(out, " {:<width$}  {}", name(change), sentence(change, style.language));
    let is_grave = matches!(change.classes.gravest(), Class::Source | Class::Wire);
    if is_grave {
        // What an ignore entry has to name.
        let _ = write!(out, "  {}", paint(style, DIM, &format!("[{}]", change.fingerprint)));
    }
    out.push('\n');
    if let Some(note) = &change.note {
        write_aside(out, style, DIM, &style.language.say(note));
    }
    if !change.reached_by.is_empty() && (style.verbose || is_grave) {
        let names = change.reached_by.iter().map(String::as_str);
        let some = words::some_of(names, 4, style.language);
        write_aside(out, style, DIM, &words::reached(change.direction, &some, style.language));
    }
    if style.verbose && words::has_long_texts(change) {
        for (sign, color, text) in [("-", RED, &change.from), ("+", GREEN, &change.to)] {
            if let Some(text) = text {
                let text = words::shortened(&words::one_line(text), LONGEST_TEXT);
                write_aside(out, style, color, &format!("{sign} {}", text.trim_end()));
            }
        }
    }
}

/// A line below a change, under its text.
fn write_aside(out: &mut String, style: TextStyle, color: &str, text: &str) {
    let _ = writeln!(out, "{}{}", " ".repeat(19), paint(style, color, text));
}

fn explained_phrase(change: &Change, language: Language) -> String {
    let subject = words::subject(change, language);
    let gap = if subject.is_empty() { "" } else { " " };
    let happened = shortened_line(&words::happened(change, language));
    format!("{}{gap}{subject} {happened}", name(change))
}

fn sentence(change: &Change, language: Language) -> String {
    let subject = words::one_line(&words::subject(change, language));
    let happened = shortened_line(&words::happened(change, language));
    if subject.is_empty() { happened } else { format!("{subject}  {happened}") }
}

fn shortened_line(text: &str) -> String {
    words::shortened(&words::one_line(text), 160)
}

fn mark(change: &Change) -> (&'static str, &'static str) {
    match change.effect() {
        Effect::Breaking => ("✗", RED),
        Effect::Relaxed => ("!", YELLOW),
        Effect::Held => ("=", YELLOW),
        Effect::Compatible => ("+", GREEN),
        Effect::Docs => ("·", DIM),
    }
}

/// Harmless changes of one kind in one line, with the first names.
fn write_counts(out: &mut String, style: TextStyle, groups: &[&Group]) {
    let mut kinds = BTreeMap::<(Class, Kind), Vec<&Change>>::new();
    for change in groups.iter().flat_map(|group| group.all()) {
        kinds.entry((change.classes.gravest(), change.kind)).or_default().push(change);
    }
    for ((class, kind), changes) in kinds {
        let (sign, color) = if class == Class::Docs { ("·", DIM) } else { ("+", GREEN) };
        let mut names: Vec<&str> = changes.iter().map(|change| name(change)).collect();
        names.dedup();
        let some = match class {
            Class::Docs => String::new(),
            _ => words::some_of(names, 3, style.language),
        };
        let class = padded(&style.language.say(class.as_str()), CLASS_WIDTH);
        let line = format!("{class} {:>4} × {}", changes.len(), words::kind(kind, style.language));
        let _ = write!(out, "  {} {}", paint(style, color, sign), paint(style, color, &line));
        let between = style.language.say(": ");
        let _ = if some.is_empty() { writeln!(out) } else { writeln!(out, "{between}{some}") };
    }
}

fn write_ignored(out: &mut String, style: TextStyle, diff: &Diff) {
    if diff.ignored.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", paint(style, BOLD, &style.language.say("ignored")));
    for ignored in &diff.ignored {
        let change = &ignored.change;
        let said = sentence(change, style.language);
        let line = format!("  {} {}  {said}", change.fingerprint, name(change));
        let _ = writeln!(out, "{}", paint(style, DIM, &line));
        let reason = format!("because {}", words::one_line(&ignored.reason));
        let _ = writeln!(out, "               {}", style.language.say(&reason));
    }
    out.push('\n');
}

fn write_verdict(out: &mut String, style: TextStyle, verdict: Verdict) {
    let say = |text: &str| style.language.say(text).into_owned();
    let color = if verdict.breaking > 0 { RED } else { GREEN };
    let counts =
        Effect::ALL.map(|effect| say(&format!("{} {}", verdict.with(effect), effect.as_str())));
    let [breaking, rest @ ..] = counts;
    let comma = say(", ");
    let rest = rest.join(&comma);
    let (source, wire) = (verdict.count(Class::Source), verdict.count(Class::Wire));
    let classes = say(&format!("({source} of class source, {wire} of class wire)"));
    let _ = writeln!(out, "{}{comma}{rest}  {classes}", paint(style, color, &breaking));
    let step = say("semver step of the generated crate");
    let word = paint(style, BOLD, verdict.step.as_str());
    let _ = writeln!(out, "{step}{}{word}", say(": "));
}

/// The text with spaces behind it, to so many columns of a terminal.
fn padded(text: &str, columns: usize) -> String {
    let gap = columns.saturating_sub(unicode_width::UnicodeWidthStr::width(text));
    format!("{text}{}", " ".repeat(gap))
}

/// The columns of the widest classes, `source + wire`.
const CLASS_WIDTH: usize = 13;

fn paint(style: TextStyle, color: &str, text: &str) -> String {
    match style.color {
        Color::Ansi if !text.is_empty() => format!("\x1b[{color}m{text}\x1b[0m"),
        _ => text.to_owned(),
    }
}
