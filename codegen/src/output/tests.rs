use super::*;

fn files(list: &[(&str, &str)]) -> Files {
    let mut files = Files::new();
    for (path, text) in list {
        files.insert(*path, *text);
    }
    files
}

/// Every file below a folder with its text, hidden ones included.
fn present(folder: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(present(&path));
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            all.push((path.display().to_string(), text));
        }
    }
    all.sort();
    all
}

#[test]
fn what_differs_is_written_and_what_is_stale_removed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(&[("a", "1"), ("b/c", "2"), ("d", "3")]), |_, _| false).unwrap();
    std::fs::write(folder.path().join("theirs"), "x").unwrap();
    let changes =
        write(folder.path(), &files(&[("a", "1"), ("b/c", "4"), ("e", "5")]), |path, _| {
            path == "d"
        })
        .unwrap();
    assert_eq!((changes.unchanged, changes.added.len(), changes.changed.len()), (1, 1, 1));
    let texts: Vec<_> = present(folder.path()).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["1", "4", "5", "x"]);
}

#[test]
fn a_failure_in_the_second_folder_leaves_the_first_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    write(&first, &files(&[("changed", "old"), ("gone", "old")]), |_, _| false).unwrap();
    // A folder stands where a file is to be written: the move into place fails.
    std::fs::create_dir_all(second.join("blocked/inside")).unwrap();
    let before = present(folder.path());
    let one = files(&[("changed", "new"), ("new/deep", "new")]);
    let other = files(&[("blocked", "new")]);
    let result = write_all(&[
        Target { folder: &first, files: &one, ours: &|path, _| path == "gone" },
        Target { folder: &second, files: &other, ours: &|_, _| false },
    ]);
    assert_eq!(result.unwrap_err().iter().next().unwrap().code, Code::CannotWrite);
    assert_eq!(present(folder.path()), before);
    assert!(!first.join("new").exists());
}

#[test]
fn what_was_written_is_put_back_when_the_work_is_not_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, "old").unwrap();
    let added = folder.path().join("b");
    let mut undo = Undo::default();
    undo.keep(&path).unwrap();
    stage(&path, "new").unwrap().persist(&path).unwrap();
    stage(&added, "new").unwrap().persist(&added).unwrap();
    undo.written = vec![path.clone(), added];
    drop(undo);
    assert_eq!(present(folder.path()), [(path.display().to_string(), "old".to_owned())]);
}
