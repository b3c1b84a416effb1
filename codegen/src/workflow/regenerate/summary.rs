//! What a regeneration did, or would do, in one text.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{AllChanges, Regenerated};
use crate::diagnostics::Color;
use crate::language::Language;
use crate::output::shown;
use crate::review::diff;
use crate::review::diff::render::TextStyle;

impl Regenerated {
    /// What changed in pages, metadata and spec, and the step that the crate's version takes.
    pub fn summary(&self, color: Color, language: Language) -> String {
        let mut text = self.sources(language);
        if self.diff.changes.is_empty() {
            let but = if self.has_changes { " but of what it was made from" } else { "" };
            let _ = writeln!(text, "{}", language.say(&format!("spec      no change{but}")));
        } else {
            let _ = writeln!(text, "{}", language.say("spec      changed:"));
            let style = TextStyle { color, verbose: false, language };
            for line in diff::render::text(&self.diff, style).lines() {
                let _ = writeln!(text, "{}", format!("          {line}").trim_end());
            }
        }
        for (package, before, now) in &self.versions {
            let gap = if package.is_empty() { "" } else { " " };
            let line = format!("version   {package}{gap}{before} → {now}");
            let _ = writeln!(text, "{}", language.say(&line));
        }
        text
    }

    /// What the sources were, and what of them changed.
    fn sources(&self, language: Language) -> String {
        let mut text = String::new();
        let pages = &self.pages;
        let read = pages.added.len() + pages.changed.len() + pages.unchanged;
        let _ = writeln!(
            text,
            "pages     {read} read: {} new, {} changed, {} gone, {} unchanged",
            pages.added.len(),
            pages.changed.len(),
            pages.gone.len(),
            pages.unchanged
        );
        for (sign, list) in [('+', &pages.added), ('~', &pages.changed), ('-', &pages.gone)] {
            for path in list.iter().take(PATHS_SHOWN) {
                let _ = writeln!(text, "          {sign} {path}");
            }
            if let Some(more) = list.len().checked_sub(PATHS_SHOWN + 1) {
                let _ = writeln!(text, "          {sign} and {} more", more + 1);
            }
        }
        let _ = writeln!(text, "metadata  {}", release_line(&self.old_releases, &self.releases));
        let [old, new] = &self.list_releases;
        if !old.is_empty() || !new.is_empty() {
            let _ = writeln!(text, "errors    {}", release_line(old, new));
        }
        language.say_lines(&text)
    }

    /// What was written, or would be: one line per folder, and the name of every file that goes.
    pub fn files(&self, changes: &AllChanges) -> String {
        let outputs = [&self.spec, &self.krate].into_iter().chain(&self.exports);
        let mut text = String::new();
        for (output, changes) in outputs.zip(changes.iter()) {
            let head = if text.is_empty() { "files" } else { "" };
            let _ = writeln!(text, "{head:<10}{}: {changes}", shown(&output.folder));
        }
        for path in changes.iter().flat_map(|changes| &changes.removed) {
            let _ = writeln!(text, "          - {}", shown(path));
        }
        text
    }
}

fn release_line(old: &BTreeSet<String>, new: &BTreeSet<String>) -> String {
    let list = |releases: &BTreeSet<String>| {
        releases.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    };
    let now = if new.is_empty() { "none".to_owned() } else { format!("release {}", list(new)) };
    match (old.is_empty() || old == new, new.is_empty()) {
        (true, _) => now,
        (false, true) => format!("{now} (was release {})", list(old)),
        (false, false) => format!("{now} (was {})", list(old)),
    }
}

/// More paths than this are counted, not listed.
const PATHS_SHOWN: usize = 20;
