//! Paths from one folder to another.

use std::path::{Component, Path, PathBuf};

use rustc_hash::FxHashSet;

/// The path of a file as seen from a folder, with `/`: `../metadata/api.json`. Both are paths from
/// here; links are followed as far as there is something. Where there is no way between them
/// (another drive), the path from the root.
pub fn relative(file: &Path, folder: &Path) -> String {
    let (file, folder) = (real(file), real(folder));
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return slashes(&file);
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(file.components().skip(shared)).collect();
    if path.as_os_str().is_empty() { ".".to_owned() } else { slashes(&path) }
}

/// The path from the root, links followed, without `.` and `..`; of what is not there yet, as far
/// as there is something.
pub fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    let Some((part, there)) = there else { return normal(&path) };
    match path.strip_prefix(part) {
        Ok(rest) if !rest.as_os_str().is_empty() => normal(&there.join(rest)),
        _ => there,
    }
}

/// The path without `.` and `..`: no link is followed.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// A path as people read it: where it climbs back out of a folder, it is followed to its end, for what
/// is above a link is not what its text says.
pub fn shown(path: &Path) -> String {
    let mut parts = path.components().skip_while(|part| *part == Component::ParentDir);
    let climbs = parts.any(|part| part == Component::ParentDir);
    if climbs { relative(path, Path::new(".")) } else { path.display().to_string() }
}

/// A path as text, with `/` on every system.
pub fn slashes(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

/// The path of a file below its folder, with `/`.
pub(super) fn below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The folders of the files that are links: what is behind them is not of this folder.
pub(super) fn links<'a>(
    folder: &Path,
    paths: impl Iterator<Item = &'a str>,
    found: &mut Vec<PathBuf>,
) {
    let mut seen = FxHashSet::default();
    for path in paths {
        let mut rest = path;
        while let Some((parent, _)) = rest.rsplit_once(std::path::is_separator)
            && seen.insert(parent)
        {
            let place = folder.join(parent);
            if place.is_symlink() {
                found.push(place);
            }
            rest = parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_the_folder_to_the_file() {
        for (file, folder, expected) in [
            ("wheels/a.whl", "new", "../wheels/a.whl"),
            ("new/metadata/a.json", "new", "metadata/a.json"),
            ("../a.whl", "new/spec", "../../../a.whl"),
            ("/tmp/a.whl", "/tmp/x/spec", "../../a.whl"),
            ("./x/../a.whl", ".", "a.whl"),
            ("new", "new", "."),
        ] {
            assert_eq!(relative(Path::new(file), Path::new(folder)), expected, "{file}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_through_a_link_is_the_path_of_what_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("deep/spec")).unwrap();
        std::os::unix::fs::symlink(place("deep/spec"), place("spec")).unwrap();
        assert_eq!(
            relative(&place("spec/tcgen.toml"), &place("generated")),
            "../deep/spec/tcgen.toml"
        );
    }
}
