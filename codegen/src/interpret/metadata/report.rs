//! Findings about one metadata file, each with its place.

use std::collections::BTreeMap;

use super::MetadataFile;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::metadata::{Step, Text, place};

/// Collects the findings about one file.
pub(super) struct Report<'a> {
    file: MetadataFile<'a>,
    diagnostics: Diagnostics,
    unknown: BTreeMap<(&'static str, String), Unknown>,
}

/// A key that the model does not know.
struct Unknown {
    /// Line and column of the first.
    place: (u32, u32),
    /// How many there are.
    count: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: MetadataFile<'a>) -> Self {
        Self { file, diagnostics: Diagnostics::new(), unknown: BTreeMap::new() }
    }

    /// The item is dropped, and the whole import with it.
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>, path: &[Step<'_>]) {
        self.push(Diagnostic::new(code, message), path);
    }

    /// The item is kept.
    pub(super) fn warning(&mut self, code: Code, message: impl Into<String>, path: &[Step<'_>]) {
        self.push(Diagnostic::new(code, message), path);
    }

    fn push(&mut self, diagnostic: Diagnostic, path: &[Step<'_>]) {
        let (line, column) = place(self.file.text, path);
        self.diagnostics.push(diagnostic.at(Location::new(self.file.label, line, column)));
    }

    /// Keys of an item that the model does not know.
    pub(super) fn unknown(&mut self, path: &[Step<'_>], what: &'static str, keys: &[Text<'_>]) {
        for key in keys {
            let (file, known) = (self.file, &mut self.unknown);
            let key_of_kind = (what, key.to_string());
            let entry = known.entry(key_of_kind).or_insert_with(|| {
                let path: Vec<_> = path.iter().copied().chain([Step::Key(key)]).collect();
                Unknown { place: place(file.text, &path), count: 0 }
            });
            entry.count += 1;
        }
    }

    /// All findings.
    pub(super) fn finish(mut self) -> Diagnostics {
        for ((what, key), Unknown { place: (line, column), count }) in self.unknown {
            let times = if count == 1 { String::new() } else { format!(", {count} times") };
            let message = format!("unknown key `{key}` of {what}{times}");
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownMetadataKey, message)
                    .at(Location::new(self.file.label, line, column))
                    .help("everything else was read; what the key means is not in the spec"),
            );
        }
        self.diagnostics
    }
}
