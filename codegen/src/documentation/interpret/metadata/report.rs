//! Findings about one metadata file, each with its place.

use std::collections::BTreeMap;

use super::MetadataFile;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, JsonFindings, escaped};
use crate::documentation::metadata::Text;

/// One step from the outside of the file to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonStep<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The item of a list.
    Index(usize),
}

fn pointer(path: &[JsonStep<'_>]) -> String {
    let step = |step: &JsonStep<'_>| match step {
        JsonStep::Key(key) => format!("/{}", escaped(key)),
        JsonStep::Index(index) => format!("/{index}"),
    };
    path.iter().map(step).collect()
}

/// Collects the findings about one file.
pub(super) struct MetadataReport<'a> {
    file: MetadataFile<'a>,
    findings: JsonFindings,
    unknown: BTreeMap<(&'static str, String), Unknown>,
}

/// A key that the model does not know.
struct Unknown {
    /// Where the first is.
    pointer: String,
    /// How many there are.
    count: usize,
}

impl<'a> MetadataReport<'a> {
    pub(super) fn new(file: MetadataFile<'a>) -> Self {
        Self { file, findings: JsonFindings::default(), unknown: BTreeMap::new() }
    }

    /// The item is dropped, and the whole import with it.
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>, path: &[JsonStep<'_>]) {
        self.push(Diagnostic::new(code, message), path);
    }

    /// The item is kept.
    pub(super) fn warning(
        &mut self,
        code: Code,
        message: impl Into<String>,
        path: &[JsonStep<'_>],
    ) {
        self.push(Diagnostic::new(code, message), path);
    }

    fn push(&mut self, diagnostic: Diagnostic, path: &[JsonStep<'_>]) {
        self.findings.push(pointer(path), diagnostic);
    }

    /// Keys of an item that the model does not know.
    pub(super) fn unknown(&mut self, path: &[JsonStep<'_>], what: &'static str, keys: &[Text<'_>]) {
        for key in keys {
            let key_of_kind = (what, key.to_string());
            let entry = self.unknown.entry(key_of_kind).or_insert_with(|| {
                let path: Vec<_> = path.iter().copied().chain([JsonStep::Key(key)]).collect();
                Unknown { pointer: pointer(&path), count: 0 }
            });
            entry.count += 1;
        }
    }

    /// All findings.
    pub(super) fn finish(mut self) -> Diagnostics {
        for ((what, key), Unknown { pointer, count }) in self.unknown {
            let times = if count == 1 { String::new() } else { format!(", {count} times") };
            let message = format!("unknown key `{key}` of {what}{times}");
            self.findings.push(
                pointer,
                Diagnostic::new(Code::UnknownMetadataKey, message)
                    .help("everything else was read; what the key means is not in the spec"),
            );
        }
        self.findings.located(self.file.label, self.file.text).into_iter().collect()
    }
}
