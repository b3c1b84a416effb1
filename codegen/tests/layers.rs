//! The edges between rooms and between layers: which module may import which.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms of the house, in the order of the flow: each may import those before it. The table of
/// `src/lib.rs` tells what is in them.
const ROOMS: &[&str] = &[
    "text",
    "language",
    "diagnostics",
    "source",
    "output",
    "spec",
    "documentation",
    "rust",
    "project",
    "review",
    "export",
    "mock",
    "fetch",
    "workflow",
    "cli",
];

/// The layers within a room, in the same order.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &["codes", "devices", "traditional", "phrases", "suggest", "shell"]),
    ("documentation", &["markdown", "page", "tables", "metadata", "error_list", "interpret"]),
    ("rust", &["names", "api", "lock", "lower", "emit"]),
    ("project", &["config", "corrections", "spec_files", "specs"]),
    ("review", &["ignore", "diff", "lint", "show"]),
    ("workflow", &["generate", "import", "parse", "operands", "regenerate", "init"]),
];

/// What a layer does without, although the order would allow it.
const NEVER: &[(&str, &str, &str)] = &[
    ("documentation::page", "spec", "a page is read as it is"),
    ("documentation::tables", "spec", "tables are read as they are"),
    ("documentation::metadata", "spec", "metadata is read as it is"),
    ("rust::emit", "spec", "text is printed from the API alone"),
    ("rust::emit", "rust::lower", "text is printed from the API alone"),
    ("rust::emit", "output", "files are returned, not written"),
    ("spec", "diagnostics", "the spec knows nobody"),
    ("review::diff", "review::lint", "two ways to look at a spec"),
    ("mock", "review::diff", "a double of the service compares nothing"),
];

#[test]
fn a_room_imports_only_rooms_before_it() {
    let mut wrong = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        for (file, (imported, _)) in imports_of(room) {
            let place = ROOMS.iter().position(|room| *room == imported).unwrap();
            if place > at {
                wrong.push(format!("{file} imports {imported}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_layer_imports_only_layers_before_it() {
    let mut wrong = Vec::new();
    for (room, layers) in LAYERS {
        let listed = layers.iter().map(|layer| (*layer).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(layers_of(room), listed, "list every layer of {room}");
        for (at, layer) in layers.iter().enumerate() {
            for (file, (imported_room, imported)) in imports_of(&format!("{room}/{layer}")) {
                let place = layers.iter().position(|layer| *layer == imported);
                if imported_room == *room && place.is_none_or(|place| place > at) {
                    wrong.push(format!("{file} imports {room}::{imported}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_layer_does_without_it_does_not_import() {
    for (layer, never, reason) in NEVER {
        for (file, (room, imported)) in imports_of(&layer.replace("::", "/")) {
            let both = format!("{room}::{imported}");
            assert!(room != *never && both != *never, "{file} imports {never}: {reason}");
        }
    }
}

#[test]
fn every_room_is_listed() {
    let listed = ROOMS.iter().map(|room| (*room).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(layers_of(""), listed);
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules of a folder: its folders and files but for `mod.rs` and the roots.
fn layers_of(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(source().join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.map(|name| name.trim_end_matches(".rs").to_owned());
    names.filter(|name| !["mod", "lib", "main"].contains(&name.as_str())).collect()
}

/// What the files of a room or a layer import from other rooms and layers: the room, and the name
/// after it.
fn imports_of(folder: &str) -> Vec<(String, (String, String))> {
    let mut found = Vec::new();
    for file in files_of(&source(), folder) {
        let text = std::fs::read_to_string(&file).unwrap();
        let label = file.strip_prefix(source()).unwrap().display().to_string();
        // What `emit` writes names modules of the generated crate.
        let names = imports(&text).into_iter().filter(|(room, _)| ROOMS.contains(&room.as_str()));
        found.extend(names.map(|name| (label.clone(), name)));
    }
    found
}

#[test]
fn only_output_and_source_touch_the_file_system() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut users = BTreeMap::new();
    let is_test = |file: &PathBuf| file.components().any(|part| part.as_os_str() == "tests");
    let files = rust_files(&source).into_iter();
    for file in files.filter(|file| !file.ends_with("tests.rs") && !is_test(file)) {
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
        let allowed = name.starts_with("documentation/page/html")
            || name.starts_with("documentation/markdown");
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
        let product = tencentcloud_codegen::rust::names::product_module(module);
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

/// What a file names after `crate::`, test code left out: `a::b` of `crate::a::b::C`, `a::` of
/// `crate::a`, each of a group.
fn imports(text: &str) -> BTreeSet<(String, String)> {
    let code = code_only(text);
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        for (room, rest) in names(&code[at + "crate::".len()..]) {
            let mut inner = rest.strip_prefix("::").map(names).unwrap_or_default();
            inner.retain(|(name, _)| !name.is_empty());
            if inner.is_empty() {
                found.insert((room.clone(), String::new()));
            }
            found.extend(inner.into_iter().map(|(name, _)| (room.clone(), name)));
        }
    }
    found
}

/// The names that a path or a group begins with, each with what comes behind it: of `a::b` the one
/// `a`, of `{a::b, c}` both.
fn names(text: &str) -> Vec<(String, &str)> {
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = text.strip_prefix('{') else {
        let name = word(text);
        return vec![(name.clone(), &text[name.len()..])];
    };
    let (mut found, mut depth, mut start) = (Vec::new(), 0, true);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && depth == 0 && c.is_alphabetic() => {
                let name = word(&group[at..]);
                found.push((name.clone(), &group[at + name.len()..]));
                start = false;
            }
            _ => {}
        }
    }
    found
}

/// The text without comment lines and without the test module at its end.
fn code_only(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
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
    let text = "use crate::{spec, documentation::{page::Row, tables}};\n// crate::comment\nuse crate::rust::names::{a, b};\nfn f() { crate::review::diff::x() }\n#[cfg(test)]\nmod tests { use crate::output; }";
    let expected = [
        ("documentation", "page"),
        ("documentation", "tables"),
        ("review", "diff"),
        ("rust", "names"),
        ("spec", ""),
    ];
    let expected = expected.map(|(room, layer)| (room.to_owned(), layer.to_owned()));
    assert_eq!(imports(text), BTreeSet::from(expected));
}
