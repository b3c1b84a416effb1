//! Paths that a user has named, and that must give a page.

use std::path::{Path, PathBuf};

use super::pages::ParsedPages;
use crate::diagnostics::{Code, Diagnostic, Location, Severity};

const NAME_THE_FOLDER: &str =
    "leave it out, or name its folder: a file that is not a page is passed over there";

impl ParsedPages {
    /// Makes it an error that one of these paths has given nothing: who names a file wants it read,
    /// and who names a folder wants something of it. A file that a folder holds may be anything.
    pub fn require(&mut self, paths: &[PathBuf]) {
        for path in paths {
            let is_below = |at: &Location| Path::new(&*at.file).starts_with(path);
            let gave_a_page = self.fragments.iter().any(|fragment| is_below(&fragment.location));
            let findings = self.diagnostics.iter().filter(|one| one.severity == Severity::Error);
            let is_said = findings.filter_map(|one| one.location.as_ref()).any(is_below);
            if !gave_a_page && !is_said && !self.refuse(path) {
                let missing =
                    Diagnostic::new(Code::NoPages, "no page of the documentation is here")
                        .at(Location::file(path.display().to_string()))
                        .help("name a saved page, or a folder of them");
                self.diagnostics.push(missing);
            }
        }
        self.diagnostics.sort();
    }

    /// Makes the reason why a file was skipped an error; says whether there was one.
    fn refuse(&mut self, file: &Path) -> bool {
        let is_skip = |one: &Diagnostic| {
            matches!(one.code, Code::NotPage | Code::PageSkipped | Code::PageUnread)
                && one.location.as_ref().is_some_and(|at| Path::new(&*at.file) == file)
        };
        let mut found = false;
        for skipped in self.diagnostics.iter_mut().filter(|one| is_skip(one)) {
            skipped.severity = Severity::Error;
            skipped.help.get_or_insert_with(|| NAME_THE_FOLDER.to_owned());
            found = true;
        }
        found
    }
}
