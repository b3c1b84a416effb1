//! The edges between the layers: which module may import which (design: the flow is
//! source → page → tables → interpret → spec → lower → rust → emit → output).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What each layer may name after `crate::`. A module that is not listed is free: the commands
/// and the stages that join layers.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("diagnostics", &[]),
    ("spec", &[]),
    ("json_types", &["spec"]),
    ("names", &[]),
    ("han", &[]),
    ("phrases", &["han"]),
    ("suggest", &[]),
    ("config", &["diagnostics", "names", "source", "spec", "suggest"]),
    ("source", &["diagnostics"]),
    ("markdown", &[]),
    ("page", &["diagnostics", "han", "markdown", "source"]),
    ("tables", &["diagnostics", "han", "markdown", "page", "phrases"]),
    ("metadata", &["diagnostics", "markdown", "source"]),
    ("error_list", &["diagnostics"]),
    ("usage", &["spec"]),
    ("diff", &["diagnostics", "ignore", "lock", "lower", "rust", "spec", "suggest", "usage"]),
    ("lock", &["config", "diagnostics", "names", "source", "usage"]),
    ("rust", &[]),
    (
        "lower",
        &["config", "diagnostics", "lock", "names", "phrases", "rust", "spec", "suggest", "usage"],
    ),
    ("emit", &["rust"]),
    ("spec_files", &["diagnostics", "lock", "source", "spec"]),
    ("ignore", &["diagnostics", "spec"]),
    ("corrections", &["config", "diagnostics", "lower", "spec"]),
    (
        "lint",
        &["diagnostics", "ignore", "json_types", "lower", "spec", "spec_files", "suggest", "usage"],
    ),
    (
        "show",
        &[
            "config",
            "diagnostics",
            "lock",
            "lower",
            "rust",
            "spec",
            "spec_files",
            "suggest",
            "usage",
        ],
    ),
    ("output", &["diagnostics"]),
    ("specs", &["diagnostics", "interpret", "spec", "spec_files", "suggest"]),
    ("export", &["config", "diagnostics", "json_types", "output", "spec", "specs", "usage"]),
    (
        "mock",
        &["diagnostics", "export", "interpret", "json_types", "lower", "rust", "spec", "specs"],
    ),
    ("fetch", &["config", "diagnostics", "output", "page", "source", "spec", "suggest"]),
    (
        "init",
        &[
            "config",
            "diagnostics",
            "import",
            "interpret",
            "names",
            "output",
            "regenerate",
            "source",
            "spec",
            "suggest",
        ],
    ),
];

#[test]
fn layers_import_only_what_they_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (layer, allowed) in MAY_IMPORT {
        for file in files_of(&source, layer) {
            let text = std::fs::read_to_string(&file).unwrap();
            // What `emit` quotes names modules of the generated crate.
            for module in imports(&text).into_iter().filter(|name| is_module(&source, name)) {
                if module != *layer && !allowed.contains(&module.as_str()) {
                    wrong.push(format!("{} imports {module}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_output_and_source_touch_the_file_system() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut users = BTreeMap::new();
    for file in rust_files(&source).into_iter().filter(|file| !file.ends_with("tests.rs")) {
        let text = code_only(&std::fs::read_to_string(&file).unwrap());
        if text.contains("std::fs") || text.contains("fs::write") || text.contains("File::create") {
            let name = file.strip_prefix(&source).unwrap().display().to_string();
            let layer = name.split(['/', '.']).next().unwrap().to_owned();
            users.entry(layer).or_insert(name);
        }
    }
    users.retain(|layer, _| !["output", "source"].contains(&layer.as_str()));
    assert!(users.is_empty(), "these touch the file system: {users:?}");
}

#[test]
fn only_page_html_knows_scraper() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&source) {
        let name = file.strip_prefix(&source).unwrap().display().to_string();
        let text = code_only(&std::fs::read_to_string(&file).unwrap());
        let allowed = name.starts_with("page/html") || name.starts_with("markdown");
        assert!(allowed || !text.contains("scraper::"), "{name} uses scraper");
    }
}

/// A product called like a module at the crate's root would hide it.
#[test]
fn no_product_takes_a_name_of_the_root() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime/mod.rs");
    let file = syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
    let public = file.items.into_iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "public" => module.content,
        _ => None,
    });
    let mut names = Vec::new();
    for item in public.unwrap().1 {
        if let syn::Item::Use(item) = item {
            used_names(&item.tree, &mut names);
        }
    }
    let modules: Vec<_> =
        names.iter().filter(|name| name.starts_with(|c: char| c.is_lowercase())).collect();
    assert!(modules.iter().any(|name| *name == "credentials"), "{modules:?}");
    for module in modules {
        let product = tencentcloud_codegen::names::product_module(module);
        assert_ne!(product, *module, "list `{module}` in names::ROOT");
    }
}

fn used_names(tree: &syn::UseTree, names: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => used_names(&path.tree, names),
        syn::UseTree::Name(name) => names.push(name.ident.to_string()),
        syn::UseTree::Rename(name) => names.push(name.rename.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| used_names(tree, names)),
        syn::UseTree::Glob(_) => {}
    }
}

/// The modules that a file names after `crate::`, test code left out.
fn imports(text: &str) -> BTreeSet<String> {
    let code = code_only(text);
    let mut modules = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split(';').next().unwrap();
            modules.extend(top_level_names(list));
        } else {
            modules.extend(first_word(rest));
        }
    }
    modules
}

/// The first words of `a::b, c::{d, e}, f}`.
fn top_level_names(list: &str) -> Vec<String> {
    let (mut names, mut depth, mut start) = (Vec::new(), 0, true);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && depth == 0 && c.is_alphabetic() => {
                names.extend(first_word(&list[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

/// The text without comment lines and without the test module at its end.
fn code_only(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_module(source: &Path, name: &str) -> bool {
    source.join(format!("{name}.rs")).is_file() || source.join(name).join("mod.rs").is_file()
}

fn files_of(source: &Path, layer: &str) -> Vec<PathBuf> {
    let file = source.join(format!("{layer}.rs"));
    if file.is_file() { vec![file] } else { rust_files(&source.join(layer)) }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
}

#[test]
fn an_import_is_found_in_every_form() {
    let text = "use crate::{spec, page::{Row, Cell}};\n// crate::comment\nfn f() { crate::emit::x() }\n#[cfg(test)]\nmod tests { use crate::output; }";
    let expected = ["emit", "page", "spec"].map(str::to_owned);
    assert_eq!(imports(text), BTreeSet::from(expected));
}
