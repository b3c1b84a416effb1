//! The spec files below paths: where `source` and `spec` meet.
//!
//! In: files and folders as the user gave them. Out: specs with the path and the text that they
//! were read from. In a folder only `<version>.json` is a spec; a file that is named is read
//! whatever it is called.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, json_location};
use crate::rust::lock::{Decisions, Lock};
use crate::source::{conflict, list_files, read_utf8};
use crate::spec::{self, Spec, is_version};

/// A spec and the file that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecFile {
    /// The path as the user gave it.
    pub path: Arc<str>,
    /// The text.
    pub text: String,
    /// What the text says.
    pub spec: Spec,
}

impl SpecFile {
    /// Reads the text of a spec file.
    pub fn parse(path: impl Into<Arc<str>>, text: String) -> Result<Self, Diagnostic> {
        let path = path.into();
        match spec::read(&text) {
            Ok(spec) => Ok(Self { path, text, spec }),
            Err(error) => {
                if let Some(line) = conflict(&text) {
                    let message = "this file holds an unresolved merge conflict";
                    return Err(Diagnostic::new(Code::MergeConflict, message)
                        .at(Location::new(path, line, 1))
                        .help(
                            "keep either side (`git checkout --ours` or `--theirs`), then `tcgen \
                             regenerate` writes it anew",
                        ));
                }
                let at = json_location(path, &text, error.line, error.column);
                Err(Diagnostic::new(Code::InvalidSpec, error.message).at(at))
            }
        }
    }

    /// What the tcgen.lock of its spec folder has decided about it.
    pub fn decisions(&self) -> Result<Decisions, Diagnostic> {
        // `<folder>/<product>/<version>.json`
        let folder = Path::new(&*self.path).parent().and_then(Path::parent);
        let lock = folder.map(Lock::beside).transpose()?.flatten();
        let decisions = lock
            .as_ref()
            .and_then(|lock| lock.decisions(&self.spec.product, &self.spec.version).cloned());
        Ok(decisions.unwrap_or_default())
    }

    /// Reads a spec file.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let file = read_utf8(path)?;
        Self::parse(file.path, file.text)
    }
}

/// The paths of the spec files below files and folders, sorted, none twice.
pub fn find_spec_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut found = Vec::new();
    for path in paths {
        let mut files = list_files(std::slice::from_ref(path), &mut diagnostics);
        if path.is_dir() {
            files.retain(|file| is_spec_name(file));
            if files.is_empty() {
                diagnostics.push(
                    Diagnostic::new(Code::NoSpecFile, "no spec file in this folder")
                        .at(Location::file(path.display().to_string()))
                        .help("a spec is at `<product>/<version>.json`; `tcgen parse` and `tcgen import` write it"),
                );
            }
        }
        found.append(&mut files);
    }
    found.sort();
    found.dedup();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(found) }
}

/// Reads every spec file below files and folders; all faults of all files are said at once.
pub fn read_spec_files(paths: &[PathBuf]) -> Result<Vec<SpecFile>, Diagnostics> {
    let (mut files, mut diagnostics) = (Vec::new(), Diagnostics::new());
    for path in find_spec_files(paths)? {
        match SpecFile::read(&path) {
            Ok(file) => files.push(file),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(files) }
}

fn is_spec_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
        && path.file_stem().and_then(|stem| stem.to_str()).is_some_and(is_version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    const SPEC: &str = r#"{"format": 1, "product": "demo", "version": "2020-01-01"}"#;

    #[test]
    fn in_a_folder_only_version_files_are_specs() {
        let folder =
            folder(&[("demo/2020-01-01.json", SPEC), ("package.json", "{}"), ("a.md", "x")]);
        let files = read_spec_files(&[folder.path().to_owned()]).unwrap();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].spec.product, "demo");
    }

    #[test]
    fn a_named_file_is_read_whatever_it_is_called() {
        let folder = folder(&[("old.json", SPEC)]);
        let path = folder.path().join("old.json");
        assert_eq!(read_spec_files(&[path.clone(), path]).unwrap().len(), 1);
    }

    #[test]
    fn every_file_that_is_no_spec_is_named_with_its_place() {
        let folder = folder(&[("a/2020-01-01.json", "{"), ("b/2020-01-01.json", "{\n\"x\": 1}")]);
        let diagnostics = read_spec_files(&[folder.path().to_owned()]).unwrap_err();
        let lines: Vec<u32> =
            diagnostics.iter().map(|d| d.location.as_ref().unwrap().line).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn a_folder_without_specs_is_said_so() {
        let folder = folder(&[("a.md", "x")]);
        let diagnostics = read_spec_files(&[folder.path().to_owned()]).unwrap_err();
        assert_eq!(diagnostics.iter().next().unwrap().code, Code::NoSpecFile);
    }
}
