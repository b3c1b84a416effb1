//! Prints tokens through prettyplease, each shape of tokens once.
//!
//! A crate holds the same few items a hundred thousand times over, with other names in them.
//! How prettyplease lays an item out depends on the widths of the names alone. So an item is
//! printed once a combination of widths, with stand-ins for the names; every further one is
//! that text with the names put in. The result is what prettyplease would print for each, at
//! the cost of copying text; `tests` hold the two together.
//!
//! Invariant: what is put in for a stand-in is an identifier or the inside of a string literal
//! that needs no escape, both made by `names`. Foreign text goes into documentation only.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rustc_hash::FxHashMap;

/// Stand-ins are made of one of these letters, repeated. No template uses such a word itself.
const LETTERS: [char; 13] = ['Q', 'Z', 'X', 'Y', 'W', 'V', 'K', 'J', 'H', 'G', 'P', 'U', 'L'];

/// Where an item stands, which decides how far it is indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// In a file.
    File,
    /// In a struct.
    Field,
    /// In an `impl` block.
    Impl,
    /// A parameter of a function of an `impl` block, on a line of its own.
    Parameter,
    /// A statement of a function of an `impl` block.
    Statement,
    /// A field of the struct expression that such a function ends with.
    Initializer,
    /// An arm of a `match` that such a function binds.
    BoundArm,
}

impl Place {
    /// The tokens in their place, and how many lines are around them, before and after.
    fn surround(self, item: &TokenStream) -> (TokenStream, usize) {
        match self {
            Self::File => (item.clone(), 0),
            Self::Field => (quote!(struct S { #item }), 1),
            Self::Impl => (quote!(impl S { #item }), 1),
            Self::Parameter => {
                let wide = Ident::new(&"wide".repeat(20), Span::call_site());
                (quote!(impl S { fn f(#wide: S, #item, #wide: S) {} }), 3)
            }
            Self::Statement => (quote!(impl S { fn f() { #item } }), 2),
            Self::Initializer => {
                let wide = Ident::new(&"wide".repeat(20), Span::call_site());
                (quote!(impl S { fn f() -> Self { Self { #wide: 1, #item #wide: 1 } } }), 4)
            }
            Self::BoundArm => {
                (quote!(impl S { fn f() { let slot: S = match name { #item }; } }), 3)
            }
        }
    }
}

/// What decides the layout of an item: its template, a variant of it, and the widths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    template: &'static str,
    variant: u32,
    widths: [usize; LETTERS.len()],
}

/// The text between stand-ins, and which stand-in follows.
type Shape = Vec<(String, Option<usize>)>;

/// Prints items, and remembers the shapes printed so far.
#[derive(Default)]
pub struct Printer {
    shapes: FxHashMap<Key, Shape>,
}

impl Printer {
    /// Appends the item that `build` makes of the names. `template` names the kind of item and
    /// `variant` tells apart what `build` makes of other things than names.
    pub(super) fn print<const N: usize>(
        &mut self,
        out: &mut String,
        (template, variant): (&'static str, u32),
        place: Place,
        names: [&str; N],
        build: impl FnOnce([Ident; N]) -> TokenStream,
    ) {
        const { assert!(N <= LETTERS.len(), "a stand-in for each name") };
        let mut widths = [0; LETTERS.len()];
        for (width, name) in widths.iter_mut().zip(names) {
            *width = name.len();
        }
        let key = Key { template, variant, widths };
        let shape = self
            .shapes
            .entry(key)
            .or_insert_with(|| cut(&print(place, &build(stand_ins(names.map(str::len))))));
        for (text, stand_in) in shape {
            out.push_str(text);
            out.push_str(stand_in.and_then(|at| names.get(at)).unwrap_or(&""));
        }
    }

    /// Appends the first line, or lines, of a block that prettyplease prints as `… {}`.
    pub(super) fn open(
        &mut self,
        out: &mut String,
        template: (&'static str, u32),
        name: &str,
        build: impl FnOnce([Ident; 1]) -> TokenStream,
    ) {
        let mut text = String::new();
        self.print(&mut text, template, Place::File, [name], build);
        out.push_str(text.trim_end().strip_suffix('}').unwrap_or(&text));
        out.push('\n');
    }
}

/// A stand-in for each name: as wide, and of a letter of its own.
fn stand_ins<const N: usize>(widths: [usize; N]) -> [Ident; N] {
    let mut letters = LETTERS.into_iter();
    widths.map(|width| {
        let letter = letters.next().unwrap_or('_');
        let word: String = std::iter::repeat_n(letter, width.max(1)).collect();
        Ident::new(&word, Span::call_site())
    })
}

/// The item as prettyplease prints it in its place.
fn print(place: Place, item: &TokenStream) -> String {
    let (tokens, around) = place.surround(item);
    let text = match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // A template that does not parse is a mistake of ours, which the compiler of the
        // generated crate would report as well.
        Err(_) => tokens.to_string(),
    };
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(around..lines.len().saturating_sub(around)).unwrap_or_default();
    let mut text = inner.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Cuts a printed text at its stand-ins.
fn cut(text: &str) -> Shape {
    let mut shape = Shape::new();
    let mut before = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let word = rest.get(..word_end.unwrap_or(rest.len())).unwrap_or_default();
        if let Some(at) = which_stand_in(word) {
            shape.push((std::mem::take(&mut before), Some(at)));
        } else {
            before.push_str(word);
        }
        rest = rest.get(word.len()..).unwrap_or_default();
        let other = rest.find(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let (gap, next) = rest.split_at(other.unwrap_or(rest.len()));
        before.push_str(gap);
        rest = next;
    }
    shape.push((before, None));
    shape
}

fn which_stand_in(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let at = LETTERS.iter().position(|letter| *letter == first)?;
    word.chars().all(|c| c == first).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(printer: &mut Printer, name: &str, field_type: &str) -> String {
        let mut out = String::new();
        printer.print(&mut out, ("method", 0), Place::Impl, [name, field_type], |names| {
            let [name, field_type] = names;
            quote!(pub fn #name(mut self, value: #field_type) -> ::std::option::Option<#field_type> { f(#name) })
        });
        out
    }

    #[test]
    fn a_shape_holds_for_all_names_of_its_widths() {
        let mut printer = Printer::default();
        for (name, field_type) in
            [("ab", "Cd"), ("xy", "Zz"), ("type_name_that_is_long", "T"), ("r#type", "QQ")]
        {
            let name_ident: syn::Ident = syn::parse_str(name).unwrap();
            let type_ident: syn::Ident = syn::parse_str(field_type).unwrap();
            let tokens = quote!(pub fn #name_ident(mut self, value: #type_ident) -> ::std::option::Option<#type_ident> { f(#name_ident) });
            assert_eq!(method(&mut printer, name, field_type), print(Place::Impl, &tokens));
        }
        assert_eq!(printer.shapes.len(), 3);
    }
}
