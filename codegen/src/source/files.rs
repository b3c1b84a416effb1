//! The files below a path, in an order that every machine gives.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

/// The files that the paths name, folders walked to the bottom: each folder's entries sorted by
/// name, hidden ones (`.git`) and what a browser saves beside a page (`X_files` of `X.html`) left
/// out, links to folders not followed, no file twice.
pub fn list_files(paths: &[PathBuf], diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut files, diagnostics),
            Ok(_) => files.push(path.clone()),
            Err(error) => diagnostics.push(unreadable(path, &error)),
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|path| seen.insert(path.clone()));
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, diagnostics: &mut Diagnostics) {
    let mut entries = match entries(folder) {
        Ok(entries) => entries,
        Err(error) => return diagnostics.push(unreadable(folder, &error)),
    };
    entries.sort();
    let pages: Vec<String> = entries.iter().filter_map(|(path, _)| page_stem(path)).collect();
    entries.retain(|(path, is_folder)| !*is_folder || !is_of_page(path, &pages));
    for (path, is_folder) in entries {
        if is_folder {
            walk(&path, files, diagnostics);
        } else {
            files.push(path);
        }
    }
}

/// The name of a web page without its ending.
fn page_stem(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_ascii_lowercase();
    let is_page = ["html", "htm"].iter().any(|page| ending == *page);
    is_page.then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))?
}

/// Whether a folder holds what a browser has saved beside a page: pictures, scripts, styles.
fn is_of_page(folder: &Path, pages: &[String]) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let stem = name.strip_suffix("_files").or_else(|| name.strip_suffix(".files"));
    stem.is_some_and(|stem| pages.iter().any(|page| page == stem))
}

fn entries(folder: &Path) -> std::io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry.file_type()?;
        // A link to a folder could lead back up; a link to a file is as good as the file.
        if kind.is_symlink() && entry.path().is_dir() {
            continue;
        }
        entries.push((entry.path(), kind.is_dir()));
    }
    Ok(entries)
}

/// The names in a folder, without hidden ones; none of one that cannot be read.
pub fn names_in(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let found = entries(folder).unwrap_or_default();
    let name = |(path, _): (PathBuf, bool)| Some(path.file_name()?.to_str()?.to_owned());
    found.into_iter().filter_map(name).collect()
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::FileUnreadable, format!("cannot read: {error}"))
        .at(Location::file(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_and_hidden_files_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/2.md", "b/1.md", "a.md", ".hidden.md", ".git/x"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let mut diagnostics = Diagnostics::new();
        let paths = [folder.path().to_owned(), folder.path().join("a.md")];
        let files = list_files(&paths, &mut diagnostics);
        let names: Vec<_> = files
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a.md", "b/1.md", "b/2.md"]);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn what_a_browser_saves_beside_a_page_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["x.html", "x_files/a.js", "y_files/b.md"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let files = list_files(&[folder.path().to_owned()], &mut Diagnostics::new());
        let names: Vec<_> = files.iter().map(|path| path.file_name().unwrap()).collect();
        assert_eq!(names, ["x.html", "b.md"]);
    }

    #[test]
    fn a_path_to_nothing_is_a_diagnostic() {
        let mut diagnostics = Diagnostics::new();
        assert!(list_files(&["/nowhere/at/all".into()], &mut diagnostics).is_empty());
        assert!(diagnostics.has_errors());
    }
}
