//! The sources of a project, in the project: a clone of it elsewhere is whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::project::Project;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::output::{Files, relative};
use crate::source::package::wheels_in;
use crate::spec::Docs;
use crate::workflow::import::{ImportOptions, ImportTarget, import};

/// The folder of facts, below the folder of the config.
pub(super) const FACTS: &str = "metadata";

/// What becomes of the packages that were given.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The paths of the metadata that is in the folder of the config, as seen from it.
    listed: Vec<String>,
    /// The same of the error lists.
    pub(super) errors: Vec<String>,
    /// What the others say of the chosen products: files below [`FACTS`].
    pub(super) facts: Files,
    /// The findings on the way; no error among them.
    pub(super) diagnostics: Diagnostics,
}

impl Placed {
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.errors.is_empty() && self.facts.is_empty()
    }

    /// What tcgen.toml lists as metadata.
    pub(super) fn metadata(&self) -> Vec<String> {
        let facts = (!self.facts.is_empty()).then(|| FACTS.to_owned());
        facts.into_iter().chain(self.listed.iter().cloned()).collect()
    }
}

/// Lists what is in the folder of the config, and takes facts of the products from what is not: a
/// wheel somewhere else is hardly committed with the project.
pub(super) fn place(
    project: &Project,
    products: &[String],
    folder: &Path,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Placed, Diagnostics> {
    let mut placed = Placed::default();
    let given = [project.metadata.as_slice(), project.errors.as_slice()].concat();
    let (newest, older) = newest(&given);
    for path in older {
        placed.diagnostics.push(
            Diagnostic::new(Code::OlderRelease, "a newer release of this package is given too")
                .at(Location::file(path.display().to_string()))
                .help("it is left out; remove the file if it is not needed"),
        );
    }
    let is_inside = |path: &Path| {
        let path = relative(path, folder);
        !path.starts_with("..") && Path::new(&path).is_relative()
    };
    let (inside, outside): (Vec<PathBuf>, Vec<PathBuf>) =
        newest.into_iter().partition(|path| is_inside(path));
    for path in inside {
        let is_list = project.errors.contains(&path) || is_error_list(&path);
        let list = if is_list { &mut placed.errors } else { &mut placed.listed };
        list.push(relative(&path, folder));
    }
    if outside.is_empty() {
        return Ok(placed);
    }
    let options = ImportOptions {
        products: Some(products.to_vec()),
        docs: Docs::Full,
        target: ImportTarget::Facts(folder.join(FACTS)),
    };
    let imported = import(&outside, &options, progress);
    if imported.diagnostics.has_errors() {
        return Err(imported.diagnostics);
    }
    placed.diagnostics.append(imported.diagnostics);
    placed.facts = imported.files;
    Ok(placed)
}

/// Of wheels of one package the one of the newest release, and the others.
fn newest(given: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut newest: BTreeMap<String, (Vec<u64>, &PathBuf)> = BTreeMap::new();
    let mut older = Vec::new();
    let mut others = Vec::new();
    for path in given {
        let Some((package, release)) = package(path) else {
            others.push(path.clone());
            continue;
        };
        match newest.get(&package) {
            Some((known, _)) if *known >= release => older.push(path.clone()),
            Some((_, before)) => {
                older.push((*before).clone());
                newest.insert(package, (release, path));
            }
            None => drop(newest.insert(package, (release, path))),
        }
    }
    others.extend(newest.into_values().map(|(_, path)| path.clone()));
    (others, older)
}

/// The package and release that the name of a wheel says: `tccli-3.1.189.1-py2.py3-none-any.whl`.
fn package(path: &Path) -> Option<(String, Vec<u64>)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".whl")?;
    let mut parts = name.split('-');
    let (package, release) = (parts.next()?, parts.next()?);
    let numbers: Option<Vec<u64>> = release.split('.').map(|part| part.parse().ok()).collect();
    Some((package.replace('_', "-").to_lowercase(), numbers?))
}

impl Project {
    /// Whether an error list is given, by its own option or among the metadata.
    pub fn has_error_lists(&self) -> bool {
        !self.errors.is_empty() || self.metadata.iter().any(|path| is_error_list(path))
    }
}

/// Whether the name of a wheel, or of one in a folder, says that it is the SDK, whose error lists
/// are read.
fn is_error_list(path: &Path) -> bool {
    let is_sdk = |path: &Path| {
        package(path).is_some_and(|(package, _)| package.starts_with("tencentcloud-sdk-python"))
    };
    is_sdk(path) || wheels_in(path).iter().any(|wheel| is_sdk(wheel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_releases_of_a_package_the_newer_one_counts() {
        let paths = [
            "w/tccli-3.1.189.1-py2.py3-none-any.whl",
            "w/tccli-3.1.1000.1-py2.py3-none-any.whl",
            "w/tccli-3.1.200.1-py2.py3-none-any.whl",
            "w/tccli_intl_en-3.1.193.1-py2.py3-none-any.whl",
            "unpacked",
        ]
        .map(PathBuf::from);
        let (newest, older) = newest(&paths);
        assert_eq!(newest.len(), 3, "{newest:?}");
        assert!(newest.contains(&paths[1]) && newest.contains(&paths[4]));
        assert_eq!(older, [paths[0].clone(), paths[2].clone()]);
    }
}
