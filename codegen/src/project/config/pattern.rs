//! A name or a glob of names, as tcgen.toml or the command line has it.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;

use globset::{Glob, GlobMatcher};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::diagnostics::{Code, Diagnostic, LineIndex, Location};

/// A name or a glob of names: `CreateFlow`, `Describe*`. Two are the same if their texts are,
/// wherever they are.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    glob: Option<GlobMatcher>,
    /// The byte of the file where it begins, if it is of one.
    offset: Option<usize>,
    location: Option<Location>,
}

impl Pattern {
    /// Reads a name or glob.
    ///
    /// # Errors
    /// When it is a glob that is not well-formed.
    pub fn new(text: &str) -> Result<Self, Diagnostic> {
        Self::read(text).map_err(|message| Diagnostic::new(Code::InvalidSelection, message))
    }

    fn read(text: &str) -> Result<Self, String> {
        let glob = if text.contains(['*', '?', '[', '{']) {
            let glob = Glob::new(text);
            let glob = glob.map_err(|error| format!("`{text}` is not a glob: {}", error.kind()))?;
            Some(glob.compile_matcher())
        } else {
            None
        };
        Ok(Self { text: text.to_owned(), glob, offset: None, location: None })
    }

    /// The name or glob as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is a glob.
    pub fn is_glob(&self) -> bool {
        self.glob.is_some()
    }

    /// Whether it stands for this name.
    pub fn matches(&self, name: &str) -> bool {
        self.glob.as_ref().map_or(self.text == name, |glob| glob.is_match(name))
    }

    /// Where it is, if it is in a file.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }

    /// The name that it stands for, at its place.
    pub(super) fn for_name(&self, name: &str) -> Self {
        Self { text: name.to_owned(), glob: None, ..self.clone() }
    }

    /// Tells it its file.
    pub(super) fn locate(mut self, path: &str, lines: &LineIndex<'_>) -> Self {
        self.location = self.offset.map(|offset| lines.location(path, offset));
        self
    }

    /// A finding about it, with its place.
    pub(super) fn finding(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, message);
        match &self.location {
            Some(location) => diagnostic.at(location.clone()),
            None => diagnostic,
        }
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Spanned::<String>::deserialize(deserializer)?;
        let pattern = Self::read(text.get_ref()).map_err(D::Error::custom)?;
        Ok(Self { offset: Some(text.span().start), ..pattern })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl PartialOrd for Pattern {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pattern {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

/// A map by pattern is asked by text.
impl Borrow<str> for Pattern {
    fn borrow(&self) -> &str {
        &self.text
    }
}
