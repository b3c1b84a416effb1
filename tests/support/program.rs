//! A program that uses every public item of a product version: what old code could hold. It is
//! read off the generated text, so that it shares nothing with lowering, emitting or the diff.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Fields, FnArg, GenericArgument, ImplItem, Item, PathArguments, ReceiverKind, ReturnType,
    Signature, Type, TypeParamBound, UseTree, Visibility,
};

use crate::surface::is_public;

/// Writes the program: `files` are those of the product version, by the name of their module, and
/// `path` leads to its module: `the_crate::ess::v20201111`.
///
/// # Panics
/// When a file is not Rust.
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
pub fn program(files: &[(&str, &str)], krate: &str, path: &str) -> String {
    let parsed: Vec<(&str, syn::File)> = files
        .iter()
        .map(|(name, text)| (*name, syn::parse_file(text).expect("what is generated is Rust")))
        .collect();
    let modules = parsed.iter().find(|(name, _)| *name == "mod").map(|(_, file)| file);
    let public: BTreeSet<String> = modules.map(public_modules).unwrap_or_default();
    let mut text = "#![allow(warnings, clippy::all)]\nfn main() {}\n".to_owned();
    for (name, file) in parsed.iter().filter(|(name, _)| !name.ends_with("mod")) {
        let mut writer =
            ProgramWriter { krate, text: String::new(), number: 0, module: String::new() };
        if public.contains(*name) {
            let _ = write!(writer.module, "{path}::{name}::");
        }
        file.items.iter().for_each(|item| writer.item(item));
        // By name: what a glob brings would take the place of what the prelude has.
        let imports: BTreeSet<String> =
            file.items.iter().flat_map(|item| writer.imports(item, path)).collect();
        let imports: String = imports.into_iter().collect();
        // The module of an action may have the name of a keyword, that of structures a folder.
        let name = name.replace(['/', '#'], "_");
        let _ = write!(text, "mod use_{name} {{\n{imports}{}}}\n", writer.text);
    }
    text
}

/// The modules that code outside can name.
fn public_modules(file: &syn::File) -> BTreeSet<String> {
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        _ => None,
    });
    modules.collect()
}

struct ProgramWriter<'a> {
    krate: &'a str,
    text: String,
    /// How many functions there are; each has a name of its own.
    number: usize,
    /// What is before the name of a function of this file.
    module: String,
}

impl ProgramWriter<'_> {
    /// What the file takes from its own crate or has itself, as code outside takes it.
    fn imports(&self, item: &Item, path: &str) -> Vec<String> {
        let own = |name: &dyn ToTokens| vec![format!("use {path}::{};\n", self.outside(name))];
        match item {
            Item::Use(import) if matches!(import.vis, Visibility::Inherited) => {
                let UseTree::Path(first) = &import.tree else { return Vec::new() };
                match first.ident.to_string().as_str() {
                    "crate" => vec![format!("use {};\n", self.outside(&import.tree))],
                    "super" => own(&last(&first.tree)),
                    _ => Vec::new(),
                }
            }
            Item::Struct(item) if is_public(&item.vis) => own(&item.ident),
            Item::Enum(item) if is_public(&item.vis) => own(&item.ident),
            Item::Type(item) if is_public(&item.vis) => own(&item.ident),
            Item::Const(item) if is_public(&item.vis) => own(&item.ident),
            Item::Fn(item) if is_public(&item.vis) && self.module.is_empty() => {
                own(&item.sig.ident)
            }
            Item::Macro(item) => {
                tables(&item.mac.tokens).iter().flat_map(|(name, _)| own(name)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => self.structure(item),
            Item::Enum(item) if is_public(&item.vis) => {
                let variants = item.variants.iter().map(|variant| variant.ident.to_string());
                self.variants(&item.ident.to_string(), variants);
            }
            Item::Type(item) if is_public(&item.vis) => {
                let is = self.outside(&item.ty);
                self.function(
                    &format!("value: &{}", item.ident),
                    &format!("let _: &{is} = value;"),
                );
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.function("", &format!("let _ = &{};", item.ident));
            }
            Item::Fn(item) if is_public(&item.vis) => {
                let name = format!("{}{}", self.module, item.sig.ident);
                self.call(&name, &item.sig, "");
            }
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => self.table(&item.mac.tokens),
            _ => {}
        }
    }

    /// Every field with its type, and the value that has nothing set.
    fn structure(&mut self, item: &syn::ItemStruct) {
        let mut body = String::new();
        if let Fields::Named(fields) = &item.fields {
            for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                let (name, kind) = (self.outside(&field.ident), self.outside(&field.ty));
                let _ = writeln!(body, "let _: &{kind} = &value.{name};");
            }
        }
        let derives = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive"));
        if derives.map(|one| self.outside(one)).any(|text| text.contains("Default")) {
            let _ = writeln!(body, "let _ = <{} as Default>::default();", item.ident);
        }
        self.function(&format!("value: &{}", item.ident), &body);
    }

    fn variants(&mut self, name: &str, variants: impl Iterator<Item = String>) {
        let test = |variant: String| format!("if let {name}::{variant} {{ .. }} = value {{}}\n");
        let body: String = variants.map(test).collect();
        self.function(&format!("value: &{name}"), &body);
    }

    fn table(&mut self, tokens: &TokenStream) {
        for (name, variants) in tables(tokens) {
            self.variants(&name.to_string(), variants.into_iter());
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        let owner = self.outside(&item.self_ty);
        let Some((path, _)) = &item.trait_ else {
            for one in &item.items {
                if let ImplItem::Fn(method) = one
                    && is_public(&method.vis)
                {
                    self.call(&format!("{owner}::{}", method.sig.ident), &method.sig, &owner);
                }
            }
            return;
        };
        let path = self.outside(path);
        let mut body = String::new();
        for one in &item.items {
            if let ImplItem::Type(one) = one {
                let (name, is) = (&one.ident, self.outside(&one.ty));
                let _ = writeln!(
                    body,
                    "let _: fn() -> {is} = || -> <{owner} as {path}>::{name} {{ loop {{}} }};"
                );
            }
        }
        let _ = writeln!(body, "fn needs<T: {path}>() {{}}\nneeds::<{owner}>();");
        self.function("", &body);
    }

    /// A call with every argument in its place and of its type, and the type of what comes back.
    fn call(&mut self, name: &str, signature: &Signature, owner: &str) {
        let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
        for (at, input) in signature.inputs.iter().enumerate() {
            let kind = match input {
                FnArg::Receiver(receiver)
                    if matches!(receiver.kind, ReceiverKind::Reference(..)) =>
                {
                    format!("&{owner}")
                }
                FnArg::Receiver(_) => owner.to_owned(),
                FnArg::Typed(typed) => self.taken(&typed.ty),
            };
            parameters.push(format!("a{at}: {kind}"));
            arguments.push(format!("a{at}"));
        }
        let back = match &signature.output {
            ReturnType::Type(_, kind) if self.outside(kind) == "Self" => format!(": {owner}"),
            _ => String::new(),
        };
        let call = format!("let _{back} = {name}({});", arguments.join(", "));
        let lifetimes = signature.generics.lifetimes().map(|one| self.outside(&one.lifetime));
        let lifetimes: Vec<String> = lifetimes.collect();
        self.generic_function(&lifetimes.join(", "), &parameters.join(", "), &call);
    }

    /// A type that a parameter takes: of `impl Into<T>` it is `T`, of items a list.
    fn taken(&self, kind: &Type) -> String {
        let Type::ImplTrait(bounds) = kind else { return self.outside(kind) };
        match first_bound(&bounds.bounds) {
            Some(("Into", inner)) => self.taken(inner),
            Some(("IntoIterator", inner)) => format!("::std::vec::Vec<{}>", self.taken(inner)),
            _ => "_".to_owned(),
        }
    }

    fn function(&mut self, parameters: &str, body: &str) {
        self.generic_function("", parameters, body);
    }

    fn generic_function(&mut self, lifetimes: &str, parameters: &str, body: &str) {
        self.number += 1;
        let number = self.number;
        let _ = writeln!(self.text, "fn use_{number}<{lifetimes}>({parameters}) {{\n{body}\n}}");
    }

    /// The text of an item, with the crate by its name.
    fn outside(&self, item: &(impl ToTokens + ?Sized)) -> String {
        fn renamed(stream: TokenStream, krate: &str) -> TokenStream {
            let rename = |tree| match tree {
                TokenTree::Ident(word) if word == "crate" => {
                    TokenTree::Ident(proc_macro2::Ident::new(krate, word.span()))
                }
                TokenTree::Group(group) => {
                    let inside = renamed(group.stream(), krate);
                    TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside))
                }
                other => other,
            };
            stream.into_iter().map(rename).collect()
        }
        renamed(item.to_token_stream(), self.krate).to_string()
    }
}

/// The tables of error codes in the tokens of a macro, each with its variants:
/// `pub enum Name { Variant = "Code", … }`.
fn tables(tokens: &TokenStream) -> Vec<(proc_macro2::Ident, Vec<String>)> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    for window in trees.windows(3) {
        let [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Group(body)] = window
        else {
            continue;
        };
        if word == "enum" {
            let inside: Vec<TokenTree> = body.stream().into_iter().collect();
            let variants = inside.windows(2).filter_map(|pair| match pair {
                [TokenTree::Ident(name), TokenTree::Punct(sign)] if sign.as_char() == '=' => {
                    Some(name.to_string())
                }
                _ => None,
            });
            found.push((name.clone(), variants.collect()));
        }
    }
    found
}

/// The end of a path: what it imports.
fn last(tree: &UseTree) -> TokenStream {
    match tree {
        UseTree::Path(path) => last(&path.tree),
        other => other.to_token_stream(),
    }
}

/// The name of the first trait and the type between its angles.
fn first_bound(
    bounds: &Punctuated<TypeParamBound, syn::Token![+]>,
) -> Option<(&'static str, &Type)> {
    let TypeParamBound::Trait(bound) = bounds.first()? else { return None };
    let last = bound.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let inner = match arguments.args.first()? {
        GenericArgument::Type(inner) => inner,
        GenericArgument::AssocType(item) => &item.ty,
        _ => return None,
    };
    let name = ["Into", "IntoIterator"].into_iter().find(|name| last.ident == name)?;
    Some((name, inner))
}
