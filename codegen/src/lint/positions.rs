//! Line and column of items of a JSON text, by JSON pointer.
//!
//! In: the text of a spec file that serde_json has accepted, and the pointers that are wanted.
//! Out: line and column, from 1, in characters; for a member of an object the place of its
//! key. One pass over the text: what is not wanted is skipped without being read.

use std::collections::{BTreeMap, BTreeSet};

/// Line and column of each wanted item that the text has.
pub(super) fn places<'p>(text: &str, wanted: &BTreeSet<&'p str>) -> BTreeMap<&'p str, (u32, u32)> {
    if wanted.is_empty() {
        return BTreeMap::new();
    }
    let mut root = Wanted::default();
    for pointer in wanted {
        root.insert(pointer);
    }
    let mut scanner = Scanner { text, at: 0, offsets: Vec::new() };
    scanner.skip_blanks();
    scanner.item(scanner.at, &root);
    with_lines(text, scanner.offsets)
}

/// The wanted items below one item.
#[derive(Debug, Default)]
struct Wanted<'p> {
    pointer: Option<&'p str>,
    below: BTreeMap<String, Self>,
}

impl<'p> Wanted<'p> {
    fn insert(&mut self, pointer: &'p str) {
        let mut node = self;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            node = node.below.entry(step).or_default();
        }
        node.pointer = Some(pointer);
    }
}

#[derive(Debug)]
struct Scanner<'t, 'p> {
    text: &'t str,
    at: usize,
    offsets: Vec<(usize, &'p str)>,
}

impl<'p> Scanner<'_, 'p> {
    /// Passes one value; `place` is where it, or its key, begins.
    fn item(&mut self, place: usize, wanted: &Wanted<'p>) {
        if let Some(pointer) = wanted.pointer {
            self.offsets.push((place, pointer));
        }
        match self.peek() {
            Some(b'{') if !wanted.below.is_empty() => self.object(wanted),
            Some(b'[') if !wanted.below.is_empty() => self.array(wanted),
            _ => self.skip_value(),
        }
    }

    fn object(&mut self, wanted: &Wanted<'p>) {
        self.at += 1;
        loop {
            self.skip_separators();
            if self.peek() != Some(b'"') {
                break;
            }
            let place = self.at;
            self.skip_string();
            let key = self.text.get(place..self.at).unwrap_or_default();
            self.skip_separators();
            match below(wanted, key) {
                Some(wanted) => self.item(place, wanted),
                None => self.skip_value(),
            }
        }
        self.at += 1;
    }

    fn array(&mut self, wanted: &Wanted<'p>) {
        self.at += 1;
        for index in 0_usize.. {
            self.skip_separators();
            if matches!(self.peek(), None | Some(b']')) {
                break;
            }
            let place = self.at;
            match wanted.below.get(index.to_string().as_str()) {
                Some(wanted) => self.item(place, wanted),
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
fn below<'w, 'p>(wanted: &'w Wanted<'p>, quoted: &str) -> Option<&'w Wanted<'p>> {
    let plain = quoted.strip_prefix('"')?.strip_suffix('"')?;
    if plain.contains('\\') {
        let key: String = serde_json::from_str(quoted).ok()?;
        return wanted.below.get(&key);
    }
    wanted.below.get(plain)
}

/// Byte offsets to lines and columns, in one pass.
fn with_lines<'p>(text: &str, mut offsets: Vec<(usize, &'p str)>) -> BTreeMap<&'p str, (u32, u32)> {
    offsets.sort_unstable();
    let (mut places, mut line, mut column, mut passed) = (BTreeMap::new(), 1, 1, 0);
    for (offset, pointer) in offsets {
        let between = text.get(passed..offset).unwrap_or_default();
        line += between.matches('\n').count();
        // A file may be one line of megabytes: columns are counted on, never anew.
        column = match between.rsplit_once('\n') {
            Some((_, tail)) => tail.chars().count() + 1,
            None => column + between.chars().count(),
        };
        passed = offset;
        places.insert(pointer, (number(line), number(column)));
    }
    places
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a\": [1, {\"é\": \"}\\\"]\", \"b/c\": null}],\n  \"\\u0064\": {}\n}\n";

    fn place(pointer: &str) -> Option<(u32, u32)> {
        places(TEXT, &BTreeSet::from([pointer])).get(pointer).copied()
    }

    #[test]
    fn a_member_stands_at_its_key_and_an_item_at_its_value() {
        assert_eq!(place(""), Some((1, 1)));
        assert_eq!(place("/a"), Some((2, 3)));
        assert_eq!(place("/a/1"), Some((2, 12)));
        assert_eq!(place("/a/1/é"), Some((2, 13)));
    }

    #[test]
    fn strings_with_brackets_and_escaped_keys_do_not_mislead() {
        assert_eq!(place("/a/1/b~1c"), Some((2, 26)));
        assert_eq!(place("/d"), Some((3, 3)));
    }

    #[test]
    fn what_the_text_does_not_have_has_no_place() {
        assert_eq!(place("/a/7"), None);
        assert_eq!(place("/nothing/here"), None);
    }

    #[test]
    fn items_on_one_line_have_columns_of_their_own() {
        let wanted = BTreeSet::from(["/0", "/1", "/2"]);
        let places: Vec<_> = places("[\"é\",\n 1, 2]", &wanted).into_values().collect();
        assert_eq!(places, [(1, 2), (2, 2), (2, 5)]);
    }

    #[test]
    fn several_items_are_found_in_one_pass() {
        let wanted = BTreeSet::from(["/a/0", "/a/1/b~1c", "/d"]);
        assert_eq!(places(TEXT, &wanted).len(), 3);
    }
}
