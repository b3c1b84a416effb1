//! Where the documentation contradicts itself: tables against examples, references to
//! nothing, doubtful rows.
//!
//! In: the text of spec files. Out: [`Finding`]s, each with a stable code, the item it speaks
//! of and its line and column in the spec file; an [`Ignores`] file takes out those that are
//! known, and goes stale loudly.
//!
//! Invariant: knows the spec, never pages or metadata; reads no file; no finding is an
//! error, because a contradiction of the documentation never keeps a spec from being used.

mod finding;
mod format;
mod group;
mod ignore;
mod report;
mod rules;
mod subject;

use crate::diagnostics::locations;
use crate::project::spec_files::SpecFile;

pub use finding::Finding;
pub use format::{LintFormat, render};
pub use group::OFF;
pub use ignore::Ignores;
pub use report::{Counts, ExampleTally, Message, Report};
pub use rules::{Rule, explain, rules};

use finding::Collector;
use subject::Subject;

/// Checks one spec by every rule. Reports of several files are joined by [`Report::append`];
/// [`Ignores::apply`] then sets aside what is known.
pub fn lint(file: &SpecFile) -> Report {
    let subject = Subject::new(&file.spec);
    let mut collector = Collector::new(&file.spec);
    for check in rules::CHECKS {
        check(&subject, &mut collector);
    }
    let (mut findings, examples) = collector.into_parts();
    let pointers: Vec<&str> = findings.iter().map(|finding| finding.pointer.as_str()).collect();
    let places = locations(&file.path, &file.text, &pointers);
    for (finding, place) in findings.iter_mut().zip(places) {
        finding.location = place;
    }
    let products = [file.spec.product.clone()].into();
    let mut report = Report { findings, ignored: Vec::new(), examples, products };
    report.sort();
    report
}
