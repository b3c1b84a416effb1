//! What a program has to say to cargo before it can call the crate.

use std::path::Path;

use globset::Glob;

use crate::output::relative;
use crate::source::read_utf8;

/// What to do in the program or workspace that the project is part of, one sentence a step. Both
/// folders are below the root of the project.
pub(super) fn advice(root: &Path, krate: &Path, spec: &Path) -> Vec<String> {
    let manifest = std::path::absolute(root).ok().and_then(|root| {
        root.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())
    });
    let Some(manifest) = manifest else {
        return vec![format!(
            "in the program that calls it: `cargo add --path {}`",
            relative(krate, root)
        )];
    };
    let top = manifest.parent().unwrap_or(root);
    let (krate, spec) = (relative(krate, top), relative(spec, top));
    let text = read_utf8(&manifest).map(|file| file.text).unwrap_or_default();
    let Ok(table) = text.parse::<toml::Table>() else { return Vec::new() };
    let Some(workspace) = table.get("workspace").and_then(toml::Value::as_table) else {
        return vec![format!("to call it: `cargo add --path {krate}`")];
    };
    let has = |key: &str, path: &str| {
        let patterns = workspace.get(key).and_then(toml::Value::as_array);
        patterns.into_iter().flatten().filter_map(toml::Value::as_str).any(|pattern| {
            pattern == path
                || Glob::new(pattern).is_ok_and(|glob| glob.compile_matcher().is_match(path))
        })
    };
    let mut advice = vec![format!("to call it: `cargo add --package YOUR-PROGRAM --path {krate}`")];
    let mut exclude = Vec::new();
    if has("members", &spec) && !has("exclude", &spec) {
        exclude.push(spec);
    }
    if !has("members", &krate) && !has("exclude", &krate) {
        exclude.push(krate);
    }
    if !exclude.is_empty() {
        let list: Vec<String> = exclude.iter().map(|path| format!("\"{path}\"")).collect();
        advice.push(format!(
            "until a member depends on it: `exclude = [{}]` under [workspace] in {}",
            list.join(", "),
            relative(&manifest, root)
        ));
    }
    advice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(manifest: Option<&str>) -> String {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = manifest {
            std::fs::write(folder.path().join("Cargo.toml"), text).unwrap();
        }
        let place = |name: &str| folder.path().join(name);
        advice(folder.path(), &place("generated"), &place("spec")).join("\n")
    }

    #[test]
    fn a_program_adds_the_crate() {
        assert_eq!(said(None), "in the program that calls it: `cargo add --path generated`");
        assert_eq!(
            said(Some("[package]\nname = \"a\"\n")),
            "to call it: `cargo add --path generated`"
        );
    }

    #[test]
    fn a_workspace_takes_neither_the_spec_for_a_package_nor_the_crate_for_a_stray() {
        let all = said(Some("[workspace]\nmembers = [\"*\"]\n"));
        assert!(all.contains("`exclude = [\"spec\"]` under [workspace] in Cargo.toml"), "{all}");
        let one = said(Some("[workspace]\nmembers = [\"app\"]\n"));
        assert!(one.contains("`exclude = [\"generated\"]`"), "{one}");
        let told =
            said(Some("[workspace]\nmembers = [\"app\", \"generated\"]\nexclude = [\"spec\"]\n"));
        assert!(!told.contains("exclude"), "{told}");
    }
}
