//! Which folders a crate may be written to.

use std::path::{Path, PathBuf};

use super::path::real;
use crate::diagnostics::{Code, Diagnostic, Location};

/// Refuses a folder that cannot be a crate's own: the root of the file system, none at all, and
/// one that is, or is around, something that the crate is made from: each with a word for it.
pub fn check_folder(out: &Path, inputs: &[(&str, PathBuf)]) -> Result<(), Diagnostic> {
    let refuse = |message: String| {
        Err(Diagnostic::new(Code::UnfitFolder, message)
            .at(Location::file(out.display().to_string()))
            .help("give the crate a folder of its own, such as `../generated` beside the spec"))
    };
    if out.as_os_str().is_empty() {
        return refuse("the folder of the crate has no name".to_owned());
    }
    if std::path::MAIN_SEPARATOR == '/' && out.to_string_lossy().contains('\\') {
        return refuse("the folder of the crate has `\\` in its name; write `/`".to_owned());
    }
    let folder = real(out);
    if folder.parent().is_none() {
        return refuse("a crate cannot be written to the root of the file system".to_owned());
    }
    for (word, path) in inputs {
        let path = real(path);
        if path == folder {
            return refuse(format!("a crate cannot be written into {word}"));
        }
        if path.starts_with(&folder) {
            return refuse(format!("a crate cannot be written around {word}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_its_own_is_neither_the_root_nor_around_what_it_is_made_from() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("spec");
        std::fs::create_dir(&spec).unwrap();
        let fits = |out: &Path| check_folder(out, &[("the spec", spec.clone())]).is_ok();
        for (out, expected) in [
            (folder.path().join("generated"), true),
            (spec.join("generated"), true),
            (folder.path().join("spec2"), true),
            (spec.clone(), false),
            (spec.join("../spec/."), false),
            (folder.path().to_owned(), false),
            (folder.path().join("new/.."), false),
            ("..\\generated".into(), cfg!(windows)),
            ("/".into(), false),
            ("".into(), false),
        ] {
            assert_eq!(fits(&out), expected, "{}", out.display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_spec_is_the_spec() {
        let folder = tempfile::tempdir().unwrap();
        let (spec, link) = (folder.path().join("spec"), folder.path().join("link"));
        std::fs::create_dir(&spec).unwrap();
        std::os::unix::fs::symlink(&spec, &link).unwrap();
        assert!(check_folder(&link, &[("the spec", spec)]).is_err());
    }
}
