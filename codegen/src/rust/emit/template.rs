//! Templates: items in `parse_quote!`, printed by prettyplease once each, then filled.
//!
//! A word of a template that begins with `__` is a hole. A line with a hole that begins with
//! `__each_` is a row: it is written once for each of what fills it, up to where its brackets close,
//! with the attributes above it. How a line is laid out depends on the words of the template alone,
//! so a longer name reflows nothing.
//!
//! Invariant: what fills a hole is of our own words, of identifiers and types, or the inside of a string
//! literal that needs no escape. Foreign text goes into documentation only.

/// An item with holes: text that is written once, and rows between.
pub(super) struct Template {
    #[cfg(test)]
    name: &'static str,
    #[cfg(test)]
    printed: String,
    /// Written once, a row, written once, …
    sections: Vec<Vec<Piece>>,
}

enum Piece {
    Text(String),
    /// What fills it, by its place in the list of holes.
    Hole(usize),
}

impl Template {
    /// Cuts a printed item at its holes.
    #[cfg_attr(not(test), expect(unused_variables, reason = "tests print it"))]
    pub(super) fn new(name: &'static str, item: &syn::File, holes: &[&str]) -> Self {
        let text = prettyplease::unparse(item);
        let lines: Vec<&str> = text.lines().collect();
        let mut sections = Vec::new();
        let mut once = Vec::new();
        let mut rest = lines.as_slice();
        while let Some((line, behind)) = rest.split_first() {
            let attributes = rest.iter().take_while(|line| is_attribute(line)).count();
            let is_row = rest.get(attributes).is_some_and(|line| line.contains("__each_"));
            if !is_row {
                once.push(*line);
                rest = behind;
                continue;
            }
            let (row, behind) = rest.split_at(attributes + row_length(rest, attributes));
            sections.push(cut(&std::mem::take(&mut once), holes));
            sections.push(cut(row, holes));
            rest = behind;
        }
        sections.push(cut(&once, holes));
        Self {
            #[cfg(test)]
            name,
            #[cfg(test)]
            printed: text,
            sections,
        }
    }

    /// Appends one section: an even one is text that is written once, an odd one is a row.
    pub(super) fn write(&self, out: &mut String, section: usize, filled: &[&str]) {
        for part in self.sections.get(section).into_iter().flatten() {
            match part {
                Piece::Text(text) => out.push_str(text),
                Piece::Hole(at) => out.push_str(filled.get(*at).unwrap_or(&"")),
            }
        }
    }
}

fn is_attribute(line: &str) -> bool {
    line.trim_start().starts_with("#[") || line.trim_start().starts_with("///")
}

/// How many lines a row has from its first line that is not an attribute.
fn row_length(lines: &[&str], attributes: usize) -> usize {
    let mut open = 0_i32;
    let lines = lines.iter().skip(attributes);
    let balanced = lines.map(|line| {
        for c in line.chars() {
            match c {
                '(' | '[' | '{' => open += 1,
                ')' | ']' | '}' => open -= 1,
                _ => {}
            }
        }
        open <= 0
    });
    balanced.take_while(|closed| !closed).count() + 1
}

fn cut(lines: &[&str], holes: &[&str]) -> Vec<Piece> {
    let mut parts = Vec::new();
    let mut text = String::new();
    for line in lines {
        let mut rest = *line;
        while !rest.is_empty() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let (word, behind) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
            let (gap, next) = behind.split_at(behind.find(is_word).unwrap_or(behind.len()));
            if let Some(at) = holes.iter().position(|hole| *hole == word) {
                parts.push(Piece::Text(std::mem::take(&mut text)));
                parts.push(Piece::Hole(at));
            } else {
                text.push_str(word);
            }
            text.push_str(gap);
            rest = next;
        }
        text.push('\n');
    }
    parts.push(Piece::Text(text));
    parts
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::rust::emit::{functions, structs};

    fn templates() -> impl Iterator<Item = &'static Template> {
        structs::templates().into_iter().chain(functions::templates())
    }

    /// A release of prettyplease that lays code out otherwise is seen here, and nowhere else.
    #[test]
    fn templates_are_laid_out_as_they_were() {
        let printed = templates().fold(String::new(), |mut text, template| {
            let _ = write!(text, "== {}\n{}", template.name, template.printed);
            text
        });
        insta::assert_snapshot!(printed);
    }

    #[test]
    fn every_hole_is_known() {
        for template in templates() {
            let words: Vec<String> = template
                .printed
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .filter(|word| word.starts_with("__"))
                .map(str::to_owned)
                .collect();
            let mut left = String::new();
            for section in 0..template.sections.len() {
                template.write(&mut left, section, &["x"; 9]);
            }
            assert!(!left.contains("__"), "{}: {left}", template.name);
            assert!(!words.is_empty() && template.sections.len() % 2 == 1);
        }
    }

    #[test]
    fn a_row_has_its_attributes_and_ends_where_its_brackets_close() {
        let item = syn::parse_quote! {
            impl X {
                fn first() {}
                #[inline]
                fn __each_one(self) {
                    f();
                }
            }
        };
        let template = Template::new("", &item, &["__each_one"]);
        let mut out = String::new();
        template.write(&mut out, 0, &[]);
        template.write(&mut out, 1, &["a"]);
        template.write(&mut out, 1, &["b"]);
        template.write(&mut out, 2, &[]);
        let methods = ["a", "b"]
            .map(|name| format!("    #[inline]\n    fn {name}(self) {{\n        f();\n    }}\n"));
        assert_eq!(out, format!("impl X {{\n    fn first() {{}}\n{}}}\n", methods.concat()));
    }
}
