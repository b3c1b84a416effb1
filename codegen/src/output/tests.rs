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

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// A crate of `config.toml` beside it.
fn owned(folder: &Path, list: &[(&str, &str)]) -> Result<Changes, Diagnostics> {
    let (config, files) = (folder.join("../config.toml"), files(list));
    write_owned(Target { folder, files: &files, ours: Ours::Manifest(&config) })
}

fn codes(found: &Diagnostics) -> Vec<Code> {
    found.iter().map(|one| one.code).collect()
}

#[test]
fn what_differs_is_written_and_what_is_stale_removed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(&[("a", "1"), ("b/c", "2"), ("d", "3")])).unwrap();
    std::fs::write(folder.path().join("theirs"), "x").unwrap();
    let target = Target {
        folder: folder.path(),
        files: &files(&[("a", "1"), ("b/c", "4"), ("e", "5")]),
        ours: Ours::Paths(&set(&["a", "d", "never"])),
    };
    let changes = write_owned(target).unwrap();
    assert_eq!((changes.unchanged, changes.added.len(), changes.changed.len()), (1, 1, 1));
    let texts: Vec<_> = present(folder.path()).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["1", "4", "5", "x"]);
}

#[test]
fn a_failure_in_the_second_folder_leaves_the_first_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    write(&first, &files(&[("changed", "old"), ("gone", "old")])).unwrap();
    // A folder is where a file is to be written: the move into place fails.
    std::fs::create_dir_all(second.join("blocked/inside")).unwrap();
    let before = present(folder.path());
    let one = files(&[("changed", "new"), ("new/deep", "new")]);
    let other = files(&[("blocked", "new")]);
    let targets = [
        Target { folder: &first, files: &one, ours: Ours::Paths(&set(&["gone"])) },
        Target { folder: &second, files: &other, ours: Ours::Paths(&set(&[])) },
    ];
    let result = write_all(&targets, None);
    assert_eq!(result.unwrap_err().iter().next().unwrap().code, Code::CannotWrite);
    assert_eq!(present(folder.path()), before);
    assert!(!first.join("new").exists());
}

#[test]
fn what_was_written_is_put_back_when_a_later_move_fails() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    write(&first, &files(&[("changed", "old"), ("gone", "old")])).unwrap();
    let before = present(folder.path());
    let mut works = [Work::begin(&first).unwrap(), Work::begin(&second).unwrap()];
    works[0].stage(first.join("changed"), "new", true).unwrap();
    works[0].stage(first.join("new/deep"), "new", false).unwrap();
    works[0].stage_removal(first.join("gone"));
    works[1].stage(second.join("blocked"), "new", false).unwrap();
    std::fs::create_dir(second.join("blocked")).unwrap();
    assert_eq!(codes(&work::commit(&mut works).unwrap_err()), [Code::CannotWrite]);
    drop(works);
    std::fs::remove_dir_all(second).unwrap();
    assert_eq!(present(folder.path()), before);
    assert!(!first.join("new").exists());
}

#[test]
fn what_is_listed_is_replaced_and_removed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let krate = folder.path().join("krate");
    owned(&krate, &[("a", "1"), ("b/c", "2"), ("b/d", "3")]).unwrap();
    std::fs::create_dir(krate.join("b/theirs")).unwrap();
    std::fs::write(krate.join("b/theirs/c"), "2").unwrap();
    let changes = owned(&krate, &[("a", "new")]).unwrap();
    assert_eq!(changes.removed, [krate.join("b/c"), krate.join("b/d")]);
    assert!(changes.edits().is_empty());
    let names: Vec<_> = present(&krate).into_iter().map(|(path, _)| path).collect();
    let expected = [MANIFEST, "a", "b/theirs/c"].map(|name| krate.join(name).display().to_string());
    assert_eq!(names, expected);
}

#[test]
fn the_folder_that_its_last_file_leaves_goes_too() {
    let folder = tempfile::tempdir().unwrap();
    owned(folder.path(), &[("a", "1"), ("b/c/d", "2")]).unwrap();
    owned(folder.path(), &[("a", "1")]).unwrap();
    assert!(!folder.path().join("b").exists());
}

#[test]
fn a_file_that_is_not_listed_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a"), "// @generated by tcgen\n").unwrap();
    let before = present(folder.path());
    let found = owned(folder.path(), &[("a", "1"), ("b", "1")]).unwrap_err();
    assert_eq!(codes(&found), [Code::ForeignFile]);
    assert_eq!(present(folder.path()), before);
    // One that is already as it is to be is taken in.
    owned(folder.path(), &[("a", "// @generated by tcgen\n"), ("b", "1")]).unwrap();
    owned(folder.path(), &[("a", "2")]).unwrap();
}

#[test]
fn local_edits_are_said_and_one_in_a_file_that_goes_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    owned(folder.path(), &[("a", "1"), ("b", "1"), ("c", "1")]).unwrap();
    for name in ["a", "b"] {
        std::fs::write(folder.path().join(name), "mine").unwrap();
    }
    let changes = owned(folder.path(), &[("a", "2"), ("c", "2")]).unwrap();
    assert_eq!(changes.edited, [folder.path().join("a")]);
    assert_eq!(changes.kept, [folder.path().join("b")]);
    assert_eq!(codes(&changes.edits()), [Code::LocalEdit, Code::LocalEdit]);
    assert_eq!(std::fs::read_to_string(folder.path().join("b")).unwrap(), "mine");
    // From now on it is a file like any other.
    let changes = owned(folder.path(), &[("a", "3")]).unwrap();
    assert!(changes.kept.is_empty() && folder.path().join("b").exists());
}

#[test]
fn a_crate_of_another_config_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    owned(folder.path(), &[("a", "1"), ("b", "1")]).unwrap();
    let before = present(folder.path());
    let (config, new) = (folder.path().join("other.toml"), files(&[("a", "2")]));
    let target = Target { folder: folder.path(), files: &new, ours: Ours::Manifest(&config) };
    let found = write_owned(target).unwrap_err();
    assert_eq!(codes(&found), [Code::OtherConfig]);
    assert_eq!(present(folder.path()), before);
}

#[test]
fn a_run_that_was_killed_while_files_moved_is_finished_by_the_next_one() {
    let new = [("a", "new"), ("b", "new"), ("d", "new")];
    for steps in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let (krate, config) = (folder.path().join("krate"), folder.path().join("config.toml"));
        owned(&krate, &[("a", "old"), ("b", "old"), ("deep/c", "old")]).unwrap();
        let files = files(&new);
        let target = Target { folder: &krate, files: &files, ours: Ours::Manifest(&config) };
        let plan = Plan::new(&target).unwrap();
        let mut work = Work::begin(&krate).unwrap();
        plan.stage(&mut work).unwrap();
        work::commit_some(&mut work, steps).unwrap();
        let lock = work.abandon();
        // Held as the killed process held it, and as the system then lets go of it.
        assert_eq!(codes(&owned(&krate, &new).unwrap_err()), [Code::AnotherRun]);
        drop(lock);
        // Then the sources change once more: nothing is taken for a file of somebody else.
        let changes = owned(&krate, &[("a", "newer"), ("b", "new")]).unwrap();
        assert!(changes.edits().is_empty(), "{steps}: {changes:?}");
        assert!(!krate.join("deep").exists(), "{steps}: an empty folder stays");
        let texts: Vec<_> = present(&krate).into_iter().skip(1).map(|(_, text)| text).collect();
        assert_eq!(texts, ["newer", "new"], "{steps}");
    }
}

/// A folder without a manifest, half-way through a write that was killed after so many moves.
fn killed(folder: &Path, new: &Files, stale: &BTreeSet<String>, moves: usize) {
    let target = Target { folder, files: new, ours: Ours::Paths(stale) };
    let plan = Plan::new(&target).unwrap();
    let mut work = Work::begin(folder).unwrap();
    plan.stage(&mut work).unwrap();
    work::commit_some(&mut work, moves).unwrap();
    drop(work.abandon());
}

#[test]
fn what_a_killed_run_moved_is_put_back_by_whoever_holds_the_folder_next() {
    let new = files(&[("a", "new"), ("b/c", "new"), ("d/e", "new")]);
    let stale = set(&["b/gone", "f/gone"]);
    for moves in 0..=5 {
        let folder = tempfile::tempdir().unwrap();
        let old = [("a", "old"), ("b/c", "old"), ("b/gone", "old"), ("f/gone", "old")];
        write(folder.path(), &files(&old)).unwrap();
        let before = present(folder.path());
        killed(folder.path(), &new, &stale, moves);
        drop(hold(folder.path()).unwrap());
        assert_eq!(present(folder.path()), before, "{moves}");
        assert!(!folder.path().join("d").exists(), "{moves}");
    }
}

#[test]
fn what_somebody_changed_after_a_run_was_killed_stays() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(&[("a", "old"), ("b", "old")])).unwrap();
    killed(folder.path(), &files(&[("a", "new"), ("b", "new")]), &set(&[]), 1);
    std::fs::write(folder.path().join("b"), "mine").unwrap();
    drop(hold(folder.path()).unwrap());
    let texts: Vec<_> = present(folder.path()).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["new", "mine"]);
}

#[test]
fn a_list_of_moves_that_tcgen_did_not_write_moves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (inside, outside) = (folder.path().join("in"), folder.path().join("out"));
    let temporary = inside.join(".tcgen-tmp");
    std::fs::create_dir_all(temporary.join("0")).unwrap();
    std::fs::create_dir_all(&outside).unwrap();
    std::fs::write(temporary.join("0/1"), "theirs").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, inside.join("link")).unwrap();
    for line in [
        "? - 1 ../out/file",
        "? - 1 .git/hooks/pre-commit",
        "? - 1 deep/.GIT/config",
        "? - ../1 file",
        "? -  file",
        "? - 1",
        #[cfg(unix)]
        "? - 1 link/file",
    ] {
        std::fs::write(temporary.join("moves"), format!("{line}\n")).unwrap();
        let found = hold(&inside).unwrap_err();
        assert_eq!(codes(&found), [Code::BrokenJournal], "{line}");
        assert_eq!(found.iter().next().unwrap().location.as_ref().unwrap().line, 1);
        // What it kept is still there for a person to look at.
        assert!(temporary.join("0/1").exists() && !inside.join("file").exists());
    }
    assert_eq!(present(&outside), []);
}

#[test]
fn a_manifest_that_git_has_merged_lists_the_files_of_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(MANIFEST);
    owned(folder.path(), &[("a", "1"), ("b", "1")]).unwrap();
    let ours = std::fs::read_to_string(&path).unwrap();
    owned(folder.path(), &[("a", "2"), ("b", "1")]).unwrap();
    let theirs = std::fs::read_to_string(&path).unwrap();
    let merged = format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n");
    std::fs::write(&path, merged).unwrap();
    assert!(owned(folder.path(), &[("a", "3")]).unwrap().edits().is_empty());
    assert!(!folder.path().join("b").exists());
    // Anything else is an error, with its line.
    std::fs::write(&path, format!("{theirs}{}  ../../etc/passwd\n", "0".repeat(64))).unwrap();
    let found = owned(folder.path(), &[("a", "4")]).unwrap_err();
    let first = found.iter().next().unwrap();
    assert_eq!((first.code, first.location.as_ref().unwrap().line), (Code::BrokenManifest, 5));
}

#[test]
fn line_ends_that_git_changed_are_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let list = [("a", "1\n2\n"), ("b", "1\r2\n")];
    owned(folder.path(), &list).unwrap();
    std::fs::write(folder.path().join("a"), "1\r\n2\r\n").unwrap();
    assert!(owned(folder.path(), &list).unwrap().is_empty());
    let changes = owned(folder.path(), &[("a", "3\n"), ("b", "1\r2\n")]).unwrap();
    assert!(changes.edited.is_empty() && changes.changed.len() == 2, "{changes:?}");
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_folder_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (krate, other) = (folder.path().join("krate"), folder.path().join("other"));
    owned(&krate, &[("src/a", "1"), ("src/b", "1")]).unwrap();
    std::fs::rename(krate.join("src"), &other).unwrap();
    std::os::unix::fs::symlink(&other, krate.join("src")).unwrap();
    let found = owned(&krate, &[("src/a", "2")]).unwrap_err();
    assert_eq!(codes(&found), [Code::ForeignFile]);
    assert_eq!(present(&other).len(), 2);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_replaced_and_its_target_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (krate, other) = (folder.path().join("krate"), folder.path().join("other"));
    owned(&krate, &[("a", "1")]).unwrap();
    std::fs::write(&other, "theirs").unwrap();
    std::fs::remove_file(krate.join("a")).unwrap();
    std::os::unix::fs::symlink(&other, krate.join("a")).unwrap();
    assert_eq!(owned(&krate, &[("a", "2")]).unwrap().edited, [krate.join("a")]);
    assert!(!krate.join("a").is_symlink());
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "theirs");
}
