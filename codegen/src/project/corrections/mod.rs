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
//! | `endpoint` | the host that the spec has for the action | the host that answers |
//! | `pages` | left out | left out: a table `pages` says how the action answers in pages |
//!
//! ```toml
//! [[correction]]
//! product = "kettle"
//! version = "2021-02-03"
//! action = "DescribeCups"
//! kind = "pages"
//! pages = { by = "offset", input = "Offset", size = "Limit", lists = ["Cups"], total = "Total" }
//! why = "Mugs beside them is a choice for filters"
//! ```
//!
//! `by` is `offset`, `page` (with `first`), `token` (with `output`) or `none`; `end` and `end_is`
//! name a flag of the last page. Members of structures are named by their path: `Data.Items`.
//!
//! Some corrections come with the program: what several official sources agree on and the
//! documentation does not say. They go first and stand in the spec with their reason, so that a
//! correction of one's own can say otherwise; one that has nothing to do is passed over.
//!
//! Invariant: each entry applies exactly once. When the documentation has been put right, the
//! entry is an error, so that no correction outlives its fault.

mod apply;
mod entry;

use std::sync::LazyLock;

use crate::diagnostics::not_toml;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, LineIndex, Location};
use crate::spec::Spec;

use entry::{Correction, File};

/// The corrections of one file, in its order.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    list: Vec<(Correction, Location)>,
}

/// The corrections that come with the program.
const SHIPPED: &str = include_str!("shipped.toml");

static SHIPPED_LIST: LazyLock<Corrections> =
    LazyLock::new(|| Corrections::read("shipped.toml", SHIPPED).unwrap_or_default());

/// Puts right what the shipped corrections of the product version find to put right.
pub fn apply_shipped(spec: &mut Spec) {
    for (correction, _) in &SHIPPED_LIST.list {
        if spec.product == correction.product && spec.version == correction.version {
            // What the documentation says by now, or does not have, needs no correction.
            let _ = apply::apply(correction, spec);
        }
    }
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

#[cfg(test)]
mod tests;
