//! A finding and the list that the rules fill.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Location, Severity};
use crate::spec::Spec;

use super::report::{ExampleTally, Message};

/// One contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// What it speaks of: `product/version/Item` or `product/version/Item/Member.Member`, where
    /// Item is an action or a structure. Ignore entries match against it.
    pub subject: String,
    /// The place in the spec's JSON, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// The place in the spec file.
    pub location: Location,
    /// What is wrong, in one line.
    pub message: String,
    /// The text as found.
    pub found: Option<String>,
    /// What would help.
    pub help: Option<String>,
    /// How often it occurs in the same example, at least 1.
    pub times: usize,
}

impl Finding {
    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The finding as the shared renderer prints it.
    pub fn diagnostic(&self) -> Diagnostic {
        let message = match self.times {
            0 | 1 => self.message.clone(),
            times => format!("{} ({times} times)", self.message),
        };
        let mut diagnostic = Diagnostic::new(self.code, message).at(self.location.clone());
        diagnostic.found.clone_from(&self.found);
        diagnostic.help.clone_from(&self.help);
        diagnostic
    }
}

/// What a rule says before the collector knows where the file stands.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) code: Code,
    /// Below `product/version/`.
    pub(super) item: String,
    pub(super) pointer: String,
    pub(super) message: String,
    pub(super) found: Option<String>,
    pub(super) help: Option<String>,
}

impl Draft {
    pub(super) fn new(
        code: Code,
        item: impl Into<String>,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            item: item.into(),
            pointer: pointer.into(),
            message: message.into(),
            found: None,
            help: None,
        }
    }

    pub(super) fn found(mut self, text: impl Into<String>) -> Self {
        self.found = Some(text.into());
        self
    }

    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// The findings of one spec.
#[derive(Debug)]
pub(super) struct Collector {
    prefix: String,
    findings: Vec<Finding>,
    examples: ExampleTally,
}

impl Collector {
    pub(super) fn new(spec: &Spec) -> Self {
        Self {
            prefix: format!("{}/{}", spec.product, spec.version),
            findings: Vec::new(),
            examples: ExampleTally::default(),
        }
    }

    pub(super) fn push(&mut self, draft: Draft) {
        let finding = self.finding(draft);
        self.findings.push(finding);
    }

    /// Adds what was found in one side of one example, the same thing said once with its number.
    pub(super) fn push_example(&mut self, side: Message, drafts: Vec<Draft>) {
        let passes = !drafts.iter().any(|draft| side.is_broken_by(draft.code));
        self.examples.count(side, passes);
        let mut seen: BTreeMap<(Code, String), usize> = BTreeMap::new();
        for draft in drafts {
            self.examples.count_occurrence(side, draft.code);
            let key = (draft.code, draft.item.clone());
            if let Some(finding) = seen.get(&key).and_then(|&at| self.findings.get_mut(at)) {
                finding.times += 1;
                continue;
            }
            self.examples.count_finding(side, draft.code);
            seen.insert(key, self.findings.len());
            self.push(draft);
        }
    }

    pub(super) fn into_parts(self) -> (Vec<Finding>, ExampleTally) {
        (self.findings, self.examples)
    }

    fn finding(&self, draft: Draft) -> Finding {
        let subject = match draft.item.as_str() {
            "" => self.prefix.clone(),
            item => format!("{}/{item}", self.prefix),
        };
        Finding {
            code: draft.code,
            subject,
            pointer: draft.pointer,
            location: Location::file(""),
            message: draft.message,
            found: draft.found,
            help: draft.help,
            times: 1,
        }
    }
}
