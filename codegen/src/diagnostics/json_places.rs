//! Where the items of a JSON text are, by JSON pointer.
//!
//! In: a text that serde_json has accepted, and the pointers that are wanted. Out: byte offsets;
//! for a member of an object that of its key. One pass over the text, however it is laid out:
//! what is not wanted is skipped without being read.

use std::collections::BTreeMap;

use super::{Diagnostic, LineIndex, Location};

/// Findings about one JSON file, each with the pointer of what it speaks about.
#[derive(Clone, Debug, Default)]
pub(crate) struct JsonFindings {
    list: Vec<(String, Diagnostic)>,
}

impl JsonFindings {
    /// Adds a finding about the item at a pointer.
    pub(crate) fn push(&mut self, pointer: impl Into<String>, diagnostic: Diagnostic) {
        self.list.push((pointer.into(), diagnostic));
    }

    /// The findings with their places in the text of the file.
    pub(crate) fn located(self, file: &str, text: &str) -> Vec<Diagnostic> {
        if self.list.is_empty() {
            return Vec::new();
        }
        let pointers: Vec<&str> = self.list.iter().map(|(pointer, _)| pointer.as_str()).collect();
        let locations = locations(file, text, &pointers);
        let located = self.list.into_iter().zip(locations);
        located.map(|((_, diagnostic), location)| diagnostic.at(location)).collect()
    }
}

/// The place of each item; of the nearest item around it where the text does not have it, and the
/// file as a whole where it has none of them.
pub(crate) fn locations(file: &str, text: &str, pointers: &[&str]) -> Vec<Location> {
    let mut root = PointerTree::default();
    for pointer in pointers {
        root.insert(pointer);
    }
    let mut scanner = Scanner { text, at: 0 };
    scanner.skip_blanks();
    scanner.item(scanner.at, &mut root);
    let (lines, file) = (LineIndex::new(text), std::sync::Arc::<str>::from(file));
    let location = |pointer: &&str| match root.nearest(pointer) {
        Some(offset) => lines.location(file.clone(), offset),
        None => Location::file(file.clone()),
    };
    pointers.iter().map(location).collect()
}

/// One step of a pointer, as it is written there.
pub(crate) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// The wanted items below one item.
#[derive(Debug, Default)]
struct PointerTree {
    offset: Option<usize>,
    below: BTreeMap<String, Self>,
}

impl PointerTree {
    fn insert(&mut self, pointer: &str) {
        let mut node = self;
        for step in steps(pointer) {
            node = node.below.entry(step).or_default();
        }
    }

    /// The offset of the item, or of the nearest one around it. The whole text is the place of
    /// nothing but itself.
    fn nearest(&self, pointer: &str) -> Option<usize> {
        let (mut node, mut offset) = (self, None);
        for step in steps(pointer) {
            let Some(below) = node.below.get(&step) else { break };
            node = below;
            offset = node.offset.or(offset);
        }
        if pointer.is_empty() { self.offset } else { offset }
    }
}

#[derive(Debug)]
struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl Scanner<'_> {
    /// Passes one value; `offset` is where it, or its key, begins.
    fn item(&mut self, offset: usize, wanted: &mut PointerTree) {
        wanted.offset = Some(offset);
        match self.peek() {
            Some(b'{') if !wanted.below.is_empty() => self.object(wanted),
            Some(b'[') if !wanted.below.is_empty() => self.array(wanted),
            _ => self.skip_value(),
        }
    }

    fn object(&mut self, wanted: &mut PointerTree) {
        self.at += 1;
        loop {
            self.skip_separators();
            if self.peek() != Some(b'"') {
                break;
            }
            let offset = self.at;
            self.skip_string();
            let key = self.text.get(offset..self.at).unwrap_or_default();
            self.skip_separators();
            match below(wanted, key) {
                Some(wanted) => self.item(offset, wanted),
                None => self.skip_value(),
            }
        }
        self.at += 1;
    }

    fn array(&mut self, wanted: &mut PointerTree) {
        self.at += 1;
        for index in 0_usize.. {
            self.skip_separators();
            if matches!(self.peek(), None | Some(b']')) {
                break;
            }
            let offset = self.at;
            match wanted.below.get_mut(index.to_string().as_str()) {
                Some(wanted) => self.item(offset, wanted),
                None => self.skip_value(),
            }
        }
        self.at += 1;
    }

    /// Passes a value without looking inside.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.skip_string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b'}' | b']' if depth == 0 => return,
                _ => self.at += 1,
            }
            if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn skip_separators(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')) {
            self.at += 1;
        }
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// What is wanted below a key, given with its quotes.
fn below<'w>(wanted: &'w mut PointerTree, quoted: &str) -> Option<&'w mut PointerTree> {
    let plain = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if plain.contains('\\') {
        let key: String = serde_json::from_str(quoted).ok()?;
        return wanted.below.get_mut(&key);
    }
    wanted.below.get_mut(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a\": [1, {\"é\": \"}\\\"]\", \"b/c\": null}],\n  \"\\u0064\": {}\n}\n";

    fn place_in(text: &str, pointer: &str) -> (u32, u32) {
        let location = locations("a.json", text, &[pointer]).remove(0);
        (location.line, location.column)
    }

    fn place(pointer: &str) -> (u32, u32) {
        place_in(TEXT, pointer)
    }

    #[test]
    fn a_member_is_at_its_key_and_an_item_of_a_list_at_its_value() {
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("/a"), (2, 3));
        assert_eq!(place("/a/1"), (2, 12));
        assert_eq!(place("/a/1/é"), (2, 13));
    }

    #[test]
    fn strings_with_brackets_and_escaped_keys_do_not_mislead() {
        assert_eq!(place("/a/1/b~1c"), (2, 26));
        assert_eq!(place("/d"), (3, 3));
    }

    #[test]
    fn what_the_text_does_not_have_is_at_the_nearest_item_around_it() {
        assert_eq!(place("/a/7"), (2, 3));
        assert_eq!(place("/a/1/none/deep"), (2, 12));
        assert_eq!(place("/nothing/here"), (0, 0));
    }

    #[test]
    fn items_on_one_line_have_columns_of_their_own() {
        let places = locations("a.json", "[\"é\",\n 1, 2]", &["/0", "/1", "/2"]);
        let places: Vec<_> = places.iter().map(|at| (at.line, at.column)).collect();
        assert_eq!(places, [(1, 2), (2, 2), (2, 5)]);
    }

    #[test]
    fn the_layout_of_the_text_does_not_matter() {
        let value = serde_json::json!({ "x": { "name": "a" }, "y": [{ "name": "b" }] });
        assert_eq!(place_in(&value.to_string(), "/y/0/name"), (1, 25));
        let tabs =
            "{\r\n\t\"x\": {\r\n\t\t\"name\": \"a\"},\r\n\t\"y\": [{\r\n\t\t\t\"name\": \"b\"}]}";
        assert_eq!(place_in(tabs, "/y/0/name"), (5, 4));
    }

    #[test]
    fn a_step_that_holds_a_slash_is_found() {
        let text = "{\"a/b~c\": 1}";
        assert_eq!(place_in(text, &format!("/{}", escaped("a/b~c"))), (1, 2));
    }

    #[test]
    fn findings_get_the_places_of_their_items() {
        let mut findings = JsonFindings::default();
        findings.push("/b", Diagnostic::new(crate::diagnostics::Code::InvalidSpec, "x"));
        let located = findings.located("a.json", "{\"a\": 1,\n\"b\": 2}");
        assert_eq!(located[0].location, Some(Location::new("a.json", 2, 1)));
    }
}
