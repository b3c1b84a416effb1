//! `tcgen init`: what it prints and writes where nobody can be asked.

use std::path::Path;

use super::run::{Run, tcgen};

fn init(folder: &Path, arguments: &[&str]) -> Run {
    tcgen(folder, &[&["init"], arguments].concat())
}

#[test]
fn nobody_is_asked_where_nobody_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let run = init(folder.path(), &["--product", "ess=https://host/api/1/2", "--workflow"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = "wrote spec/tcgen.toml\nwrote spec/pages/index.json\n\
                    wrote spec/.gitattributes\nwrote .github/workflows/regenerate.yml\n";
    assert_eq!(run.stdout, expected);
    let next = "next: `tcgen fetch ess`, then `tcgen regenerate`\nand for error codes: `pip download \
                --no-deps tencentcloud-sdk-python`, listed as `errors` in spec/tcgen.toml\n";
    assert_eq!(run.stderr, next);
}

#[test]
fn actions_without_a_product_belong_to_the_only_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = init(folder.path(), &["--product", "ess", "--actions", "CreateFlow,Describe*"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let config = std::fs::read_to_string(folder.path().join("spec/tcgen.toml")).unwrap();
    assert!(config.contains(r#"actions = ["CreateFlow", "Describe*"]"#), "{config}");
}

#[test]
fn a_second_run_says_what_is_there_and_adds_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), &["--product", "ess"]);
    let run = init(folder.path(), &["--product", "ess"]);
    assert_eq!(run.status, 0);
    let left = "left spec/tcgen.toml as it is\nleft spec/pages/index.json as it is\n\
                left spec/.gitattributes as it is\n";
    assert_eq!(run.stdout, left);
    let run = init(folder.path(), &["--product", "cvm"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("added [products.cvm] to spec/tcgen.toml\n"), "{}", run.stdout);
    let config = std::fs::read_to_string(folder.path().join("spec/tcgen.toml")).unwrap();
    assert!(config.contains("[products.ess]") && config.contains("[products.cvm]"));
    let run = init(folder.path(), &["--product", "ess", "--actions", "CreateFlow"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("change `actions` under `[products.ess]`"), "{}", run.stderr);
}

#[test]
fn a_project_with_metadata_says_what_cargo_has_to_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let package = super::run::package();
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n";
    std::fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let metadata = ["--metadata", package.to_str().unwrap()];
    let run = init(folder.path(), &[&["--product", "demo"], metadata.as_slice()].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("`cargo add --package YOUR-PROGRAM --path generated`"));
    assert!(run.stderr.contains("`exclude = [\"spec\"]`"), "{}", run.stderr);
    assert!(run.stdout.contains("wrote spec/metadata/demo-2020-01-01.json\n"), "{}", run.stdout);
    // A mistyped product of a second run changes nothing.
    let before = std::fs::read_to_string(folder.path().join("spec/tcgen.toml")).unwrap();
    let run = init(folder.path(), &[&["--product", "demmo"], metadata.as_slice()].concat());
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("did you mean `demo`?"), "{}", run.stderr);
    let after = std::fs::read_to_string(folder.path().join("spec/tcgen.toml")).unwrap();
    assert_eq!(before, after);
    // Nor is there a line to look at in a config that was not written.
    let empty = tempfile::tempdir().unwrap();
    let wrong = ["--product", "demo", "--actions", "GetBok"];
    let run = init(empty.path(), &[wrong.as_slice(), &metadata].concat());
    assert_eq!(run.status, 2);
    assert!(!run.stderr.contains("-->"), "{}", run.stderr);
}

#[test]
fn what_is_said_works_where_it_is_said() {
    let metadata = super::run::package();
    let options = ["--product", "demo", "--pre-commit", "--metadata", metadata.to_str().unwrap()];
    let outside = tempfile::tempdir().unwrap();
    let absolute = outside.path().canonicalize().unwrap().join("c");
    let absolute = absolute.to_str().unwrap();
    for (folder, said) in [(".", ""), ("a", "a/"), ("./b/../b", "b/"), (absolute, absolute)] {
        let here = tempfile::tempdir().unwrap();
        let run = init(here.path(), &[&[folder], options.as_slice()].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let said = if said == absolute { format!("{said}/") } else { said.to_owned() };
        let config = match folder {
            "." => String::new(),
            _ => format!(" --config {said}spec/tcgen.toml"),
        };
        for expected in [
            format!("look at {said}spec/tcgen.toml, then `tcgen regenerate{config}`"),
            format!("`cargo add --path {said}generated`"),
            format!("--chosen --facts {said}spec/metadata{config}`"),
            format!("`install -m 755 {said}spec/pre-commit-hook.sh {said}.git/hooks/pre-commit`"),
        ] {
            assert!(run.stderr.contains(&expected), "{folder}: {expected}\n{}", run.stderr);
        }
        assert!(run.stdout.contains(&format!("wrote {said}spec/tcgen.toml\n")), "{}", run.stdout);
        let regenerate = ["regenerate", "--check", "--config"];
        let config = format!("{said}spec/tcgen.toml");
        let run = tcgen(here.path(), &[regenerate.as_slice(), &[config.as_str()]].concat());
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    }
}

/// Packages of a product that is there already: said, and with commands that take them in.
#[cfg(unix)]
#[test]
fn packages_for_a_product_that_is_there_are_not_ignored_in_silence() {
    let here = tempfile::tempdir().unwrap();
    let release = |name: &str, later: bool| {
        super::workflow::wheel_called(here.path(), name, |text| {
            if later { super::workflow::later(text) } else { text.to_owned() }
        });
    };
    let (old, new) = ("tccli-3.1.7.1-py3-none-any.whl", "tccli-3.1.9.1-py3-none-any.whl");
    release(old, false);
    release(new, true);
    let run = init(here.path(), &["my project", "--product", "demo", "--metadata", old]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = init(here.path(), &["my project", "--product", "demo", "--metadata", new]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.starts_with("warning[E0607]: `demo` is chosen here already"),
        "{}",
        run.stderr
    );
    let facts = here.path().join("my project/spec/metadata/demo-2020-01-01.json");
    let release_in = |path: &Path| std::fs::read_to_string(path).unwrap().contains("\"3.1.9.1\"");
    assert!(!release_in(&facts));
    sh(here.path(), printed(&run.stderr, "tcgen import"));
    assert!(release_in(&facts));
    sh(
        here.path(),
        &format!("{} --yes", printed(&run.stderr, "tcgen regenerate --config 'my project/")),
    );
}

/// Runs a command as a person who copies it.
#[cfg(unix)]
fn sh(folder: &Path, command: &str) {
    let tcgen = Path::new(env!("CARGO_BIN_EXE_tcgen")).parent().unwrap();
    let path = format!("{}:{}", tcgen.display(), std::env::var("PATH").unwrap());
    let shell = std::process::Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = String::from_utf8(shell.stderr).unwrap();
    assert!(shell.status.success(), "{}: {command}\n{said}", folder.display());
}

/// The command between backticks that begins so, as it was printed.
fn printed<'a>(text: &'a str, begin: &str) -> &'a str {
    let commands = text.split('`').skip(1).step_by(2);
    commands.filter(|command| command.starts_with(begin)).last().unwrap_or_default()
}

/// What is printed for people to copy is run as they would run it.
#[cfg(unix)]
#[test]
fn a_command_that_is_printed_works_in_a_shell_whatever_the_folder_is_called() {
    let metadata = super::run::package();
    let options = ["--product", "demo", "--pre-commit", "--metadata", metadata.to_str().unwrap()];
    for folder in ["my project", "it's", "$HOME & `co`", "客户端", "-x"] {
        let here = tempfile::tempdir().unwrap();
        let run = init(here.path(), &[options.as_slice(), &["--", folder]].concat());
        assert_eq!(run.status, 0, "{folder}: {}", run.stderr);
        std::fs::create_dir_all(here.path().join(folder).join(".git/hooks")).unwrap();
        let sh = |command: &str| sh(here.path(), command);
        if !folder.contains('`') {
            sh(printed(&run.stderr, "install -m 755"));
            sh(printed(&run.stderr, "tcgen regenerate --config"));
            assert!(here.path().join(folder).join(".git/hooks/pre-commit").is_file());
        }
        // A file that differs, and the command that repairs it.
        std::fs::write(here.path().join(folder).join("generated/README.md"), "mine").unwrap();
        let config = format!("{folder}/spec/tcgen.toml");
        let option = format!("--config={config}");
        let check = tcgen(here.path(), &["regenerate", "--check", option.as_str()]);
        assert_eq!(check.status, 1, "{}", check.stderr);
        let (_, command) = check.stderr.split_once("to repair: ").unwrap();
        sh(command.trim());
    }
}

/// GitHub reads workflows, and git runs hooks, of the root of a repository alone.
#[test]
fn a_project_inside_of_a_repository_is_checked_from_its_root() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(root.join(".git/hooks")).unwrap();
    std::fs::create_dir(root.join("it's")).unwrap();
    let options = ["cloud", "--product", "ess", "--workflow", "--pre-commit"];
    let run = init(&root.join("it's"), &options);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("wrote ../.github/workflows/regenerate.yml\n"), "{}", run.stdout);
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let workflow = read(".github/workflows/regenerate.yml");
    assert!(workflow.contains("CONFIG: \"it's/cloud/spec/tcgen.toml\"\n"), "{workflow}");
    assert!(workflow.contains("SPEC: \"it's/cloud/spec\"\n"), "{workflow}");
    let hook = read("it's/cloud/spec/pre-commit-hook.sh");
    let lines = hook.lines().filter(|line| line.starts_with("config=") || line.starts_with("out="));
    let script =
        format!("{}\nprintf '%s %s' \"$config\" \"$out\"", lines.collect::<Vec<_>>().join("\n"));
    let shell = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
    let said = String::from_utf8(shell.stdout).unwrap();
    assert_eq!(said, "it's/cloud/spec/tcgen.toml it's/cloud/generated", "{hook}");
    let copy = "`install -m 755 cloud/spec/pre-commit-hook.sh ../.git/hooks/pre-commit`";
    assert!(run.stderr.contains(copy), "{}", run.stderr);
}

#[test]
fn wrong_usage_writes_nothing() {
    for arguments in [
        &["--product", "no product"] as &[&str],
        &["--actions", "CreateFlow"],
        &["--product", "ess,cvm", "--actions", "CreateFlow"],
        &["--name", "no name"],
        &["--metadata", "nowhere.whl"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let run = init(folder.path(), arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains("error"), "{arguments:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
}
