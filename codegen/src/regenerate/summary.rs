//! What a regeneration did, or would do, in one text.

use std::fmt::Write as _;

use super::Regenerated;
use crate::diagnostics::Color;
use crate::diff;
use crate::diff::render::TextStyle;
use crate::output::Changes;

impl Regenerated {
    /// What changed in pages, metadata and spec, and the step that the crate's version takes.
    pub fn summary(&self, color: Color) -> String {
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
        let _ = writeln!(text, "metadata  {}", self.metadata_line());
        if self.old.is_empty() && self.new.is_empty() {
            text.push_str("spec      no change\n");
            return text;
        }
        let diff = diff::compare(&self.old, &self.new);
        text.push_str("spec      changed:\n");
        for line in diff::render::text(&diff, TextStyle { color, verbose: false }).lines() {
            let _ = writeln!(text, "{}", format!("          {line}").trim_end());
        }
        text
    }

    fn metadata_line(&self) -> String {
        let list = |releases: &std::collections::BTreeSet<String>| {
            releases.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        match (self.releases.is_empty(), self.has_other_release()) {
            (true, false) => "none".to_owned(),
            (true, true) => format!("none (was release {})", list(&self.old_releases)),
            (false, false) => format!("release {}", list(&self.releases)),
            (false, true) => {
                format!("release {} (was {})", list(&self.releases), list(&self.old_releases))
            }
        }
    }

    /// What was written, or would be, in two lines.
    pub fn files(&self, spec: &Changes, krate: &Changes) -> String {
        format!(
            "files     {}: {spec}\n          {}: {krate}\n",
            self.spec.folder.display(),
            self.krate.folder.display()
        )
    }
}

/// More paths than this are counted, not listed.
const PATHS_SHOWN: usize = 20;
