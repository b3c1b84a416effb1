//! What `--check` finds: one finding per file that the spec would change.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::output::Changes;

/// A finding for every file that differs; `file` is what each is, and `repair` what to run.
pub(super) fn drift(changes: &Changes, file: &str, repair: &str) -> Diagnostics {
    let missing = changes.added.iter().map(|path| (path, "is missing"));
    let different = changes.changed.iter().map(|path| (path, "is not what the spec says"));
    let stale = changes.removed.iter().map(|path| (path, "is not needed any more"));
    missing
        .chain(different)
        .chain(stale)
        .map(|(path, what)| {
            Diagnostic::new(Code::Drift, format!("{file} {what}"))
                .at(Location::file(path.display().to_string()))
                .help(repair)
        })
        .collect()
}
