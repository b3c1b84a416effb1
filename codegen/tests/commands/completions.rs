//! Completion of products and actions, by asking each shell as Tab does.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use super::run::{is_installed, tcgen};
use super::streams::folder;

/// The words that bash offers for the last one of a line.
fn offered(folder: &Path, script: &str, words: &[&str]) -> Vec<String> {
    let quoted = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
    let (last, before) = (words.len(), words.len() - 1);
    let ask = format!(
        "eval \"$1\"; tcgen() {{ \"$0\" \"$@\"; }}; COMP_WORDS=(tcgen {quoted}); COMP_CWORD={last}; \
         _tcgen_names tcgen \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{before}]}}\"; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let output = Command::new("bash")
        .env("LC_ALL", "C")
        .args(["-c", &ask, env!("CARGO_BIN_EXE_tcgen"), script])
        .current_dir(folder)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().split_whitespace().map(str::to_owned).collect()
}

#[test]
fn bash_completes_products_actions_and_commands() {
    let folder = folder();
    let script = tcgen(folder.path(), &["completions", "bash"]).stdout;
    assert_eq!(offered(folder.path(), &script, &["show", "de"]), ["demo"]);
    assert_eq!(offered(folder.path(), &script, &["show", "demo", "Get"]), ["GetBook"]);
    assert_eq!(offered(folder.path(), &script, &["regen"]), ["regenerate"]);
    for (words, names) in [
        (&["generate", "--products", "d"] as &[&str], ["demo"]),
        (&["generate", "--products", "demo,d"], ["demo,demo"]),
        (&["generate", "--actions", "de"], ["demo:"]),
        // bash makes three words of `demo:Get`.
        (&["generate", "--actions", "demo", ":"], ["GetBook"]),
        (&["generate", "--actions", "demo", ":", "Ge"], ["GetBook"]),
    ] {
        assert_eq!(offered(folder.path(), &script, words), names, "{words:?}");
    }
}

/// Lines, each with what one Tab at its end makes of the last word.
const LINES: &[(&str, &str)] = &[
    ("tcgen show de", "demo"),
    ("tcgen show demo Ge", "GetBook"),
    ("tcgen regen", "regenerate"),
    ("tcgen generate --products d", "demo"),
    ("tcgen generate --products demo,d", "demo,demo"),
    ("tcgen generate --actions de", "demo:"),
    ("tcgen generate --actions demo:G", "demo:GetBook"),
    ("tcgen generate --actions demo:GetBook,G", "demo:GetBook,GetBook"),
];

/// A folder with a spec, in it `bin/tcgen`, and the search path that begins there.
fn installed() -> (tempfile::TempDir, String) {
    let folder = folder();
    let bin = folder.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tcgen"), bin.join("tcgen")).unwrap();
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", bin.display());
    (folder, path)
}

#[test]
fn zsh_completes_products_actions_and_commands_from_the_first_tab() {
    if !is_installed("zsh") {
        return;
    }
    let (folder, path) = installed();
    let functions = folder.path().join("functions");
    std::fs::create_dir(&functions).unwrap();
    let script = tcgen(folder.path(), &["completions", "zsh"]).stdout;
    std::fs::write(functions.join("_tcgen"), script).unwrap();
    // Of two beginnings, for each may be the first.
    for lines in [LINES, &LINES[3..]] {
        let output = Command::new("zsh")
            .args(["-f", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/completions.zsh")])
            .arg(&functions)
            .args(lines.iter().map(|(line, _)| line))
            .env("PATH", &path)
            .env("LC_ALL", "C")
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let completed: Vec<_> = text.lines().map(str::trim_end).collect();
        let expected: Vec<_> = lines
            .iter()
            .map(|(line, word)| format!("{} {word}", line.rsplit_once(' ').unwrap().0))
            .collect();
        assert_eq!(completed, expected);
    }
}

#[test]
fn fish_completes_products_actions_and_commands() {
    if !is_installed("fish") {
        return;
    }
    let (folder, path) = installed();
    let script = tcgen(folder.path(), &["completions", "fish"]).stdout;
    std::fs::write(folder.path().join("tcgen.fish"), script).unwrap();
    for (line, word) in LINES {
        let output = Command::new("fish")
            .args(["--no-config", "-c", &format!("source tcgen.fish; complete -C '{line}'")])
            .env("PATH", &path)
            .env("HOME", folder.path())
            .env("LC_ALL", "C")
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let words: Vec<_> = text.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(words, [*word], "{line}");
    }
}
