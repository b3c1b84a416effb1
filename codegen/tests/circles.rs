//! No two files import one another, around whatever number of corners.
//!
//! A folder's own file and those in it may: what a folder is about is defined in its `mod.rs`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The layers of the runtime, each above those that it imports.
const RUNTIME: &[&[&str]] = &[
    &["wire", "action", "random", "error", "sse"],
    &["request", "wait", "generic", "cursor"],
    &["transport"],
    // Keys sign requests, and some keys are fetched by signed requests.
    &["protocol", "credentials"],
    &["core"],
    &["call", "stream", "builder"],
    &["pages"],
    &["client"],
    &["blocking"],
];

/// A module by its path below the crate.
type Module = Vec<String>;

#[test]
fn no_file_of_the_generator_imports_itself_around_a_corner() {
    assert_eq!(circles("src", &[]), [] as [String; 0]);
}

#[test]
fn no_file_of_the_runtime_imports_itself_around_a_corner() {
    assert_eq!(circles("runtime/src/runtime", &["runtime"]), [] as [String; 0]);
}

#[test]
fn a_layer_of_the_runtime_imports_only_layers_below_it() {
    let layer = |module: &Module| {
        let name = module.get(1)?;
        let at = RUNTIME.iter().position(|layer| layer.contains(&name.as_str()));
        Some(at.unwrap_or_else(|| panic!("list `{name}`")))
    };
    for (module, imported) in imports("runtime/src/runtime", &["runtime"]) {
        for file in imported {
            assert!(layer(&file) <= layer(&module), "{module:?} imports {file:?}");
        }
    }
}

#[test]
fn a_circle_is_found_through_groups_and_paths_in_code() {
    let text = "use crate::{a::{b::C, d}, e}; fn f() { super::g::h() } #[cfg(test)] mod t { use crate::x; }";
    let of = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    let found = paths(text.parse().unwrap(), &of("a::z"));
    assert_eq!(found, ["a::b::C", "a::d", "e", "a::g::h"].map(of));
    let edge = |from: &str, to: &[&str]| (of(from), to.iter().map(|to| of(to)).collect());
    let edges = BTreeMap::from([edge("a", &["b"]), edge("b", &["c"]), edge("c", &["a"])]);
    assert_eq!(in_circles(&edges), ["a", "b", "c"]);
}

/// The files of a folder that are in a circle.
fn circles(folder: &str, root: &[&str]) -> Vec<String> {
    let edges = imports(folder, root);
    assert!(edges.values().any(|imported| !imported.is_empty()));
    in_circles(&edges)
}

/// What each file of a folder imports, but for the files around and below it.
fn imports(folder: &str, root: &[&str]) -> BTreeMap<Module, BTreeSet<Module>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut texts = BTreeMap::new();
    read(&folder, &mut root.iter().map(|name| (*name).to_owned()).collect(), &mut texts);
    let mut edges = BTreeMap::new();
    for (module, text) in &texts {
        let mut imported = BTreeSet::new();
        for path in paths(text.parse().unwrap(), module) {
            let file = (1..=path.len()).rev().filter_map(|end| Some(path.get(..end)?.to_vec()));
            imported.extend(file.into_iter().find(|file| texts.contains_key(file)));
        }
        imported.retain(|file| !file.starts_with(module) && !module.starts_with(file));
        edges.insert(module.clone(), imported);
    }
    edges
}

/// The texts of the files of a folder, tests left out.
fn read(folder: &Path, module: &mut Module, texts: &mut BTreeMap<Module, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name == "tests" {
            continue;
        }
        if path.is_dir() {
            module.push(name);
            read(&path, module, texts);
            module.pop();
        } else if path.extension().is_some_and(|end| end == "rs") {
            let mut file = module.clone();
            if !["mod", "lib", "main"].contains(&name.as_str()) {
                file.push(name);
            }
            texts.insert(file, std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Every path in a file that begins with `crate` or `super`, from the root of the crate.
fn paths(tokens: TokenStream, module: &Module) -> Vec<Module> {
    let mut found = Vec::new();
    walk(tokens, module, &mut found);
    found
}

fn walk(tokens: TokenStream, module: &Module, found: &mut Vec<Module>) {
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let attribute = rest.next().map(|token| token.to_string()).unwrap_or_default();
                if attribute.replace(' ', "") == "[cfg(test)]" {
                    // The item behind it.
                    let is_end = |token: &TokenTree| {
                        let is_braced = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                        is_braced || token.to_string() == ";"
                    };
                    rest.by_ref().find(is_end);
                }
            }
            TokenTree::Ident(word) if word == "crate" => follow(Vec::new(), &mut rest, found),
            TokenTree::Ident(word) if word == "super" => {
                let above = module.get(..module.len() - 1).unwrap_or_default();
                follow(above.to_vec(), &mut rest, found);
            }
            TokenTree::Group(group) => walk(group.stream(), module, found),
            _ => {}
        }
    }
}

type Tokens = std::iter::Peekable<proc_macro2::token_stream::IntoIter>;

/// The rest of a path, each part of a group for itself.
fn follow(mut path: Module, rest: &mut Tokens, found: &mut Vec<Module>) {
    while rest.peek().is_some_and(|token| token.to_string() == ":") {
        rest.next();
        rest.next();
        match rest.peek() {
            Some(TokenTree::Ident(word)) if word == "super" => {
                path.pop();
            }
            Some(TokenTree::Ident(word)) => path.push(word.to_string()),
            Some(TokenTree::Group(group)) => {
                let mut parts = group.stream().into_iter().peekable();
                while let Some(part) = parts.next() {
                    if let TokenTree::Ident(word) = part {
                        let mut inner = path.clone();
                        inner.push(word.to_string());
                        follow(inner, &mut parts, found);
                    }
                }
                return;
            }
            _ => break,
        }
        rest.next();
    }
    found.push(path);
}

/// The modules from which a way leads back to themselves.
fn in_circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<String> {
    let leads_back = |start: &&Module| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*start]);
        while let Some(module) = open.pop() {
            for next in edges.get(module).into_iter().flatten() {
                if next == *start {
                    return true;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    };
    edges.keys().filter(leads_back).map(|module| module.join("::")).collect()
}
