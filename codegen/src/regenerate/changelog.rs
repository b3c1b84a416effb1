//! The change log of the crate: an entry per version, each change with the Rust item that a user
//! knows. It is kept beside tcgen.lock, because it cannot be made anew from the sources, and a
//! copy goes into the crate as CHANGELOG.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::diagnostics::Diagnostic;
use crate::diff::{Change, Diff, Effect, rust_item};
use crate::lock::Lock;
use crate::lower;
use crate::rust::Module;
use crate::source::read_text;
use crate::spec::Spec;

/// The name of the file beside tcgen.toml.
pub const FILE_NAME: &str = "tcgen.changelog.md";

/// What stands above the entries.
const HEAD: &str = "# Change log\n\nThe versions of this crate, newest first. `tcgen regenerate` writes this file.\n";

/// The change log in a folder, if it has one.
pub fn read(folder: &Path) -> Result<Option<String>, Diagnostic> {
    let path = folder.join(FILE_NAME);
    if !path.exists() {
        return Ok(None);
    }
    read_text(&path).map(|file| Some(file.text))
}

/// What an entry tells.
pub(super) struct Entry<'a> {
    pub(super) version: &'a str,
    /// The changes; none of them in the first entry.
    pub(super) diff: &'a Diff,
    /// The specs before and after, each with its lock.
    pub(super) old: (&'a [Spec], &'a Lock),
    pub(super) new: (&'a [Spec], &'a Lock),
    /// Whether another version of tcgen wrote the crate before.
    pub(super) is_of_other_generator: bool,
}

/// The change log with one more entry on top; an entry of the same version grows.
pub(super) fn with_entry(before: Option<&str>, entry: &Entry<'_>) -> String {
    let body = body(entry);
    let entries = before.and_then(|text| text.find("\n## ").and_then(|at| text.get(at..)));
    let entries = entries.unwrap_or_default();
    let heading = format!("\n## {}\n", entry.version);
    match entries.strip_prefix(heading.as_str()) {
        Some(rest) => format!("{HEAD}{heading}{body}{rest}"),
        None => format!("{HEAD}{heading}{body}{entries}"),
    }
}

/// The change log of a crate that begins.
pub(super) fn first(version: &str, specs: &[Spec], releases: &[String]) -> String {
    let mut text =
        format!("{HEAD}\n## {version}\n\nThe first version{}.\n", dated(specs, releases));
    for spec in specs {
        let (product, version) = (&spec.product, &spec.version);
        let _ = write!(
            text,
            "{}- {product} {version}: ",
            if text.ends_with(".\n") { "\n" } else { "" }
        );
        let _ = writeln!(text, "{}", actions(spec.actions.len()));
    }
    text
}

fn actions(count: usize) -> String {
    if count == 1 { "1 action".to_owned() } else { format!("{count} actions") }
}

/// `, from the metadata 3.1.189.1 and pages up to 2025-03-20`.
fn dated(specs: &[Spec], releases: &[String]) -> String {
    let mut sources = Vec::new();
    if !releases.is_empty() {
        sources.push(format!("the official metadata {}", releases.join(", ")));
    }
    let updated = specs.iter().flat_map(|spec| spec.actions.values());
    let updated =
        updated.flat_map(|action| &action.sources).filter_map(|one| one.updated.as_deref());
    if let Some(day) = updated.max().and_then(|date| date.get(..10)) {
        sources.push(format!("pages up to {day}"));
    }
    if sources.is_empty() { String::new() } else { format!(", from {}", sources.join(" and ")) }
}

fn body(entry: &Entry<'_>) -> String {
    let (specs, lock) = entry.new;
    let sources = dated(specs, &lock.krate.releases);
    let mut text = String::new();
    if let Some(sources) = sources.strip_prefix(", from ") {
        let _ = writeln!(text, "\nFrom {sources}.");
    }
    let apis = Apis { old: apis(entry.old), new: apis(entry.new) };
    let sections = [
        ("Breaking", Effect::Breaking),
        ("Relaxed: the service asks for less, and `new` with it", Effect::Relaxed),
        ("Held: the service asks for less, and the crate stays as it was", Effect::Held),
    ];
    for (title, effect) in sections {
        let found = entry.diff.changes.iter().filter(|change| change.effect() == effect);
        section(&mut text, title, found.map(|change| apis.line(change)));
    }
    let compatible = || entry.diff.changes.iter().filter(|one| one.effect() == Effect::Compatible);
    let is_added = |change: &&Change| change.kind.is_addition();
    section(&mut text, "Added", compatible().filter(is_added).map(|change| apis.line(change)));
    let other = compatible().filter(|change| !is_added(change));
    let generator =
        entry.is_of_other_generator.then(|| format!("written by tcgen {}", super::GENERATOR));
    section(&mut text, "Changed", other.map(|change| apis.line(change)).chain(generator));
    let docs = entry.diff.changes.iter().filter(|change| change.effect() == Effect::Docs);
    let items: BTreeSet<String> = docs.map(|change| format!("`{}`", apis.item(change))).collect();
    section(&mut text, "Documentation", items.into_iter());
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(text, "\n### {title}\n");
        for line in lines {
            let _ = writeln!(text, "- {line}");
        }
    }
}

/// The Rust APIs by product version.
struct Apis {
    old: BTreeMap<(String, String), Module>,
    new: BTreeMap<(String, String), Module>,
}

fn apis((specs, lock): (&[Spec], &Lock)) -> BTreeMap<(String, String), Module> {
    let api = |spec: &Spec| {
        let decisions = lock.decisions(&spec.product, &spec.version).cloned().unwrap_or_default();
        ((spec.product.clone(), spec.version.clone()), lower::api(spec, &decisions))
    };
    specs.iter().map(api).collect()
}

impl Apis {
    /// The Rust item that a change is about, else the path through the spec.
    fn item(&self, change: &Change) -> String {
        let place = &change.place;
        let key = (place.product.to_string(), place.version.to_string());
        let found = |apis: &BTreeMap<(String, String), Module>| {
            let api = apis.get(&key)?;
            Some(format!("{}::{}", api.path, rust_item(api, place)?))
        };
        let item = if change.kind.is_removal() {
            found(&self.old).or_else(|| found(&self.new))
        } else {
            found(&self.new).or_else(|| found(&self.old))
        };
        item.unwrap_or_else(|| place.path())
    }

    fn line(&self, change: &Change) -> String {
        let mut line = format!("`{}`: {}", self.item(change), change.kind.title());
        match (short(change.from.as_deref()), short(change.to.as_deref())) {
            (Some(from), Some(to)) => {
                let _ = write!(line, ", {from} → {to}");
            }
            (Some(one), None) | (None, Some(one)) => {
                let _ = write!(line, ", {one}");
            }
            (None, None) => {}
        }
        if let Some(note) = &change.note {
            let _ = write!(line, " ({note})");
        }
        line
    }
}

/// A text of the documentation as code in Markdown, where it is short enough for a line.
fn short(text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| text.chars().count() <= 60 && !text.contains(['`', '\n']))?;
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    Some(format!("`{clean}`"))
}
