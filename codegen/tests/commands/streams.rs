//! The command line from outside: exit statuses, and what goes to stdout and to stderr.

use super::run::tcgen;

/// A folder with a spec that has a warning and a note, one that has nothing, and one that is
/// none.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "spec/demo/2020-01-01.json",
        r#"{"format": 1, "product": "demo", "version": "2020-01-01", "title": "Demo",
  "actions": {"GetBook": {"title": "Get a book", "input": [{"name": "Place", "type": "Shelf"}],
    "output": [{"name": "RequestId", "type": "string"}]}},
  "structures": {"Lost": {"members": [{"name": "Id", "type": "int64"}]}}}
"#,
    );
    write("clean/2020-01-01.json", r#"{"format": 1, "product": "demo", "version": "2020-01-01"}"#);
    write("broken/2020-01-01.json", "{\"format\": 1,\n \"colour\": \"red\"}");
    write("bad-ignore.toml", "[[ignore]]\ncode = \"L9999\"\nwhere = \"*\"\nreason = \"x\"\n");
    folder
}

/// Done, findings, failed.
const STATUSES: &[(i32, &[&str])] = &[
    // The command line itself.
    (0, &["--version"]),
    (0, &["--help"]),
    (0, &["help"]),
    (0, &["help", "lint"]),
    (0, &["lint", "--help"]),
    (0, &["--color", "never", "schema"]),
    (0, &["schema", "--color", "always"]),
    (2, &[]),
    (2, &["nonsense"]),
    (2, &["--nonsense"]),
    (2, &["--color", "pink", "schema"]),
    (2, &["schema", "one-too-many"]),
    // Commands that need to be told something.
    (2, &["import"]),
    (2, &["diff"]),
    (2, &["diff", "clean"]),
    (2, &["show"]),
    (2, &["completions"]),
    (2, &["completions", "no-such-shell"]),
    // lint
    (0, &["lint"]),
    (0, &["lint", "clean", "--deny", "notes"]),
    (1, &["lint", "--deny", "warnings"]),
    (1, &["lint", "--deny", "notes"]),
    (0, &["lint", "--deny", "warnings", "--only", "L0102"]),
    (1, &["lint", "--deny", "notes", "--only", "L0102"]),
    (1, &["lint", "--deny", "warnings", "--format", "sarif"]),
    (2, &["lint", "--deny", "everything"]),
    (2, &["lint", "--format", "xml"]),
    (2, &["lint", "--only", "L9999"]),
    (2, &["lint", "no/such/folder"]),
    (2, &["lint", "bad-ignore.toml"]),
    (2, &["lint", "broken"]),
    (2, &["lint", "spec", "broken"]),
    (2, &["lint", "--ignore", "no-such-file.toml"]),
    (2, &["lint", "--ignore", "bad-ignore.toml"]),
    (0, &["lint", "--explain", "l0101"]),
    (0, &["lint", "--explain", "E0101"]),
    (0, &["lint", "--explain", "all"]),
    (2, &["lint", "--explain", "L9999"]),
    // show
    (0, &["show", "demo"]),
    (0, &["show", "DEMO", "getbook"]),
    (0, &["show", "demo", "GetBook", "--format", "json"]),
    (2, &["show", "demo", "GetBok"]),
    (0, &["show", "demo", "book"]),
    (0, &["show", "demo", "a BOOK"]),
    (0, &["show", "--search", "shelf of nothing"]),
    (0, &["show", "demo", "GetBook", "--brief"]),
    (0, &["show", "--names"]),
    (2, &["show", "--brief"]),
    (0, &["show", "demo", "--quiet"]),
    (0, &["-v", "show", "demo"]),
    (2, &["-q", "-v", "show", "demo"]),
    (2, &["show", "deno"]),
    (2, &["show", "demo/1999-01-01"]),
    (2, &["show", "demo", "--spec", "no/such/folder"]),
    (2, &["show", "demo", "--spec", "broken/2020-01-01.json"]),
];

#[test]
fn every_way_to_call_ends_with_its_status() {
    let folder = folder();
    for (status, arguments) in STATUSES {
        let run = tcgen(folder.path(), arguments);
        assert_eq!(run.status, *status, "{arguments:?}\n{}", run.stderr);
    }
}

#[test]
fn whatever_fails_says_so_on_stderr_and_nothing_on_stdout() {
    let folder = folder();
    for (_, arguments) in STATUSES.iter().filter(|(status, _)| *status == 2) {
        let run = tcgen(folder.path(), arguments);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn results_go_to_stdout_and_the_summary_to_stderr() {
    let folder = folder();
    let run = tcgen(folder.path(), &["lint"]);
    assert!(run.stdout.starts_with("warning[L0101]: "), "{}", run.stdout);
    assert!(run.stderr.contains("1 warning, "), "{}", run.stderr);
    assert!(!run.stdout.contains("1 warning, "));
}

#[test]
fn formats_for_programs_leave_nothing_else_on_stdout() {
    let folder = folder();
    for format in ["json", "sarif"] {
        let run = tcgen(folder.path(), &["lint", "--format", format]);
        let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(value.is_object());
    }
    let run = tcgen(folder.path(), &["lint", "--format", "github"]);
    assert!(run.stdout.lines().all(|line| line.starts_with("::")), "{}", run.stdout);
}

#[test]
fn an_unusable_spec_is_said_with_its_line_and_column() {
    let folder = folder();
    let run = tcgen(folder.path(), &["lint", "broken"]);
    let text = run.stderr;
    assert!(text.contains("error[E0610]: unknown field `colour`"), "{text}");
    assert!(text.contains("--> broken/2020-01-01.json:2:"), "{text}");
    // What is neither a file nor a folder has no product to be missing.
    let said = tcgen(folder.path(), &["show", "demo", "--spec", "/dev/null"]).stderr;
    assert!(said.starts_with("error[E0101]: not a regular file\n  --> /dev/null\n"), "{said}");
}

#[test]
fn colour_comes_only_when_it_is_asked_for() {
    let folder = folder();
    for (arguments, colored) in [
        (&["lint"][..], false),
        (&["lint", "--color", "never"], false),
        (&["lint", "--color", "always"], true),
        (&["show", "demo", "--color", "always"], true),
    ] {
        let run = tcgen(folder.path(), arguments);
        assert_eq!(run.stdout.contains('\u{1b}'), colored, "{arguments:?}");
    }
}

#[test]
fn an_ignore_file_beside_the_specs_is_found() {
    let folder = folder();
    let text = "[[ignore]]\ncode = \"L0101\"\nwhere = \"demo/*\"\nreason = \"known\"\n";
    std::fs::write(folder.path().join("spec/lint-ignore.toml"), text).unwrap();
    let run = tcgen(folder.path(), &["lint", "--deny", "warnings"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("1 finding ignored"), "{}", run.stderr);
}

#[test]
fn a_misspelt_name_is_answered_with_the_right_one() {
    let folder = folder();
    let run = tcgen(folder.path(), &["show", "demo", "GetBok"]);
    assert!(run.stderr.contains("did you mean `GetBook`?"), "{}", run.stderr);
}

#[test]
fn without_a_spec_folder_the_nearest_config_says_where_it_is() {
    let folder = folder();
    let inside = folder.path().join("elsewhere/demo");
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::write(folder.path().join("elsewhere/tcgen.toml"), "").unwrap();
    std::fs::rename(folder.path().join("clean/2020-01-01.json"), inside.join("2020-01-01.json"))
        .unwrap();
    for arguments in [&["lint"][..], &["show", "demo"]] {
        let run = tcgen(&inside, arguments);
        assert_eq!(run.status, 0, "{arguments:?}\n{}", run.stderr);
    }
}

#[test]
fn completion_scripts_know_every_command_for_every_shell() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = tcgen(folder.path(), &["completions", shell]);
        assert_eq!(run.status, 0, "{shell}");
        let script = run.stdout;
        for command in ["parse", "import", "generate", "diff", "lint", "show", "regenerate"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn manual_pages_are_written_for_every_command() {
    let folder = folder();
    let run = tcgen(folder.path(), &["man", "man1"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for page in ["tcgen.1", "tcgen-show.1", "tcgen-regenerate.1"] {
        let text = std::fs::read_to_string(folder.path().join("man1").join(page)).unwrap();
        assert!(text.contains(".TH "), "{page}: {text}");
    }
}

#[test]
fn the_schema_is_json() {
    let folder = folder();
    let run = tcgen(folder.path(), &["schema"]);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn a_part_of_a_name_or_title_lists_what_holds_it() {
    let folder = folder();
    for arguments in [&["show", "demo", "ook"] as &[&str], &["show", "--search", "A BOOK"]] {
        let run = tcgen(folder.path(), arguments);
        assert_eq!(run.stdout, "demo 2020-01-01\n  GetBook  Get a book\n", "{}", run.stderr);
    }
    let run = tcgen(folder.path(), &["show", "--search", "zzz"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.contains("nothing holds `zzz`"), "{}", run.stderr);
    assert_eq!(tcgen(folder.path(), &["show", "--names"]).stdout, "demo\n");
    assert_eq!(tcgen(folder.path(), &["show", "demo", "--names"]).stdout, "GetBook\nLost\n");
    assert_eq!(tcgen(folder.path(), &["show", "demo", "--names=actions"]).stdout, "GetBook\n");
}

#[test]
fn the_brief_form_ends_with_the_command_that_shows_all() {
    let folder = folder();
    std::fs::rename(folder.path().join("spec"), folder.path().join("it's")).unwrap();
    let run = tcgen(folder.path(), &["show", "demo", "GetBook", "--brief", "--spec", "it's"]);
    let said = run.stdout;
    assert!(said.ends_with("\nall of it: `tcgen show demo GetBook --spec \"it's\"`\n"), "{said}");
    let json = ["show", "demo", "--format", "json", "--spec", "it's"];
    assert!(tcgen(folder.path(), &json).stdout.contains("\"Lost\""));
}

#[test]
fn quiet_says_errors_alone_and_the_results() {
    let folder = folder();
    for arguments in [&["lint"] as &[&str], &["show", "--search", "zzz"]] {
        let usual = tcgen(folder.path(), arguments);
        assert!(!usual.stderr.is_empty(), "{arguments:?}");
        let quiet = tcgen(folder.path(), &[arguments, &["-q"]].concat());
        assert_eq!((quiet.status, &quiet.stdout), (usual.status, &usual.stdout));
        assert_eq!(quiet.stderr, "", "{arguments:?}");
    }
    let quiet = tcgen(folder.path(), &["generate", "--check", "-q"]);
    assert!(quiet.stderr.ends_with("\n1 error\n"), "{}", quiet.stderr);
    let quiet = tcgen(folder.path(), &["show", "deno", "-q"]);
    assert!(quiet.stderr.contains("did you mean `demo`?"), "{}", quiet.stderr);
}
