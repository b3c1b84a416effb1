//! What a program has to say to cargo before it can call the crate.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use crate::output::relative;
use crate::source::read_utf8;

/// What cargo has to be told so that a program can call the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CargoStep {
    /// The crate is added to a program somewhere else.
    AddElsewhere,
    /// The crate is added to the package that the project is in.
    AddHere,
    /// The crate is added to a member of the workspace that the project is in.
    AddToMember,
    /// The workspace would take a folder of the project for a member, or the crate for a stray.
    Exclude {
        /// The folders, relative to the manifest of the workspace.
        folders: Vec<String>,
        /// That manifest.
        manifest: PathBuf,
    },
}

/// The steps for the program or workspace that the project is part of. Both folders are below the
/// root of the project.
pub(super) fn steps(root: &Path, krate: &Path, spec: &Path) -> Vec<CargoStep> {
    let manifest = std::path::absolute(root).ok().and_then(|root| {
        root.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())
    });
    let Some(manifest) = manifest else { return vec![CargoStep::AddElsewhere] };
    let top = manifest.parent().unwrap_or(root);
    let (krate, spec) = (relative(krate, top), relative(spec, top));
    let text = read_utf8(&manifest).map(|file| file.text).unwrap_or_default();
    let Ok(table) = text.parse::<toml::Table>() else { return Vec::new() };
    let Some(workspace) = table.get("workspace").and_then(toml::Value::as_table) else {
        return vec![CargoStep::AddHere];
    };
    let has = |key: &str, path: &str| {
        let patterns = workspace.get(key).and_then(toml::Value::as_array);
        patterns
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .any(|pattern| pattern == path || matches(pattern, path))
    };
    let mut steps = vec![CargoStep::AddToMember];
    let mut folders = Vec::new();
    if has("members", &spec) && !has("exclude", &spec) {
        folders.push(spec);
    }
    if !has("members", &krate) && !has("exclude", &krate) {
        folders.push(krate);
    }
    if !folders.is_empty() {
        steps.push(CargoStep::Exclude { folders, manifest });
    }
    steps
}

/// Whether a pattern of `members` is meant for a folder: as for cargo, `*` stays within a name.
fn matches(pattern: &str, path: &str) -> bool {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .is_ok_and(|glob| glob.compile_matcher().is_match(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(manifest: Option<&str>, project: &str) -> Vec<CargoStep> {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = manifest {
            std::fs::write(folder.path().join("Cargo.toml"), text).unwrap();
        }
        let project = folder.path().join(project);
        steps(&project, &project.join("generated"), &project.join("spec"))
    }

    fn excluded(manifest: &str, project: &str) -> Vec<String> {
        let folders = said(Some(manifest), project).into_iter().find_map(|step| match step {
            CargoStep::Exclude { folders, .. } => Some(folders),
            _ => None,
        });
        folders.unwrap_or_default()
    }

    #[test]
    fn a_program_adds_the_crate() {
        assert_eq!(said(None, ""), [CargoStep::AddElsewhere]);
        assert_eq!(said(Some("[package]\nname = \"a\"\n"), ""), [CargoStep::AddHere]);
    }

    #[test]
    fn a_workspace_takes_neither_the_spec_for_a_package_nor_the_crate_for_a_stray() {
        assert_eq!(excluded("[workspace]\nmembers = [\"*\"]\n", ""), ["spec"]);
        assert_eq!(excluded("[workspace]\nmembers = [\"app\"]\n", ""), ["generated"]);
        let told = "[workspace]\nmembers = [\"app\", \"generated\"]\nexclude = [\"spec\"]\n";
        assert_eq!(excluded(told, ""), [""; 0]);
    }

    #[test]
    fn a_star_in_members_does_not_reach_into_folders() {
        assert_eq!(excluded("[workspace]\nmembers = [\"*\"]\n", "api/ess"), ["api/ess/generated"]);
        let all = "[workspace]\nmembers = [\"api/**\"]\n";
        assert_eq!(excluded(all, "api/ess"), ["api/ess/spec"]);
    }
}
