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
            report.findings.extend(gone_stale(entry, uses, today));
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
