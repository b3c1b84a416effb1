//! Files in a markup that is not read: they are named, so that the reader can convert them.
//!
//! In: the text of a file. Out: what it is in, and whether it is a page of API 3.0 all the same.
//! Such markups write letters as numbers, so words are looked for behind those.

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// A markup that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What a file in it is.
    pub name: &'static str,
    /// What to do with it.
    pub help: &'static str,
}

/// Where what Pandoc makes of it has lost the cells of its tables.
const SAVE_AGAIN: &str = "save the page as HTML, or as Markdown";

macro_rules! pandoc {
    ($from:literal) => {
        concat!("convert it: `pandoc -f ", $from, " FILE -t gfm -o page.md`")
    };
}

/// How the first lines of a file in the markup begin.
const BEGINS: &[(Foreign, &[&str])] = &[
    (
        Foreign { name: "a man page", help: pandoc!("man") },
        &[".TH ", ".SH ", ".SS ", ".TS", ".LP", ".\\\""],
    ),
    (
        Foreign { name: "LaTeX", help: SAVE_AGAIN },
        &["\\documentclass", "\\hypertarget{", "\\section{", "\\subsection{", "\\begin{"],
    ),
    (Foreign { name: "RTF", help: SAVE_AGAIN }, &["{\\rtf", "{\\pard"]),
    (
        Foreign { name: "the notation of Pandoc", help: pandoc!("native") },
        &["Pandoc ", "[ Header", "[Header", "[ Div", "[Div", "[ Para", "[Para"],
    ),
    (
        Foreign { name: "DocBook", help: pandoc!("docbook") },
        &[
            "<section xmlns=\"http://docbook.org",
            "<article xmlns=\"http://docbook.org",
            "<sect1",
            "<book",
        ],
    ),
    (
        Foreign { name: "JATS", help: pandoc!("jats") },
        &["<sec ", "<boxed-text", "<!DOCTYPE article PUBLIC \"-//NLM"],
    ),
    (Foreign { name: "FictionBook", help: pandoc!("fb2") }, &["<FictionBook"]),
    (Foreign { name: "OPML", help: pandoc!("opml") }, &["<opml"]),
    (
        Foreign { name: "a property list of Apple, as a web archive is", help: SAVE_AGAIN },
        &["<!DOCTYPE plist"],
    ),
    (
        Foreign { name: "DokuWiki or Zim", help: pandoc!("dokuwiki") },
        &["====== ", "===== ", "Content-Type: text/x-zim-wiki"],
    ),
    (Foreign { name: "Textile", help: SAVE_AGAIN }, &["h1. ", "h2. ", "h2(#", "h1(#"]),
    (Foreign { name: "Jira markup", help: SAVE_AGAIN }, &["h2. {anchor", "{anchor:"]),
    (
        Foreign { name: "Texinfo", help: "save the page as HTML: `makeinfo --html FILE`" },
        &["@node ", "\\input texinfo"],
    ),
    (
        Foreign { name: "ConTeXt", help: "save the page as HTML, or as text" },
        &["\\starttext", "\\subsection[title=", "\\section[title=", "\\reference["],
    ),
];

const JSON: Foreign = Foreign { name: "JSON", help: SAVE_AGAIN };
const NOTEBOOK: Foreign = Foreign { name: "a Jupyter notebook", help: pandoc!("ipynb") };
const PANDOC: Foreign = Foreign { name: "JSON of Pandoc", help: pandoc!("json") };

/// So many lines that are not blank are looked at.
const LINES: usize = 6;

/// The markup of a text that is in one that is not read.
pub fn foreign(text: &str) -> Option<Foreign> {
    if is_json(text) {
        let has = |key: &str| text.contains(key);
        return Some(match () {
            () if has("\"pandoc-api-version\"") => PANDOC,
            () if has("\"nbformat\"") => NOTEBOOK,
            () => JSON,
        });
    }
    let mut first = text.lines().map(str::trim_start).filter(|line| !line.is_empty()).take(LINES);
    let of_line = |line: &str| {
        let begins = |starts: &[&str]| starts.iter().any(|start| line.starts_with(start));
        // The signs of Jira begin like those of Textile, and come behind them.
        let found = BEGINS.iter().rev().find(|(_, starts)| begins(starts));
        found.map(|(markup, _)| *markup)
    };
    first.find_map(of_line)
}

/// Whether a text is JSON: other markups have braces, too.
fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// A text with the letters that are written as numbers: `\u63a5` of JSON, `\[u63A5]` of man pages,
/// `\u25509?` of RTF, `\25509` of Haskell.
pub fn with_letters(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        result.push_str(before);
        let letter = letter(after);
        result.extend(letter.map(|(letter, _)| letter));
        rest = letter.and_then(|(_, length)| after.get(length..)).unwrap_or(after);
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// The letter that is written behind a backslash, and how many bytes that takes.
fn letter(text: &str) -> Option<(char, usize)> {
    let (sign, radix, most) = if text.starts_with("[u") {
        ("[u", 16, 6)
    } else if text.starts_with('u') {
        let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let decimal = (1..=5).all(is_digit) && text.get(6..7) == Some("?");
        ("u", if decimal { 10 } else { 16 }, if decimal { 5 } else { 4 })
    } else {
        ("", 10, 6)
    };
    let digits = text.get(sign.len()..)?.chars().take(most).take_while(|c| c.is_digit(radix));
    let length = digits.count();
    let code = u32::from_str_radix(text.get(sign.len()..sign.len() + length)?, radix).ok()?;
    let end = sign.len() + length;
    let closed = text.get(end..).is_some_and(|rest| rest.starts_with([']', '?']));
    Some((char::from_u32(code)?, end + usize::from(closed && !sign.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_markup_is_known_by_how_its_files_begin() {
        for (text, name) in [
            (".\\\" made by a program\n.TH X 1\n", "a man page"),
            (".SS 1. \\[u63A5]\n", "a man page"),
            ("% a\n\\documentclass{article}", "LaTeX"),
            ("{\\pard 1.}", "RTF"),
            ("[ Div\n    ( \"\" )", "the notation of Pandoc"),
            ("<?xml version=\"1.0\"?>\n<sect1>", "DocBook"),
            ("h2. {anchor:a}1.", "Jira markup"),
            ("h2. 1. a\n", "Textile"),
            ("{\"nbformat\": 4}", "a Jupyter notebook"),
            ("{\"a\": 1}", "JSON"),
        ] {
            assert_eq!(foreign(text).map(|markup| markup.name), Some(name), "{text}");
        }
        for text in ["# a\n\n.. note", "{| a\n|}", "造物\nh3\n", "<h2>a</h2>", "...\n"] {
            assert_eq!(foreign(text), None, "{text}");
        }
    }

    #[test]
    fn letters_that_are_numbers_are_letters_again() {
        for text in ["\\u63a5\\u53e3", "\\[u63A5]\\[u53E3]", "\\u25509?\\u21475?", "\\25509\\21475"]
        {
            assert_eq!(with_letters(text), "接口", "{text}");
        }
        assert_eq!(with_letters("a\\_b\\n\\"), "a_bn");
        assert!(matches!(with_letters("接口"), Cow::Borrowed(_)));
    }
}
