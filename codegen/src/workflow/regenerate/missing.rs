//! Sources that tcgen.toml lists and that are not there.

use std::path::Path;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::project::config::ConfigFile;
use crate::source::names_in;
use crate::text::suggest::nearest;

/// An error for each listed path that leads to nothing, at its place in tcgen.toml.
pub(super) fn missing(file: &ConfigFile) -> Diagnostics {
    let sources = &file.config.sources;
    let packages = sources.metadata.iter().chain(&sources.errors).map(|path| (path, true));
    let others = sources.pages.iter().chain(&sources.corrections).map(|path| (path, false));
    let mut missing = Diagnostics::new();
    for (path, is_package) in others.chain(packages) {
        let place = file.resolve(path);
        if place.exists() {
            continue;
        }
        let diagnostic = Diagnostic::new(Code::FileUnreadable, format!("`{path}` is not there"))
            .at(file.place_of_text(path))
            .found(place.display().to_string());
        missing.push(match (like(&place), is_package) {
            (Some(near), _) => diagnostic.help(format!("did you mean `{near}`?")),
            (None, true) => diagnostic.help(
                "get it with `pip download --no-deps tccli`, or list facts, which can be committed",
            ),
            (None, false) => diagnostic.help("paths are relative to the folder of tcgen.toml"),
        });
    }
    missing
}

/// A name in the same folder that was perhaps meant.
fn like(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let names = names_in(path.parent()?);
    nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}
