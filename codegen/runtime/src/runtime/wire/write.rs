//! Writes members as JSON: what is `None` is left out, an empty list and an empty structure are
//! sent.

use serde_json::Value as Json;

use super::query::{EncodeError, MAX_DEPTH};
use super::{Binary, Items, Members, Value, ValueVisitor, Visitor};

/// The JSON object of these members.
///
/// # Errors
/// When a member cannot be said in JSON: a number that is not finite, the content of a file, a
/// structure nested deeper than 128 levels.
pub fn to_json(members: &dyn Members) -> Result<Vec<u8>, EncodeError> {
    written(|writer| writer.members(members))
}

/// The JSON array of these items.
///
/// # Errors
/// As [`to_json`].
pub fn list_to_json(items: &dyn Items) -> Result<Vec<u8>, EncodeError> {
    written(|writer| writer.list(items))
}

fn written(write: impl FnOnce(&mut Writer<'_>)) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(512);
    let mut writer = Writer { out: &mut out, written: true, first: true, depth: 0, failure: None };
    write(&mut writer);
    match writer.failure {
        Some(failure) => Err(failure),
        None => Ok(out),
    }
}

/// A string from which on it matters how the output grows: doubling it would take twice its memory.
const LARGE: usize = 64 * 1024;

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    /// Whether the last value was written, or was nothing.
    written: bool,
    /// Whether the next member is the first of its object.
    first: bool,
    depth: u32,
    failure: Option<EncodeError>,
}

impl Writer<'_> {
    /// Notes the first thing that went wrong; the text is worthless then.
    fn fail(&mut self, problem: &'static str) {
        self.failure.get_or_insert_with(|| EncodeError::new(problem));
    }

    /// Writes what `serde_json` knows how to write: strings with their escapes, and numbers.
    fn serialize<T: serde_core::Serialize + ?Sized>(&mut self, value: &T) {
        if serde_json::to_writer(&mut *self.out, value).is_err() {
            self.fail("cannot be written as JSON");
        }
        self.written = true;
    }

    /// One level down, unless that is too deep.
    fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        if self.failure.is_some() {
            return;
        }
        if self.depth == MAX_DEPTH {
            self.fail("is nested deeper than 128 levels");
            return;
        }
        self.depth += 1;
        write(self);
        self.depth -= 1;
        self.written = true;
    }
}

impl Visitor for Writer<'_> {
    fn member(&mut self, name: &str, value: &dyn Value) {
        let start = self.out.len();
        if !self.first {
            self.out.push(b',');
        }
        self.serialize(name);
        self.out.push(b':');
        let failed_before = self.failure.is_some();
        value.accept(self);
        if self.written {
            self.first = false;
        } else {
            self.out.truncate(start);
        }
        if !failed_before && let Some(failure) = &mut self.failure {
            failure.within(name);
        }
    }
}

impl ValueVisitor for Writer<'_> {
    fn nothing(&mut self) {
        self.written = false;
    }

    fn string(&mut self, value: &str) {
        if value.len() > LARGE {
            // A file in base64 has nothing to escape: its bytes are copied once, into their place.
            self.out.reserve_exact(value.len() + LARGE);
        }
        self.serialize(value);
    }

    fn int(&mut self, value: i64) {
        self.serialize(&value);
    }

    fn uint(&mut self, value: u64) {
        self.serialize(&value);
    }

    fn float(&mut self, value: f64) {
        if !value.is_finite() {
            self.fail("is not a finite number");
        }
        self.serialize(&value);
    }

    fn bool(&mut self, value: bool) {
        self.serialize(&value);
    }

    fn binary(&mut self, _: &Binary) {
        self.fail("is the content of a file, which only a multipart request carries");
        self.written = true;
    }

    fn list(&mut self, items: &dyn Items) {
        self.nested(|writer| {
            writer.out.push(b'[');
            let mut index = 0;
            while let Some(item) = items.item(index) {
                if index > 0 {
                    writer.out.push(b',');
                }
                item.accept(writer);
                if !writer.written {
                    writer.out.extend_from_slice(b"null");
                }
                index += 1;
            }
            writer.out.push(b']');
        });
    }

    fn members(&mut self, value: &dyn Members) {
        self.nested(|writer| {
            writer.out.push(b'{');
            let first = std::mem::replace(&mut writer.first, true);
            value.visit(writer);
            writer.first = first;
            writer.out.push(b'}');
        });
    }

    fn json(&mut self, value: &Json) {
        self.serialize(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::wire::JsonObject;

    struct Upload(String);

    impl Members for Upload {
        fn visit(&self, visitor: &mut dyn Visitor) {
            visitor.member("Name", &"a".to_owned());
            visitor.member("FileBody", &self.0);
        }
    }

    #[test]
    fn a_large_text_is_copied_once_and_into_no_more_room_than_it_needs() {
        let file = "A".repeat(8 << 20);
        let Json::Object(members) = serde_json::json!({"Name": "a", "FileBody": file}) else {
            panic!("an object")
        };
        let text = to_json(&Upload(file)).unwrap();
        assert!(text.capacity() < text.len() + 2 * LARGE, "{}", text.capacity());
        assert_eq!(text.len(), to_json(&JsonObject(members)).unwrap().len());
    }
}
