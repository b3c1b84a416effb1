//! The public items of a product version, read off the generated Rust text: what the diff's class
//! `source` is held against. Shares no code with lowering or the diff.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};
use tencentcloud_codegen::project::spec_files::SpecFile;
use tencentcloud_codegen::rust::api::Package;
use tencentcloud_codegen::rust::lock::{Decisions, Lock, LockedCrate};
use tencentcloud_codegen::spec::{self, Spec};
use tencentcloud_codegen::workflow::generate::{
    Choice, GenerateOptions, Layout, SpecInput, generate,
};

/// What code can name, each with its signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// Types, fields, methods, functions, variants, traits, by path.
    items: BTreeMap<String, String>,
    /// What fields and variants stand for on the wire, by path.
    meanings: BTreeMap<String, String>,
}

/// Reads the crate that is generated of a spec with these decisions; `None` where it is refused.
///
/// # Panics
/// When the text that is generated is not Rust.
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
pub fn surface(spec: &Spec, decisions: &Decisions) -> Option<Surface> {
    let mut lock = Lock::new(LockedCrate { version: "0.1.0".into(), ..LockedCrate::default() });
    lock.remember(&spec.product, &spec.version, decisions.clone());
    let package = Package { name: "truth".into(), version: "0.1.0".into(), ..Package::default() };
    let options =
        GenerateOptions { package, choice: Choice::default(), lock, layout: Layout::Crate };
    let file = SpecFile::parse("spec.json", spec::write(spec)).ok()?;
    let generated = generate(&options, vec![SpecInput::File(Box::new(file))]);
    if generated.diagnostics.has_errors() {
        return None;
    }
    let mut surface = Surface::default();
    let folder =
        format!("src/{}/", tencentcloud_codegen::rust::names::product_folder(&spec.product));
    for (_, text) in generated.files.iter().filter(|(path, _)| path.starts_with(&folder)) {
        let file = syn::parse_file(text).expect("what is generated is Rust");
        for item in &file.items {
            surface.add(item);
        }
    }
    Some(surface)
}

impl Surface {
    /// What of the old surface code cannot use any more: gone, or with another signature.
    pub fn broken(&self, new: &Self) -> BTreeSet<String> {
        let gone = self.items.iter().filter(|(path, sign)| new.items.get(*path) != Some(*sign));
        gone.map(|(path, _)| path.clone()).collect()
    }

    /// What code can still use and what means something else now: the gravest of all.
    pub fn turned(&self, new: &Self) -> BTreeSet<String> {
        let other = self.meanings.iter().filter(|(path, wire)| {
            self.items.get(*path) == new.items.get(*path)
                && new.meanings.get(*path).is_some_and(|now| now != *wire)
        });
        other.map(|(path, _)| path.clone()).collect()
    }

    fn add(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let name = item.ident.to_string();
                self.items.insert(name.clone(), "struct".into());
                if let Fields::Named(fields) = &item.fields {
                    for field in &fields.named {
                        let path = format!("{name}.{}", tokens(&field.ident));
                        self.items.insert(path, tokens(&field.ty));
                    }
                }
                let derives = tokens(&Attributes(&item.attrs));
                if derives.contains("Default") && !derives.contains("cfg_attr") {
                    self.items.insert(format!("{name}: Default"), "impl".into());
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                for variant in &item.variants {
                    self.items
                        .insert(format!("{}::{}", item.ident, variant.ident), "variant".into());
                }
            }
            Item::Fn(item) if is_public(&item.vis) => {
                self.items.insert(item.sig.ident.to_string(), tokens(&item.sig));
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.items.insert(item.ident.to_string(), tokens(&item.ty));
            }
            Item::Impl(item) => self.add_impl(item),
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(is_table) => {
                self.add_members(&item.mac.tokens);
            }
            Item::Macro(item) => self.add_codes(&item.mac.tokens),
            _ => {}
        }
    }

    fn add_impl(&mut self, item: &syn::ItemImpl) {
        let name = tokens(&item.self_ty);
        if let Some((path, _)) = &item.trait_ {
            let path = tokens(path);
            let types = item.items.iter().filter_map(|one| match one {
                ImplItem::Type(one) => Some(format!("{} = {}", one.ident, tokens(&one.ty))),
                _ => None,
            });
            self.items.insert(format!("{name}: {path}"), types.collect::<Vec<_>>().join(", "));
            return;
        }
        for one in &item.items {
            if let ImplItem::Fn(method) = one
                && is_public(&method.vis)
            {
                let signature = tokens(&method.sig);
                self.items.insert(format!("{name}::{}", method.sig.ident), signature);
            }
        }
    }

    /// A table of members: a type, then each field with its wire name in quotes.
    fn add_members(&mut self, stream: &TokenStream) {
        let trees: Vec<TokenTree> = stream.clone().into_iter().collect();
        for pair in trees.windows(2) {
            let [TokenTree::Ident(owner), TokenTree::Group(body)] = pair else { continue };
            let mut flat = Vec::new();
            flatten(body.stream(), &mut flat);
            let mut field: Option<&String> = None;
            for (token, next) in flat.iter().zip(flat.iter().skip(1)) {
                if next == ":" {
                    field = Some(token);
                }
                if let Some(field) = field.filter(|_| next.starts_with('"')) {
                    self.meanings.insert(format!("{owner}.{field}"), next.clone());
                }
            }
        }
    }

    /// Whether it is known what fields and codes stand for; else nothing could be seen to turn.
    pub fn knows_meanings(&self) -> bool {
        let is_code = |path: &&String| path.starts_with("code ");
        let codes = self.meanings.keys().filter(is_code).count();
        codes > 0 && codes < self.meanings.len()
    }

    /// A table of error codes: `Variant = "Code"`. A doc comment is `doc = "…"` here.
    fn add_codes(&mut self, stream: &TokenStream) {
        let mut flat = Vec::new();
        flatten(stream.clone(), &mut flat);
        for window in flat.windows(3) {
            let [variant, sign, code] = window else { continue };
            let is_variant = variant.starts_with(|first: char| first.is_ascii_uppercase());
            if is_variant && sign == "=" && code.starts_with('"') {
                self.items.insert(format!("code {variant}"), "variant".into());
                self.meanings.insert(format!("code {variant}"), code.clone());
            }
        }
    }
}

/// Whether a macro is the table of a type's members.
fn is_table(segment: &syn::PathSegment) -> bool {
    segment.ident == "members"
}

struct Attributes<'a>(&'a [syn::Attribute]);

impl ToTokens for Attributes<'_> {
    fn to_tokens(&self, stream: &mut TokenStream) {
        let outside = self.0.iter().filter(|attribute| attribute.path().is_ident("derive"));
        outside.for_each(|attribute| attribute.to_tokens(stream));
    }
}

fn flatten(stream: TokenStream, flat: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => flatten(group.stream(), flat),
            other => flat.push(other.to_string()),
        }
    }
}

pub(crate) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The tokens as text, whatever path an item of the prelude is named by.
fn tokens(item: &impl ToTokens) -> String {
    let text = item.to_token_stream().to_string();
    let text = text.replace(":: std :: ", "std :: ");
    ["option", "string", "vec", "convert", "iter", "boxed", "result"]
        .iter()
        .fold(text, |text, module| text.replace(&format!("std :: {module} :: "), ""))
}
