//! The workflow that `tcgen init --workflow` writes: its steps, run as they are in a clone.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::run::{package, tcgen};

/// A project that was started in a repository, the repository that it was pushed to, and a folder
/// of programs that stand in for those of the network.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        let project = repository.path("project");
        std::fs::create_dir(&project).unwrap();
        git(&project, &["init", "--quiet", "--initial-branch=main"]);
        git(&project, &["commit", "--quiet", "--allow-empty", "--message=start"]);
        git(&project, &["tag", "start"]);
        wheel_called(repository.folder.path(), "tccli-3.1.7.1-py3-none-any.whl", str::to_owned);
        let metadata = "../tccli-3.1.7.1-py3-none-any.whl";
        let run =
            tcgen(&project, &["init", "--product", "demo", "--workflow", "--metadata", metadata]);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        // It is on no other machine.
        std::fs::remove_file(project.join(metadata)).unwrap();
        git(&project, &["add", "--all"]);
        git(&project, &["commit", "--quiet", "--message=client"]);
        git(repository.folder.path(), &["clone", "--quiet", "--bare", "project", "origin.git"]);
        repository.stand_ins();
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `gh` writes down what it is told, `python3 -m pip download` copies a wheel of ours.
    fn stand_ins(&self) {
        let bin = self.path("bin");
        std::fs::create_dir(&bin).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tcgen"), bin.join("tcgen")).unwrap();
        let gh = format!("echo \"$*\" >>'{}'\n", self.path("gh.txt").display());
        let wheels = self.path("wheels");
        let pip = format!(
            "while [ \"$1\" != --dest ]; do shift; done\nmkdir -p \"$2\"\ncp '{}'/*.whl \"$2\"\n",
            wheels.display()
        );
        for (name, text) in [("gh", gh), ("python3", pip)] {
            use std::os::unix::fs::PermissionsExt as _;
            let path = bin.join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{text}")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        std::fs::create_dir(wheels).unwrap();
    }

    /// A clone elsewhere, at a branch.
    fn clone(&self, name: &str, branch: &str) -> PathBuf {
        git(self.folder.path(), &["clone", "--quiet", "--branch", branch, "origin.git", name]);
        self.path(name)
    }

    /// Runs the steps of a job in order; gives the name of the one that failed with what it said.
    fn run_job(&self, clone: &Path, job: &str, base: &str) -> Result<(), String> {
        let workflow =
            std::fs::read_to_string(clone.join(".github/workflows/regenerate.yml")).unwrap();
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let temporary = self.path("runner");
        std::fs::create_dir_all(&temporary).unwrap();
        let steps = steps(&workflow, job);
        assert!(steps.len() > 3, "{workflow}");
        for (name, script) in steps {
            let output = Command::new("bash")
                .env("LC_ALL", "C")
                .args(["-e", "-c", &script])
                .current_dir(clone)
                .envs(environment(&workflow))
                .envs([("PATH", path.as_str()), ("BASE", base), ("NUMBER", "7")])
                .envs([("BRANCH", "api-client-update"), ("TITLE", "The API changed")])
                .env("RUNNER_TEMP", &temporary)
                .env("GITHUB_STEP_SUMMARY", temporary.join("summary.md"))
                .stdin(Stdio::null())
                .output()
                .unwrap();
            if !output.status.success() {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                return Err(format!("{name}: {}{}", text(&output.stdout), text(&output.stderr)));
            }
        }
        Ok(())
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

/// The scripts of a job's steps with their names: the workflow is laid out by two blanks a level.
fn steps(workflow: &str, job: &str) -> Vec<(String, String)> {
    let head = format!("  {job}:");
    let lines = workflow.lines().skip_while(|line| *line != head).skip(1);
    let is_inside = |line: &&str| line.is_empty() || line.starts_with("    ");
    let (mut steps, mut name, mut block) = (Vec::<(String, String)>::new(), "", false);
    for line in lines.take_while(is_inside) {
        if let Some(title) = line.trim_start().strip_prefix("- name: ") {
            (name, block) = (title, false);
        } else if let Some(script) = line.strip_prefix("        run: ") {
            block = script == "|";
            let script = if block { String::new() } else { format!("{script}\n") };
            steps.push((name.to_owned(), script));
        } else if let (true, Some(line)) = (block, line.strip_prefix("          ")) {
            steps.last_mut().unwrap().1.extend([line, "\n"]);
        } else {
            block = false;
        }
    }
    steps
}

/// The variables that the workflow sets for all jobs.
fn environment(workflow: &str) -> BTreeMap<String, String> {
    let lines = workflow.lines().skip_while(|line| *line != "env:").skip(1);
    lines
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.trim().split_once(": "))
        .map(|(key, value)| (key.to_owned(), value.trim_matches('"').to_owned()))
        .collect()
}

/// A wheel of our package, of a later release, with something changed in it.
fn wheel(folder: &Path, change: impl Fn(&str) -> String) {
    wheel_called(folder, "tccli-3.1.9.1-py3-none-any.whl", change);
}

/// The same of any name.
pub(crate) fn wheel_called(folder: &Path, name: &str, change: impl Fn(&str) -> String) {
    let file = std::fs::File::create(folder.join(name)).unwrap();
    let mut archive = zip::ZipWriter::new(file);
    add(&mut archive, &package(), "", &change);
    archive.finish().unwrap();
}

fn add(
    archive: &mut zip::ZipWriter<std::fs::File>,
    folder: &Path,
    below: &str,
    change: &impl Fn(&str) -> String,
) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            add(archive, &path, &format!("{name}/"), change);
        } else {
            let text = change(&std::fs::read_to_string(&path).unwrap());
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
    }
}

pub(crate) fn later(text: &str) -> String {
    text.replace("Version: 3.1.7.1", "Version: 3.1.9.1")
}

#[test]
fn a_new_project_passes_its_own_check_in_a_clone_elsewhere() {
    let repository = Repository::new();
    let clone = repository.clone("clone", "main");
    assert_eq!(repository.run_job(&clone, "check", "start"), Ok(()));
    let comment = std::fs::read_to_string(clone.join("comment.md")).unwrap();
    assert_eq!(comment, "The first spec.\n");
    // And it fails when the crate is not what the sources say.
    let file = clone.join("generated/src/lib.rs");
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + "// mine\n").unwrap();
    let failed = repository.run_job(&clone, "check", "start").unwrap_err();
    assert!(failed.starts_with("What is committed is what is generated:"), "{failed}");
}

#[test]
fn the_weekly_job_proposes_what_changed_and_has_it_checked() {
    let repository = Repository::new();
    wheel(&repository.path("wheels"), |text| later(text).replace("\"RequestId\"", "\"RequestNo\""));
    let clone = repository.clone("clone", "main");
    assert_eq!(repository.run_job(&clone, "update", ""), Ok(()));
    let told = std::fs::read_to_string(repository.path("gh.txt")).unwrap();
    assert!(told.contains("pr create --title The API changed"), "{told}");
    assert!(told.contains("workflow run regenerate.yml --ref api-client-update"), "{told}");
    let proposed = repository.clone("proposed", "api-client-update");
    let failed = repository.run_job(&proposed, "check", "origin/main").unwrap_err();
    assert!(failed.starts_with("Nothing breaks callers:"), "{failed}");
    let comment = std::fs::read_to_string(proposed.join("comment.md")).unwrap();
    assert!(comment.contains("RequestNo"), "{comment}");
}

#[test]
fn the_weekly_job_says_nothing_when_nothing_changed() {
    let repository = Repository::new();
    wheel(&repository.path("wheels"), later);
    let clone = repository.clone("clone", "main");
    assert_eq!(repository.run_job(&clone, "update", ""), Ok(()));
    assert!(!repository.path("gh.txt").exists());
}

#[test]
fn the_workflow_installs_tcgen_from_where_it_is() {
    for (given, expected) in [
        ("0.9.1", "tencentcloud-codegen --version 0.9.1"),
        (
            "https://host/tcgen.git#0a1b",
            "tencentcloud-codegen --git https://host/tcgen.git --rev 0a1b",
        ),
        ("tools/tcgen", "--path tools/tcgen"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let run = tcgen(folder.path(), &["init", "--workflow", "--tcgen", given]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let path = folder.path().join(".github/workflows/regenerate.yml");
        let workflow = std::fs::read_to_string(path).unwrap();
        assert!(workflow.contains(&format!("TCGEN_INSTALL: \"{expected}\"")), "{workflow}");
    }
    let folder = tempfile::tempdir().unwrap();
    let run = tcgen(folder.path(), &["init", "--workflow", "--tcgen", "0.1.0; rm -rf /"]);
    assert_eq!(run.status, 2);
}
