//! Where in a spec file an item is, found only when there is something to say about it.

use crate::diagnostics::{Diagnostic, Diagnostics, JsonFindings, Location, escaped};

/// The text of a spec file and its path as the user gave it.
#[derive(Clone, Copy, Debug)]
pub struct SpecText<'a> {
    path: &'a str,
    text: &'a str,
}

impl<'a> SpecText<'a> {
    /// The text of this file.
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text }
    }

    /// The file as a whole.
    pub fn whole(&self) -> Location {
        Location::file(self.path)
    }

    /// Findings with their places in this file.
    pub(super) fn locate(&self, findings: JsonFindings) -> Diagnostics {
        findings.located(self.path, self.text).into_iter().collect()
    }
}

/// An item of a spec file that findings are about.
#[derive(Clone, Copy, Debug)]
pub(super) enum SpecItem<'a> {
    Action(&'a str),
    Input(&'a str),
    Output(&'a str),
    Structure(&'a str),
}

impl<'a> SpecItem<'a> {
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Action(name) | Self::Input(name) | Self::Output(name) | Self::Structure(name) => {
                name
            }
        }
    }

    /// A finding about the owner itself.
    pub(super) fn finding(self, diagnostic: Diagnostic, findings: &mut JsonFindings) {
        let section = match self {
            Self::Structure(_) => "structures",
            Self::Action(_) | Self::Input(_) | Self::Output(_) => "actions",
        };
        findings.push(format!("/{section}/{}", escaped(self.name())), diagnostic);
    }

    /// A finding about its member with this index.
    pub(super) fn member_finding(
        self,
        index: usize,
        diagnostic: Diagnostic,
        findings: &mut JsonFindings,
    ) {
        let name = escaped(self.name());
        let list = match self {
            Self::Input(_) | Self::Action(_) => format!("/actions/{name}/input"),
            Self::Output(_) => format!("/actions/{name}/output"),
            Self::Structure(_) => format!("/structures/{name}/members"),
        };
        findings.push(format!("{list}/{index}/name"), diagnostic);
    }
}
