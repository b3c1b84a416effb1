//! Paths from one folder to another.

use std::path::{Component, Path, PathBuf};

/// The path of a file as seen from a folder, with `/`: `../metadata/api.json`. Both are paths from
/// here. Where there is no way between them (another drive), the path from the root.
pub(super) fn relative(file: &Path, folder: &Path) -> String {
    let (Ok(file), Ok(folder)) = (std::path::absolute(file), std::path::absolute(folder)) else {
        return slashes(file);
    };
    let (file, folder) = (normal(&file), normal(&folder));
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return slashes(&file);
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    slashes(&up.chain(file.components().skip(shared)).collect::<PathBuf>())
}

/// The path without `.` and `..`, as text: no link is followed.
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

fn slashes(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_the_folder_to_the_file() {
        for (file, folder, expected) in [
            ("wheels/a.whl", "spec", "../wheels/a.whl"),
            ("spec/metadata/a.json", "spec", "metadata/a.json"),
            ("../a.whl", "new/spec", "../../../a.whl"),
            ("/tmp/a.whl", "/tmp/x/spec", "../../a.whl"),
            ("./x/../a.whl", ".", "a.whl"),
        ] {
            assert_eq!(relative(Path::new(file), Path::new(folder)), expected, "{file}");
        }
    }
}
