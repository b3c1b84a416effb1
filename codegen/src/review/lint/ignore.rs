//! The ignore file: findings that are known, each with a reason, some with a last day.
//!
//! ```toml
//! [[ignore]]
//! code = "L0124"
//! where = "ess/2020-11-11/CreateX/*"
//! reason = "the service takes both; asked on 2026-03-01"
//! expires = "2027-01-01"
//! ```
//!
//! Invariant: an entry never goes unnoticed: one that matches nothing, or has expired, is a
//! finding itself.

use std::collections::BTreeSet;

use globset::{Glob, GlobMatcher};
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::review::ignore::{Entry, IgnoreFile, IgnoreRow, Staleness, read, sort_out};

use super::report::Report;
use super::{Finding, rules};

/// The entries of an ignore file.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    entries: Vec<Entry<FindingPattern>>,
}

/// What an entry names.
#[derive(Clone, Debug)]
struct FindingPattern {
    code: Code,
    /// What the finding speaks of, with globs: `product/version/Item/Member`.
    subject: GlobMatcher,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LintRow {
    code: Spanned<String>,
    #[serde(rename = "where")]
    subject: Spanned<String>,
    reason: Spanned<String>,
    expires: Option<Spanned<String>>,
}

impl IgnoreRow for LintRow {
    type Pattern = FindingPattern;

    fn terms(&self) -> (&Spanned<String>, Option<&Spanned<String>>) {
        (&self.reason, self.expires.as_ref())
    }

    fn wanted(&self, file: &IgnoreFile<'_>, _start: usize) -> Result<FindingPattern, Diagnostic> {
        let code = self.code.get_ref();
        let Some(rule) = rules::explain(code) else {
            let fault = file.fault(&self.code, format!("`{code}` is not a code of a lint"));
            return Err(fault.help("`tcgen lint --explain all` lists the codes"));
        };
        let subject = Glob::new(self.subject.get_ref())
            .map_err(|error| file.fault(&self.subject, format!("no glob: {}", error.kind())))?;
        Ok(FindingPattern { code: rule.code, subject: subject.compile_matcher() })
    }
}

impl FindingPattern {
    fn names(&self, finding: &Finding) -> bool {
        self.code == finding.code && self.subject.is_match(&finding.subject)
    }

    /// Whether it can match something of these products. One that names another product has
    /// nothing to say when only some specs are checked.
    fn speaks_of(&self, products: &BTreeSet<String>) -> bool {
        let glob = self.subject.glob().glob();
        let product = glob.split('/').next().unwrap_or(glob);
        product.contains(['*', '?', '[', '{']) || products.contains(product)
    }
}

impl Ignores {
    /// No entries.
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads the text of the file that `path` names.
    ///
    /// # Errors
    /// A diagnostic for each thing that is wrong.
    pub fn read(path: &str, text: &str) -> Result<Self, Diagnostics> {
        Ok(Self { entries: read::<LintRow>(path, text)? })
    }

    /// Sets aside what the entries name, and adds as findings the entries that name nothing or
    /// have expired by `today` (`2026-11-24`).
    pub fn apply(&self, today: &str, report: &mut Report) {
        let findings = std::mem::take(&mut report.findings);
        let sorted = sort_out(&self.entries, today, findings, FindingPattern::names);
        report.findings = sorted.kept;
        report.ignored.extend(sorted.ignored);
        for (entry, staleness) in sorted.stale {
            if entry.wanted.speaks_of(&report.products) {
                report.findings.push(stale(entry, staleness));
            }
        }
        report.sort();
    }
}

fn stale(entry: &Entry<FindingPattern>, staleness: Staleness<'_>) -> Finding {
    let glob = entry.wanted.subject.glob();
    let (code, message, help) = match staleness {
        Staleness::Unused => (
            Code::StaleIgnore,
            format!("no {} in `{glob}` any more", entry.wanted.code.as_str()),
            "the documentation was mended, or the entry misspelt: remove it",
        ),
        Staleness::Expired(day) => (
            Code::ExpiredIgnore,
            format!("the entry for `{glob}` expired on {day}"),
            "look again: mend the documentation, or give another day",
        ),
    };
    Finding {
        code,
        subject: glob.to_string(),
        pointer: String::new(),
        location: entry.location.clone(),
        message,
        found: Some(entry.reason.clone()),
        help: Some(help.into()),
        times: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Result<Ignores, Diagnostics> {
        Ignores::read("lint-ignore.toml", text)
    }

    fn report_of(product: &str) -> Report {
        Report { products: [product.to_owned()].into(), ..Report::default() }
    }

    const ENTRY: &str = "[[ignore]]\ncode = \"L0101\"\nwhere = \"demo/*\"\nreason = \"known\"\n";

    #[test]
    fn an_entry_of_a_product_that_is_not_checked_is_not_stale() {
        for (product, stale) in [("demo", 1), ("other", 0)] {
            let mut report = report_of(product);
            entries(ENTRY).unwrap().apply("2026-11-24", &mut report);
            assert_eq!(report.findings.len(), stale, "{product}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_entry_is_said_with_its_place() {
        for (line, text) in [
            (2, ENTRY.replace("L0101", "L9999")),
            (3, ENTRY.replace("demo/*", "demo/[")),
            (4, ENTRY.replace("known", " ")),
            (5, format!("{ENTRY}expires = \"soon\"\n")),
            (5, format!("{ENTRY}until = \"2027-01-01\"\n")),
            (1, "[[ignore]]\n".to_owned()),
        ] {
            let faults = entries(&text).unwrap_err();
            let fault = faults.iter().next().unwrap();
            assert_eq!(fault.code, Code::InvalidIgnore);
            assert_eq!(fault.location.as_ref().unwrap().line, line, "{text}\n{fault:?}");
        }
    }

    #[test]
    fn on_the_day_of_its_expiry_an_entry_ignores_nothing() {
        let text = format!("{ENTRY}expires = \"2026-11-24\"\n");
        let file = crate::project::spec_files::SpecFile::parse(
            "spec.json",
            r#"{"format": 1, "product": "demo", "version": "2020-01-01", "structures":
                {"A": {"members": [{"name": "B", "type": "Gone"}]}}}"#
                .to_owned(),
        );
        let found = |today| {
            let mut report = crate::review::lint::lint(file.as_ref().unwrap());
            entries(&text).unwrap().apply(today, &mut report);
            report.counts()
        };
        assert_eq!(found("2026-11-23").get(&Code::DanglingType), None);
        assert_eq!(found("2026-11-24").get(&Code::DanglingType), Some(&1));
        assert_eq!(found("2026-11-24").get(&Code::ExpiredIgnore), Some(&1));
    }
}
