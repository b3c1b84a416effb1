//! What a run found, counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Severity};

use super::Finding;

/// How many findings there are of each code.
pub type Counts = BTreeMap<Code, usize>;

/// Everything that a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was found, sorted by place.
    pub findings: Vec<Finding>,
    /// What an ignore entry took out, with the reason that it gives.
    pub ignored: Vec<(Finding, String)>,
    /// How the examples fare.
    pub examples: ExampleTally,
    /// The products that were checked.
    pub products: BTreeSet<String>,
}

impl Report {
    /// How many findings there are of each code.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for finding in &self.findings {
            *counts.entry(finding.code).or_default() += 1;
        }
        counts
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// Keeps only findings of these codes.
    pub fn keep(&mut self, codes: &[Code]) {
        self.findings.retain(|finding| codes.contains(&finding.code));
    }

    /// Adds what was found in another file.
    pub fn append(&mut self, mut other: Self) {
        self.findings.append(&mut other.findings);
        self.ignored.append(&mut other.ignored);
        self.examples.add(&other.examples);
        self.products.append(&mut other.products);
    }

    pub(super) fn sort(&mut self) {
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)));
        self.ignored.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    }
}

/// By file and place, then by code.
fn order(finding: &Finding) -> impl Ord {
    (finding.location.clone(), finding.code, finding.pointer.clone(), finding.message.clone())
}

/// One side of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Message {
    /// What is sent: strict, because the service may be.
    Request,
    /// What comes back: tolerant, because the generated crate reads it so.
    Response,
}

impl Message {
    /// Whether a finding of this code means that the example does not pass: a request must be
    /// one that the generated types can say, a response one that they can read. A response may
    /// hold more or fewer members than documented.
    pub fn is_broken_by(self, code: Code) -> bool {
        match code {
            Code::ExampleNotJson | Code::ExampleWrongKind | Code::ExampleOutOfRange => true,
            Code::ExampleWithoutResponse => self == Self::Response,
            Code::ExampleUnknownMember | Code::ExampleMemberCase | Code::ExampleMissingRequired => {
                self == Self::Request
            }
            _ => false,
        }
    }
}

/// How the examples fare under the tolerant rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleTally {
    sides: BTreeMap<Message, (usize, usize)>,
    kinds: BTreeMap<(Message, Code), CodeCounts>,
}

/// How often one code was found in examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct CodeCounts {
    findings: usize,
    occurrences: usize,
}

impl ExampleTally {
    /// How many examples have this side.
    pub fn total(&self, side: Message) -> usize {
        self.sides.get(&side).map_or(0, |(total, _)| *total)
    }

    /// How many of them pass.
    pub fn passed(&self, side: Message) -> usize {
        self.sides.get(&side).map_or(0, |(_, passed)| *passed)
    }

    /// How many findings a code has on this side; one example may have several.
    pub fn findings(&self, side: Message, code: Code) -> usize {
        self.kinds.get(&(side, code)).map_or(0, |kind| kind.findings)
    }

    /// How many places of all examples a code was found at on this side.
    pub fn occurrences(&self, side: Message, code: Code) -> usize {
        self.kinds.get(&(side, code)).map_or(0, |kind| kind.occurrences)
    }

    pub(super) fn count(&mut self, side: Message, is_passed: bool) {
        let (total, passed) = self.sides.entry(side).or_default();
        *total += 1;
        *passed += usize::from(is_passed);
    }

    pub(super) fn count_finding(&mut self, side: Message, code: Code) {
        self.kinds.entry((side, code)).or_default().findings += 1;
    }

    pub(super) fn count_occurrence(&mut self, side: Message, code: Code) {
        self.kinds.entry((side, code)).or_default().occurrences += 1;
    }

    fn add(&mut self, other: &Self) {
        for (side, (more, more_passed)) in &other.sides {
            let (total, passed) = self.sides.entry(*side).or_default();
            *total += more;
            *passed += more_passed;
        }
        for (key, kind) in &other.kinds {
            let sum = self.kinds.entry(*key).or_default();
            sum.findings += kind.findings;
            sum.occurrences += kind.occurrences;
        }
    }
}
