//! Known faults of the documentation, put right in the spec.
//!
//! In: `corrections.toml`, one `[[correction]]` a fault. Out: the corrected spec. An entry says
//! what the documentation says, what is meant, why, and where that can be seen:
//!
//! ```toml
//! [[correction]]
//! product = "cvm"
//! version = "2017-03-12"
//! structure = "Placement"      # or: action = "RunInstances"
//! member = "HostIds"           # of an action: input = "…" or output = "…"
//! kind = "type"
//! says = "list<Sting>"
//! means = "list<string>"
//! why = "spelling; the page of RunInstances has String"
//! link = "https://cloud.tencent.com/document/api/213/15753"
//! ```
//!
//! | `kind` | `says` | `means` |
//! |---|---|---|
//! | `type` | the type in the spec | the type |
//! | `required` | `true` or `false` | the other |
//! | `presence` | `always`, `nullable` or `unknown` | another of these |
//! | `name` | left out: it is the member's | the name on the wire |
//! | `missing` | left out: the member is not there | its type; `required = true` and `after = "Name"` may be added |
//! | `surplus` | left out: the member is there | left out: it is taken away |
//! | `error` | the error code of the action, or of the product; left out for one that is missing | the code; left out for one that does not exist |
//!
//! Invariant: each entry applies exactly once. When the documentation has been put right, the
//! entry is an error, so that no correction outlives its fault.

mod apply;
mod entry;

use crate::config::not_toml;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, LineIndex, Location};
use crate::spec::Spec;

use entry::{Correction, File};

/// The corrections of one file, in its order.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    list: Vec<(Correction, Location)>,
}

impl Corrections {
    /// Reads the text of the file that `path` names.
    pub fn read(path: &str, text: &str) -> Result<Self, Diagnostics> {
        let file: File = toml::from_str(text)
            .map_err(|error| not_toml(Code::InvalidCorrection, path, text, &error))?;
        let lines = LineIndex::new(text);
        let mut corrections = Self::default();
        let mut diagnostics = Diagnostics::new();
        for entry in file.correction {
            let at = lines.location(path, entry.span().start);
            match entry::understand(entry.into_inner()) {
                Ok(correction) => corrections.list.push((correction, at)),
                Err(message) => {
                    diagnostics.push(Diagnostic::new(Code::InvalidCorrection, message).at(at));
                }
            }
        }
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(corrections) }
    }

    /// Adds those of another file.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Corrects the specs, in the order of the entries. An entry that does not apply is an error.
    pub fn apply(&self, specs: &mut [Spec]) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (correction, at) in &self.list {
            let spec = specs.iter_mut().find(|spec| {
                spec.product == correction.product && spec.version == correction.version
            });
            let result = match spec {
                Some(spec) => apply::apply(correction, spec),
                None => Err(format!(
                    "no source describes `{}` {}",
                    correction.product, correction.version
                )),
            };
            if let Err(message) = result {
                diagnostics.push(
                    Diagnostic::new(
                        Code::CorrectionUnused,
                        format!("correction applies to nothing: {message}"),
                    )
                    .at(at.clone())
                    .help("if the documentation has been put right, remove the entry"),
                );
            }
        }
        diagnostics
    }
}
