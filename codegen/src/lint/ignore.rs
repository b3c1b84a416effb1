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

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

use super::report::Report;
use super::{Finding, rules};

/// The entries of an ignore file.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    entries: Vec<Entry>,
}

/// One entry: what is known, and why it may stand.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The code of the finding.
    pub code: Code,
    /// What it speaks of, with globs: `product/version/Item/Member`.
    pub subject: GlobMatcher,
    /// Why it may stand.
    pub reason: String,
    /// The first day on which it may not: `2027-01-01`.
    pub expires: Option<String>,
    /// Where the entry stands.
    pub location: Location,
}

impl Entry {
    /// Whether it can match something of these products. One that names another product has
    /// nothing to say when only some specs are checked.
    fn speaks_of(&self, products: &BTreeSet<String>) -> bool {
        let glob = self.subject.glob().glob();
        let product = glob.split('/').next().unwrap_or(glob);
        product.contains(['*', '?', '[', '{']) || products.contains(product)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    ignore: Vec<toml::Spanned<Row>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: toml::Spanned<String>,
    #[serde(rename = "where")]
    subject: toml::Spanned<String>,
    reason: toml::Spanned<String>,
    expires: Option<toml::Spanned<String>>,
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
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            invalid(path, text, start, error.message().replace('\n', " "))
        })?;
        let (mut entries, mut wrong) = (Vec::new(), Diagnostics::new());
        for row in file.ignore {
            match entry(path, text, &row) {
                Ok(entry) => entries.push(entry),
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        if wrong.has_errors() { Err(wrong) } else { Ok(Self { entries }) }
    }

    /// Sets aside what the entries name, and adds as findings the entries that name nothing or
    /// have expired by `today` (`2026-11-24`).
    pub fn apply(&self, today: &str, report: &mut Report) {
        let mut uses = vec![0_usize; self.entries.len()];
        let mut kept = Vec::new();
        for finding in std::mem::take(&mut report.findings) {
            let mut reason = None;
            for (entry, uses) in self.entries.iter().zip(&mut uses) {
                if entry.code == finding.code && entry.subject.is_match(&finding.subject) {
                    *uses += 1;
                    let is_valid = entry.expires.as_deref().is_none_or(|day| today < day);
                    reason = reason.or(is_valid.then(|| entry.reason.clone()));
                }
            }
            match reason {
                Some(reason) => report.ignored.push((finding, reason)),
                None => kept.push(finding),
            }
        }
        report.findings = kept;
        for (entry, uses) in self.entries.iter().zip(uses) {
            if uses > 0 || entry.speaks_of(&report.products) {
                report.findings.extend(gone_stale(entry, uses, today));
            }
        }
        report.sort();
    }
}

fn entry(path: &str, text: &str, row: &toml::Spanned<Row>) -> Result<Entry, Diagnostic> {
    let fail = |at: &toml::Spanned<String>, message| invalid(path, text, at.span().start, message);
    let start = row.span().start;
    let row = row.get_ref();
    let code = rules::explain(row.code.get_ref()).map(|rule| rule.code).ok_or_else(|| {
        fail(&row.code, format!("`{}` is no code of a lint", row.code.get_ref()))
            .help("`tcgen lint --explain all` lists the codes")
    })?;
    let subject = Glob::new(row.subject.get_ref())
        .map_err(|error| fail(&row.subject, format!("no glob: {}", error.kind())))?;
    if row.reason.get_ref().trim().is_empty() {
        return Err(fail(&row.reason, "an entry needs a reason".into()));
    }
    if let Some(day) = row.expires.as_ref().filter(|day| !is_day(day.get_ref())) {
        return Err(fail(day, format!("`{}` is no day such as 2027-01-31", day.get_ref())));
    }
    Ok(Entry {
        code,
        subject: subject.compile_matcher(),
        reason: row.reason.get_ref().clone(),
        expires: row.expires.as_ref().map(|day| day.get_ref().clone()),
        location: place(path, text, start),
    })
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn invalid(path: &str, text: &str, start: usize, message: String) -> Diagnostic {
    Diagnostic::new(Code::InvalidIgnore, message).at(place(path, text, start))
}

fn place(path: &str, text: &str, start: usize) -> Location {
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
    Location::new(path, number(line), number(column))
}

fn gone_stale(entry: &Entry, uses: usize, today: &str) -> Option<Finding> {
    let glob = entry.subject.glob();
    let (code, message) = match &entry.expires {
        _ if uses == 0 => {
            let message = format!("no {} in `{glob}` any more", entry.code.as_str());
            (Code::StaleIgnore, message)
        }
        Some(day) if today >= day.as_str() => {
            (Code::ExpiredIgnore, format!("the entry for `{glob}` expired on {day}"))
        }
        _ => return None,
    };
    let help = match code {
        Code::StaleIgnore => "the documentation was mended, or the entry misspelt: remove it",
        _ => "look again: mend the documentation, or give another day",
    };
    Some(Finding {
        code,
        subject: glob.to_string(),
        pointer: String::new(),
        location: entry.location.clone(),
        message,
        found: Some(entry.reason.clone()),
        help: Some(help.into()),
        times: 1,
    })
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
        let file = crate::spec_files::SpecFile::parse(
            "spec.json",
            r#"{"format": 1, "product": "demo", "version": "2020-01-01", "structures":
                {"A": {"members": [{"name": "B", "type": "Gone"}]}}}"#
                .to_owned(),
        );
        let found = |today| {
            let mut report = crate::lint::lint(file.as_ref().unwrap());
            entries(&text).unwrap().apply(today, &mut report);
            report.counts()
        };
        assert_eq!(found("2026-11-23").get(&Code::DanglingType), None);
        assert_eq!(found("2026-11-24").get(&Code::DanglingType), Some(&1));
        assert_eq!(found("2026-11-24").get(&Code::ExpiredIgnore), Some(&1));
    }
}
