//! `errorcodes.py` of the official Python SDK: the error codes of one product version.
//!
//! In: the text of a file. Out: its codes with their descriptions, borrowed from the text. The
//! file is Python, and is never run: it is read by the one pattern that all 460 files of both
//! editions follow. A licence of `#` lines up to the first empty line; then for each code a
//! comment and an assignment, with empty lines between:
//!
//! ```python
//! # The kettle is empty.
//! RESOURCEINSUFFICIENT_WATER = 'ResourceInsufficient.Water'
//! ```
//!
//! Invariant: nothing is passed over. A line of any other form is an error with its place.

use crate::diagnostics::{Code, Diagnostic, Location};

/// One code of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedCode<'a> {
    /// The code.
    pub code: &'a str,
    /// The comment above it; empty where it says nothing.
    pub text: &'a str,
    /// The line of the assignment, from 1.
    pub line: u32,
}

/// Reads the codes of a list, in the order of the file. `label` names the file in an error.
pub fn parse_python<'a>(label: &str, text: &'a str) -> Result<Vec<ListedCode<'a>>, Diagnostic> {
    let mut codes = Vec::new();
    let mut lines = (1_u32..).zip(text.lines()).peekable();
    while lines.next_if(|(_, line)| line.starts_with('#')).is_some() {}
    if let Some((number, line)) = lines.next_if(|(_, line)| !line.trim().is_empty()) {
        return Err(wrong(label, number, line, "the licence does not end in an empty line"));
    }
    while let Some((number, line)) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        let Some(text) = line.strip_prefix('#') else {
            return Err(wrong(label, number, line, "this line is not a comment above a code"));
        };
        while lines.next_if(|(_, line)| line.trim().is_empty()).is_some() {}
        let Some((number, line)) = lines.next() else {
            return Err(wrong(label, number, line, "no code follows this comment"));
        };
        let Some(code) = assigned(line) else {
            return Err(wrong(label, number, line, "this line does not assign a code to a name"));
        };
        codes.push(ListedCode { code, text: text.trim(), line: number });
    }
    Ok(codes)
}

/// `Code` of `NAME = 'Code'`.
fn assigned(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(" = ")?;
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let code = value.trim_end().strip_prefix('\'')?.strip_suffix('\'')?;
    (is_name && !code.contains(['\'', '\\'])).then_some(code)
}

fn wrong(label: &str, line: u32, found: &str, message: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidErrorList, message)
        .at(Location::new(label, line, 1))
        .found(found)
        .help("an error list holds pairs of lines, `# description` and `NAME = 'Code'`, and is not run")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# -*- coding: utf8 -*-\n# A licence.\n\n\n";

    fn refused(text: &str) -> (String, u32) {
        let error = parse_python("e.py", text).unwrap_err();
        (error.message, error.location.unwrap().line)
    }

    #[test]
    fn a_comment_and_an_assignment_make_a_code() {
        // The empty line between the two is in one list of one release.
        let text = format!("{HEAD}# Too hot.\r\nA_B = 'A.b'\r\n\r\n#  \n\nA = 'A'\n\n");
        let codes = parse_python("e.py", &text).unwrap();
        let expected = [
            ListedCode { code: "A.b", text: "Too hot.", line: 6 },
            ListedCode { code: "A", text: "", line: 10 },
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn a_licence_alone_is_an_empty_list() {
        for text in ["", HEAD, "# A licence.", "\n\n"] {
            assert_eq!(parse_python("e.py", text).unwrap(), [], "{text}");
        }
    }

    #[test]
    fn every_other_line_is_an_error_with_its_place() {
        for (text, line) in [
            ("import os\n", 5),
            ("A = 'A'\n", 5),
            ("# One.\n# Two.\nA = 'A'\n", 6),
            ("# One.\n", 5),
            ("# One.\nA = \"A\"\n", 6),
            ("# One.\nA = 'A' + 'B'\n", 6),
            ("# One.\nA = 'A\n", 6),
            ("# One.\nA.b = 'A'\n", 6),
            ("# One.\nA = '\\x41'\n", 6),
            ("# One.\n    A = 'A'\n", 6),
        ] {
            let (_, found) = refused(&format!("{HEAD}{text}"));
            assert_eq!(found, line, "{text}");
        }
        assert_eq!(refused("# A licence.\nA = 'A'\n").1, 2);
    }
}
