//! Makes JSON readable whose text is not clean: U+FFFD takes the place of what is not a character.
//!
//! Seen or reported: half of a surrogate pair where a text was cut within an emoji, UTF-8 that was
//! cut within a character, GBK, raw line feeds, `NaN`, a byte order mark, trailing zero bytes. It
//! runs only over a text that a strict reader has refused.

/// How the bytes above ASCII are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As UTF-8 with faults.
    Utf8,
    /// As GBK or GB 18030. The second byte of a character may look like a backslash or a brace.
    Gbk,
}

/// The same JSON with a clean text.
pub(crate) fn clean(text: &[u8], encoding: Encoding) -> Vec<u8> {
    cleaner(text, encoding).out
}

/// The same JSON with a clean text, and with what is missing at its end when it was cut: the
/// quotation mark of a string, the brackets of lists and objects.
pub(crate) fn clean_and_close(text: &[u8], encoding: Encoding) -> Vec<u8> {
    let Cleaner { mut out, in_string, open, .. } = cleaner(text, encoding);
    if in_string {
        out.push(b'"');
    }
    out.extend(open.into_iter().rev());
    out
}

fn cleaner(text: &[u8], encoding: Encoding) -> Cleaner<'_> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let end = text.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let rest = text.get(..end).unwrap_or(text);
    let out = Vec::with_capacity(rest.len() + 16);
    let mut cleaner = Cleaner { rest, out, encoding, in_string: false, open: Vec::new() };
    while let Some(&byte) = cleaner.rest.first() {
        if cleaner.in_string {
            cleaner.within(byte);
        } else {
            cleaner.between(byte);
        }
    }
    cleaner
}

struct Cleaner<'a> {
    rest: &'a [u8],
    out: Vec<u8>,
    encoding: Encoding,
    in_string: bool,
    /// What closes the lists and objects that are open, innermost last.
    open: Vec<u8>,
}

/// What JavaScript and Python write for numbers that JSON does not have.
const NOT_NUMBERS: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];
const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

impl Cleaner<'_> {
    /// Takes so many bytes as they are.
    fn keep(&mut self, length: usize) {
        let (kept, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.out.extend_from_slice(kept);
        self.rest = rest;
    }

    /// Puts this in place of so many bytes.
    fn put(&mut self, replacement: &[u8], length: usize) {
        self.out.extend_from_slice(replacement);
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// A byte outside of strings.
    fn between(&mut self, byte: u8) {
        if let Some(word) = NOT_NUMBERS.into_iter().find(|word| self.rest.starts_with(word)) {
            return self.put(b"null", word.len());
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' => self.open.push(b'}'),
            b'[' => self.open.push(b']'),
            b'}' | b']' => {
                self.open.pop();
            }
            0..=0x1f => return self.put(b" ", 1),
            _ => {}
        }
        self.keep(1);
    }

    /// A byte of a string.
    fn within(&mut self, byte: u8) {
        match byte {
            b'"' => {
                self.in_string = false;
                self.keep(1);
            }
            b'\\' => self.escape(),
            0..=0x1f => self.put(format!("\\u{byte:04x}").as_bytes(), 1),
            0x20..=0x7f => self.keep(1),
            0x80.. => match (self.encoding, character(self.rest)) {
                (Encoding::Utf8, Ok(length)) => self.keep(length),
                (Encoding::Utf8, Err(length)) => self.put(REPLACEMENT, length),
                (Encoding::Gbk, _) => self.put(REPLACEMENT, gbk_length(self.rest)),
            },
        }
    }

    fn escape(&mut self) {
        match self.rest.get(1) {
            None => self.put(b"", 1),
            Some(b'u') => match (unit(self.rest), self.rest.get(6..).and_then(unit)) {
                (None, _) => self.put(b"\\\\", 1),
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => self.keep(12),
                (Some(0xd800..=0xdfff), _) => self.put(REPLACEMENT, 6),
                (Some(_), _) => self.keep(6),
            },
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.keep(2),
            // A backslash that escapes nothing is one.
            Some(_) => self.put(b"\\\\", 1),
        }
    }
}

/// The UTF-16 unit of an escape `\uXXXX` at the beginning of the text.
fn unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

/// How long the character at the beginning is, or what is not one.
fn character(text: &[u8]) -> Result<usize, usize> {
    let window = text.get(..text.len().min(4)).unwrap_or_default();
    let first = |text: &str| text.chars().next().map_or(1, char::len_utf8);
    match str::from_utf8(window) {
        Ok(text) => Ok(first(text)),
        Err(error) => match window.get(..error.valid_up_to()).map(str::from_utf8) {
            Some(Ok(text)) if !text.is_empty() => Ok(first(text)),
            _ => Err(error.error_len().unwrap_or(window.len()).max(1)),
        },
    }
}

/// How many bytes the character of GBK or GB 18030 at the beginning has.
fn gbk_length(text: &[u8]) -> usize {
    match text {
        [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, ..] => 4,
        [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, ..] => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &[u8]) -> String {
        String::from_utf8(clean(text, Encoding::Utf8)).unwrap()
    }

    #[test]
    fn what_is_clean_stays_as_it_is() {
        for text in [r#"{"a": ["\ud83d\ude00 \" \\ \n é典😀", -1.5e3, null, true]}"#, "[]", ""]
        {
            assert_eq!(cleaned(text.as_bytes()), text);
            assert_eq!(clean_and_close(text.as_bytes(), Encoding::Utf8), text.as_bytes());
        }
    }

    #[test]
    fn half_characters_and_broken_bytes_become_replacement_characters() {
        for (text, expected) in [
            (&b"\"a\\ud83d\""[..], "\"a\u{fffd}\""),
            (b"\"\\ude00b\"", "\"\u{fffd}b\""),
            (b"\"\\ud83d\\ud83d\\ude00\"", "\"\u{fffd}\\ud83d\\ude00\""),
            (b"\"\\uD83D\\n\"", "\"\u{fffd}\\n\""),
            (b"\"x\xe5\x85\"", "\"x\u{fffd}\""),
            (b"\"\xf0\x9f\x98\"", "\"\u{fffd}\""),
            (b"\"\xff\xfe\"", "\"\u{fffd}\u{fffd}\""),
        ] {
            assert_eq!(cleaned(text), expected, "{text:?}");
        }
    }

    #[test]
    fn control_characters_bad_escapes_and_odd_numbers_become_json() {
        for (text, expected) in [
            (&b"{\"a\":\"x\ty\n\"}"[..], r#"{"a":"x\u0009y\u000a"}"#),
            (b"\"C:\\Users\\q\\u12\"", r#""C:\\Users\\q\\u12""#),
            (b"[NaN,-Infinity, Infinity]", "[null,null, null]"),
            (b"\xef\xbb\xbf{}\0\0", "{}"),
            (b"\"NaN\"", "\"NaN\""),
        ] {
            assert_eq!(cleaned(text), expected, "{text:?}");
        }
    }

    #[test]
    fn gbk_is_taken_by_whole_characters() {
        // The second byte of the second character is a backslash.
        let text = b"{\"a\":\"\xb5\xe4\x81\x5c\",\"b\":1}";
        assert_eq!(clean(text, Encoding::Gbk), "{\"a\":\"\u{fffd}\u{fffd}\",\"b\":1}".as_bytes());
    }

    #[test]
    fn what_was_cut_is_closed() {
        for (text, expected) in [
            (r#"{"a":[{"b":"c"#, r#"{"a":[{"b":"c"}]}"#),
            (r#"{"a":"b\"#, r#"{"a":"b"}"#),
            (r#"{"a":"b\ud83"#, r#"{"a":"b\\ud83"}"#),
        ] {
            let closed = clean_and_close(text.as_bytes(), Encoding::Utf8);
            assert_eq!(String::from_utf8(closed).unwrap(), expected);
        }
    }
}
