//! What is wrong with an input, said the way rustc says it.
//!
//! Every layer collects [`Diagnostic`]s and goes on; the command decides the exit status at
//! the end. A diagnostic has a stable [`Code`], a place, the text as found, and where there
//! is something to do, a help line.
//!
//! Invariant: imports nothing of this crate but the language to print in. Codes are never reused.

mod codes;
mod json_places;
mod line_index;
mod render;
mod toml;

use std::fmt;
use std::sync::Arc;

pub use codes::Code;
pub(crate) use json_places::{JsonFindings, escaped, locations};
pub use line_index::{LineIndex, Position, json_location};
pub use render::{Color, Renderer};
pub(crate) use toml::not_toml;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The input cannot be used: exit status 2 and nothing is written.
    Error,
    /// The item is kept with a doubt.
    Warning,
    /// Worth knowing, nothing is doubtful.
    Note,
}

impl Severity {
    /// The word that opens the rendered diagnostic.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place in an input file. Lines and columns count from 1; columns count characters.
///
/// A whole file has line 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The path as the user gave it, or `wheel.whl!/path/inside`.
    pub file: Arc<str>,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, from 1; 0 for the line as a whole.
    pub column: u32,
}

impl Location {
    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: 0, column: 0 }
    }

    /// One character of a file.
    pub fn new(file: impl Into<Arc<str>>, line: u32, column: u32) -> Self {
        Self { file: file.into(), line, column }
    }
}

/// `file`, `file:line` or `file:line:column`.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column } = self;
        match (line, column) {
            (0, _) => write!(f, "{file}"),
            (line, 0) => write!(f, "{file}:{line}"),
            (line, column) => write!(f, "{file}:{line}:{column}"),
        }
    }
}

/// One finding about an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one line: lower-case first word, no full stop, the text as found in
    /// backticks.
    pub message: String,
    /// Where, if there is a place.
    pub location: Option<Location>,
    /// The line, row or cell as found, shown under the place.
    pub found: Option<String>,
    /// What would help, where there is something to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let severity = code.severity();
        Self { code, severity, message: message.into(), location: None, found: None, help: None }
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Adds the text as found.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = Some(text.into());
        self
    }

    /// Adds what would help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// The findings of a run, in the order found until sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all findings of another list.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Ends here where one of the findings is an error: all of them, sorted, as what is wrong.
    pub fn stop_at_errors(&mut self) -> Result<(), Self> {
        if !self.has_errors() {
            return Ok(());
        }
        self.sort();
        Err(std::mem::take(self))
    }

    /// Whether a finding is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// The findings, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.list.iter_mut()
    }

    /// Sorts by place, then code, so that the order of the inputs does not show.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            (&a.location, a.code, &a.message).cmp(&(&b.location, b.code, &b.message))
        });
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self { list: iter.into_iter().collect() }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.list.extend(iter);
    }
}
