//! The ignore file: changes that were looked at and may stand, each with a reason.
//!
//! ```toml
//! [[ignore]]
//! fingerprint = "0f3a9c41d2e8"        # this very change
//! reason = "we never send it"
//!
//! [[ignore]]
//! kind = "input-value-removed"        # or a kind, at paths with globs
//! where = "ess/2020-11-11/actions/Create*/input/*"
//! reason = "values are read out of prose; asked on 2026-03-01"
//! expires = "2027-01-01"
//! ```
//!
//! Invariant: an entry never goes unnoticed: what it takes out is listed with its reason, and
//! one that takes out nothing, or has expired, is a diagnostic.

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};

use super::change::Change;
use super::kind::Kind;
use super::model::{Diff, Ignored};

/// The entries of an ignore file.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    wanted: Wanted,
    reason: String,
    /// The first day on which the entry no longer holds.
    expires: Option<String>,
    location: Location,
}

#[derive(Clone, Debug)]
enum Wanted {
    Fingerprint(String),
    Kind { kind: Kind, paths: Option<GlobMatcher> },
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
    fingerprint: Option<toml::Spanned<String>>,
    kind: Option<toml::Spanned<String>>,
    #[serde(rename = "where")]
    paths: Option<toml::Spanned<String>>,
    reason: toml::Spanned<String>,
    expires: Option<toml::Spanned<String>>,
}

impl Ignores {
    /// Reads the text of the file that `path` names; every fault of every entry is said.
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

    /// Takes out of the diff what the entries name. Out come the entries that name nothing, or
    /// have expired by `today` (`2026-11-24`) and so take out nothing any more.
    pub fn apply(&self, today: &str, diff: &mut Diff) -> Diagnostics {
        let mut uses = vec![0_usize; self.entries.len()];
        for change in std::mem::take(&mut diff.changes) {
            let mut reason = None;
            for (entry, uses) in self.entries.iter().zip(&mut uses) {
                if entry.names(&change) {
                    *uses += 1;
                    let holds = entry.holds(today);
                    reason = reason.or(holds.then(|| entry.reason.clone()));
                }
            }
            match reason {
                Some(reason) => diff.ignored.push(Ignored { change, reason }),
                None => diff.changes.push(change),
            }
        }
        let mut stale = Diagnostics::new();
        for (entry, uses) in self.entries.iter().zip(uses) {
            stale.extend(entry.staleness(uses, today));
        }
        stale
    }
}

impl Entry {
    fn names(&self, change: &Change) -> bool {
        match &self.wanted {
            Wanted::Fingerprint(digits) => change.fingerprint.as_str() == digits,
            Wanted::Kind { kind, paths } => {
                *kind == change.kind
                    && paths.as_ref().is_none_or(|paths| paths.is_match(change.place.path()))
            }
        }
    }

    fn holds(&self, today: &str) -> bool {
        self.expires.as_deref().is_none_or(|day| today < day)
    }

    fn staleness(&self, uses: usize, today: &str) -> Option<Diagnostic> {
        let named = match &self.wanted {
            Wanted::Fingerprint(digits) => format!("`{digits}`"),
            Wanted::Kind { kind, paths: None } => format!("`{kind}`"),
            Wanted::Kind { kind, paths: Some(paths) } => {
                format!("`{kind}` in `{}`", paths.glob())
            }
        };
        let (code, message, help) = if uses == 0 {
            let help = "the change is no longer there, or the entry is misspelt: remove it";
            (Code::StaleDiffIgnore, format!("nothing matches the entry for {named}"), help)
        } else if !self.holds(today) {
            let day = self.expires.as_deref().unwrap_or_default();
            let help = "look at the change again; then remove the entry or give another day";
            (Code::ExpiredDiffIgnore, format!("the entry for {named} expired on {day}"), help)
        } else {
            return None;
        };
        let found = format!("reason = \"{}\"", self.reason);
        Some(Diagnostic::new(code, message).at(self.location.clone()).found(found).help(help))
    }
}

fn entry(path: &str, text: &str, row: &toml::Spanned<Row>) -> Result<Entry, Diagnostic> {
    let start = row.span().start;
    let row = row.get_ref();
    let fail = |at: &toml::Spanned<String>, message| invalid(path, text, at.span().start, message);
    if row.reason.get_ref().trim().is_empty() {
        return Err(fail(&row.reason, "an entry needs a reason".into()));
    }
    if let Some(day) = row.expires.as_ref().filter(|day| !crate::spec::is_version(day.get_ref())) {
        return Err(fail(day, format!("`{}` is no day such as 2027-01-31", day.get_ref())));
    }
    let wanted = match (&row.fingerprint, &row.kind, &row.paths) {
        (Some(digits), None, None) => {
            let is_hex = |digits: &str| {
                digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            };
            if !is_hex(digits.get_ref()) {
                return Err(fail(digits, format!("`{}` is no fingerprint", digits.get_ref()))
                    .help("twelve hex digits, as `tcgen diff` prints them"));
            }
            Wanted::Fingerprint(digits.get_ref().to_ascii_lowercase())
        }
        (None, Some(kind), paths) => {
            let id = kind.get_ref().parse().map_err(|error| {
                fail(kind, format!("{error}")).help("`tcgen diff --kinds` lists them")
            })?;
            let glob = |paths: &toml::Spanned<String>| {
                GlobBuilder::new(paths.get_ref())
                    .build()
                    .map(|glob| glob.compile_matcher())
                    .map_err(|error| fail(paths, format!("no glob: {}", error.kind())))
            };
            Wanted::Kind { kind: id, paths: paths.as_ref().map(glob).transpose()? }
        }
        _ => {
            let message = "an entry has either a fingerprint, or a kind and perhaps `where`";
            return Err(invalid(path, text, start, message.into()));
        }
    };
    Ok(Entry {
        wanted,
        reason: row.reason.get_ref().clone(),
        expires: row.expires.as_ref().map(|day| day.get_ref().clone()),
        location: place(path, text, start),
    })
}

fn invalid(path: &str, text: &str, start: usize, message: String) -> Diagnostic {
    Diagnostic::new(Code::InvalidIgnore, message).at(place(path, text, start))
}

/// Line and column of a byte of the file.
fn place(path: &str, text: &str, start: usize) -> Location {
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
    Location::new(path, number(line), number(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::compare;
    use crate::spec::{Action, Spec};

    /// Two actions gone.
    fn diff() -> Diff {
        let mut old = Spec::new("ess", "2020-11-11");
        for name in ["CreateSeal", "DeleteSeal"] {
            old.actions.insert(name.into(), Action::default());
        }
        compare(&[old], &[Spec::new("ess", "2020-11-11")])
    }

    fn apply(text: &str) -> (Diff, Vec<Code>) {
        let mut diff = diff();
        let stale = Ignores::read("i.toml", text).unwrap().apply("2026-11-24", &mut diff);
        (diff, stale.iter().map(|one| one.code).collect())
    }

    #[test]
    fn a_kind_and_a_glob_take_out_what_they_match() {
        let (diff, stale) = apply(
            "[[ignore]]\nkind = 'action-removed'\nwhere = '*/*/actions/Create*'\nreason = 'x'",
        );
        assert_eq!((diff.changes.len(), diff.ignored.len(), stale.len()), (1, 1, 0));
        assert_eq!(diff.ignored[0].reason, "x");
    }

    #[test]
    fn a_fingerprint_takes_out_one_change() {
        let digits = diff().changes[1].fingerprint.to_string();
        let (diff, stale) = apply(&format!("[[ignore]]\nfingerprint = '{digits}'\nreason = 'x'"));
        assert_eq!(diff.changes[0].place.path(), "ess/2020-11-11/actions/CreateSeal");
        assert!(diff.changes.len() == 1 && stale.is_empty());
    }

    #[test]
    fn an_expired_entry_takes_out_nothing_and_is_said() {
        let (diff, stale) =
            apply("[[ignore]]\nkind = 'action-removed'\nreason = 'x'\nexpires = '2026-11-24'");
        assert_eq!((diff.changes.len(), stale), (2, vec![Code::ExpiredDiffIgnore]));
    }

    #[test]
    fn an_entry_that_matches_nothing_is_said() {
        let (_, stale) = apply("[[ignore]]\nfingerprint = '000000000000'\nreason = 'x'");
        assert_eq!(stale, [Code::StaleDiffIgnore]);
    }

    #[test]
    fn every_wrong_entry_is_said_with_its_place() {
        let text = "[[ignore]]\nkind = 'action-removd'\nreason = 'x'\n\n\
                    [[ignore]]\nreason = 'x'\n\n[[ignore]]\nfingerprint = 'xyz'\nreason = ' '\n";
        let wrong = Ignores::read("i.toml", text).unwrap_err();
        let lines: Vec<_> = wrong
            .iter()
            .map(|one| format!("{} {}", one.location.as_ref().unwrap().line, one.message))
            .collect();
        assert_eq!(
            lines,
            [
                "2 `action-removd` is no kind of change, perhaps `action-removed`",
                "5 an entry has either a fingerprint, or a kind and perhaps `where`",
                "10 an entry needs a reason",
            ]
        );
    }
}
